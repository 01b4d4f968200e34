from __future__ import annotations

import pytest

from sayso.model.span import Passage, Span
from sayso.views.places import anchor, place
from unit.readings import document, passage, statement

TEXT = "Pier sold\n\nAna Ruiz said it fell.\nShe left."
MADE = document(TEXT, title_span=Span(0, 9))


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("Pier sold", "title, 0–9"),
        ("sold", "title, 5–9"),
        ("Ana", "paragraph 2, 11–14"),
        ("it fell", "paragraph 2, 25–32"),
        ("She left.", "paragraph 3, 34–43"),
    ],
)
def test_a_place_is_a_paragraph_and_offsets(words: str, where: str) -> None:
    assert place(MADE, passage(TEXT, words)) == where


def test_a_place_before_any_paragraph_is_in_the_first() -> None:
    made = document("x\nWords.", paragraphs=(Span(2, 8),))
    assert place(made, Passage.of("x\nWords.", [Span(0, 1)])) == "paragraph 1, 0–1"


@pytest.mark.parametrize(
    ("source", "cue", "content", "shown"),
    [
        ("Ana Ruiz", "said", "it fell", "it fell"),
        ("Ana Ruiz", "said", "", "said"),
        ("Ana Ruiz", "", "", "Ana Ruiz"),
    ],
)
def test_a_statement_is_shown_by_its_content_or_else_its_cue(
    source: str, cue: str, content: str, shown: str
) -> None:
    assert anchor(statement(TEXT, source, cue, content)).text == shown
