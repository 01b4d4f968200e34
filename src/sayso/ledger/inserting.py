"""Insert many rows at once, as tuples handed straight to the driver: half of an append is this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table


def put(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    known: bool = False,
) -> None:
    """Insert rows of these columns; with ``known`` those that are there already are passed over."""
    given = [tuple(row) for row in rows]
    if not given:
        return
    quote = connection.dialect.identifier_preparer.quote
    place = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    columns, places = ", ".join(map(quote, names)), ", ".join([place] * len(names))
    over = " ON CONFLICT DO NOTHING" if known else ""
    told = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places}){over}"  # noqa: S608 - our own names
    connection.exec_driver_sql(told, given)
