"""Reported speech in its plainest frames."""

from __future__ import annotations

import pytest

from sayso.model.attribution import Attribution, Form
from sayso.model.span import Passage, Span
from sayso.statements.reported import with_reported


def read(text: str, *found: Attribution) -> list[Attribution]:
    return with_reported(text, [Span(0, len(text))], list(found))


def shown(found: Attribution) -> tuple[str, str, str]:
    return found.content.text, found.cue.text, found.source.text


def made(text: str, content: str, cue: str, source: str) -> Attribution:
    def passage(words: str) -> Passage:
        at = text.index(words)
        return Passage.of(text, [Span(at, at + len(words))])

    return Attribution(
        content=passage(content),
        cue=passage(cue),
        source=passage(source) if source else Passage(),
        form=Form.INDIRECT,
        confidence=0.5,
    )


BELL = "The bell had been sold"


@pytest.mark.parametrize(
    ("after", "cue", "source"),
    [
        ("a monk, who was not named, told the Courier.", "told", "a monk, who was not named"),
        ("a man briefed on the sale told Northline Wire on Monday.", "told", "a man briefed on the sale"),
        ("its former treasurer, Ines Holt, said on Tuesday.", "said", "its former treasurer, Ines Holt"),
        ("Tomas Brandt, 41, a driver, told this newspaper.", "told", "Tomas Brandt, 41, a driver"),
        ("a clerk told the Harbour Post, asking not to be named.", "told", "a clerk"),
        ("the abbey's register of 1911 shows.", "shows", "the abbey's register of 1911"),
        ("minutes of the chapter's meeting say.", "say", "minutes of the chapter's meeting"),
        ("shift leader Ruben Haas said.", "said", "shift leader Ruben Haas"),
        ("a nun who left the abbey in May told the inquiry.", "told", "a nun who left the abbey in May"),
    ],
)  # fmt: skip
def test_a_source_behind_what_it_says(after: str, cue: str, source: str) -> None:
    (found,) = read(f"{BELL}, {after}")
    assert shown(found) == (BELL, cue, source)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "A nun who asked not to be named said on Monday that the bell had been sold.",
            ("that the bell had been sold", "said", "A nun who asked not to be named"),
        ),
        (
            "The bell had been sold, said one of the sisters.",
            ("The bell had been sold", "said", "one of the sisters"),
        ),
        (
            "The bell, the sexton told the Harbour Post, was cracked before the fire.",
            ("The bell … was cracked before the fire", "told", "the sexton"),
        ),
    ],
)
def test_other_orders_of_the_same(text: str, parts: tuple[str, str, str]) -> None:
    (found,) = read(text)
    assert shown(found) == parts


@pytest.mark.parametrize(
    "text",
    [
        "The bishop, a friend of the abbot, said the bell had been sold.",
        "In March, the abbot told the Courier.",
        "The abbot sold the bell, the organ and the pews.",
        "The sale, which was never announced, was reported on Monday.",
        "When the fire broke out, the abbot told the Courier.",
        "“The bell is gone,” the abbot told the Courier.",
        "The abbot told the Courier about the bell.",
        "The bell was sold, and the abbot told the Courier that he wept.",
    ],
)
def test_what_is_no_such_frame_is_left_alone(text: str) -> None:
    assert [shown(a) for a in read(text) if a.content.text == text.split(",")[0]] == []


def test_what_is_read_so_already_is_left_as_it_is() -> None:
    text = "The bell had been sold, a clerk told the Courier."
    found = made(text, "The bell had been sold", "told", "a clerk")
    assert read(text, found) == [found]


def test_the_terms_of_a_source_are_its_own_and_no_statement() -> None:
    text = "A nun who did not want to give her name told Vale Radio that the bell was sold."
    terms = made(text, "to give her name", "did not want", "A nun")
    (found,) = read(text, terms, made(text, "that the bell was sold", "told", "A nun"))
    assert found.source.text == "A nun who did not want to give her name"


def test_a_source_that_runs_into_the_next_sentence_is_cut_there() -> None:
    text = "“It rang,” said the sexton Luc Amsel. The bell was cracked, added Pia Horn, a visitor."
    first = made(text, "“It rang,”", "said", text[text.index("the sexton") : -1])
    assert [shown(a) for a in read(text, first)] == [
        ("“It rang,”", "said", "the sexton Luc Amsel"),
        ("The bell was cracked", "added", "Pia Horn, a visitor"),
    ]
