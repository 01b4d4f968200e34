"""Survey a portion: note where its articles are and what their bytes are, before any is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any

from sayso.bulk.job import Job
from sayso.bulk.marks import written
from sayso.bulk.places import PASSED, Place, places
from sayso.bulk.portions import Portion
from sayso.bulk.schema import arrow

#: Rows that are written at once.
_STEP = 4096
#: Failures that are said at once; the data set has all.
_TOLD = 20
_TEXTS = ("path", "source", "member", "url")


def survey(portion: Portion, job: Job, path: Path) -> tuple[int, list[tuple[str, str]]]:
    """Write the places of a portion into a file. Gives how many there are, and the first of the files
    that can't be read, with the reasons."""
    pa, count = arrow(), 0
    failed: list[tuple[str, str]] = []
    with written(path) as stream, pa.ipc.new_file(stream, schema()) as file:
        found = places(portion, job)
        while step := list(islice(found, _STEP)):
            file.write_batch(batch(step))
            count += len(step)
            wrong = [one for one in step if one.error not in ("", PASSED) and one.source == one.path]
            failed += [(one.source, one.reason) for one in wrong[: _TOLD - len(failed)]]
    return count, failed


def schema() -> Any:
    """The columns of a place. Names keep their bytes, which need not be text."""
    pa = arrow()
    kinds = {"at": pa.int64(), "size": pa.int64(), "sha256": pa.binary(), "fetched_at": pa.string()}
    kinds |= {name: pa.binary() for name in _TEXTS}
    return pa.schema([(f.name, kinds.get(f.name, pa.string())) for f in fields(Place)])


def batch(found: Sequence[Place]) -> Any:
    """Places as a record batch."""
    rows = [{f.name: _cell(getattr(one, f.name), f.name in _TEXTS) for f in fields(Place)} for one in found]
    return arrow().RecordBatch.from_pylist(rows, schema=schema())


def _cell(value: Any, is_name: bool) -> Any:
    if not isinstance(value, str):
        return value
    # surrogates stand for bytes that are no text, or for halves of characters
    return value.encode("utf-8", "surrogatepass") if is_name else value.encode("utf-8", "replace").decode()


def surveyed(path: Path, columns: Sequence[str] | None = None) -> Iterator[Any]:
    """The record batches of a survey."""
    pa = arrow()
    with pa.memory_map(os.fspath(path)) as held:
        file = pa.ipc.open_file(held)
        for number in range(file.num_record_batches):
            found = file.get_batch(number)
            yield found.select(list(columns)) if columns else found


def as_places(rows: Iterable[dict[str, Any]]) -> list[Place]:
    """The places again."""
    return [
        Place(
            **{
                k: v.decode("utf-8", "surrogatepass") if k in _TEXTS and v is not None else v
                for k, v in row.items()
            }
        )
        for row in rows
    ]
