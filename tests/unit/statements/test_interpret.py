from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.attribution import Attribution, Form
from sayso.model.document import Document
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind
from sayso.model.statement import Act, Statement
from sayso.statements.interpret import interpret
from unit.readings import attribution, document

#: A Wednesday.
DAY = "2024-05-08"


def read(made: Document, *found: Attribution) -> tuple[Statement, ...]:
    return interpret(made, found)[0]


def chain(statement: Statement) -> list[str | None]:
    return [link.name or link.description for link in statement.chain]


def test_every_part_of_a_statement_is_read() -> None:
    text = "In an interview on Friday, Maria Ruiz told the board that it may fall."
    (found,) = read(document(text, published=DAY), attribution(text, "Maria Ruiz", "told", "it may fall"))
    assert (found.speaker.name, found.speaker.kind) == ("Maria Ruiz", Kind.PERSON)
    assert (found.act, found.negated, found.certainty.value) == (Act.ASSERT, False, "possible")
    assert found.said is not None
    assert (found.said.text, found.said.start, found.said.end) == ("on Friday", "2024-05-03", "2024-05-03")
    assert found.addressee is not None
    assert found.addressee.text == "the board"
    assert found.venue == "an interview"
    assert chain(found) == ["Maria Ruiz"]
    assert 0 < found.confidence <= 0.9


def test_what_the_text_does_not_tell_is_null() -> None:
    text = "Maria Ruiz said it fell."
    (found,) = read(document(text), attribution(text, "Maria Ruiz", "said", "it fell"))
    assert (found.said, found.addressee, found.venue) == (None, None, None)


def test_a_chain_runs_from_the_outermost_to_the_speaker() -> None:
    text = "The Velmor Courier reports that two officials said the envoy told his minister it fell."
    found = read(
        document(text, publisher="The Tern"),
        attribution(text, "The Velmor Courier", "reports", text[32:-1]),
        attribution(text, "two officials", "said", "the envoy told his minister it fell"),
        attribution(text, "the envoy", "told", "it fell"),
    )
    assert [chain(s) for s in found] == [
        ["Velmor Courier"],
        ["Velmor Courier", "two officials"],
        ["Velmor Courier", "two officials", "the envoy"],
    ]
    assert all(s.chain[-1].name == s.speaker.name for s in found)


def test_an_outlet_that_was_told_is_the_relay() -> None:
    text = "Maria Ruiz told the Velmor Courier that it fell."
    one = attribution(text, "Maria Ruiz", "told", "it fell")
    (found,) = read(document(text, publisher="The Tern"), one)
    assert chain(found) == ["Velmor Courier", "Maria Ruiz"]


@pytest.mark.parametrize("publisher", ["Velmor Courier", "The Velmor Courier", "the velmor courier"])
def test_the_publisher_is_left_out_of_the_chain(publisher: str) -> None:
    text = "Maria Ruiz told the Velmor Courier that it fell."
    one = attribution(text, "Maria Ruiz", "told", "it fell")
    (found,) = read(document(text, publisher=publisher), one)
    assert chain(found) == ["Maria Ruiz"]


def test_a_publisher_that_speaks_for_itself_is_its_chain() -> None:
    text = "The Velmor Courier reports that it fell."
    one = attribution(text, "The Velmor Courier", "reports", "it fell")
    (found,) = read(document(text, publisher="Velmor Courier"), one)
    assert chain(found) == ["Velmor Courier"]


def test_a_time_or_place_of_the_outer_saying_is_not_the_inner_ones() -> None:
    text = "On Friday, Maria Ruiz said that Tom Lee told her it fell."
    outer = attribution(text, "Maria Ruiz", "said", "Tom Lee told her it fell")
    inner = attribution(text, "Tom Lee", "told", "it fell")
    one, two = read(document(text, published=DAY), outer, inner)
    assert one.said is not None
    assert two.said is None


def test_a_pronoun_finds_who_spoke_in_the_paragraph_before() -> None:
    text = "Maria Ruiz said it fell.\n“It broke,” she said."
    found = read(
        document(text),
        attribution(text, "Maria Ruiz", "said", "it fell"),
        attribution(text, "she", "said", "“It broke,”", start=25),
    )
    assert [s.speaker.name for s in found] == ["Maria Ruiz", "Maria Ruiz"]
    assert found[1].confidence <= found[0].confidence


def test_a_statement_without_a_source_is_anonymous() -> None:
    text = "The pier was reportedly sold."
    (found,) = read(document(text), attribution(text, "", "reportedly", "The pier was sold"[:8]))
    assert (found.speaker.name, found.speaker.kind) == (None, Kind.ANONYMOUS)


