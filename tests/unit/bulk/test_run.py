from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sayso.bulk.job import Done, Task
from sayso.bulk.run import read_run, run
from sayso.bulk.schema import DATA_SETS, VERSION
from sayso.errors import ModelMissingError, OtherRunError
from sayso.lab.bulk.pages import pages, record
from unit.bulk.here import Here, done, job, rows


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "pages.warc"
    path.write_bytes(b"".join(record(page) for page in pages(14, seed=264, paragraphs=(2, 3))))
    return path


def test_data_sets_by_month_with_their_version(archive: Path, tmp_path: Path) -> None:
    from pyarrow import parquet

    out = tmp_path / "out"
    found = done(job(out, archive))
    for name in DATA_SETS:
        paths = list((out / name).glob("month=*/part-*.parquet"))
        assert paths
        for path in paths:
            assert parquet.read_schema(path).metadata[b"sayso.schema"] == VERSION.encode()
    documents, statements, chain = (rows(out, name) for name in DATA_SETS[:3])
    assert found.counts["articles"] == len(documents)
    assert found.counts["words"] == sum(row["words"] for row in documents)
    assert found.counts["statements"] == len(statements) == sum(row["statements"] for row in documents)
    assert found.counts["near_copies"] == sum(row["copy_of"] is not None for row in documents) > 0
    assert found.counts["copies"] == sum(len(row["copies"]) for row in documents) > 0
    ids = {row["id"] for row in documents}
    assert {row["document"] for row in statements + chain} <= ids
    assert {row["copy_of"] for row in documents} <= ids | {None}
    for path in (out / "documents").glob("month=*/*.parquet"):
        month = path.parent.name.removeprefix("month=")
        assert {row["published"][:7] for row in parquet.ParquetFile(path).read().to_pylist()} in (
            {month},
            set(),
        )
    assert next(iter(found.lines())).startswith(f"{len(documents)} articles")
    json.dumps(found.value())


class Ending(Here):
    """Is gone after so many tasks of reading."""

    left = 1

    def run(self, tasks):  # type: ignore[no-untyped-def]
        for one in super().run(tasks):
            yield one
            if one.task.kind == "read":
                self.left -= 1
                if not self.left:
                    raise KeyboardInterrupt


def test_it_goes_on_where_it_was(archive: Path, tmp_path: Path) -> None:
    calm, out = job(tmp_path / "calm", archive), job(tmp_path / "out", archive)
    done(calm)
    with pytest.raises(KeyboardInterrupt):
        run(out, lambda: Ending(out), lambda step, size, done: None)
    assert not read_run(out.folder)["complete"]
    told: list[Done | None] = []
    found = run(out, lambda: Here(out), lambda step, size, done: told.append(done))
    assert 0 < found.words < found.counts["words"]
    assert not any(one.task.kind == "survey" for one in told if one)
    for name in DATA_SETS:
        assert rows(out.folder, name) == rows(calm.folder, name)


def test_a_fault_ends_it_with_what_it_is(archive: Path, tmp_path: Path) -> None:
    one = job(tmp_path / "out", archive)

    class Faulty(Here):
        def run(self, tasks):  # type: ignore[no-untyped-def]
            for task in tasks:
                if task.kind == "read":
                    yield Done(task=task, worker="w", fault=("ModelMissingError", "no model"))
                yield self._worker.do(task)

    with pytest.raises(ModelMissingError, match="no model"):
        run(one, lambda: Faulty(one), lambda step, size, done: None)


def test_a_folder_that_holds_something_else_is_left_alone(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(job(out, archive))
    with pytest.raises(OtherRunError, match="different longest"):
        done(job(out, archive, longest=7))
    other = tmp_path / "other"
    other.mkdir()
    (other / "letters.txt").touch()
    with pytest.raises(OtherRunError, match="is not empty"):
        done(job(other, archive))
    shutil.rmtree(out)
    out.mkdir()
    (out / "run.json").write_text("[]", "utf-8")
    with pytest.raises(OtherRunError, match="can't be read"):
        done(job(out, archive))


def test_two_runs_at_once_into_one_folder_are_refused(archive: Path, tmp_path: Path) -> None:
    one = job(tmp_path / "out", archive)

    class Twice(Here):
        def run(self, tasks):  # type: ignore[no-untyped-def]
            with pytest.raises(OtherRunError, match="at this moment"):
                done(one)
            yield from super().run(tasks)

    run(one, lambda: Twice(one), lambda step, size, done: None)


def test_workers_that_do_not_share_the_folder_say_so(archive: Path, tmp_path: Path) -> None:
    from sayso.bulk.worker import Worker

    told = Worker(job(tmp_path / "nowhere", archive)).do(Task(kind="read", name="0"))
    assert told.fault is not None
    assert told.fault[0] == "BulkError"
