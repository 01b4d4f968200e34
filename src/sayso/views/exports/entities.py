"""Statements as FollowTheMoney entities: articles, speakers, and what was said as events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, BinaryIO

from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.model.speaker import Kind
from sayso.views.exports.packages import package
from sayso.views.exports.rows import link_words
from sayso.views.exports.texts import address, whole, written

_SCHEMATA = {Kind.PERSON: "Person", Kind.ORGANIZATION: "Organization", Kind.OUTLET: "Organization"}
_LONGEST_NAME = 120


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write one entity a line. Each speaker and each article stands once.

    A statement is an ``Event`` with its article as proof; a speaker without a name isn't an entity
    that could be told from another, so the event's description names it.
    """
    model = package("followthemoney", "followthemoney").model
    told: set[str] = set()
    for one in found:
        for entity in _entities(model, one):
            if entity.id not in told:
                stream.write(written(entity.to_dict()) + b"\n")
                if not entity.schema.is_a("Event"):
                    told.add(entity.id)
    return 0


def _entities(model: Any, found: Recorded) -> Iterator[Any]:
    article = model.make_entity("Article")
    article.id = f"sayso-document-{found.document}"
    _add(article, title=found.title, sourceUrl=address(found.url), publishedAt=_day(found.published))
    _add(article, publisher=found.publisher, fileName=found.path)
    yield article
    speaker = _speaker(model, found)
    if speaker is not None:
        yield speaker
    yield _event(model, found, article, speaker)


def _speaker(model: Any, found: Recorded) -> Any:
    speaker = found.statement.speaker
    key = name_key(speaker.name)
    if not key:
        return None
    made = model.make_entity(_SCHEMATA.get(speaker.kind, "LegalEntity"))
    made.id = f"sayso-speaker-{sha256(key.encode()).hexdigest()[:16]}"
    _add(made, name=speaker.name)
    return made


def _event(model: Any, found: Recorded, article: Any, speaker: Any) -> Any:
    statement, said = found.statement, found.statement.said
    who = statement.speaker.name or statement.speaker.description or statement.source.text or "somebody"
    act = f"not {statement.act.value}" if statement.negated else statement.act.value
    words = statement.content.text or statement.cue.text
    made = model.make_entity("Event")
    made.id = f"sayso-statement-{statement.id}-{found.position}"
    _add(made, name=f"{who}: {act}: {words}"[:_LONGEST_NAME], description=words, recordId=statement.id)
    if said is None:
        _add(made, date=_day(found.published))
    elif said.start == said.end:
        _add(made, date=said.start)
    else:
        _add(made, startDate=said.start, endDate=said.end)
    relays = " → ".join(map(link_words, statement.chain)) if len(statement.chain) > 1 else None
    retracted = f"Retracted: {found.retraction.body['reason']}" if found.retraction else None
    _add(made, summary=relays, notes=retracted, sourceUrl=address(found.url), publisher=found.publisher)
    made.add("proof", article)
    if speaker is not None:
        made.add("involved", speaker)
    return made


def _add(entity: Any, **values: str | None) -> None:
    for name, value in values.items():
        if value:
            entity.add(name, whole(value))


def _day(published: str | None) -> str | None:
    return (published or "")[:10] or None
