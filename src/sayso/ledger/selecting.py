"""Select statements from the tables that they are looked up in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, literal, or_, select, tuple_

from sayso.ledger.backend import Backend
from sayso.ledger.records import Order, Wanted
from sayso.ledger.tables import documents, entries, relations, statements, versions
from sayso.ledger.terms import Sought, sought
from sayso.model.relation import RelationKind

#: Matches that are ranked where nothing else narrows a query: the newest of them, so that a word
#: which stands everywhere does not take seconds.
MOST_RANKED = 10_000


#: Where a listing stands: what it is sorted by, and the position.
Place = tuple[str, int]


def selected(backend: Backend, wanted: Wanted, after: Place | None = None) -> Select[Any]:
    """The rows of the wanted statements with their entry and their article.

    ``after`` is where the rows before ended, for listings that go on by day or by position.
    """
    matching = _matching(backend, wanted)
    query = select(
        entries,
        *(statements.c[name] for name in ("document", "reading", "current", "decided", "sorted")),
        *(documents.c[name] for name in ("url", "path", "title", "publisher", "published")),
        _replaced().label("replaced"),
    ).select_from(_joined(matching, whole=True))
    query = query.where(*_conditions(wanted)).order_by(*_ordered(wanted, matching))
    if after is not None:
        query = query.where(_following(wanted.order, after))
    if wanted.limit is not None:
        query = query.limit(wanted.limit)
    return query.offset(wanted.offset) if wanted.offset else query


def counted(backend: Backend, wanted: Wanted) -> Select[int]:
    """How many there are."""
    matching = _matching(backend, wanted)
    query = select(func.count(statements.c.position)).select_from(_joined(matching, whole=False))
    return query.where(*_conditions(wanted))


def dated(backend: Backend, wanted: Wanted) -> Select[Any]:
    """When they were said, of those of which a day is known."""
    matching, table = _matching(backend, wanted), statements.c
    query = select(table.id, table.act, table.first_day, table.last_day)
    query = query.select_from(_joined(matching, whole=False)).where(*_conditions(wanted))
    return query.where(table.first_day.is_not(None)).order_by(table.sorted, table.position)


def frequency(backend: Backend, term: str, most: int) -> Select[int]:
    """In how many statements a term stands, counted up to ``most``."""
    found = backend.matching([Sought((term,))], most)
    return select(func.count(found.c.position))


def related(
    kinds: Collection[RelationKind], ids: Collection[str], speakers: Collection[str] = ()
) -> Select[Any]:
    """The relations of these kinds between statements that stand, of these statements if any are
    named, and of statements by these speakers; the surest first, then those of the newest statements."""
    a, b = statements.alias("one"), statements.alias("other")
    day = case((a.c.sorted > b.c.sorted, a.c.first_day), else_=b.c.first_day).label("day")
    query = (
        select(relations, day)
        .join(a, and_(a.c.id == relations.c.a, a.c.current.is_(True), a.c.retracted.is_(False)))
        .join(b, and_(b.c.id == relations.c.b, b.c.current.is_(True), b.c.retracted.is_(False)))
        .order_by(relations.c.confidence.desc(), day.desc(), relations.c.a, relations.c.b)
    )
    if kinds:
        query = query.where(relations.c.kind.in_([kind.value for kind in kinds]))
    if ids:
        named = sorted(ids)
        query = query.where(or_(relations.c.a.in_(named), relations.c.b.in_(named)))
    if speakers:
        keys = sorted(speakers)
        query = query.where(a.c.speaker.in_(keys), b.c.speaker.in_(keys))
    return query


def _matching(backend: Backend, wanted: Wanted) -> FromClause | None:
    if wanted.terms:
        return backend.matching([Sought((t,)) for t in wanted.terms], MOST_RANKED, any_of=True)
    if wanted.text is None:
        return None
    narrowing = (wanted.speakers, wanted.publisher, wanted.act, wanted.since, wanted.until)
    whole = any((*narrowing, wanted.document, wanted.ids, wanted.order is not Order.RANK))
    return backend.matching(sought(wanted.text), None if whole else MOST_RANKED)


def _joined(matching: FromClause | None, *, whole: bool) -> FromClause:
    found: FromClause = statements
    if matching is not None:
        found = found.join(matching, matching.c.position == statements.c.position)
    if not whole:
        return found
    found = found.join(entries, entries.c.position == statements.c.position)
    return found.join(documents, documents.c.id == statements.c.document)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    table = statements.c
    found: list[ColumnElement[bool] | None] = [
        table.id.in_(wanted.ids) if wanted.ids else None,
        table.document == wanted.document if wanted.document else None,
        table.document.in_(wanted.documents) if wanted.documents else None,
        table.speaker.in_(wanted.speakers) if wanted.speakers else None,
        table.publisher == wanted.publisher if wanted.publisher else None,
        table.act == wanted.act.value if wanted.act else None,
        table.last_day >= wanted.since if wanted.since else None,
        table.first_day <= wanted.until if wanted.until else None,
        table.current.is_(True) if wanted.current else None,
        table.retracted.is_(False) if not wanted.retracted else None,
    ]
    return [one for one in found if one is not None]


def _ordered(wanted: Wanted, matching: FromClause | None) -> tuple[ColumnElement[Any], ...]:
    place = statements.c.position
    if wanted.order is Order.RANK and matching is not None:
        return matching.c.rank, place
    if wanted.order is Order.SAID:
        return statements.c.sorted, place
    return (place,)


def _following(order: Order, after: Place) -> ColumnElement[bool]:
    table, (day, position) = statements.c, after
    if order is Order.SAID:
        return tuple_(table.sorted, table.position) > (day, position)
    return table.position > position


def _replaced() -> ColumnElement[bool]:
    """Whether the last sighting at the article's address is of another article."""
    last = (
        select(versions.c.document)
        .where(versions.c.url == documents.c.url)
        .order_by(versions.c.position.desc())
        .limit(1)
        .correlate(documents)
        .scalar_subquery()
    )
    return and_(
        documents.c.url.is_not(None), func.coalesce(last, documents.c.id) != documents.c.id, literal(True)
    )
