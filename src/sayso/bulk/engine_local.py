"""Workers as processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from sayso.bulk.job import Done, Job, Task
from sayso.bulk.worker import Worker
from sayso.errors import WorkersLostError

#: So many workers in a row may end before they are ready.
_STILLBORN = 3
_READY = "ready"


@dataclass(slots=True)
class _Hired:
    """A process with the end of its pipe, and what it is at."""

    process: BaseProcess
    pipe: Connection
    is_ready: bool = False
    task: Task | None = None


class LocalEngine:
    """So many processes, each with its own model. A task is given out when a worker is free."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self._size = workers
        # started afresh: what is forked off has the threads' locks of the process that it is forked from
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Hired] = []
        self._stillborn = 0

    def run(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do the tasks.

        Raises:
            WorkersLostError: if workers end before they are ready, again and again.
        """
        waiting = deque(tasks)
        left = len(waiting)
        while left:
            while len(self._workers) < min(self._size, left):
                self._hire()
            for worker in self._workers:
                self._give(worker, waiting)
            for worker in self._heard():
                done = self._told(worker)
                if done is not None:
                    left -= 1
                    self._give(worker, waiting)
                    yield done
                elif worker not in self._workers and worker.task is not None:
                    waiting.appendleft(worker.task)

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.process.close()
        self._workers.clear()

    def _hire(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._job), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Hired(process, ours))

    def _give(self, worker: _Hired, waiting: deque[Task]) -> None:
        if worker.is_ready and worker.task is None and waiting:
            task = waiting.popleft()
            try:
                worker.pipe.send(task)
            except OSError:  # it has just ended, which its pipe will tell
                waiting.appendleft(task)
            else:
                worker.task = task

    def _heard(self) -> list[_Hired]:
        """The workers that tell something, or have ended."""
        ready = set(map(id, wait([w.pipe for w in self._workers])))
        return [w for w in self._workers if id(w.pipe) in ready]

    def _told(self, worker: _Hired) -> Done | None:
        """What a worker has done; one that has ended is let go."""
        try:
            said: Any = worker.pipe.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return None
        if said == _READY:
            worker.is_ready, self._stillborn = True, 0
            return None
        worker.task = None
        done: Done = said
        return done

    def _lost(self, worker: _Hired) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        worker.process.close()
        if not worker.is_ready:
            self._stillborn += 1
        if self._stillborn >= _STILLBORN:
            raise WorkersLostError("the workers end before they have begun; see whether there is memory left")


def serve(pipe: Connection, job: Job) -> None:
    """Do what comes through the pipe until it closes. The one at its other end says when to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker = Worker(job)
    try:
        pipe.send(_READY)
        while True:
            pipe.send(worker.do(pipe.recv()))
    except (EOFError, OSError):
        os._exit(0)  # nobody is left to tell
