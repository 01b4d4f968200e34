"""Check ranges of a large ledger in processes of their own, each of which opens it to read.

They are started as programs, not forked or spawned: a fork copies threads that are not there in the
copy, and a spawn runs the main program again, which in a notebook or a script may do anything.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from threading import Lock

from sayso.ledger.checking import Part, check
from sayso.ledger.port import LedgerReader

#: Processes at most: beyond these the disk is what takes the time.
_MOST = 8
Range = tuple[int, int]


def processors() -> int:
    """How many processors this program may use, and no more than are of use."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(own, _MOST)


def checked_beside(
    ledger: LedgerReader, ranges: Sequence[Range], *, head: str | None, step: Callable[[int], None]
) -> list[Part]:
    """Check the ranges at once. What a process can't do for whatever reason is done here."""
    lock = Lock()

    def counted(count: int) -> None:
        with lock:
            step(count)

    with _started(len(ranges)) as children, ThreadPoolExecutor(len(ranges)) as threads:
        asked = [
            threads.submit(_heard, child, ledger.address, one, head, counted)
            for child, one in zip(children, ranges, strict=True)
        ]
        try:
            found = [one.result() for one in asked]
        except BaseException:
            for child in children:
                if child is not None:
                    child.kill()
            raise
    return [part or check(ledger, *one, head=head) for part, one in zip(found, ranges, strict=True)]


@contextmanager
def _started(many: int) -> Iterator[list[subprocess.Popen[str] | None]]:
    children = [_start() for _ in range(many)]
    try:
        yield children
    finally:
        for child in children:
            if child is not None:
                child.kill()
                child.wait()
                for pipe in (child.stdin, child.stdout):
                    if pipe is not None:
                        pipe.close()


def _start() -> subprocess.Popen[str] | None:
    # -P: what lies in the folder that somebody happens to be in is not to be imported
    command = [sys.executable, "-P", "-m", "sayso.ledger.beside"]
    try:
        return subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
    except OSError:
        return None


def _heard(
    child: subprocess.Popen[str] | None,
    address: str,
    one: Range,
    head: str | None,
    step: Callable[[int], None],
) -> Part | None:
    """Ask a process for a range and hear it out; null if it comes to no end."""
    if child is None or child.stdin is None or child.stdout is None:
        return None
    try:
        child.stdin.write(json.dumps({"address": address, "range": one, "head": head}) + "\n")
        child.stdin.close()
        for line in child.stdout:
            told = json.loads(line)
            if isinstance(told, dict):
                return Part(**told)
            step(told)
    except (OSError, ValueError, TypeError):
        return None
    return None


def main() -> None:
    """The other side: one question on standard input, counts and then the answer on standard output."""
    from sayso.ledger.opening import open_reader

    asked = json.loads(sys.stdin.readline())
    ledger = open_reader(asked["address"])
    part = check(ledger, *asked["range"], head=asked["head"], step=lambda count: print(count, flush=True))
    ledger.close()
    print(json.dumps(asdict(part)), flush=True)


if __name__ == "__main__":
    main()
