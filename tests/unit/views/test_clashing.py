"""The words by which two statements clash."""

from __future__ import annotations

import pytest

from sayso.model.statement import Act, Statement
from sayso.views.clashing import Mark, Side, clashing
from unit.readings import statement


def _said(words: str, cue: str = "said", act: Act = Act.ASSERT) -> Statement:
    return statement(f"Anna Dray {cue} {words}.", "Anna Dray", cue, words, act=act)


def _marked(side: Side, mark: Mark) -> list[str]:
    return [p.words for p in side.content if p.mark is mark]


@pytest.mark.parametrize(
    ("one", "other", "first", "second"),
    [
        (_said("the key was returned"), _said("the key was never returned"), [], ["never"]),
        (_said("the city had sold the station"), _said("the city had lent the station"), ["sold"], ["lent"]),
        (_said("40 pumps failed that night"), _said("three pumps failed that night"), ["40"], ["three"]),
        (_said("nobody had a key"), _said("the clerk had a key"), ["nobody"], []),
        (_said("a dry roof"), _said("an invention"), ["dry roof"], ["invention"]),
    ],
)
def test_what_clashes(one: Statement, other: Statement, first: list[str], second: list[str]) -> None:
    left, right = clashing(one, other)
    assert [_marked(left, Mark.CLASH), _marked(right, Mark.CLASH)] == [first, second]


def test_a_denial_clashes_by_its_cue() -> None:
    left, right = clashing(
        _said("the city had sold the station"),
        _said("the city had sold the station", "denied that", Act.DENY),
    )
    assert (left.cue_clashes, right.cue_clashes) == (False, True)
    assert not _marked(left, Mark.CLASH)
    assert _marked(right, Mark.SHARED) == ["city", "sold", "station"]


@pytest.mark.parametrize("words", ["the key was lost", "“we … never” sold it", "42", "\u202ethe key", "a  b"])
def test_the_words_stay_whole(words: str) -> None:
    side, _ = clashing(_said(words), _said("the city had sold the old key"))
    assert "".join(p.words for p in side.content) == " ".join(words.replace("\u202e", "").split())
