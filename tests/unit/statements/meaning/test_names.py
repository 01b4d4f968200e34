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
        ("The New Lindholm Times ran it", [("New Lindholm Times", "")]),
        ("New York Gazette editors met", [("New York Gazette", "")]),
        ("New rules came.", []),
        ("They met Prime Minister Theresa May in May", [("Theresa May", "prime minister")]),
        ("They met Ana Ruiz Monday", [("Ana Ruiz", "")]),
        ("the Justice Department said", [("Justice Department", "")]),
        ("the Commission on Harbour Works said", [("Commission on Harbour Works", "")]),
        ("Mr. Hebden of the Pier Trust said", [("Hebden", "mr"), ("Pier Trust", "")]),
        ("Speaker of the House Tom Lee said", [("Tom Lee", "speaker")]),
        ("House Liberal Zora Vance said", [("Zora Vance", "liberal")]),
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turning his back, Ana Ruiz left.", "Turning"),
        ("Right now it holds.", "Right"),
        ("Resolve is good. They resolve it, and resolve is all.", "Resolve"),
        ("The Republican left.", "Republican"),
        ("Many African-Americans left.", "African-Americans"),
        ("They met the Florida Republican.", "Florida Republican"),
    ],
)
def test_plain_words_and_peoples_are_no_names(text: str, name: str) -> None:
    assert name not in [e.name for e in names(text).entities]


def test_a_family_name_may_be_a_peoples_too() -> None:
    assert names("Jack French left. French came back.").find("French") is not None


def test_a_place_is_nobody() -> None:
    assert names("Ana Ruiz left Vermont. Vermont voted.").entities[1].kind is Kind.ORGANIZATION


def test_who_is_said_to_act_where_a_place_was_named_is_not_the_place() -> None:
    (found, *_) = names("In Quillby, the mayor also said it fell.").entities
    assert found.roles == ()


def test_a_title_of_the_other_gender_is_another_one() -> None:
    found = names("Maria Ruiz left. Mr. Ruiz came back. Then Ruiz fell.")
    assert [e.name for e in found.entities] == ["Maria Ruiz", "Ruiz"]


def test_a_family_name_stands_before_junior() -> None:
    found = names("Adm. Tom B. Lee Jr. left. Admiral Lee came back.").find("Lee")
    assert found is not None
    assert found.name == "Tom B. Lee Jr"
