"""Word lists are looked for as one pattern, which finds just what the patterns of the list find."""

from __future__ import annotations

import re

import pytest

from sayso.relations.lexicon import joined, patterns, plain, table

SAID = (
    "She didn't recall it, would not comment and referred all questions to the inquiry.",
    "He hasn't seen the report; “No,” he said, “that is not true, and never was.”",
    "They knowingly and publicly denied it. It isn't the public, it is a personal matter now.",
    "Nobody confirmed it: the record speaks for itself, nor would the board have told anyone.",
)


@pytest.mark.parametrize("section", ["evades", "hedges", "denials", "admissions", "negation", "turns", "now"])
def test_a_list_finds_what_its_patterns_find(section: str) -> None:
    one_by_one = re.compile("|".join(f"(?:{p})" for p in table("answers.toml")[section]))
    for said in map(plain, SAID):
        found = patterns("answers.toml", section).finditer(said)
        assert [m.span() for m in found] == [m.span() for m in one_by_one.finditer(said)]


def test_what_shares_no_border_of_words_keeps_its_place() -> None:
    found = re.compile(joined([r"\bcannot", "n't", r"\bcan"]))
    assert [m[0] for m in found.finditer("cannot can't won't toucan")] == ["cannot", "can", "n't"]


@pytest.mark.parametrize("text", ["It’s  “so”", 'it\'s\n"SO"', "İt’s", "plain  words"])
def test_plain_text_is_lower_case_with_straight_marks(text: str) -> None:
    assert not set("’“”\n") & set(plain(text))
    assert plain(text) == plain(plain(text)) == plain(text.lower())
