"""The rules for quotations on top of the tagger: introduced, signed and continued ones."""

from __future__ import annotations

import re

import pytest

from sayso.model.attribution import Attribution, Form
from sayso.model.span import Passage, Span
from sayso.statements.model_v1.continued import continued
from sayso.statements.model_v1.introduced import introduced
from sayso.statements.model_v1.signed import signed
from sayso.statements.quotations import quotations


def paragraphs(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The mayor went on:\n“It was dry.”\nRain fell.", 2),
        ("She put three questions:\nWho knew?\nWho paid?", 3),
        ("It ended at 4 p.m.\n“It was dry.”", 2),
        ("It says:\n", 1),
    ],
)
def test_a_quotation_is_read_with_the_line_that_introduces_it(text: str, count: int) -> None:
    spans = list(introduced(text, paragraphs(text)))
    assert len(spans) == count
    assert [p.start for p in paragraphs(text) if any(s <= p.start < e for s, e in spans)] == [
        p.start for p in paragraphs(text)
    ]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("“The best soup in town.” — Ona Brill, Ashmere", "“The best soup in town.”", "Ona Brill, Ashmere"),
        ('"I never went back." ― P. J. Marr', '"I never went back."', "P. J. Marr"),
        ("“A slow book about rain.”\n– The Ash Review", "“A slow book about rain.”", "The Ash Review"),
    ],
)  # fmt: skip
def test_a_dash_and_a_name_sign_a_quotation(text: str, content: str, source: str) -> None:
    (found,) = signed(text, paragraphs(text))
    assert (found.content.text, found.source.text, found.form) == (content, source, Form.DIRECT)
    assert found.cue.text in "—–―"


@pytest.mark.parametrize(
    "text",
    [
        "“We won,” she said — and nobody believed her.",
        "“The best soup in town” — so it seemed. Then the bill came and the party left at once.",
        "“It is safe.”\nThe bridge opened in May.",
        "The council met — Ona Brill was absent.",
    ],
)
def test_other_dashes_sign_nothing(text: str) -> None:
    assert list(signed(text, paragraphs(text))) == []


def test_a_quotation_runs_on_through_paragraphs_that_open_and_do_not_close() -> None:
    text = "“It began in May,” he said. “We saw water.\n“Then it rose.\n“It took the road.”\nRain fell."
    lines = paragraphs(text)
    marks = [q for p in lines for q in quotations(text, p.start, p.end)]
    start, end = text.index("“We saw"), text.index("\n")
    first = Attribution(
        content=Passage.of(text, [Span(start, end)]),
        cue=Passage.of(text, [Span(text.index("said"), text.index("said") + 4)]),
        source=Passage.of(text, [Span(text.index("he said"), text.index("he said") + 2)]),
        form=Form.DIRECT,
        confidence=0.9,
    )
    (found,) = continued(text, lines, marks, [first])
    assert found.content.text == "“We saw water. … “Then it rose. … “It took the road.”"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ALDEN, Kestria (Kestrian Wire) - The mayor said it rained.", "The mayor said it rained."),
        ("NORTHBANK — Rain fell, the mayor said.", "Rain fell, the mayor said."),
        ("Alden (KW) – Rain fell.", "Rain fell."),
        ("The mayor — who had left — said it rained.", "The mayor — who had left — said it rained."),
        ("NASA said it rained - again.", "NASA said it rained - again."),
    ],
)
def test_a_dateline_is_left_out(text: str, rest: str) -> None:
    assert [text[s:e] for s, e in introduced(text, paragraphs(text))] == [rest]
