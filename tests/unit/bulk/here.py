"""A run in this process: a third engine, which does one task after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.bulk.job import Done, Job, Task
from sayso.bulk.run import run
from sayso.bulk.schema import DATA_SETS
from sayso.bulk.summary import Summary
from sayso.bulk.worker import Worker


class Here:
    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)

    def run(self, tasks: Sequence[Task]) -> Iterator[Done]:
        # the last first: no order may be counted on
        yield from (self._worker.do(task) for task in reversed(tasks))

    def close(self) -> None:
        pass


def job(out: Path, *sources: object, **known: Any) -> Job:
    return Job(sources=tuple(map(str, sources)), out=str(out), **{"extractor": "model_v1", **known})


def done(job: Job) -> Summary:
    return run(job, lambda: Here(job), lambda step, size, done: None)


def rows(out: Path, data_set: str) -> list[dict[str, Any]]:
    """All rows of a data set, by month and then in their order."""
    from pyarrow import parquet

    assert data_set in DATA_SETS
    paths = sorted((out / data_set).glob("month=*/*.parquet"))
    return [row for path in paths for row in parquet.ParquetFile(path).read().to_pylist()]
