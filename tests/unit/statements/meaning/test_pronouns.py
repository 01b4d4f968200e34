from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.meaning.pronouns import choose
from sayso.statements.meaning.signs import GENDERS, Candidate, Setting, signs

TEXT = "Maria Ruiz met Clara Lee in Lindholm. She told the board that it fell. Lee left."


def candidate(text: str, name: str, speaking: int | None = None) -> Candidate:
    at = text.index(name)
    return Candidate(at, at + len(name), [at], speaking)


def around(text: str, word: str, sentences: list[int]) -> Setting:
    at = text.index(f" {word} ") + 1
    return Setting(text, at, at + len(word), sentences)


def test_nobody_to_choose_from_is_nobody() -> None:
    assert choose(around(TEXT, "She", [0]), []) == (None, 0.0)


def test_the_only_one_is_chosen_surely() -> None:
    assert choose(around(TEXT, "She", [0, 38]), [candidate(TEXT, "Maria Ruiz")]) == (0, 1.0)


def test_the_subject_of_the_sentence_before_is_likelier_than_its_object() -> None:
    found = [candidate(TEXT, "Clara Lee"), candidate(TEXT, "Maria Ruiz")]
    best, sure = choose(around(TEXT, "She", [0, 38]), found)
    assert best == 1
    assert 0.5 < sure < 1


def test_who_spoke_last_is_likelier() -> None:
    silent = candidate(TEXT, "Clara Lee")
    spoke = candidate(TEXT, "Clara Lee", 0)
    rival = candidate(TEXT, "Maria Ruiz")
    at = around(TEXT, "She", [0, 38])
    before = choose(at, [rival, silent])
    after = choose(at, [rival, spoke])
    assert before[0] == 0
    assert after[0] == 1 or after[1] < before[1]


@pytest.mark.parametrize("word", ["she", "her", "hers", "it", "they", "him", "his"])
def test_every_sign_is_a_number(word: str) -> None:
    text = f"Maria Ruiz left. Then {word} came."
    found = signs(around(text, word, [0, 17]), candidate(text, "Maria Ruiz"))
    assert all(isinstance(value, float) for value in found.values())


@given(
    st.text(alphabet="Ab .,\"“”'\n", min_size=3, max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from(sorted(GENDERS)),
)
def test_odd_texts_give_a_share(text: str, a: int, b: int, word: str) -> None:
    whole = f"{text} {word}"
    place = len(text) + 1
    found = [Candidate(min(x, len(text) - 1), min(x, len(text) - 1) + 1, [min(x, place)]) for x in (a, b)]
    best, sure = choose(Setting(whole, place, len(whole), [0], [(0, 2)]), found)
    assert best in (0, 1)
    assert 0.5 <= sure <= 1
