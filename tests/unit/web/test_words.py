"""Kinds and days in words."""

from __future__ import annotations

import pytest

from sayso.model.relation import RelationKind
from sayso.model.speaker import Kind, Speaker
from sayso.model.statement import Act, Certainty
from sayso.relations.voices import Sort
from sayso.web import words
from unit.readings import statement


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-02-26", "2025-02-26", "26 Feb 2025"),
        ("2025-02-24", "2025-02-28", "24–28 Feb 2025"),
        ("2025-02-01", "2025-02-28", "Feb 2025"),
        ("2024-02-01", "2024-02-28", "1–28 Feb 2024"),
        ("2024-12-01", "2024-12-31", "Dec 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-11-28", "2025-01-02", "28 Nov 2024 – 2 Jan 2025"),
        ("2025-06-28", "2025-07-02", "28 June – 2 July 2025"),
        ("9999-12-01", "9999-12-31", "Dec 9999"),
        ("2025-03-02", "2025-03-01", "2 Mar 2025"),
        (None, "2025-03-01", "1 Mar 2025"),
        ("soon", "later", "soon"),
        (None, None, ""),
    ],
)
def test_days(start: str | None, end: str | None, expected: str) -> None:
    assert words.days(start, end) == expected


def test_an_instant_is_told_to_the_minute() -> None:
    assert words.moment("2025-02-26T09:05:11Z") == "26 Feb 2025, 09:05 UTC"
    assert words.moment("2025-02-26") == "26 Feb 2025"
    assert words.moment(None) == ""


def test_every_kind_has_its_words() -> None:
    assert set(words.ACTS) == set(words.FAMILIES) == set(words.DENIED_ACTS) == set(Act)
    assert set(words.FAMILIES.values()) == set(words.FAMILY_WORDS)
    assert set(words.RELATIONS) == set(RelationKind)
    assert set(words.KINDS) == set(Kind)
    assert set(words.SORTS) == set(Sort)
    assert set(words.CERTAINTIES) == set(Certainty)


@pytest.mark.parametrize(
    ("speaker", "act", "expected"),
    [
        (Speaker(name=None, kind=Kind.ANONYMOUS, description="two officials"), Act.ASSERT, "say"),
        (Speaker(name=None, kind=Kind.GROUP, description="The residents"), Act.DENY, "deny"),
        (Speaker(name=None, kind=Kind.ANONYMOUS, description="Sources close to her"), Act.ACCUSE, "accuse"),
        (Speaker(name=None, kind=Kind.GROUP, description="the owners"), Act.DECLINE, "do not answer"),
        (Speaker(name=None, kind=Kind.ANONYMOUS, description="one of the officials"), Act.ASSERT, "says"),
        (Speaker(name=None, kind=Kind.ANONYMOUS, description="an official"), Act.RETRACT, "takes back"),
        (Speaker(name=None, kind=Kind.ANONYMOUS), Act.ASSERT, "says"),
        (Speaker(name="Aldwick Mills", kind=Kind.ORGANIZATION), Act.DENY, "denies"),
        (Speaker(name="Republicans", kind=Kind.GROUP, description="the others"), Act.ASSERT, "say"),
    ],
)
def test_several_people_say(speaker: Speaker, act: Act, expected: str) -> None:
    assert words.act(statement("They spoke.", "They", "spoke", speaker=speaker, act=act)) == expected


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Ilse Marren", "/speakers/Ilse%20Marren"),
        ("A/B?c#d", "/speakers/A%2FB%3Fc%23d"),
        ("\ud800", "/speakers/%3F"),
    ],
)
def test_the_address_of_a_speaker(name: str, address: str) -> None:
    assert words.speaker_address(name) == address


def test_numbers_with_their_nouns() -> None:
    assert words.counted(1, "statement") == "1 statement"
    assert words.counted(1204, "statement") == "1,204 statements"
    assert words.counted(2, "stands", "stand") == "2 stand"
