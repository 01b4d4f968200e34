from __future__ import annotations

import pytest

from sayso.model.speaker import Kind
from sayso.statements.meaning.phrases import kind_of_noun, phrase, role_in


@pytest.mark.parametrize(
    ("source", "head", "noun", "owner"),
    [
        ("the mayor of Lindholm", "mayor", "mayor", ""),
        ("a person close to the talks", "person", "person", ""),
        ("Kim’s account", "account", "account", "kim"),
        ("the owners' lawyer", "lawyer", "lawyer", "the owners"),
        ("two senior officials, who asked not to be named", "senior officials", "officials", ""),
        ("“officials”", "officials", "officials", ""),
        ("", "", "", ""),
    ],
)
def test_a_phrase_is_taken_apart(source: str, head: str, noun: str, owner: str) -> None:
    found = phrase(source)
    assert (found.head, found.noun, found.owner) == (head, noun, owner)


@pytest.mark.parametrize(
    ("source", "definite", "indefinite", "plural"),
    [
        ("the mayor", True, False, False),
        ("a mayor", False, True, False),
        ("her lawyer", True, False, False),
        ("Kim’s lawyer", True, False, False),
        ("two officials", False, False, True),
        ("officials", False, False, True),
        ("some people", False, False, True),
        ("the press", True, False, False),
    ],
)
def test_its_number_and_article_are_told(source: str, definite: bool, indefinite: bool, plural: bool) -> None:
    found = phrase(source)
    assert (found.definite, found.indefinite, found.plural) == (definite, indefinite, plural)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("officials", Kind.ANONYMOUS),
        ("two officials", Kind.ANONYMOUS),
        ("a person close to the talks", Kind.ANONYMOUS),
        ("a spokeswoman for the ministry", Kind.ANONYMOUS),
        ("an official, who spoke on condition of anonymity", Kind.ANONYMOUS),
        ("a report", Kind.DOCUMENT),
        ("the filing", Kind.DOCUMENT),
        ("the newspaper", Kind.OUTLET),
        ("the ministry", Kind.ORGANIZATION),
        ("the police", Kind.ORGANIZATION),
        ("residents", Kind.GROUP),
        ("the mayor", Kind.PERSON),
        ("her sister", Kind.PERSON),
        ("5 percent", Kind.GROUP),
        ("a majority of voters", Kind.GROUP),
        ("about two-thirds of them", Kind.GROUP),
        ("4 in 10 voters", Kind.GROUP),
        ("everyone", Kind.GROUP),
        ("few people", Kind.GROUP),
        ("his ex-wife", Kind.PERSON),
        ("the billionaire property mogul", Kind.PERSON),
        ("one Democrat", Kind.ANONYMOUS),
    ],
)
def test_a_kind_is_told_by_the_head(source: str, kind: Kind) -> None:
    assert kind_of_noun(phrase(source)) is kind


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("the attorney general", "attorney general"),
        ("the former mayor of Lindholm", "mayor"),
        ("the bridge", ""),
    ],
)
def test_a_role_is_told(source: str, role: str) -> None:
    assert role_in(phrase(source)).removeprefix("former ") == role
