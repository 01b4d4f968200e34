from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "found",
    [
        ["It is old.", "She left."],
        ["Is it old?", "It is!", "She left…"],
        ["“It is old.”", "She left."],
        ["“Is it?” she asked."],
        ["Mr. Ruiz met Dr. Lee on Jan. 3 in St. Aldern.", "They left."],
        ["J. R. Ruiz came.", "He left."],
        ["The U.S. Navy came at 5 p.m. on Friday."],
        ["It cost $3.50 in all.", "£5 was asked."],
        ["It fell 4.5 per cent."],
        ["(It was old.)", "(She left.)"],
        ["A line without a stop", "Another"],
        ["Orrin Co. said so."],
    ],
)
def test_a_paragraph_is_cut_where_sentences_end(found: list[str]) -> None:
    text = "\n".join(found) if found[0].endswith("stop") else " ".join(found)
    assert cut(text) == found


def test_space_around_is_no_part() -> None:
    assert cut("  It is old.   She left.  ") == ["It is old.", "She left."]
    assert cut("   ") == []
    assert cut("") == []


def test_a_part_of_a_text_is_cut_in_place() -> None:
    text = "Not this. It is old. She left. Nor this."
    assert [text[s.start : s.end] for s in sentences(text, 10, 30)] == ["It is old.", "She left."]


@given(st.text(alphabet='aB.?! \n"”(…1Mr', max_size=60))
def test_sentences_hold_all_words_in_order(text: str) -> None:
    found = list(sentences(text, 0, len(text)))
    assert all(a.end <= b.start for a, b in pairwise(found))
    held = "".join(text[s.start : s.end] for s in found)
    assert "".join(held.split()) == "".join(text.split())
