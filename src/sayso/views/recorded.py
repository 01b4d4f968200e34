"""A statement of the ledger, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.ledger.codec import statement_value as as_value
from sayso.ledger.entry import EntryKind
from sayso.ledger.records import Decision, Recorded
from sayso.views.as_json import statement as statement_value
from sayso.views.listing import speaker_line
from sayso.views.shown import shown


def value(found: Recorded) -> dict[str, Any]:
    """The statement as it stands, with its article and what people decided about it."""
    judged = found.statement != found.as_read
    retraction = found.retraction
    return {
        **statement_value(found.statement),
        "document": {
            "id": found.document,
            "url": found.url,
            "path": found.path,
            "title": found.title,
            "publisher": found.publisher,
            "published": found.published,
        },
        "entry": found.position,
        "current": found.current,
        "replaced": found.replaced,
        "retracted": retraction and decision(retraction),
        "decisions": [decision(d) for d in found.decisions],
        "as_read": statement_value(found.as_read) if judged else None,
    }


def decision(found: Decision) -> dict[str, Any]:
    """What a person decided."""
    return {
        "entry": found.position,
        "at": found.at,
        "by": found.by,
        "kind": found.kind.value,
        "active": found.active,
        **found.body,
    }


def lines(found: Recorded) -> Iterator[str]:
    """The statement in a few lines: who and what, where it stands, what was decided."""
    statement = found.statement
    act = f"not {statement.act.value}" if statement.negated else statement.act.value
    said = days(found)
    who = speaker_line(statement.speaker, statement.source.text)
    yield "  ".join(part for part in (statement.id, said, f"{who} · {act}") if part)
    if statement.content:
        yield f"    {shown(statement.content.text)}"
    where = [found.publisher, (found.published or "")[:10], found.title or found.url or found.path]
    yield f"    {' · '.join(shown(part) for part in where if part)}"
    for mark in marks(found):
        yield f"    [{mark}]"


def days(found: Recorded) -> str:
    """When it was said; the article's day in brackets where the text does not tell."""
    said = found.statement.said
    if said is None:
        return f"({found.published[:10]})" if found.published else ""
    return said.start if said.start == said.end else f"{said.start} to {said.end}"


def marks(found: Recorded) -> Iterator[str]:
    """What has to be known before it is relied on."""
    for one in found.decisions:
        if not one.active:
            continue
        who = f"{shown(one.by)}, {one.at[:10]}, entry {one.position}"
        if one.kind is EntryKind.RETRACTION:
            yield f"retracted by {who}: {shown(one.body['reason'])}"
        else:
            read = as_value(found.as_read)
            fields = one.body["fields"]
            right = [name for name in fields if fields[name] == read[name]]
            wrong = [name for name in fields if name not in right]
            yield "; ".join(
                f"{', '.join(names)} {done} by {who}"
                for names, done in ((wrong, "corrected"), (right, "confirmed"))
                if names
            )
    if found.replaced:
        yield "in an earlier version of the article"
    if not found.current:
        yield "not found by the latest reading of the article"
