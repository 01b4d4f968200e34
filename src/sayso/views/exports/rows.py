"""A statement as one row of a table."""

from __future__ import annotations

from sayso.ledger.records import Recorded
from sayso.model.speaker import Link
from sayso.views.exports.texts import whole

Cell = str | int | float | bool | None

#: Each column and the type of its cells; any cell may be empty.
COLUMNS: dict[str, type[Cell]] = {
    "id": str,
    "speaker": str,
    "speaker_kind": str,
    "speaker_description": str,
    "act": str,
    "negated": bool,
    "certainty": str,
    "form": str,
    "content": str,
    "cue": str,
    "source": str,
    "said_from": str,
    "said_to": str,
    "said_words": str,
    "addressee": str,
    "venue": str,
    "chain": str,
    "confidence": float,
    "content_start": int,
    "content_end": int,
    "document": str,
    "url": str,
    "path": str,
    "title": str,
    "publisher": str,
    "published": str,
    "entry": int,
    "current": bool,
    "replaced": bool,
    "judged": bool,
    "retracted": str,
}


def row(found: Recorded) -> dict[str, Cell]:
    """The statement's cells, by column; ``retracted`` holds the reason."""
    statement, said, told = found.statement, found.statement.said, found.statement.addressee
    retraction = found.retraction
    cells: dict[str, Cell] = {
        "id": statement.id,
        "speaker": statement.speaker.name,
        "speaker_kind": statement.speaker.kind.value,
        "speaker_description": statement.speaker.description,
        "act": statement.act.value,
        "negated": statement.negated,
        "certainty": statement.certainty.value,
        "form": statement.form.value,
        "content": statement.content.text or None,
        "cue": statement.cue.text or None,
        "source": statement.source.text or None,
        "said_from": said.start if said else None,
        "said_to": said.end if said else None,
        "said_words": said.text if said else None,
        "addressee": (told.name or told.text) if told else None,
        "venue": statement.venue,
        "chain": " → ".join(map(link_words, statement.chain)) or None,
        "confidence": statement.confidence,
        "content_start": statement.content.start if statement.content else None,
        "content_end": statement.content.end if statement.content else None,
        "document": found.document,
        "url": found.url,
        "path": found.path,
        "title": found.title,
        "publisher": found.publisher,
        "published": found.published,
        "entry": found.position,
        "current": found.current,
        "replaced": found.replaced,
        "judged": statement != found.as_read,
        "retracted": str(retraction.body["reason"]) if retraction else None,
    }
    return {name: whole(cell) if isinstance(cell, str) else cell for name, cell in cells.items()}


def link_words(link: Link) -> str:
    """A member of a chain in a few words."""
    return link.name or link.description or link.text
