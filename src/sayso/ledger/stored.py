"""Rows as the database holds them, read quickly and with nothing made of them: for checking all of them.

What somebody put there need not be of the columns' types, so no type of ours is laid over it, and
hundreds of thousands of rows are read, so each comes as the driver has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, type_coerce
from sqlalchemy.types import NullType

from sayso.ledger.derived import DOCUMENT, RELATION, VERSION
from sayso.ledger.entry import EntryKind, Head
from sayso.ledger.lookups import batches, head_row
from sayso.ledger.records import Rows, Stored
from sayso.ledger.tables import blobs, documents, entries, relations, statements, versions

_KEPT = ("position", "at", "by", "kind", "subject", "body", "digest")
_ARTICLE = (*DOCUMENT, "reading")


def ends(connection: Connection) -> tuple[Head, int]:
    """What the head says is the last entry, and the position of the last one that is there."""
    last = connection.execute(select(func.max(entries.c.position))).scalar()
    return Head(*head_row(connection)), last or 0


def stored(connection: Connection, after: int, until: int) -> Stored:
    """The entries after a position up to another, with their rows."""
    table = statements.c
    listed = [type_coerce(one, NullType()) for one in (table.id, table.document)]
    query = (
        select(*_plain(entries, _KEPT), *listed)
        .select_from(entries.outerjoin(statements, table.position == entries.c.position))
        .where(entries.c.position > after, entries.c.position <= until)
        .order_by(entries.c.position)
    )
    found = _rows(connection, query)
    about = _between(connection, documents, _ARTICLE, after, until)
    # a later reading stands far from its article's own entry
    read = {one[4] for one in found if one[3] == EntryKind.READING} - {one[0] for one in about}
    return Stored(
        entries=found,
        documents=[*about, *_of(connection, read)],
        versions=_between(connection, versions, VERSION, after, until),
        relations=_between(connection, relations, RELATION, after, until),
    )


def packed_contents(connection: Connection, digests: Collection[str]) -> Iterator[tuple[Any, ...]]:
    """The digest and the packed content of those of these that are there, one at a time."""
    query = select(*_plain(blobs, ("digest", "content")))
    streaming = connection.execution_options(stream_results=True)
    for some in batches(digests):
        yield from map(tuple, streaming.execute(query.where(blobs.c.digest.in_(some))))


def _between(connection: Connection, table: Table, names: Sequence[str], after: int, until: int) -> Rows:
    place = table.c.position
    numbers = [table.c.number] if "number" in table.c else []
    query = select(*_plain(table, names)).where(place > after, place <= until)
    return _rows(connection, query.order_by(place, *numbers))


def _of(connection: Connection, ids: Collection[Any]) -> list[tuple[Any, ...]]:
    # an id that is a number, since somebody was there, is none that can be looked up
    texts = {one for one in ids if isinstance(one, str)}
    query = select(*_plain(documents, _ARTICLE))
    return [r for some in batches(texts) for r in _rows(connection, query.where(documents.c.id.in_(some)))]


def _plain(table: Table, names: Sequence[str]) -> list[ColumnElement[Any]]:
    return [type_coerce(table.c[name], NullType()) for name in names]


def _rows(connection: Connection, query: Select[Any]) -> list[tuple[Any, ...]]:
    """The driver's own tuples: to make SQLAlchemy's of them would take longer than to check them."""
    found = connection.execute(query)
    try:
        return list(found.cursor.fetchall()) if found.cursor is not None else []
    finally:
        found.close()
