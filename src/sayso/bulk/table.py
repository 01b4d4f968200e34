"""Articles from Parquet files: rows with the fields that JSON lines have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import IO, Any

from sayso.bulk.schema import arrow
from sayso.errors import DamagedInputError
from sayso.intake.json_lines import page_of
from sayso.model.document import RawPage

_FIELDS = ("text", "html", "title", "publisher", "authors", "published", "url", "language")
#: Rows that are taken from the file at once.
_STEP = 64


def articles_of(
    path: str, stream: IO[bytes], columns: Sequence[tuple[str, str]], start: int = 0
) -> Iterator[tuple[int, Callable[[], RawPage]]]:
    """Each row's number, from ``start`` on, with what makes a page of it. ``columns`` pairs fields
    with the columns that hold them, where they are called otherwise.

    Raises:
        DamagedInputError: if it is no Parquet file, or no column holds the articles.
    """
    with _read(path):
        file = arrow("pyarrow.parquet").ParquetFile(stream)
        wanted = _columns(path, file.schema_arrow.names, dict(columns))
        group, before = _group(file, start)
        if group == file.num_row_groups:
            return
        batches = file.iter_batches(
            _STEP, row_groups=list(range(group, file.num_row_groups)), columns=list(wanted.values())
        )
        row = before
        for batch in batches:
            if row + batch.num_rows > start:
                for found in batch.to_pylist():
                    if row >= start:
                        article = {field: _plain(found[name]) for field, name in wanted.items()}
                        yield row, partial(page_of, f"{path}:{row}", article)
                    row += 1
            else:
                row += batch.num_rows


def _columns(path: str, names: Sequence[str], called: dict[str, str]) -> dict[str, str]:
    """The column of each field that there is."""
    unknown = sorted(name for name in called.values() if name not in names)
    if unknown:
        raise DamagedInputError(f"{path} has no column {unknown[0]!r}; it has {_listed(names)}")
    found = {field: called.get(field, field) for field in _FIELDS if called.get(field, field) in names}
    if not found.keys() & {"text", "html"}:
        raise DamagedInputError(
            f"{path} has neither a column text nor html; it has {_listed(names)} (--column text=NAME)"
        )
    return found


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "") or "none"


def _group(file: Any, start: int) -> tuple[int, int]:
    """The row group that a row is in, and how many rows come before it."""
    before = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if before + rows > start:
            return group, before
        before += rows
    return file.num_row_groups, before


def _plain(value: Any) -> Any:
    """A cell as JSON has it: dates become words, bytes become text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else value


@contextmanager
def _read(path: str) -> Iterator[None]:
    pa = arrow()
    try:
        yield
    except (pa.ArrowException, EOFError) as error:
        if isinstance(error, OSError):  # of the file itself
            raise
        raise DamagedInputError(f"{path} is broken: {' '.join(str(error).split())[:300]}") from error
