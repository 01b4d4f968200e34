"""Turns of a transcript: who speaks before a colon."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.span import Span
from sayso.statements.transcript import transcript


def _paragraphs(text: str) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(r"\S[^\n]*", text)]


def turns(text: str) -> list[tuple[str, str]]:
    """Each turn's speaker and words."""
    found = transcript(text, _paragraphs(text))
    assert all(text[t.cue.start : t.cue.end] == ":" for t in found)
    return [(text[t.source.start : t.source.end], text[t.content.start : t.content.end]) for t in found]


@pytest.mark.parametrize(
    "label",
    [
        "HARRIS",
        "PETER HARRIS",
        "MR. HARRIS",
        "SEN. O'NEILL",
        "TOM HALE, KTV NEWS",
        "INES HALE (R-Ohio)",
        "THE WITNESS",
    ],
)
def test_speakers_in_capitals(label: str) -> None:
    text = f"{label}: What happened?\n\nThe room fell silent.\n\nOKAFOR: We started again."
    assert turns(text) == [(label, "What happened?"), ("OKAFOR", "We started again.")]


@pytest.mark.parametrize("name", ["Marta Reyes", "Dr. Reyes", "Joel", "Jean-Luc d’Arc"])
def test_names_that_take_turns(name: str) -> None:
    text = f"{name}: Is it harder?\n\nTom Lind: It is faster.\n\n{name}: So they say."
    assert [speaker for speaker, _ in turns(text)] == [name, "Tom Lind", name]


def test_a_speaker_may_be_broken_off() -> None:
    assert len(turns("SMITH: I want to get —\n\nJONES: No.")) == 2


def test_paragraphs_may_open_with_marks_that_never_close() -> None:
    text = '"HALE: What did you see?\n\n"REYES: The “wall”, and nothing else.'
    assert turns(text) == [("HALE", "What did you see?"), ("REYES", "The “wall”, and nothing else.")]


def test_how_it_was_said_is_nobodys_words() -> None:
    text = "Ana: Who is it?\n\nJoel: [laughs] It is me.\n\nAna: (to the door) Come in."
    assert [words for _, words in turns(text)] == ["Who is it?", "It is me.", "Come in."]


def test_words_end_where_the_mark_of_their_paragraph_closes() -> None:
    text = '"HALE: What did you see?\n\n"REYES: You know that," the transcript reads.'
    assert turns(text)[1] == ("REYES", "You know that,")


@pytest.mark.parametrize(
    "text",
    [
        "HARRIS: What happened?\n\nNobody knew what to say to you.",  # one is no transcript
        "HARRIS: What happened?\n\nHARRIS: And who paid?",  # nor is one who speaks to nobody
        "PORT ELLIS: The river was high.\n\nNORTHBANK: The bridge held.",  # nobody is addressed
        "SERVES: Four, if you are hungry.\n\nTIP: You want ripe pears.",
        "UPDATE: Did the bridge hold? See below.\n\nOKAFOR: I am glad.",
        "Housing: You will pay less.\n\nTransport: Buses for all.\n\nSchools: New roofs.",  # nobody again
        "Joel: Who is it?\n\nAna: It is me.",  # two names may be anything
        "HOME: 3\n\nAWAY: 1",
        "",
    ],
)
def test_labels_alone_make_no_transcript(text: str) -> None:
    assert turns(text) == []


@given(st.text(alphabet="ABab:.?\n\"” I,'()", max_size=120))
def test_turns_are_whole_and_in_order(text: str) -> None:
    paragraphs = _paragraphs(text)
    found = transcript(text, paragraphs)
    assert [t.paragraph for t in found] == [p for p in paragraphs if p in {t.paragraph for t in found}]
    for t in found:
        assert (
            t.paragraph.start <= t.source.start < t.source.end == t.cue.start < t.cue.end <= t.content.start
        )
        assert t.content.start < t.content.end <= t.paragraph.end
