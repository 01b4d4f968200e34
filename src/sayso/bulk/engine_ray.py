"""Workers as actors of Ray Data, on this machine or on a cluster."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sayso.bulk.job import Done, Job, Task
from sayso.errors import BulkError
from sayso.views.exports.packages import package

INSTALL = '"sayso[ray]"'
#: Bytes of Ray's object store: tasks and what is told of them are small, and the rows don't pass it.
_STORE = 80 << 20
#: Nothing is told to anybody, and standard error is for what people have to know.
_ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
}
#: Ray then listens at the loopback address only, also on Linux.
_ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}


class RayEngine:
    """So many actors, each with its own model; Ray hands out the tasks and replaces what is lost."""

    def __init__(
        self, job: Job, workers: int, *, address: str | None = None, dashboard: bool = False
    ) -> None:
        is_here = not address or address.startswith(("127.", "localhost:"))
        for name, value in {**_ENVIRONMENT, **(_ALONE if is_here else {})}.items():
            os.environ.setdefault(name, value)
        self._job = job
        self._workers = workers
        self._ray = package("ray", INSTALL)
        package("ray.data", INSTALL)
        self._start(address, dashboard)
        context = self._ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        context.log_internal_stack_trace_to_stdout = False
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.ERROR)

    def run(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do the tasks."""
        if not tasks:
            return
        data = self._ray.data
        rows = [{"kind": task.kind, "name": task.name} for task in tasks]
        size = min(self._workers, len(rows))
        tables = data.from_items(rows, override_num_blocks=len(rows))
        size = min(self._workers, len(rows))
        if tasks[0].kind == "read":  # these need the model, which an actor keeps
            pool = data.ActorPoolStrategy(size=size, max_tasks_in_flight_per_actor=1)
            found = tables.map_batches(
                Actor, batch_size=1, num_cpus=1, compute=pool, fn_constructor_args=(self._job,)
            )
        else:
            found = tables.map_batches(
                do, batch_size=1, num_cpus=1, compute=data.TaskPoolStrategy(size=size), fn_args=(self._job,)
            )
        for row in found.iter_rows():
            told = json.loads(row["done"])
            known = {"task": Task(**told["task"]), "failed": tuple(map(tuple, told["failed"]))}
            yield Done(**{**told, **known, "fault": told["fault"] and tuple(told["fault"])})

    def close(self) -> None:
        """Leave the cluster; one that was started for this run ends."""
        self._ray.shutdown()

    def _start(self, address: str | None, dashboard: bool) -> None:
        quiet = {"log_to_driver": False, "logging_level": logging.ERROR, "ignore_reinit_error": True}
        own = {
            "num_cpus": self._workers,
            "object_store_memory": _STORE,
            "include_dashboard": dashboard,
            "dashboard_host": "127.0.0.1",
        }
        try:
            with _hushed():
                self._ray.init(**quiet, **({"address": address} if address else own))
        except (ConnectionError, OSError, RuntimeError, ValueError) as error:
            where = f"at {address}" if address else "here"
            raise BulkError(f"there is no Ray {where}: {' '.join(str(error).split())[:200]}") from error


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep to ourselves what Ray's own libraries write to standard error while they start."""
    sys.stderr.flush()
    held = os.dup(2)
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(held, 2)
        os.close(held)


class Actor:
    """A worker as Ray Data calls it: a batch of one task in, a batch of what is told of it out."""

    def __init__(self, job: Job) -> None:
        from sayso.bulk.worker import Worker

        self._worker = Worker(job)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Do the tasks of the batch."""
        tasks = [Task(kind=str(k), name=str(n)) for k, n in zip(batch["kind"], batch["name"], strict=True)]
        return {"done": [json.dumps(asdict(self._worker.do(task))) for task in tasks]}


def do(batch: dict[str, Any], job: Job) -> dict[str, Any]:
    """The same by whichever process is free, for tasks that need no model."""
    return Actor(job)(batch)
