"""Statements as a Parquet file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.views.exports.packages import package
from sayso.views.exports.tables import schema, tables

if TYPE_CHECKING:
    import polars


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write the statements' table, some thousands of rows at a time."""
    plugins = package("polars.io.plugins")

    # whatever is asked to be narrowed is everything here: the file is written whole
    def steps(*_: Any) -> Iterator[polars.DataFrame]:
        return tables(found)

    with tempfile.TemporaryFile() as held:
        plugins.register_io_source(steps, schema=schema()).sink_parquet(held)
        held.seek(0)
        shutil.copyfileobj(held, stream)
    return 0
