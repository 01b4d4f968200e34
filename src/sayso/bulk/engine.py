"""What carries out the tasks of a run; the tasks and what a worker does are the same for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from sayso.bulk.job import Done, Task


class Engine(Protocol):
    """Workers, on this machine or on many."""

    def run(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do the tasks and tell of each when it is done, in whatever order.

        A worker that is lost is replaced, and its task is done again.
        """

    def close(self) -> None:
        """Let the workers go, whatever they are at."""
