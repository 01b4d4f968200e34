"""Run one command and say what it cost."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_LIBRARIES = ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR")
#: One thread for us and for every numerical library that a tool may use.
ONE_THREAD = {"SAYSO_THREADS": "1"} | {f"{name}_NUM_THREADS": "1" for name in _LIBRARIES}
#: Where this is set Python compiles every module at each start, as it does for nobody's installed program.
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


class RunError(Exception):
    """A command ended with an error; the message is the last thing that it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process and its children cost.

    ``cpu`` is user and system time and ``wall`` the time from its start to its end, in seconds;
    ``peak`` is the largest resident memory of any of them, in bytes.
    """

    cpu: float
    wall: float
    peak: int
    stderr: str


def measure(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run the command to its end, alone.

    Standard output is thrown away. On Linux a process starts with its parent's peak memory, so that
    this process has to stay smaller than what it measures.

    Raises:
        RunError: if it ends with anything but 0.
    """
    inherited = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, env={**inherited, **ONE_THREAD, **(environment or {})},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        stderr = said.read()
    if process.returncode:
        last = next((line for line in reversed(stderr.splitlines()) if line.strip()), "nothing said")
        raise RunError(f"exit code {process.returncode}: {last.strip()}")
    return Cost(cpu=usage.ru_utime + usage.ru_stime, wall=wall, peak=usage.ru_maxrss * 1024, stderr=stderr)
