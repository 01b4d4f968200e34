"""Carry out a run: survey the sources, plan, read, mark near copies, gather, and put in place.

Each step leaves what it has done complete and marked, so that a run that was stopped goes on where it
was, and what is there does not depend on how often that happened or who did the work.
"""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.bulk.engine import Engine
from sayso.bulk.gather import every, months
from sayso.bulk.job import Done, Job, Task
from sayso.bulk.marks import alone, clear_halves, writable, written
from sayso.bulk.near import near_copies, write_copies
from sayso.bulk.plan import make_plan, shards_in
from sayso.bulk.portions import keep, kept, portions
from sayso.bulk.schema import DATA_SETS, arrow
from sayso.bulk.shard import batches, folder_of
from sayso.bulk.summary import Summary
from sayso.bulk.worker import raised
from sayso.errors import OtherRunError

#: Told of each task that is done, with what the step is called and how many articles it is about.
Watch = Callable[[str, int, Done | None], None]
RUN = "run.json"
_SKETCH = ("id", "published", "fingerprint")


def run(job: Job, engine: Callable[[], Engine], watch: Watch) -> Summary:
    """Carry out the job, or what is left of it, and sum it up.

    Raises:
        OtherRunError: if the folder holds another run.
        IntakeError: if the results can't be written.
        BulkError: one of its kinds, if the workers can't go on.
    """
    arrow()
    with writable(job.folder):
        known = _begin(job)
        if known["complete"]:
            return Summary(known["counts"])
        with alone(job.work):
            clear_halves(job.work)
            return _Run(job, engine, watch).carry_out()


def _begin(job: Job) -> dict[str, Any]:
    """What is known of the run that the folder holds; one that holds nothing is begun."""
    place = job.folder / RUN
    if place.exists():
        known = read_run(job.folder)
        different = sorted(k for k, v in job.identity().items() if known["job"].get(k) != v)
        if different:
            raise OtherRunError(
                f"{job.folder} holds another run (different {' and '.join(different)}); choose another folder"
            )
    else:
        if job.folder.exists() and any(p for p in job.folder.iterdir() if p.name != ".work"):
            raise OtherRunError(f"{job.folder} is not empty; choose another folder")
        known = {"job": job.identity(), "complete": False}
        job.work.mkdir(parents=True, exist_ok=True)
        _write(place, known)
    if not known["complete"]:
        job.work.mkdir(exist_ok=True)
    return known


def read_run(folder: Path) -> dict[str, Any]:
    """What a folder says of the run that it holds.

    Raises:
        OtherRunError: if it is none.
    """
    try:
        known = json.loads((folder / RUN).read_bytes())
        known["job"], known["complete"]
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise OtherRunError(f"{folder} is no result of sayso bulk: {RUN} can't be read") from error
    return dict(known)


def _write(place: Path, known: dict[str, Any]) -> None:
    with written(place) as stream:
        stream.write(json.dumps(known, indent=1, sort_keys=True).encode() + b"\n")


class _Run:
    """One run while it is carried out."""

    def __init__(self, job: Job, engine: Callable[[], Engine], watch: Watch) -> None:
        self._job = job
        self._new = engine
        self._engine: Engine | None = None
        self._watch = watch
        self._begun = time.monotonic()
        self._words = 0
        self._seconds = 0.0
        self._peaks: dict[str, int] = {}

    def carry_out(self) -> Summary:
        """All steps, those that are done already left out."""
        try:
            self._survey()
            self._plan()
            self._read()
            self._near()
            self._gather()
        finally:
            if self._engine is not None:
                self._engine.close()
        counts = self._counts()
        self._put_in_place(counts)
        return Summary(
            counts, words=self._words, reading=self._seconds, peaks=self._peaks,
            seconds=time.monotonic() - self._begun,
        )  # fmt: skip

    def _survey(self) -> None:
        work = self._job.work
        if (work / "plan.arrow").exists():
            return
        listed = work / "portions.jsonl"
        if not listed.exists():
            keep(portions(self._job.sources), listed)
        (work / "survey").mkdir(exist_ok=True)
        names = [f"{n:08}" for n in range(len(kept(listed)))]
        left = [n for n in names if not (work / "survey" / f"{n}.arrow").exists()]
        self._do("survey", left, len(left))

    def _plan(self) -> None:
        work = self._job.work
        plan = work / "plan.arrow"
        if plan.exists():
            return
        names = sorted((work / "survey").glob("*.arrow"))
        half = work / "new.arrow"
        make_plan(names, half)
        half.with_name("new-copies.arrow").replace(work / "plan-copies.arrow")
        half.replace(plan)

    def _read(self) -> None:
        job = self._job
        count = shards_in(job.work / "plan.arrow")
        (job.work / "shards").mkdir(exist_ok=True)
        left = [str(n) for n in range(count) if not folder_of(job, n).exists()]
        begun = time.monotonic()
        self._do("read", left, self._articles(left))
        self._seconds = time.monotonic() - begun

    def _articles(self, shards: Sequence[str]) -> int:
        """About how many articles these shards have."""
        from sayso.bulk.plan import sizes

        found = sizes(self._job.work / "plan.arrow")
        return sum(found[int(n)] for n in shards)

    def _near(self) -> None:
        place = self._job.work / "near.arrow"
        if not place.exists():
            self._watch("near", 0, None)
            write_copies(near_copies(self._sketches(), self._job.work), place)

    def _sketches(self) -> Iterator[tuple[str, str | None, list[int]]]:
        for number in range(shards_in(self._job.work / "plan.arrow")):
            for batch in batches(self._job, number, "documents", columns=_SKETCH):
                for row in batch.to_pylist():
                    yield row["id"], row["published"], row["fingerprint"]

    def _gather(self) -> None:
        folder = self._job.work / "months"
        folder.mkdir(exist_ok=True)
        left = [month for month in months(self._job) if not (folder / month).exists()]
        self._do("gather", left, len(left))

    def _do(self, kind: str, names: Sequence[str], size: int) -> None:
        if not names:
            return
        self._watch(kind, size, None)
        if self._engine is None:
            self._engine = self._new()
        for done in self._engine.run([Task(kind=kind, name=name) for name in names]):
            if done.fault is not None:
                raise raised(done.fault)
            self._words += done.words
            if kind == "read":
                self._peaks[done.worker] = max(done.peak, self._peaks.get(done.worker, 0))
            self._watch(kind, size, done)

    def _counts(self) -> dict[str, Any]:
        counts: Counter[str] = Counter()
        failures: Counter[str] = Counter()
        for one in every(self._job):
            failures.update(one["failures"])
            counts.update({k: v for k, v in one.items() if isinstance(v, int)})
        from sayso.bulk.near import kept_copies

        near = sum(1 for _ in kept_copies(self._job.work / "near.arrow"))
        names = ("articles", "words", "statements", "copies", "passed")
        found: dict[str, Any] = {name: counts[name] for name in names}
        return {**found, "near_copies": near, "failures": dict(sorted(failures.items()))}

    def _put_in_place(self, counts: dict[str, Any]) -> None:
        """Move what was gathered to where it is looked for, and say that it is complete."""
        job = self._job
        for month in sorted((job.work / "months").iterdir()):
            for name in DATA_SETS:
                held = month / name
                if held.exists():
                    place = job.folder / name / f"month={month.name}"
                    place.parent.mkdir(exist_ok=True)
                    held.replace(place)
        _write(job.folder / RUN, {"job": job.identity(), "complete": True, "counts": counts})
        shutil.rmtree(job.work, ignore_errors=True)
