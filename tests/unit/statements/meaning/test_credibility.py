from __future__ import annotations

import pytest

from sayso.model.span import Span
from sayso.statements.meaning.credibility import notes


def signs(text: str, who: str | None = "Ana Ruiz") -> list[tuple[str, str]]:
    return [(n.sign, n.about) for n in notes(text, [Span(0, len(text))], lambda _: who)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz has a reputation for exaggerating.",
        "Ana Ruiz is known to exaggerate.",
        "Her account is uncorroborated.",
        "The claim could not be independently verified.",
        "She offered no evidence.",
        "Ana Ruiz has changed her story.",
        "Ana Ruiz was convicted of fraud.",
    ],
)
def test_what_speaks_against_a_source_is_noted(text: str) -> None:
    assert signs(text) == [("-", "Ana Ruiz")]


@pytest.mark.parametrize(
    "text",
    [
        "Documents seen by the Tern support her account.",
        "Her version was corroborated by two guards.",
        "Ana Ruiz has a reputation for accuracy.",
        "Ana Ruiz is considered a credible witness.",
    ],
)
def test_what_speaks_for_a_source_is_noted(text: str) -> None:
    assert signs(text) == [("+", "Ana Ruiz")]


@pytest.mark.parametrize("text", ["Ana Ruiz left early.", "The pier has a new owner.", ""])
def test_other_sentences_are_not(text: str) -> None:
    assert list(notes(text, [Span(0, len(text))] if text else [], lambda _: "x")) == []


def test_one_about_nobody_is_left_out() -> None:
    assert signs("The claim could not be verified.", None) == []


def test_a_note_is_the_sentences_own_words() -> None:
    text = "It fell. Ana Ruiz has changed her story."
    (note,) = notes(text, [Span(0, 8), Span(9, len(text))], lambda _: "Ana Ruiz")
    assert note.statement == "Ana Ruiz has changed her story."
