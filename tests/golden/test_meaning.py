"""What is made of the gold's own spans, field by field."""

from __future__ import annotations

from functools import cache

import pytest

from golden.reading import act_scores, given, shares

#: A little under what ``sayso.lab.meaning.score`` prints with gold spans given.
OPEN = {
    "speaker": 0.965,
    "speaker kind": 0.95,
    "chain": 0.955,
    "chain, nested": 0.92,
    "form": 1.0,
    "act": 0.965,
    "certainty": 0.98,
    "negated found": 0.97,
    "negated right to have": 0.97,
    "date found": 0.96,
    "date right to have": 0.94,
    "addressee found": 0.93,
    "addressee right to have": 0.97,
    "venue found": 0.84,
    "venue right to have": 0.92,
}
VARIED = {
    "speaker": 0.94,
    "speaker kind": 0.93,
    "chain": 0.94,
    "act": 0.91,
    "certainty": 0.85,
    "negated found": 1.0,
    "date found": 0.90,
    "addressee found": 0.80,
}
STORY = {
    "speaker": 0.94,
    "speaker kind": 0.98,
    "chain": 0.96,
    "chain, nested": 0.90,
    "act": 0.88,
    "certainty": 0.78,
    "negated found": 1.0,
    "negated right to have": 1.0,
    "date found": 0.90,
    "addressee found": 0.90,
}
#: What was set before any rule was written, for the third that nobody who writes rules has read.
ASIDE = {
    "speaker": 0.90,
    "chain": 0.80,
    "chain, nested": 0.65,
    "negated found": 0.85,
    "negated right to have": 0.90,
    "date found": 0.85,
    "date right to have": 0.85,
}
FLOORS = {"meaning/open": OPEN, "varied": VARIED, "story": STORY, "meaning/aside": ASIDE}
ACTS = {
    "meaning/open": {"macro": 0.95, "decline": 0.95, "not-recall": 0.95},
    "meaning/aside": {"macro": 0.85, "decline": 0.90, "not-recall": 0.90},
    "varied": {"macro": 0.88, "decline": 0.95},
    "story": {"macro": 0.80, "decline": 0.95, "not-recall": 0.95},
}


@cache
def _shares(folder: str) -> dict[str, tuple[int, int]]:
    return shares(given(folder))


@cache
def _acts(folder: str) -> dict[str, float]:
    return act_scores(given(folder))


@pytest.mark.parametrize(
    ("folder", "field", "floor"),
    [(folder, field, floor) for folder, floors in FLOORS.items() for field, floor in floors.items()],
)
def test_a_field_is_right_as_often_as_its_floor_says(folder: str, field: str, floor: float) -> None:
    right, of = _shares(folder)[field]
    assert of > 0
    assert right / of >= floor, f"{field}: {right} of {of}"


@pytest.mark.parametrize(
    ("folder", "act", "floor"), [(f, a, x) for f, floors in ACTS.items() for a, x in floors.items()]
)
def test_an_act_is_told_as_well_as_its_floor_says(folder: str, act: str, floor: float) -> None:
    assert _acts(folder)[act] >= floor


@pytest.mark.parametrize(
    ("folder", "articles", "statements"),
    [("meaning/open", 75, 980), ("meaning/aside", 20, 200), ("varied", 20, 140), ("story", 8, 90)],
)
def test_the_gold_is_as_large_as_it_was(folder: str, articles: int, statements: int) -> None:
    from golden.reading import gold

    assert len(gold(folder)) >= articles
    assert sum(len(one.statements) for one in gold(folder)) >= statements
