"""Processes that append to one ledger at once, and one that reads on while they do."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from contracts.articles import article
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.reading import SqlReader
from sayso.ledger.verifying import verify

OWN, COMMON = 6, 4
_ADD = """
import sys
from contracts.articles import article
from sayso.ledger.opening import open_ledger
place, name, own, common = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
ledger = open_ledger(place, by=name)
for n in range(max(own, common)):
    titles = [f"{name} {n}"] * (n < own) + [f"Common {n}"] * (n < common)
    for title in titles:
        ledger.add([article(title=title)])
ledger.close()
"""


@pytest.fixture
def writers(place: str) -> int:
    return 8 if place.startswith("postgresql") else 2


def test_nothing_is_lost_doubled_or_reordered(place: str, writers: int) -> None:
    open_ledger(place, by="tests").close()
    names = [f"writer {n}" for n in range(writers)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _ADD, place, name, str(OWN), str(COMMON)],
            cwd=Path(__file__).parents[1],
            stderr=subprocess.PIPE,
        )
        for name in names
    ]
    reader = open_reader(place)
    tailed: list[tuple[int, str, str, str]] = []
    while any(run.poll() is None for run in running):
        tailed += _new(reader, tailed)
    tailed += _new(reader, tailed)
    for run in running:
        _, said = run.communicate(timeout=60)
        assert run.returncode == 0, said.decode()
    # who went on from the last position has seen every entry once, in order
    assert [position for position, *_ in tailed] == list(range(1, reader.head().position + 1))
    assert tailed == [(e.position, e.by, e.kind, e.subject) for e in reader.entries()]
    assert verify(reader).fault is None
    titles = Counter(reader.document(one).title for one in reader.documents())
    wanted = [f"{name} {n}" for name in names for n in range(OWN)] + [f"Common {n}" for n in range(COMMON)]
    assert titles == Counter(wanted)
    assert _together(tailed)
    for name in names:  # each one's articles are in the order in which it added them
        own = [subject for _, by, kind, subject in tailed if by == name and kind == EntryKind.DOCUMENT]
        order = [reader.document(one).title for one in own]
        assert [t for t in order if t and t.startswith(name)] == [f"{name} {n}" for n in range(OWN)]
    reader.close()


def _new(reader: SqlReader, tailed: list[tuple[int, str, str, str]]) -> list[tuple[int, str, str, str]]:
    last = tailed[-1][0] if tailed else 0
    return [(e.position, e.by, e.kind, e.subject) for e in reader.entries(after=last)]


def _together(tailed: list[tuple[int, str, str, str]]) -> bool:
    """Whether what tells of an article stands in a row, by one writer."""
    size = len(list(article().reading.statements)) + 2
    groups = [tailed[i : i + size] for i in range(0, len(tailed), size)]
    return all(
        group[0][2] == EntryKind.DOCUMENT and len({by for _, by, _, _ in group}) == 1 for group in groups
    )
