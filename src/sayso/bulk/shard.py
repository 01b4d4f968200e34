"""Read a shard of the plan and leave its rows, complete or not at all."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.bulk.fetch import Pages
from sayso.bulk.job import Job
from sayso.bulk.marks import made
from sayso.bulk.places import PASSED, Place
from sayso.bulk.plan import shard
from sayso.bulk.schema import DATA_SETS, UNDATED, arrow, schema
from sayso.bulk.step import Rows, Taken, step
from sayso.bulk.tries import Tries
from sayso.errors import DefectError, SaysoError
from sayso.statements.extractor import Extractor

#: Articles, and characters of their pages, that the extractor is given together.
_TOGETHER = 16
_BYTES = 4 << 20


def read_shard(number: int, job: Job, extractor: Extractor) -> dict[str, Any]:
    """Read the articles of a shard into ``work/shards/NUMBER``, and give its counts.

    Raises:
        ModelError: if the model can't be used.
        OSError: if the rows can't be written.
    """
    places, copies = shard(job.work / "plan.arrow", number)
    tries = Tries(job.work / "tries" / str(number))
    rows = list(_rows(places, copies, tries, job, extractor))
    counts = _counts(rows)
    with made(folder_of(job, number)) as folder:
        by_month = _by_month(rows)
        counts["months"] = {name: _write(folder, name, by_month) for name in DATA_SETS}
        (folder / "counts.json").write_text(json.dumps(counts, sort_keys=True), "utf-8")
    tries.done()
    return counts


def folder_of(job: Job, number: int) -> Path:
    """Where a shard's rows are; if it is there, it is complete."""
    return job.work / "shards" / f"{number:08}"


def _rows(
    places: Sequence[Place], copies: Mapping[int, Any], tries: Tries, job: Job, extractor: Extractor
) -> Iterator[Rows]:
    waiting: list[Taken] = []
    held = 0
    with Pages(job) as pages:
        for position, place in enumerate(places):
            taken = _taken(pages, place, copies.get(position, ()), position in tries.fatal)
            waiting.append(taken)
            held += place.size
            if tries.careful or len(waiting) == _TOGETHER or held > _BYTES:
                tries.begin(position)
                yield from step(waiting, extractor, longest=job.longest, pages=job.pages)
                waiting, held = [], 0
    yield from step(waiting, extractor, longest=job.longest, pages=job.pages)


def _taken(pages: Pages, place: Place, copies: Sequence[dict[str, Any]], is_fatal: bool) -> Taken:
    if place.error:
        return Taken(place=place, copies=copies)
    if is_fatal:
        ended = DefectError(
            "it could not be read for a defect, please report it: the process that reads it ends"
        )
        return Taken(place=place, copies=copies, error=ended)
    try:
        return Taken(place=place, copies=copies, page=pages.page(place))
    except SaysoError as error:
        return Taken(place=place, copies=copies, error=error)


def batches(
    job: Job, number: int, name: str, which: Iterable[int] | None = None, columns: Sequence[str] = ()
) -> Iterator[Any]:
    """Of a shard's rows of a data set these batches, or all; of their columns these, or all."""
    pa = arrow()
    fields = [schema(name).get_field_index(column) for column in columns]
    options = pa.ipc.IpcReadOptions(use_threads=False, included_fields=fields or None)
    with pa.memory_map(os.fspath(folder_of(job, number) / f"{name}.arrow")) as held:
        file = pa.ipc.open_file(held, options=options)
        for at in range(file.num_record_batches) if which is None else which:
            yield file.get_batch(at)


def _counts(rows: Sequence[Rows]) -> dict[str, Any]:
    failures = Counter(row["error"] for one in rows for row in one.failures)
    passed = failures.pop(PASSED, 0)
    return {
        "articles": sum(len(one.documents) for one in rows),
        "words": sum(one.words for one in rows),
        "statements": sum(len(one.statements) for one in rows),
        "copies": sum(len(row["copies"]) for one in rows for row in one.documents),
        "passed": passed,
        "failures": dict(sorted(failures.items())),
    }


def month_of(published: str | None) -> str:
    """The month of an ISO date."""
    return published[:7] if published and len(published) >= 7 else UNDATED


def _by_month(rows: Sequence[Rows]) -> dict[str, list[Rows]]:
    found: dict[str, list[Rows]] = {}
    for one in rows:
        found.setdefault(month_of(one.published), []).append(one)
    return dict(sorted(found.items()))


def _write(folder: Path, name: str, by_month: Mapping[str, Sequence[Rows]]) -> list[str]:
    """Write the rows of a data set, a batch for each month, and give these months.

    In Arrow's own form: for the few rows of a month, Parquet's takes ten times as long to write and to
    read, and twenty buffers aren't worth sharing out among threads.
    """
    pa, months = arrow(), []
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with pa.ipc.new_file(os.fspath(folder / f"{name}.arrow"), schema(name), options=options) as file:
        for month, rows in by_month.items():
            found = [row for one in rows for row in getattr(one, name)]
            if found:
                file.write_batch(pa.RecordBatch.from_pylist(found, schema=schema(name)))
                months.append(month)
    return months
