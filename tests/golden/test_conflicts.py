"""Pairs of statements of which a reader would say that they stand against one another, and others."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso import assembly
from sayso.lab.relations.against import cases, judged, score
from sayso.relations.between import judges

CONFLICTS = Path(__file__).parent / "relations" / "conflicts"


def test_there_are_forty_pairs_at_least_a_third_of_them_aside() -> None:
    open_, aside = (list(cases(CONFLICTS / name)) for name in ("open", "aside"))
    assert len(open_) + len(aside) >= 40
    assert 3 * len(aside) >= len(open_) + len(aside)
    assert {case.conflict for case in open_} == {case.conflict for case in aside} == {True, False}


@pytest.mark.parametrize(("name", "precision", "recall"), [("open", 0.95, 0.7), ("aside", 0.85, 0.7)])
def test_what_is_told_as_a_conflict_is_one(name: str, precision: float, recall: float) -> None:
    found = score(judged(CONFLICTS / name, judges(assembly.comparer())))
    assert found.precision >= precision
    assert found.recall >= recall
