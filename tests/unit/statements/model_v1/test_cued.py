"""Quotations and the words that stand right before them."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.attribution import Attribution, Form
from sayso.model.span import Passage, Span
from sayso.statements.model_v1.cued import cued
from sayso.statements.quotations import quotations


def place(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def made(text: str, contents: Sequence[str], cue: str, source: str, form: Form = Form.DIRECT) -> Attribution:
    return Attribution(
        content=Passage.of(text, [place(text, c) for c in contents]),
        cue=Passage.of(text, [place(text, cue)]),
        source=Passage.of(text, [place(text, source)] if source else []),
        form=form,
        confidence=0.9,
    )


def read(text: str, *found: Attribution) -> list[tuple[str, str, str]]:
    settled = cued(text, quotations(text), found)
    return [(a.content.text, a.cue.text, a.source.text) for a in settled]


def test_who_is_named_before_the_participle_says_it() -> None:
    text = "The spot ends with footage of Holt saying during the debate, “That makes me smart.”"
    first = made(text, ["“That makes me smart.”"], "ends with", "The spot")
    assert read(text, first) == [("“That makes me smart.”", "saying", "Holt")]


def test_two_quotations_of_one_sentence_have_each_their_own_cue() -> None:
    text = (
        "“Keep your hands in sight,” Holt sings to the mayor before asking her, “Where do we go from here?”"
    )
    first = made(text, ["“Keep your hands in sight,”", "“Where do we go from here?”"], "sings", "Holt")
    assert read(text, first) == [
        ("“Keep your hands in sight,”", "sings", "Holt"),
        ("“Where do we go from here?”", "asking", "Holt"),
    ]


def test_a_participle_without_a_source_is_the_sentences_subject() -> None:
    text = "Mr. Holt hardly cleared it up, asserting, “Of course I pay what I owe.”"
    first = made(text, ["“Of course I pay what I owe.”"], "asserting", "")
    assert read(text, first) == [("“Of course I pay what I owe.”", "asserting", "Mr. Holt")]


def test_what_ended_before_belongs_to_another() -> None:
    text = "I changed my answer: “Of course I do. I was joking.” To which she said, “Thank God for that.”"
    first = made(text, ["“Of course I do. I was joking.” To which", "“Thank God for that.”"], "said", "she")
    assert read(text, first) == [("“Thank God for that.”", "said", "she")]


def test_as_somebody_put_it() -> None:
    text = "He is, as the Courier put it in a long essay, “the operator.”"
    first = made(text, ["it in a long essay, “the operator.”"], "put", "the Courier", Form.MIXED)
    assert read(text, first) == [("“the operator.”", "put it", "the Courier")]


def test_a_quotation_with_its_own_cue_is_left_alone() -> None:
    text = "“It is over,” Holt said. “We will go home.”"
    first = made(text, ["“It is over,”", "“We will go home.”"], "said", "Holt")
    assert read(text, first) == [("“It is over,” … “We will go home.”", "said", "Holt")]