def test_what_the_text_says_of_a_source_is_noted() -> None:
    text = "Maria Ruiz said it fell. Ruiz has changed her story."
    _, notes = interpret(document(text), [attribution(text, "Maria Ruiz", "said", "it fell")])
    assert [(n.about, n.sign, n.statement) for n in notes] == [
        ("Maria Ruiz", "-", "Ruiz has changed her story.")
    ]


def test_an_id_is_of_the_bytes_and_the_words() -> None:
    text = "Maria Ruiz said it fell. Tom Lee said it fell."
    one = attribution(text, "Maria Ruiz", "said", "it fell")
    two = attribution(text, "Tom Lee", "said", "it fell", start=24)
    made = document(text)
    first = [s.id for s in read(made, one, two)]
    assert len(set(first)) == 2
    assert [s.id for s in read(replace(made, path="elsewhere"), one, two)] == first
    assert read(replace(made, sha256="1" * 64), one)[0].id != first[0]


def test_the_order_is_the_one_given() -> None:
    text = "The Tern said that Lee said it fell."
    outer = attribution(text, "The Tern", "said", "Lee said it fell")
    inner = attribution(text, "Lee", "said", "it fell", start=15)
    assert [s.source.text for s in read(document(text), outer, inner)] == ["The Tern", "Lee"]
    assert [s.source.text for s in read(document(text), inner, outer)] == ["Lee", "The Tern"]


@pytest.mark.parametrize("published", ["", "soon", "2024", "2024-13-01", "14 May"])
def test_a_date_that_is_none_gives_no_dates(published: str) -> None:
    text = "Maria Ruiz said in May that it fell."
    (found,) = read(document(text, published=published), attribution(text, "Maria Ruiz", "said", "it fell"))
    assert found.said is None


