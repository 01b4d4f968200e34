from __future__ import annotations

import pytest

from sayso.model.speaker import Kind, Speaker
from sayso.statements.meaning.antecedents import Resolved
from sayso.statements.meaning.speakers import Speakers
from unit.readings import document


def resolved(text: str, *sources: str, publisher: str | None = None) -> list[Resolved]:
    """The sources of a text, looked for one after another."""
    speakers = Speakers(document(text, publisher=publisher))
    found, place = [], 0
    for source in sources:
        at = text.index(source, place)
        found.append(speakers.resolve(at, at + len(source)))
        place = at + len(source)
    return found


def last(text: str, *sources: str) -> Speaker:
    return resolved(text, *sources)[-1].speaker


@pytest.mark.parametrize(
    ("text", "sources", "name"),
    [
        ("Maria Ruiz said it fell. Ruiz said it broke.", ["Maria Ruiz", "Ruiz"], "Maria Ruiz"),
        ("Maria Ruiz said it fell. “It broke,” she said.", ["Maria Ruiz", "she"], "Maria Ruiz"),
        ("Tom Lee met Maria Ruiz. He said it fell.", ["He"], "Tom Lee"),
        ("Tom Lee met Maria Ruiz. She said it fell.", ["She"], "Maria Ruiz"),
        (
            "Mayor Maria Ruiz said it fell. The mayor said more.",
            ["Mayor Maria Ruiz", "The mayor"],
            "Maria Ruiz",
        ),
        ("Maria Ruiz, the mayor, left. The mayor said it fell.", ["The mayor"], "Maria Ruiz"),
        ("Maria Ruiz, who left, said it fell.", ["Maria Ruiz, who left,"], "Maria Ruiz"),
        ("the engineer, Maria Ruiz, said it fell.", ["the engineer, Maria Ruiz,"], "Maria Ruiz"),
        ("Maria Ruiz’s account says it fell.", ["Maria Ruiz’s account"], "Maria Ruiz"),
        ("Maria Ruiz left. Ruiz’s lawyer, Tom Lee, said so.", ["Ruiz’s lawyer, Tom Lee,"], "Tom Lee"),
        ("The Velmor Courier ran it. The paper said it fell.", ["The paper"], "Velmor Courier"),
        ("The Harbour Ministry met. The ministry said it fell.", ["The ministry"], "Harbour Ministry"),
        ("They met Tom Lee, who said it fell.", ["who"], "Tom Lee"),
        ("Tom Lee of Fenwick Trust said it fell.", ["Tom Lee of Fenwick Trust"], "Tom Lee"),
        ("Fenwick Trust met. Fenwick said it fell.", ["Fenwick"], "Fenwick Trust"),
        ("Millbrook Rovers met. Rovers said it fell.", ["Rovers"], "Millbrook Rovers"),
        (
            "The Kestrian Insurers' Union said it fell.",
            ["The Kestrian Insurers' Union"],
            "Kestrian Insurers' Union",
        ),
        ("Marcus Lee QC said it fell. Lee said more.", ["Marcus Lee QC", "Lee"], "Marcus Lee"),
        ("Trustee Maria Ruiz said it fell.", ["Trustee Maria Ruiz"], "Maria Ruiz"),
        ("A contractor said it fell. The contractor, Tom Lee, left.", ["A contractor"], "Tom Lee"),
        ("The army chief said so. Army chief Gen. Tom Lee left.", ["The army chief"], "Tom Lee"),
        ("A former foreman said it fell.\n\nTom Lee told the board so.", ["A former foreman"], "Tom Lee"),
        (
            "Tom Lee said it fell. The former champion said more.",
            ["Tom Lee", "The former champion"],
            "Tom Lee",
        ),
        ("A rival paper said so. The paper, Nova Corva, left.", ["A rival paper"], "Nova Corva"),
        ("The deal, Tom Lee himself said, is off.", ["Tom Lee himself"], "Tom Lee"),
        ("Tom Lee’s decision to leave.", ["Tom Lee’s"], "Tom Lee"),
        ("Tom Lee’s decision to leave.", ["’s"], "Tom Lee"),
        ("Maria Ruiz left. She’ll say more.", ["She’ll"], "Maria Ruiz"),
        ("Maria Ruiz left. She also said more.", ["She also"], "Maria Ruiz"),
        ("They met Tom Lee, who in May said it fell.", ["who in May"], "Tom Lee"),
        ("Tom Lee's attorney, Maria Ruiz, left. Lee's lawyer said so.", ["Lee's lawyer"], "Maria Ruiz"),
        (
            "Liberal nominee Tom Lee met Tory nominee Maria Ruiz. The Liberal nominee said so.",
            ["The Liberal nominee"],
            "Tom Lee",
        ),
    ],
)
def test_a_source_resolves_to_who_is_named(text: str, sources: list[str], name: str) -> None:
    assert last(text, *sources).name == name


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Two officials said it fell.", "Two officials", Kind.ANONYMOUS),
        ("A person close to the talks said it fell.", "A person close to the talks", Kind.ANONYMOUS),
        ("A spokeswoman for the board said it fell.", "A spokeswoman for the board", Kind.ANONYMOUS),
        ("Residents said it fell.", "Residents", Kind.GROUP),
        ("A report said it fell.", "A report", Kind.DOCUMENT),
        ("The police said it fell.", "The police", Kind.ORGANIZATION),
        (
            "Police left. Tom Lee, the city police chief, came. Then police said so.",
            "police",
            Kind.ORGANIZATION,
        ),
        ("An ad said it fell.", "An ad", Kind.DOCUMENT),
        (
            "A Velmor Courier/Kestria Radio poll said so.",
            "A Velmor Courier/Kestria Radio poll",
            Kind.DOCUMENT,
        ),
    ],
)
def test_who_is_not_named_keeps_the_texts_own_words(text: str, source: str, kind: Kind) -> None:
    found = last(text, source)
    assert (found.name, found.kind, found.description) == (None, kind, source)


