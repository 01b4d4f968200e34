"""Take the results of a bulk run into a ledger, without reading the articles again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.adding.item import Outcome
from sayso.bulk.places import PASSED
from sayso.bulk.rows import page_of, reading_of
from sayso.bulk.run import RUN, read_run
from sayso.bulk.schema import VERSION, arrow, schema
from sayso.documents.clean import canonical
from sayso.errors import DamagedInputError, OtherRunError
from sayso.ledger.port import LedgerWriter
from sayso.ledger.records import Article
from sayso.relations.across import Relater

#: Articles that are in memory together.
_STEP = 64
Row = dict[str, Any]


def is_run(source: str) -> bool:
    """Whether a source is a folder that holds the results of a bulk run."""
    return "://" not in source and (Path(source) / RUN).is_file()


def size(folder: Path) -> int:
    """How many articles there are, read or not."""
    counts = read_run(folder).get("counts", {})
    return int(counts.get("articles", 0) + sum(counts.get("failures", {}).values()))


def take(ledger: LedgerWriter, folder: Path, relater: Relater) -> Iterator[Outcome]:
    """Add the articles of a run with their statements, month by month, and tell of each what came of it.

    Raises:
        OtherRunError: if the run is not complete, or was made without pages.
        DamagedInputError: if its files are not as they were written.
        LedgerError: if the ledger cannot be written.
    """
    known = read_run(folder)
    if not known["complete"]:
        raise OtherRunError(f"{folder} holds a run that is not complete; finish it with the same sayso bulk")
    if not known["job"].get("pages"):
        raise OtherRunError(f"{folder} was made with --no-pages; add its sources instead")
    for month in sorted((folder / "documents").glob("month=*")):
        yield from _month(ledger, folder, month.name, relater)
    for path in sorted(folder.glob("failures/month=*/*.parquet")):
        for rows in _batches(path, "failures"):
            for row in rows:
                yield _failed(ledger, row)


def _month(ledger: LedgerWriter, folder: Path, month: str, relater: Relater) -> Iterator[Outcome]:
    """The articles of a month; the statements and chains stand in the same order as they do."""
    statements = _Following(folder / "statements" / month, "statements")
    links = _Following(folder / "chain" / month, "chain")
    for path in sorted((folder / "documents" / month).glob("*.parquet")):
        for rows in _batches(path, "documents"):
            for row in rows:
                told, relayed = statements.of(row["id"]), links.of(row["id"])
                yield _added(ledger, row, told, relayed, relater)


class _Following:
    """The rows of a data set by document, as they come one after the other."""

    def __init__(self, folder: Path, name: str) -> None:
        self._rows = (
            row for path in sorted(folder.glob("*.parquet")) for rows in _batches(path, name) for row in rows
        )
        self._next: Row | None = next(self._rows, None)

    def of(self, document: str) -> list[Row]:
        """The next rows, as long as they are of this document."""
        found = []
        while self._next is not None and self._next["document"] == document:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _batches(path: Path, name: str) -> Iterator[list[Row]]:
    pa = arrow()
    try:
        with arrow("pyarrow.parquet").ParquetFile(os.fspath(path)) as file:
            held = file.schema_arrow
            version = (held.metadata or {}).get(b"sayso.schema", b"").decode("ascii", "replace")
            if version != VERSION or held.names != schema(name).names:
                raise DamagedInputError(f"{path} is not of schema version {VERSION} of {name}")
            for batch in file.iter_batches(_STEP):
                yield batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise DamagedInputError(f"{path} is broken: {' '.join(str(error).split())[:300]}") from error


def _added(
    ledger: LedgerWriter, row: Row, statements: list[Row], links: list[Row], relater: Relater
) -> Outcome:
    page = _page(row)
    added = ledger.meet(row["sha256"], row["url"], row["source"], row["fetched_at"])
    if added is None:
        if len(statements) != row["statements"]:
            raise DamagedInputError(f"{row['source']}: the run's data sets don't fit together")
        reading = relater.related(reading_of(row, statements, links))
        (added,) = ledger.add([Article(reading=reading, page=page, source=row["source"])])
    for copy in row["copies"]:
        ledger.meet(row["sha256"], canonical(copy["url"]), copy["source"], copy["fetched_at"])
    return Outcome(source=row["source"], added=added)


def _page(row: Row) -> Any:
    if row["page"] is None or hashlib.sha256(row["page"]).hexdigest() != row["sha256"]:
        raise DamagedInputError(f"{row['source']}: the page is not the one that was read")
    return page_of(row)


def _failed(ledger: LedgerWriter, row: Row) -> Outcome:
    from sayso import errors

    source, reason = row["source"], row["reason"]
    if row["error"] == PASSED:
        ledger.drop(row["again"], (row["url"] or source,), reason)
        return Outcome(source=source, passed=1)
    ledger.fail(source, row["error"], reason, again=row["again"])
    kind = getattr(errors, row["error"], errors.DocumentError)
    return Outcome(source=source, error=kind(reason))
