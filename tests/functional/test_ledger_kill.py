"""Nothing is lost: the program is killed at random moments, and what it had told is there.

The suite kills it a few times. ``SAYSO_KILLS=200 pytest tests/functional/test_ledger_kill.py`` is the
whole test, over 500 articles.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from functional.ledgers import articles, told, whole
from functional.program import COMMAND, ENVIRONMENT, PATIENCE, sayso
from sayso.errors import LedgerMissingError

KILLS = int(os.environ.get("SAYSO_KILLS", "12"))
ARTICLES = 500 if KILLS > 100 else 40
#: About how many runs that are killed fill a ledger.
_RUNS = 20 if KILLS > 100 else 4


class Program:
    """Runs of ``sayso add``, one at a time."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("forking.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            text=True,
        )

    def start(self, *arguments: object) -> int:
        return self._asked(json.dumps(list(map(str, arguments))))

    def seconds(self, *arguments: object) -> float:
        """How long an undisturbed run takes."""
        begun = time.monotonic()
        self.start(*arguments)
        assert self.end() == 0
        return time.monotonic() - begun

    def end(self) -> int:
        return self._asked("")

    def close(self) -> None:
        self._server.communicate(timeout=30)

    def _asked(self, line: str) -> int:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(f"{line}\n")
        self._server.stdin.flush()
        return int(self._server.stdout.readline())


@pytest.fixture
def program() -> Iterator[Program]:
    found = Program()
    yield found
    found.close()


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a process that is killed loses nothing of it either."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def test_kills_at_random_moments_lose_nothing(program: Program, quick: Path) -> None:
    folder = articles(quick / "articles", ARTICLES)
    calm = quick / "calm.db"
    start = program.seconds("add", folder / "0000.md", "--ledger", quick / "one.db")
    longest = start + program.seconds("add", folder, "--ledger", calm) * 2 / _RUNS
    wanted = told(calm)
    assert sum(kind == "document" for kind, _, _ in wanted) == ARTICLES
    chance = random.Random(5)
    kills = number = reached = 0
    place = quick / "case-0.db"
    grown: list[int] = []
    while kills < KILLS:
        child = program.start("add", folder, "--ledger", place)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)  # its parent has not waited for it yet: never another process
        if program.end() == -signal.SIGKILL:
            kills += 1
            grown.append(_is_a_beginning(place, wanted))
            # a machine has other things to do at times: the moments go with what a run gets done
            longest *= 1.2 if grown[-1] == reached else 1
            reached = grown[-1]
        else:  # it was done already: another ledger
            assert told(place) == wanted
            number, reached, longest = number + 1, 0, longest * 0.6
            place = quick / f"case-{number}.db"
    program.start("add", folder, "--ledger", place)
    assert program.end() == 0
    assert told(place) == wanted
    assert whole(place)
    assert len({size for size in grown if 0 < size < len(wanted)}) > 1


def _is_a_beginning(place: Path, wanted: list[tuple[str, str, object]]) -> int:
    """What a killed run leaves is the beginning of what an undisturbed one does.

    A copy is looked at, so that the next run finds the files as the kill left them.
    """
    copy = place.with_name("copy.db")
    for end in ("", "-wal", "-shm"):
        Path(f"{copy}{end}").unlink(missing_ok=True)
        if end != "-shm" and Path(f"{place}{end}").exists():
            shutil.copy(f"{place}{end}", f"{copy}{end}")
    try:
        found = told(copy)
    except LedgerMissingError:  # killed before it had made one
        return 0
    assert found == wanted[: len(found)]
    assert whole(copy)
    return len(found)


def test_two_programs_that_add_at_once(tmp_path: Path) -> None:
    folder = articles(tmp_path / "articles", 12)
    calm, place = tmp_path / "calm.db", tmp_path / "case.db"
    begun = time.monotonic()
    assert sayso("add", folder, "--ledger", calm).returncode == 0
    # what else the machine does slows all of them
    patience = max(2 * PATIENCE, 10 * (time.monotonic() - begun))
    paths = sorted(map(str, folder.iterdir()))
    orders = (paths, paths[::-1])
    runs = [
        subprocess.Popen(
            [*COMMAND, "add", *order, "--ledger", str(place)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
        )
        for order in orders
    ]
    for run in runs:
        _, said = run.communicate(timeout=patience)
        assert run.returncode == 0, said
    assert whole(place)
    # each article's entries stand together and in order, whoever added it
    assert sorted(_by_article(place)) == sorted(_by_article(calm))


def _by_article(place: Path) -> list[str]:
    groups: list[list[object]] = []
    for kind, subject, body in told(place):
        if kind == "document":
            groups.append([])
        groups[-1].append((kind, subject, _alone(body)))
    return [json.dumps(group, sort_keys=True) for group in groups]


def _alone(body: dict[str, object]) -> dict[str, object]:
    """The body without what hangs on the articles that came before."""
    return {name: value for name, value in body.items() if name != "relations"}
