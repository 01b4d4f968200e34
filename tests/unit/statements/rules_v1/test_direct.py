from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.attribution import Attribution, Form

Reader = Callable[..., tuple[Attribution, ...]]

#: text, source, cue, content
TABLE = [
    (
        '"The bridge is safe," said Mara Oduya, the harbour engineer.',
        "Mara Oduya, the harbour engineer",
        "said",
        '"The bridge is safe,"',
    ),
    (
        "“The bridge is safe,” Oduya told the council on Monday. “We tested it twice. It held.”",
        "Oduya",
        "told",
        "“The bridge is safe,” … “We tested it twice. It held.”",
    ),
    ("“The bridge,” Oduya said, “is safe.”", "Oduya", "said", "“The bridge,” … “is safe.”"),
    ("Oduya said: “The bridge is safe.”", "Oduya", "said", "“The bridge is safe.”"),
    ("Oduya told reporters, “The bridge is safe.”", "Oduya", "told", "“The bridge is safe.”"),
    ("«The bridge is safe,» Oduya said.", "Oduya", "said", "«The bridge is safe,»"),
    ("'It is over,' Oduya said.", "Oduya", "said", "'It is over,'"),
    ("“Is the bridge safe?” asked Kim.", "Kim", "asked", "“Is the bridge safe?”"),
    ('"No," Oduya said. "Never." Kim laughed.', "Oduya", "said", '"No," … "Never."'),
    (
        "“I told Kim it was over,” said Oduya.",
        "Oduya",
        "said",
        "“I told Kim it was over,”",
    ),
    (
        "“We tested it twice,” Oduya said. “It held.\n\n“It held again. We were glad.”",
        "Oduya",
        "said",
        "“We tested it twice,” … “It held. … “It held again. We were glad.”",
    ),
    (
        "Oduya wrote to the council:\n\n“It held. We were glad.”",
        "Oduya",
        "wrote",
        "“It held. We were glad.”",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), TABLE)
def test_finds_one_quotation_and_its_speaker(
    read: Reader, text: str, source: str, cue: str, content: str
) -> None:
    (found,) = read(text)
    assert (found.source.text, found.cue.text, found.content.text) == (source, cue, content)
    assert found.form is Form.DIRECT


def test_a_transcript_names_its_speakers_before_their_words(read: Reader) -> None:
    found = read("MODERATOR: Good evening to you all.\n\nODUYA: The bridge is safe.")
    assert [(a.source.text, a.content.text) for a in found] == [
        ("MODERATOR", "Good evening to you all."),
        ("ODUYA", "The bridge is safe."),
    ]


def test_a_dateline_before_a_colon_is_no_speaker(read: Reader) -> None:
    (found,) = read("PORT ELLIS: Oduya said the bridge was safe.\n\nThe river was high in May.")
    assert found.source.text == "Oduya"


def test_each_quotation_with_a_cue_of_its_own_has_its_own_speaker(read: Reader) -> None:
    found = read("“Is the bridge safe?” asked Kim. “It is,” Oduya replied.")
    assert [(a.source.text, a.content.text) for a in found] == [
        ("Kim", "“Is the bridge safe?”"),
        ("Oduya", "“It is,”"),
    ]


def test_a_quotation_inside_of_a_quotation_has_its_own_speaker(read: Reader) -> None:
    outer, inner = read("Oduya said, \"Kim told me 'it is over' and left.\"")
    assert (outer.source.text, inner.source.text) == ("Oduya", "Kim")
    assert inner.content.within(outer.content)


def test_a_whole_quotation_after_a_mocking_sentence_is_the_mockers(read: Reader) -> None:
    mocked, said = read("Lee mocked the plan. “It is a disgrace to us all.”")
    assert mocked.content.text == "the plan"
    assert (said.source.text, said.content.text) == ("Lee", "“It is a disgrace to us all.”")


def test_words_in_scare_quotes_have_no_speaker(read: Reader) -> None:
    assert read("The “bridge” fell into the river in May.") == ()


def test_a_quotation_after_a_sentence_of_no_one_has_no_speaker(read: Reader) -> None:
    assert read("The bridge fell in May. “It was cold that night and nobody came.”") == ()