PIECES = st.sampled_from(
    [
        "Maria Ruiz", "Ruiz", "she", "He", "they", "it", "who", "I", "the mayor", "two officials", "said",
        "told", "the Velmor Courier", "never", "denied", "that", "on Friday", "in March", "last week",
        "in an interview", "declined to comment", "“", "”", "Ruiz's", "’", ",", ".", ":", "—", "\n",
        "was told by",
        "himself", "of", "and", "A", "The", "Mr.", "U.S.", "🙂", "\u202e", "\u00a0", "3 April",
        "has changed her story",
        "his own account", "in a letter to", "asked", "to", "(", "the paper", "&", "É", "ß", "İ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map(" ".join) | st.text(min_size=1, max_size=60)


@st.composite
def attributed(draw: st.DrawFn) -> tuple[Document, list[Attribution]]:
    """A text and attributions anywhere in it, also where no extractor would put them."""
    text = draw(TEXTS)

    def passage() -> Passage:
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
        return Passage.of(text, [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)])

    def words() -> Passage:
        """A source begins and ends with a letter or digit, as extractors give it."""
        tight = [(s, text[s.start : s.end]) for s in passage().spans]
        ends = [(s.start, [i for i, c in enumerate(w) if c.isalnum()]) for s, w in tight]
        return Passage.of(text, [Span(at + i[0], at + i[-1] + 1) for at, i in ends if i])

    found = [
        Attribution(
            content=passage(),
            cue=passage(),
            source=words(),
            form=draw(st.sampled_from(Form)),
            confidence=draw(st.floats(0, 1)),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    kept = [a for a in found if a.content or a.cue or a.source]
    day = draw(st.none() | st.dates(date(1600, 1, 1), date(2400, 1, 1)).map(str))
    publisher = draw(st.none() | st.sampled_from(["The Tern", "Velmor Courier", "🙂"]))
    return document(text, published=day, publisher=publisher), kept


@settings(max_examples=150, deadline=None)
@given(attributed())
def test_odd_texts_never_fail_and_all_words_are_the_texts(
    case: tuple[Document, list[Attribution]],
) -> None:
    made, found = case
    statements, notes = interpret(made, found)
    assert len(statements) == len(found)
    for one, statement in zip(found, statements, strict=True):
        assert (statement.content, statement.cue, statement.source) == (one.content, one.cue, one.source)
        assert statement.addressee is None or statement.addressee.text in made.text
        assert statement.venue is None or statement.venue in made.text
        assert statement.said is None or statement.said.text in made.text
        assert statement.chain[-1].name == statement.speaker.name
        assert 0 <= statement.confidence <= 1
        if statement.said:
            assert statement.said.start <= statement.said.end
    assert all(note.statement in made.text for note in notes)
    assert interpret(made, found) == (statements, notes)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Tom Lee told Match Hour on Monday that it fell.", ("Tom Lee", "told"), ["Match Hour", "Tom Lee"]),
        (
            "Tom Lee, speaking to the podcast Lane Four, said it fell.",
            ("Tom Lee", "said"),
            ["Lane Four", "Tom Lee"],
        ),
        (
            "The Velmor Courier was told by Tom Lee that it fell.",
            ("Tom Lee", "was told by"),
            ["Velmor Courier", "Tom Lee"],
        ),
        ("Tom Lee wrote in a letter to the Velmor Courier that it fell.", ("Tom Lee", "wrote"), ["Tom Lee"]),
        ("Tom Lee told Clara Ruiz that it fell.", ("Tom Lee", "told"), ["Tom Lee"]),
    ],
)
def test_an_outlet_that_is_told_relays(text: str, found: tuple[str, str], expected: list[str]) -> None:
    (read_one,) = read(document(text), attribution(text, *found, "it fell"))
    assert chain(read_one) == expected


def test_who_is_urged_passes_nothing_on() -> None:
    text = "Tom Lee urged the Velmor Courier to print it."
    (found,) = read(document(text), attribution(text, "Tom Lee", "urged", "the Velmor Courier to print it"))
    assert chain(found) == ["Tom Lee"]


@pytest.mark.parametrize("source", ["him himself", "him, himself", "she,\u00a0herself", "They, themselves"])
def test_a_pronoun_with_its_reflexive_is_the_pronoun(source: str) -> None:
    made = document(f"Maria Ruiz and her board met. {source} said that it fell.")
    (found,) = read(made, attribution(made.text, source, "said", "it fell"))
    assert found.speaker.description != source
    assert found.source.text == source


def test_an_account_is_told_by_its_owner_whatever_space_is_between() -> None:
    made = document("Maria Ruiz met the board. By her\u00a0account it fell.")
    (found,) = read(made, attribution(made.text, "her\u00a0account", "By", "it fell"))
    assert found.speaker.name == "Maria Ruiz"


def test_he_in_somebodys_own_words_is_somebody_else() -> None:
    text = "Tom Lee met Mark Orr. “He told me it fell,” Lee said."
    outer = attribution(text, "Lee said"[:3], "said", "“He told me it fell,”")
    inner = attribution(text, "He", "told", "it fell")
    found = read(document(text), outer, inner)
    assert [chain(s) for s in found] == [["Tom Lee"], ["Tom Lee", "Mark Orr"]]


def test_he_at_the_head_of_what_is_reported_is_who_reports_it() -> None:
    text = "Mark Orr left. Tom Lee told MPs that he had asked why."
    found = read(
        document(text),
        attribution(text, "Tom Lee", "told", "he had asked why"),
        attribution(text, "he", "had asked", "why"),
    )
    assert chain(found[1]) == ["Tom Lee", "Tom Lee"]


def test_it_is_who_told_the_whole_of_the_sentence_before() -> None:
    text = "The Velmor Courier reports that a log shows it fell. It adds that it broke."
    found = read(
        document(text),
        attribution(text, "The Velmor Courier", "reports", "a log shows it fell"),
        attribution(text, "a log", "shows", "it fell"),
        attribution(text, "It", "adds", "it broke"),
    )
    assert found[2].speaker.name == "Velmor Courier"


def test_what_is_quoted_before_its_source_is_relayed_as_well() -> None:
    text = "“He said it fell,” Tom Lee told Match Hour."
    found = read(
        document(text),
        attribution(text, "He", "said", "it fell"),
        attribution(text, "Tom Lee", "told", "“He said it fell,”"),
    )
    assert chain(found[0])[:2] == ["Match Hour", "Tom Lee"]


def test_he_in_a_lawyers_words_is_the_client_who_is_named() -> None:
    text = "Mark Orr left. Tom Lee's lawyer said he knew nothing."
    found = read(
        document(text),
        attribution(text, "Tom Lee's lawyer", "said", "he knew nothing"),
        attribution(text, "he", "knew", "nothing", start=text.index("he knew")),
    )
    assert found[1].speaker.name == "Tom Lee"


def test_her_plans_are_the_plans_of_who_tells_them() -> None:
    text = "Clara Lee left. Maria Ruiz set out her plans to mend it."
    found = read(
        document(text),
        attribution(text, "Maria Ruiz", "set out", "her plans to mend it"),
        attribution(text, "her", "plans", "to mend it"),
    )
    assert found[1].speaker.name == "Maria Ruiz"


def test_who_is_quoted_as_saying_it_is_another_one() -> None:
    text = "Clara Lee left. Maria Ruiz quoted her as saying it fell."
    found = read(
        document(text),
        attribution(text, "Maria Ruiz", "quoted", "her as saying it fell"),
        attribution(text, "her", "as saying", "it fell"),
    )
    assert found[1].speaker.name == "Clara Lee"
