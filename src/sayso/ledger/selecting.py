"""Select statements from the tables that they are looked up in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from sayso.ledger.backend import Backend, Matching
from sayso.ledger.marks import narrowing
from sayso.ledger.records import Order, Wanted
from sayso.ledger.tables import UNLISTED, documents, entries, relations, statements, versions
from sayso.ledger.terms import Sought, sought
from sayso.model.relation import RelationKind

#: Statements that fit which are ranked: the newest of them, so that a word which stands everywhere
#: does not take seconds.
MOST_RANKED = 10_000


#: Where a listing stands: what it is sorted by, and the position.
Place = tuple[str, int]


def selected(backend: Backend, wanted: Wanted, after: Place | None = None) -> Select[Any]:
    """The rows of the wanted statements with their entry and their article.

    ``after`` is where the rows before ended, for listings that go on by day or by position.
    """
    matching = _matching(backend, wanted)
    if matching is not None and wanted.order is Order.RANK:
        return _best(wanted, matching)
    query = _fitting(_whole(), wanted, matching).order_by(*_ordered(wanted))
    if after is not None:
        query = query.where(_following(wanted.order, after))
    return _limited(query, wanted)


def counted(backend: Backend, wanted: Wanted) -> Select[int]:
    """How many there are; of those that would be ranked, up to as many as would be."""
    place = statements.c.position
    query = _fitting(select(place), wanted, _matching(backend, wanted))
    if wanted.order is Order.RANK:
        query = query.order_by(place.desc()).limit(MOST_RANKED)
    return select(func.count()).select_from(query.subquery("fitting"))


def dated(backend: Backend, wanted: Wanted) -> Select[Any]:
    """When they were said, of those of which a day is known."""
    table = statements.c
    query: Select[Any] = select(table.id, table.act, table.first_day, table.last_day)
    query = _fitting(query, wanted, _matching(backend, wanted))
    return query.where(table.first_day.is_not(None)).order_by(table.sorted, table.position)


def about(subject: str) -> CompoundSelect[int]:
    """The positions of the entries about a subject."""
    return union_all(
        select(entries.c.position).where(entries.c.subject == subject, UNLISTED),
        select(statements.c.position).where(statements.c.id == subject),
        select(versions.c.position).where(versions.c.url == subject),
    )


def frequency(backend: Backend, term: str, most: int) -> Select[int]:
    """In how many statements a term stands, counted up to ``most``."""
    matching = backend.matching([Sought((term,))])
    found = select(matching.position).select_from(matching.table).where(matching.fits).limit(most)
    return select(func.count()).select_from(found.subquery("found"))


def _relations() -> Select[Any]:
    """All relations between statements that stand, each with the day of the later one."""
    a, b = _ONE, _OTHER
    day = case((a.c.sorted > b.c.sorted, a.c.first_day), else_=b.c.first_day).label("day")
    return (
        select(relations, day)
        .join(a, and_(a.c.id == relations.c.a, a.c.current.is_(True), a.c.retracted.is_(False)))
        .join(b, and_(b.c.id == relations.c.b, b.c.current.is_(True), b.c.retracted.is_(False)))
        .order_by(relations.c.confidence.desc(), day.desc(), relations.c.a, relations.c.b)
    )


_ONE, _OTHER = statements.alias("one"), statements.alias("other")
#: Made once: to name all columns anew takes longer than to look relations up.
_RELATED = _relations()


def related(
    kinds: Collection[RelationKind], ids: Collection[str], speakers: Collection[str] = ()
) -> Select[Any]:
    """The relations of these kinds between statements that stand, of these statements if any are
    named, and of statements by these speakers; the surest first, then those of the newest statements."""
    query = _RELATED
    if kinds:
        query = query.where(relations.c.kind.in_([kind.value for kind in kinds]))
    if ids:
        named = sorted(ids)
        query = query.where(or_(relations.c.a.in_(named), relations.c.b.in_(named)))
    if speakers:
        keys = sorted(speakers)
        query = query.where(_ONE.c.speaker.in_(keys), _OTHER.c.speaker.in_(keys))
    return query


def _matching(backend: Backend, wanted: Wanted) -> Matching | None:
    return None if wanted.text is None else backend.matching(sought(wanted.text), narrowing(wanted))


def stand(positions: Sequence[int]) -> Select[int]:
    """Those of these positions whose statements stand."""
    return _STAND.where(statements.c.position.in_(positions))


def whole(positions: Sequence[int]) -> Select[Any]:
    """The rows at these positions with their entry and their article."""
    return _WHOLE.where(statements.c.position.in_(positions))


def _best(wanted: Wanted, matching: Matching) -> Select[Any]:
    """The wanted statements, the best first: chosen by their places alone, and then looked up."""
    place = statements.c.position
    newest = _fitting(select(place, matching.rank.label("rank")), wanted, matching)
    hits = newest.order_by(matching.position.desc()).limit(MOST_RANKED).subquery("hits")
    best = _limited(select(hits.c.position, hits.c.rank).order_by(hits.c.rank, hits.c.position), wanted)
    chosen = best.subquery("chosen")
    return _whole(chosen).order_by(chosen.c.rank, place)


def _fitting(query: Select[Any], wanted: Wanted, matching: Matching | None) -> Select[Any]:
    """The query, of statements that are as wanted."""
    query = query.where(*_conditions(wanted))
    if matching is None:
        return query
    joined = statements.c.position == matching.joined
    return query.join_from(statements, matching.table, joined).where(matching.fits)


def standing(articles: Collection[str]) -> Select[Any]:
    """What is read of the statements of articles that stand, in order: their entries alone."""
    return _STANDING.where(statements.c.document.in_(articles))


def _whole(chosen: FromClause | None = None) -> Select[Any]:
    """Statements with their entries and their articles; of those that were chosen, if any were."""
    if chosen is None:
        return _WHOLE
    found = statements.join(chosen, chosen.c.position == statements.c.position)
    return _COLUMNS.select_from(_with_articles(found))


def _columns() -> Select[Any]:
    return select(
        entries,
        *(statements.c[name] for name in ("document", "reading", "current", "decided", "sorted")),
        *(documents.c[name] for name in ("url", "path", "title", "publisher", "published")),
        _replaced().label("replaced"),
    )


def _with_articles(found: FromClause) -> FromClause:
    found = found.join(entries, entries.c.position == statements.c.position)
    return found.join(documents, documents.c.id == statements.c.document)


def _limited(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.limit is not None:
        query = query.limit(wanted.limit)
    return query.offset(wanted.offset) if wanted.offset else query


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


def _ordered(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    place = statements.c.position
    return (statements.c.sorted, place) if wanted.order is Order.SAID else (place,)


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


#: Made once, as ``_RELATED`` is.
_STAND = select(statements.c.position).where(
    statements.c.current.is_(True), statements.c.retracted.is_(False)
)
_STANDING = (
    select(
        *(statements.c[name] for name in ("position", "document", "decided")),
        entries.c.subject,
        entries.c.body,
    )
    .join(entries, entries.c.position == statements.c.position)
    .where(statements.c.current.is_(True), statements.c.retracted.is_(False))
    .order_by(statements.c.position)
)
_COLUMNS = _columns()
_WHOLE = _COLUMNS.select_from(_with_articles(statements))
