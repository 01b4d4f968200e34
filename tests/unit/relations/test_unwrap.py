"""Attributions are taken off sentences that stand alone."""

from __future__ import annotations

import pytest

from sayso.relations.unwrap import unwrap

SENTENCES = [
    ("The mayor said she never met him.", "The mayor", "she never met him", False),
    ("The mayor said that she never met him.", "The mayor", "she never met him", False),
    ("“I never met him,” the mayor told reporters.", "the mayor", "I never met him", False),
    ("“I never met him,” Calloway said. “Not once.”", "Calloway", "I never met him", False),
    ("The firm denied that it had sold the land.", "The firm", "it had sold the land", True),
    ("The firm denied having sold the land.", "The firm", "sold the land", True),
    ("The bank disputed a report that 900 customers had left.", "The bank", "900 customers had left", True),
    ("According to the union, nobody was paid.", "the union", "nobody was paid", False),
    ("Nobody was paid, according to the union.", "the union", "Nobody was paid", False),
    ("Nobody had entered the flat, the police said.", "the police", "Nobody had entered the flat", False),
    ("The bridge was closed.", "", "The bridge was closed.", False),
]


@pytest.mark.parametrize(("sentence", "speaker", "content", "denied"), SENTENCES)
def test_the_speaker_and_the_proposition(sentence: str, speaker: str, content: str, denied: bool) -> None:
    found = unwrap(sentence)
    assert (found.speaker, found.content.split(". Not")[0].removesuffix(" Not once."), found.denied) == (
        speaker,
        content,
        denied,
    )


def test_a_full_denial_has_no_content_to_deny() -> None:
    assert not unwrap("The minister denied the allegation.").denied


def test_words_in_quotation_marks_inside_a_retelling_stay_in_it() -> None:
    found = unwrap("The mayor said that the talks, which he called “a farce”, were over.")
    assert found.content == "the talks, which he called “a farce”, were over"
    assert not found.quoted


def test_what_is_written_may_be_a_thing_and_no_clause() -> None:
    found = unwrap("I wrote that letter. She had not seen it, the premier's chief of staff said.")
    assert found.speaker == "the premier's chief of staff"
    assert found.content == "I wrote that letter. She had not seen it"


@pytest.mark.parametrize("text", ["", " ", "“", "said", "“”, he said.", "denied that"])
def test_scraps_are_read_without_failing(text: str) -> None:
    assert unwrap(text).text == text.strip()
