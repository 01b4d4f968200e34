from __future__ import annotations

import pytest

from sayso.model.attribution import Attribution
from sayso.statements.meaning.chains import parents
from unit.readings import attribution

TEXT = "The Tern reports that officials said the envoy told his minister it fell, and Lee agreed."
OUTER = attribution(TEXT, "The Tern", "reports", "officials said the envoy told his minister it fell")
MIDDLE = attribution(TEXT, "officials", "said", "the envoy told his minister it fell")
INNER = attribution(TEXT, "the envoy", "told", "it fell")
BESIDE = attribution(TEXT, "Lee", "agreed")


def test_each_stands_in_the_innermost_that_holds_it() -> None:
    assert parents([OUTER, MIDDLE, INNER, BESIDE]) == (None, 0, 1, None)
    assert parents([BESIDE, INNER, OUTER, MIDDLE]) == (None, 3, None, 2)


def test_one_without_content_stands_in_another_by_its_cue() -> None:
    text = "Lee said the mayor declined to comment."
    said = attribution(text, "Lee", "said", "the mayor declined to comment")
    assert parents([said, attribution(text, "the mayor", "declined to comment")]) == (None, 0)


def test_the_same_words_do_not_hold_each_other() -> None:
    text = "Ruiz and Lee said it fell."
    one, two = attribution(text, "Ruiz", "said", "it fell"), attribution(text, "Lee", "said", "it fell")
    assert parents([one, two]) == (None, None)


def test_one_that_reaches_outside_stands_in_none() -> None:
    text = "Ruiz said Lee agreed it fell and broke."
    said = attribution(text, "Ruiz", "said", "Lee agreed it fell")
    assert parents([said, attribution(text, "Lee", "agreed", "it fell and broke")]) == (None, None)


def test_nothing_gives_nothing() -> None:
    none: list[Attribution] = []
    assert parents(none) == ()


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        (
            "The Tern said, citing two officials, that it fell.",
            ("The Tern", "said"),
            ("two officials", "citing"),
        ),
        ("It fell, the Tern said, quoting Lee.", ("the Tern", "said"), ("Lee", "quoting")),
        ("The Tern quoted Lee as saying it fell.", ("The Tern", "quoted"), ("Lee", "as saying")),
        ("Lee said it fell, according to the Tern.", ("the Tern", "according to"), ("Lee", "said")),
    ],
)
def test_who_is_cited_for_the_same_words_stands_inside(
    text: str, outer: tuple[str, str], inner: tuple[str, str]
) -> None:
    words = "It fell" if text.startswith("It fell") else "it fell"
    one, two = attribution(text, *outer, words), attribution(text, *inner, words)
    assert parents([one, two]) == (None, 0)
    assert parents([two, one]) == (1, None)


def test_what_is_said_in_cited_words_stands_in_who_is_cited() -> None:
    text = "The Tern reports, citing two officials, that Lee said it fell."
    one = attribution(text, "The Tern", "reports", "Lee said it fell")
    two = attribution(text, "two officials", "citing", "Lee said it fell")
    assert parents([one, two, attribution(text, "Lee", "said", "it fell")]) == (None, 0, 1)
