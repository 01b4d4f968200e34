"""Statements as Polars tables, some thousands at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from sayso.ledger.records import Recorded
from sayso.views.exports.packages import package
from sayso.views.exports.rows import COLUMNS, row

if TYPE_CHECKING:
    from polars import DataFrame, Schema

_STEP = 20_000


def schema() -> Schema:
    """The columns with their types."""
    polars = package("polars")
    types = {str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean}
    found: Schema = polars.Schema({name: types[kind] for name, kind in COLUMNS.items()})
    return found


def tables(found: Iterable[Recorded]) -> Iterator[DataFrame]:
    """The statements, a table at a time; no table for none."""
    polars, columns, rows = package("polars"), schema(), iter(found)
    while step := [row(one) for one in islice(rows, _STEP)]:
        yield polars.DataFrame(step, schema=columns)


def table(found: Iterable[Recorded]) -> DataFrame:
    """The statements in one table."""
    polars = package("polars")
    made: DataFrame = polars.concat([polars.DataFrame(schema=schema()), *tables(found)])
    return made
