"""Names in lines that capitalise every word."""

from __future__ import annotations

import pytest

from sayso.statements.meaning.entities import Names
from sayso.statements.meaning.headlines import is_headline


def listed(text: str) -> list[str]:
    """The names of a text whose lines are its paragraphs, in order."""
    parts, place = [], 0
    for line in text.split("\n"):
        parts.append((place, place + len(line)))
        place += len(line) + 1
    return [m.name for m in Names(text, parts, None).mentions]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Harbour Mom Corners Ruiz On Her Refusal To Resign", True),
        ("Angry Tenants Turn Against the Harbour Board", True),
        ("FULL TEXT.", True),
        ("Ana Ruiz said that it fell.", False),
        ("Ana Ruiz of Port Ellis", True),
        ("", False),
    ],
)
def test_a_headline_capitalises_every_long_word(line: str, is_one: bool) -> None:
    assert is_headline(line, 0, len(line)) is is_one


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Railing Against Ruiz, Lee Vows To Fight On\nAna Ruiz met Tom Lee.",
            ["Ruiz", "Lee", "Ana Ruiz", "Tom Lee"],
        ),
        (
            "Ana Ruiz Goes After Lee Again And Again\nRuiz met Tom Lee.",
            ["Ana Ruiz", "Lee", "Ruiz", "Tom Lee"],
        ),
        ("Harbour Tenants Share Their Most Honest Thoughts\nAna Ruiz left.", ["Ana Ruiz"]),
        ("Ana Ruiz left the harbour.\nTom Lee came.", ["Ana Ruiz", "Tom Lee"]),
    ],
)
def test_a_headline_names_whom_the_prose_names(text: str, names: list[str]) -> None:
    assert listed(text) == names
