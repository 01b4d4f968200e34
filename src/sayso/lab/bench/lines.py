"""What the runner of another tool prints: one line of JSON an article, one mark on standard error.

Standard library only: the runners import this where Sayso is not installed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

Attribution = dict[str, list[list[int]]]
MARK = "bench-mark "


class Marks:
    """Processor seconds of this process that are no work of the tool."""

    def __init__(self) -> None:
        self.converting = 0.0

    @contextmanager
    def conversion(self) -> Iterator[None]:
        """Time the turning of what the tool found into our own form."""
        begun = time.process_time()
        yield
        self.converting += time.process_time() - begun

    def write(self, stream: TextIO = sys.stderr) -> None:
        """Write the mark as one line."""
        print(MARK + json.dumps({"converting": round(self.converting, 4)}), file=stream)


def write(found: Mapping[str, list[Attribution]], path: str) -> None:
    """Write one line an article."""
    with open(path, "w", encoding="utf-8") as stream:  # noqa: PTH123 - stays light to import
        for name, attributions in found.items():
            stream.write(json.dumps({"id": name, "attributions": attributions}) + "\n")


def read(lines: Iterable[str]) -> dict[str, list[Attribution]]:
    """What ``write`` wrote, by the article's name."""
    rows = (json.loads(line) for line in lines if line.strip())
    return {row["id"]: row["attributions"] for row in rows}


def marks(stderr: str) -> dict[str, float]:
    """The values of the last mark in a runner's standard error; empty if it left none."""
    found = [line for line in stderr.splitlines() if line.startswith(MARK)]
    values: dict[str, float] = json.loads(found[-1].removeprefix(MARK)) if found else {}
    return values
