"""How well answers are told apart: the open pairs, and what small models fail at, each apart.

The pairs in ``relations/aside`` are scored by hand, with ``python -m sayso.lab.relations.score``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sayso import assembly
from sayso.lab.relations.gold import gold_pairs
from sayso.lab.relations.score import figures
from sayso.relations.compare import Comparer

FOLDER = Path(__file__).parent / "relations"
#: The least share that has to be right of each table, with the network.
APART = {
    "direction": 0.6, "negation": 0.5, "numbers": 0.7, "dates": 0.6, "names": 0.6, "quantifiers": 0.7,
    "answers": 0.7,
}  # fmt: skip


@cache
def _judge() -> Comparer:
    return assembly.comparer()


def test_the_open_pairs_are_told_apart() -> None:
    pairs = gold_pairs(FOLDER / "open")
    found = [_judge().compare(p.claim, p.answer).kind.value for p in pairs]
    each = {kind: f for kind, (_, _, f) in figures([p.kind for p in pairs], found).items()}
    assert sum(each.values()) / len(each) >= 0.8, each
    assert min(each["contradicts"], each["misses"]) >= 0.75, each


@pytest.mark.parametrize("group", APART)
def test_what_small_models_fail_at(group: str) -> None:
    pairs = [p for p in gold_pairs(FOLDER / "apart") if p.id.startswith(group)]
    wrong = [p.id for p in pairs if _judge().compare(p.claim, p.answer).kind != p.kind]
    assert 1 - len(wrong) / len(pairs) >= APART[group], wrong
