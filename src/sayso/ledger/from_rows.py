"""What a reader is told, from the rows of its queries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from sayso.ledger import decoded
from sayso.ledger.faults import intact
from sayso.ledger.lookups import entry_of, judged
from sayso.ledger.records import Decision, Failed, KnownSpeaker, Recorded, Related
from sayso.model.relation import Relation, RelationKind
from sayso.model.speaker import Kind


def recorded(found: Row[Any], own: tuple[Decision, ...]) -> Recorded:
    """A statement as it stands, of a row with its entry and its article, and what people decided about it."""
    body = bytes(found.body)
    with intact(found.position):
        as_read, now = decoded.as_read(body), decoded.as_judged(body, judged(own))
    return Recorded(
        statement=now,
        as_read=as_read,
        position=found.position,
        reading=found.reading,
        document=found.document,
        url=found.url,
        path=found.path,
        title=found.title,
        publisher=found.publisher,
        published=found.published,
        current=found.current,
        replaced=bool(found.replaced),
        decisions=own,
    )


def related_of(found: Row[Any]) -> Related:
    """A relation, of a row of ``relations`` with its day."""
    told = Relation(
        a=found.a,
        b=found.b,
        kind=RelationKind(found.kind),
        confidence=found.confidence,
        because=tuple(json.loads(found.because)),
    )
    return Related(relation=told, position=found.position, day=found.day)


def known_speaker(found: Row[Any], parts: Sequence[Row[Any]]) -> KnownSpeaker:
    """A name, of a row of ``speakers`` and those of its ``roles``."""
    return KnownSpeaker(
        key=found.key,
        name=found.name,
        kind=Kind(found.kind),
        roles=tuple(sorted({p.role for p in parts if p.role})),
        outlets=tuple(sorted({p.publisher for p in parts if p.publisher})),
    )


def failed(found: Row[Any]) -> Failed:
    """What could not be read, of a row of ``failures`` with its entry."""
    entry = entry_of(found, "")
    body = entry.body
    with intact(entry.position):
        return Failed(
            position=entry.position,
            at=entry.at,
            source=entry.subject,
            again=body["again"],
            error=body["error"],
            reason=body["reason"],
            open=found.open,
        )
