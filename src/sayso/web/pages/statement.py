"""A statement: its words in their place, through whom it is known, its relations and its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.codec import statement_value
from sayso.ledger.entry import Entry, EntryKind
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded, Wanted
from sayso.model.document import Document
from sayso.model.span import Span
from sayso.views.one import one
from sayso.views.segments import Role, segments
from sayso.views.shown import shown
from sayso.web import words
from sayso.web.kept import answer
from sayso.web.marked import plain
from sayso.web.opened import Reader

router = APIRouter(include_in_schema=False)

#: Relations that are listed at most.
_MOST = 100


@router.get("/statements/{statement}")
def statement(request: Request, statement: str, ledger: Reader) -> Response:
    """The statement of an id."""
    return answer(request, "statement.html", lambda: values(ledger, statement))


def values(ledger: LedgerReader, statement: str) -> dict[str, Any]:
    """What the page shows."""
    found = one(ledger, statement)
    return {
        "found": found,
        "recorded": found.recorded,
        "paragraphs": _in_place(ledger.document(found.recorded.document), found.recorded),
        "relations": _relations(ledger, statement),
        "history": [_told(e, found.recorded) for e in found.history if e.kind is not EntryKind.STATEMENT],
        "read": next((e for e in found.history if e.kind is EntryKind.STATEMENT), None),
    }


def _in_place(document: Document, found: Recorded) -> list[Markup]:
    """The paragraphs that it stands in, its words marked."""
    own = found.statement
    spans = (*own.content.spans, *own.cue.spans, *own.source.spans)
    parts = document.paragraphs or ((Span(0, len(document.text)),) if document.text else ())
    around = [p for p in parts if any(p.overlaps(span) for span in spans)]
    cuts = (
        "".join(_piece(document.text[s.start : s.end], [r for _, r in s.covering], found) for s in cut)
        for cut in segments(around, [own])
    )
    return [Markup(cut) for cut in cuts]  # noqa: S704 - each piece is escaped


def _piece(text: str, roles: list[Role], found: Recorded) -> str:
    if not roles:
        return escape(plain(text))
    said = [f"said {words.family(found.statement)} deep-1"] if Role.CONTENT in roles else []
    kinds = " ".join([*said, *(r.value for r in roles if r is not Role.CONTENT)])
    return f'<mark class="{kinds}">{escape(plain(text))}</mark>'


def _relations(ledger: LedgerReader, statement: str) -> list[dict[str, Any]]:
    """How others stand to it, with the words of both ways of saying so."""
    told = list(ledger.relations((), (statement,), limit=_MOST))
    ids = {key for r in told for key in (r.relation.a, r.relation.b)} - {statement}
    known = {r.statement.id: r for r in ledger.statements(Wanted(ids=tuple(sorted(ids))))} if ids else {}
    return [
        {
            "kind": r.relation.kind.value,
            "how": words.relation(r.relation.kind, of_first=r.relation.a == statement),
            "other": known[other],
            "confidence": r.relation.confidence,
            "because": r.relation.because,
        }
        for r in told
        if (other := r.relation.b if r.relation.a == statement else r.relation.a) in known
    ]


def _told(entry: Entry, found: Recorded) -> dict[str, Any]:
    return {"entry": entry, "said": "; ".join(_said(entry, found)), "by": shown(entry.by)}


def _said(entry: Entry, found: Recorded) -> Iterator[str]:
    body = entry.body
    match entry.kind:
        case EntryKind.JUDGEMENT:
            read = statement_value(found.as_read)
            right = [name for name, value in body["fields"].items() if value == read.get(name)]
            if right:
                yield f"{', '.join(right)} said to be read right"
            wrong = ((name, value) for name, value in body["fields"].items() if name not in right)
            yield from (f"{name} corrected to {_field(value)}" for name, value in wrong)
        case EntryKind.RETRACTION:
            yield f"retracted: {shown(str(body['reason']))}"
        case EntryKind.CARRY:
            yield f"goes on from {shown(str(body['from']))} in an earlier reading"
        case EntryKind.JOIN:
            yield f"said to be of one claim with {shown(str(body['other']))}"
        case EntryKind.SPLIT:
            yield f"said to be of another claim than {shown(str(body['other']))}"
        case EntryKind.GRADE:
            yield f"graded {shown(str(body['grade']))}"
        case EntryKind.UNDO:
            yield f"entry {body['undoes']} undone"
        case _:
            yield entry.kind.value


def _field(value: object) -> str:
    if isinstance(value, dict):
        told = value.get("name") or value.get("text") or value.get("description") or value.get("start")
        return shown(str(told or "none"))
    return shown(str(value))
