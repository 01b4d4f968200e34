"""Gather a month of the results: the rows of all shards, in the order of the plan."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.bulk.job import Job
from sayso.bulk.marks import made
from sayso.bulk.near import kept_copies
from sayso.bulk.plan import shards_in
from sayso.bulk.schema import DATA_SETS, UNDATED, arrow, schema
from sayso.bulk.shard import batches, folder_of

#: Bytes of rows, before they are packed, that are written together, and that a file holds about.
_GROUP = 32 << 20
_FILE = 1 << 30


def months(job: Job) -> list[str]:
    """The months that the shards of a run have rows of, in order."""
    found = {month for counts in every(job) for named in counts["months"].values() for month in named}
    return sorted(found | {UNDATED})


def every(job: Job) -> Iterator[dict[str, Any]]:
    """The counts of each shard, in order."""
    for number in range(shards_in(job.work / "plan.arrow")):
        counts: dict[str, Any] = json.loads((folder_of(job, number) / "counts.json").read_bytes())
        yield counts


def gather(month: str, job: Job) -> int:
    """Write the files of a month into ``work/months/MONTH``, and give the number of its articles."""
    with made(job.work / "months" / month) as folder:
        counts = [one["months"] for one in every(job)]
        rows = {}
        for name in DATA_SETS:
            known = [(n, one[name].index(month)) for n, one in enumerate(counts) if month in one[name]]
            rows[name] = _gather(name, month, known, job, folder)
    return rows["documents"]


def _gather(name: str, month: str, known: Sequence[tuple[int, int]], job: Job, folder: Path) -> int:
    """Write one data set. ``known`` are the shards that have rows of it, each with their batch's place."""
    pa = arrow()
    marked = _marked(job) if name == "documents" else {}
    rows, files, held, waiting = 0, 0, 0, []
    file = None
    size = 0
    place = folder / name
    place.mkdir()
    try:
        for number, at in known:
            table = pa.Table.from_batches(batches(job, number, name, [at]))
            if name == "documents":
                table = _with_copies(table, marked)
            if file is None:
                file = _new(place, files, name)
                files, size = files + 1, 0
            rows += table.num_rows
            waiting.append(table)
            held += table.nbytes
            if held >= _GROUP:
                file.write_table(pa.concat_tables(waiting), row_group_size=1 << 20)
                size, held, waiting = size + held, 0, []
                if size >= _FILE:
                    file.close()
                    file = None
        if file is None and not files and month == UNDATED:
            file = _new(place, 0, name)  # so that each data set has a file at least
        if file is not None and waiting:
            file.write_table(pa.concat_tables(waiting), row_group_size=1 << 20)
    finally:
        if file is not None:
            file.close()
    if not any(place.iterdir()):
        place.rmdir()
    return rows


def _new(folder: Path, number: int, name: str) -> Any:
    path = os.fspath(folder / f"part-{number:05}.parquet")
    return arrow("pyarrow.parquet").ParquetWriter(path, schema(name), compression="zstd")


def _marked(job: Job) -> dict[str, tuple[str, float]]:
    return {c.later: (c.earlier, c.share) for c in kept_copies(job.work / "near.arrow")}


def _with_copies(table: Any, marked: dict[str, tuple[str, float]]) -> Any:
    pa = arrow()
    found = [marked.get(name, (None, None)) for name in table.column("id").to_pylist()]
    for column, at in (("copy_of", 0), ("copy_share", 1)):
        place = table.schema.get_field_index(column)
        field = table.schema.field(place)
        values = pa.array([one[at] for one in found], field.type)
        table = table.set_column(place, field, values)
    return table
