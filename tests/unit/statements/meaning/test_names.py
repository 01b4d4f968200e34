from __future__ import annotations

import pytest

from sayso.model.speaker import Kind
from sayso.statements.meaning.entities import Names, kind_of
from sayso.statements.meaning.mentions import mentions


def listed(text: str) -> list[tuple[str, str]]:
    return [(m.name, m.role) for m in mentions(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Ruiz left.", [("Ana Ruiz", "")]),
        ("We met Ana Ruiz and Tom Lee there.", [("Ana Ruiz", ""), ("Tom Lee", "")]),
        ("Mayor Ana Ruiz left.", [("Ana Ruiz", "mayor")]),
        ("the engineer Ana Ruiz left", [("Ana Ruiz", "engineer")]),
        ("Sen. Ruiz left.", [("Ruiz", "senator")]),
        ("Ana Ruiz’s pier", [("Ana Ruiz", "")]),
        ("the Ministry of Works said", [("Ministry of Works", "")]),
        ("It was old.", []),
        ("nobody came", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitals(text: str, found: list[tuple[str, str]]) -> None:
    assert listed(text) == found


def test_a_mention_stands_where_it_says() -> None:
    text = "Then Mayor Ana Ruiz met J. R. Lee’s lawyer in Port Ellis on Friday."
    for mention in mentions(text, 0, len(text)):
        assert text[mention.start : mention.end] == mention.name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Maria Ruiz", Kind.PERSON),
        ("Ministry of Works", Kind.ORGANIZATION),
        ("Lindholm City Council", Kind.ORGANIZATION),
        ("NATO", Kind.ORGANIZATION),
        ("Velmor Courier", Kind.OUTLET),
        ("Reuters", Kind.OUTLET),
    ],
)
def test_a_kind_is_told_by_the_names_own_words(name: str, kind: Kind) -> None:
    assert kind_of(name) is kind


def test_a_title_makes_a_person() -> None:
    assert kind_of("Ruiz", role="mayor") is Kind.PERSON


def names(text: str, publisher: str | None = None) -> Names:
    return Names(text, [(0, len(text))], publisher)


@pytest.mark.parametrize(
    ("text", "asked", "name"),
    [
        ("Ana Ruiz left. Later Ruiz came back.", "Ruiz", "Ana Ruiz"),
        ("Maria Ruiz left. Later Maria came back.", "Maria", "Maria Ruiz"),
        ("The Velmor Courier ran it. Then the Courier took it back.", "the Courier", "Velmor Courier"),
        ("The National Pier Authority met. Then the NPA left.", "NPA", "National Pier Authority"),
        ("Ana Ruiz’s pier fell.", "Ana Ruiz’s", "Ana Ruiz"),
        ("Ana Ruiz left.", "Lee", None),
    ],
)
def test_a_name_stands_for_the_fullest_one(text: str, asked: str, name: str | None) -> None:
    found = names(text).find(asked)
    assert (found.name.removeprefix("The ") if found else None) == name


def test_mentions_of_one_are_together_with_their_roles() -> None:
    text = "Maria Ruiz, the mayor of Lindholm, left. Ruiz came back."
    (found, *_) = names(text).entities
    assert (found.name, found.kind, found.gender, found.roles) == ("Maria Ruiz", Kind.PERSON, "f", ("mayor",))
    assert found.places == (0, text.index("Ruiz came"))


def test_the_publisher_is_an_outlet_though_it_is_not_named() -> None:
    found = names("Ana Ruiz left.", "The Tern").entities[-1]
    assert (found.name, found.kind, found.places) == ("The Tern", Kind.OUTLET, ())


def test_a_gender_is_told_by_a_pronoun_that_can_mean_nobody_else() -> None:
    (found,) = names("Wren Ashdown lost her hat.").entities
    assert found.gender == "f"
