"""A worker: does the tasks of a run one after the other, with its model loaded once."""

from __future__ import annotations

import os
import resource
import socket
import sys
import time
from functools import cached_property
from pathlib import Path
from typing import Any

from sayso import assembly, errors
from sayso.bulk.gather import gather
from sayso.bulk.job import Done, Job, Task
from sayso.bulk.marks import writable
from sayso.bulk.portions import kept
from sayso.bulk.shard import read_shard
from sayso.bulk.survey import survey
from sayso.errors import BulkError, SaysoError
from sayso.settings import Settings
from sayso.statements.extractor import Extractor


class Worker:
    """Does tasks. What ends the run is told as the fault of a task; all else is among the results."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._name = f"{socket.gethostname()}:{os.getpid()}"

    def do(self, task: Task) -> Done:
        """One task, to its end."""
        begun = time.monotonic()
        found: dict[str, Any] = {}
        try:
            for place in (self._job.work, Path(self._job.base)):
                if not place.is_dir():
                    raise BulkError(
                        f"{place} is not there for every worker; it has to be a folder that all share"
                    )
            if self._job.base:
                os.chdir(self._job.base)
            with writable(self._job.folder):
                found = self._do(task)
        except SaysoError as error:
            found = {"fault": (type(error).__name__, str(error))}
        return Done(
            task=task,
            worker=self._name,
            seconds=time.monotonic() - begun,
            peak=peak(),
            memory=memory(),
            **found,
        )

    def _do(self, task: Task) -> dict[str, Any]:
        if task.kind == "read":
            counts = read_shard(int(task.name), self._job, self._extractor)
            failed = sum(counts["failures"].values())
            through = counts["articles"] + failed + counts["passed"]
            return {"articles": through, "words": counts["words"]}
        if task.kind == "survey":
            portion = kept(self._job.work / "portions.jsonl")[int(task.name)]
            count, wrong = survey(portion, self._job, self._job.work / "survey" / f"{task.name}.arrow")
            return {"articles": count, "failed": tuple(wrong)}
        return {"articles": gather(task.name, self._job)}

    @cached_property
    def _extractor(self) -> Extractor:
        # whole articles are shared out, so that more threads each would only get in each other's way
        return assembly.extractor(Settings(extractor=self._job.extractor, threads=1))


def raised(fault: tuple[str, str]) -> SaysoError:
    """The error that a worker told of."""
    name, message = fault
    kind = getattr(errors, name, BulkError)
    found: SaysoError = kind(message)
    return found


def peak() -> int:
    """The largest resident memory of this process so far, in bytes."""
    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found if sys.platform == "darwin" else found * 1024


def memory() -> int:
    """Its resident memory now, in bytes; its peak where the system doesn't tell."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return peak()
    return int(statm.read_text("ascii").split()[1]) * resource.getpagesize()
