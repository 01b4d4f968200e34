"""What was taken out and put in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.views.worded import worded


def test_words_that_are_others() -> None:
    before, after = worded("the city had sold the station", "the city had never sold a station")
    assert [w.strip() for w, other in before if other] == ["the"]
    assert [w.strip() for w, other in after if other] == ["never", "a"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_stay_whole(before: str, after: str) -> None:
    old, new = worded(before, after)
    assert "".join(w for w, _ in old) == before
    assert "".join(w for w, _ in new) == after


def test_long_texts_are_not_compared() -> None:
    before, after = worded("a " * 3000, "b " * 3000)
    assert [other for _, other in (*before, *after)] == [True, True]