def test_a_lawyer_without_a_name_is_not_the_client() -> None:
    assert last("Maria Ruiz left. Ruiz’s lawyer said it fell.", "Ruiz’s lawyer").name is None


def test_i_is_who_says_the_words_around() -> None:
    text = "“I said it fell,” Maria Ruiz said."
    speakers = Speakers(document(text))
    outer = Speaker(name="Maria Ruiz", kind=Kind.PERSON)
    assert speakers.resolve(1, 2, outer).speaker == outer
    assert speakers.resolve(1, 2).speaker.name is None


def test_a_pronoun_for_nobody_is_unsure_and_unnamed() -> None:
    (found,) = resolved("She said it fell.", "She")
    assert found.speaker.name is None
    assert found.sure < 0.5


def test_the_publisher_is_not_the_paper_that_is_meant() -> None:
    text = "The Velmor Courier ran it. The paper said it fell."
    (found,) = resolved(text, "The paper", publisher="Velmor Courier")
    assert found.speaker.name is None


def test_asking_about_an_addressee_makes_nobody_speak() -> None:
    text = "Maria Ruiz told Clara Lee it fell. She said it broke."
    speakers = Speakers(document(text))
    speakers.resolve(0, 10)
    assert speakers.peek(16, 25).speaker.name == "Clara Lee"
    assert speakers.resolve(text.index("She"), text.index("She") + 3).speaker.name == "Maria Ruiz"


@pytest.mark.parametrize(
    ("sentence", "who"),
    [("Maria Ruiz left.", "Maria Ruiz"), ("The pier fell.", None), ("Then Ruiz came back.", "Maria Ruiz")],
)
def test_a_sentence_is_about_the_first_one_named(sentence: str, who: str | None) -> None:
    text = f"Maria Ruiz came. {sentence}"
    assert Speakers(document(text)).subject(17, len(text)) == who


@pytest.mark.parametrize(
    ("text", "kind", "described"),
    [
        ("It troubled nervous clerks in Velmor, who said so.", Kind.GROUP, "clerks"),
        ("It came from a clerk at the Pier Trust who said so.", Kind.ANONYMOUS, "a clerk"),
        ("Maria Ruiz said anybody who says so is wrong.", Kind.GROUP, "anybody"),
        ("They went to wealthy citizens, who said so.", Kind.GROUP, "citizens"),
    ],
)
def test_who_is_what_stands_before_it(text: str, kind: Kind, described: str) -> None:
    found = last(text, "who")
    assert (found.name, found.kind, found.description) == (None, kind, described)


@pytest.mark.parametrize("verb", ["asked", "knows"])
def test_who_after_a_verb_is_no_ones_verb(verb: str) -> None:
    assert last(f"It was the board that {verb} who said so.", "who").description != verb


def test_a_campaign_is_not_the_rivals() -> None:
    text = "The Lee campaign said so. The Ruiz campaign said more. The campaign left."
    found = resolved(text, "The Lee campaign", "The Ruiz campaign", "The campaign")
    assert [f.speaker.description for f in found] == [
        "The Lee campaign",
        "The Ruiz campaign",
        "The Ruiz campaign",
    ]


def test_a_body_is_not_called_by_a_noun_that_belongs_to_another() -> None:
    text = "Tom Lee of the Pier Trust, the panel's chair, left. A panel said so."
    assert last(text, "A panel").name is None


def test_they_are_not_you() -> None:
    text = "You said so. They said more."
    assert [f.speaker.description for f in resolved(text, "You", "They")] == ["You", "They"]


@pytest.mark.parametrize("which", ["The other", "One of them", "The latter"])
def test_which_of_several_it_is_describes_nobody(which: str) -> None:
    found = last(f"Velmor had two deputy mayors. {which}, Ilse Marren, said so.", f"{which}, Ilse Marren,")
    assert (found.name, found.description) == ("Ilse Marren", None)
