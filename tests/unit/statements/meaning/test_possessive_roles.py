"""Who is meant by "Velmor's deputy mayor", and which possessives are part of a name."""

from __future__ import annotations

import pytest

from sayso.model.speaker import Kind, Speaker
from sayso.statements.meaning.speakers import Speakers
from unit.readings import document


def last(text: str, source: str) -> Speaker:
    speakers = Speakers(document(text))
    at = text.rindex(source)
    return speakers.resolve(at, at + len(source)).speaker


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "Ilse Marren, the deputy mayor of Velmor, left. Velmor's deputy mayor said it fell.",
            "Velmor's deputy mayor",
            "Ilse Marren",
        ),
        (
            "Velmor’s mayor, Bram Oster, opened it. Velmor’s mayor said it fell.",
            "Velmor’s mayor",
            "Bram Oster",
        ),
        (
            "Bram Oster, the mayor, opened it. The city's mayor said it fell.",
            "The city's mayor",
            "Bram Oster",
        ),
        (
            "Ann Kell, the chief executive of Norden Ferries, left. Norden Ferries' chief executive said so.",
            "Norden Ferries' chief executive",
            "Ann Kell",
        ),
        (
            "Kestria's foreign minister, Jon Vale, met Tamria's foreign minister, Eva Lund. "
            "Tamria's foreign minister said it fell.",
            "Tamria's foreign minister",
            "Eva Lund",
        ),
        (
            "Kestria's foreign minister, Jon Vale, met Tamria's foreign minister, Eva Lund. "
            "Kestria's foreign minister said it fell.",
            "Kestria's foreign minister",
            "Jon Vale",
        ),
        (
            "The firm's chief executive, Anna Kell, left. Its chief executive said it fell.",
            "Its chief executive",
            "Anna Kell",
        ),
        (
            "Jon Vale, the prime minister of Kestria, met Eva Lund, the prime minister of Tamria. "
            "Tamria's prime minister said it fell.",
            "Tamria's prime minister",
            "Eva Lund",
        ),
    ],
)
def test_a_role_and_its_owner_lead_to_who_is_named_with_them(text: str, source: str, name: str) -> None:
    assert last(text, source).name == name


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Tom Lee, the mayor of Aldmoor, came. Velmor's mayor said it fell.", "Velmor's mayor"),
        (
            "Aldmoor's mayor, Tom Lee, met Ann Moe, the governor. Velmor's mayor said it fell.",
            "Velmor's mayor",
        ),
        ("Ilse Marren, the deputy mayor, left. Marren's lawyer said it fell.", "Marren's lawyer"),
        (
            "Ilse Marren, the deputy mayor, left. The deputy mayor's spokesman said so.",
            "The deputy mayor's spokesman",
        ),
        (
            "Ilse Marren, the deputy mayor, left. The deputy mayor's brother said so.",
            "The deputy mayor's brother",
        ),
        ("Velmor's mayor said it fell. Ilse Marren, the deputy mayor, left.", "Velmor's mayor"),
        ("The mayor of Velmor said it fell. Ilse Marren, the deputy mayor, left.", "The mayor of Velmor"),
        (
            "Jon Vale, the minister of works, met Eva Lo, the minister of arts. Kestria's minister said so.",
            "Kestria's minister",
        ),
    ],
)
def test_who_is_somebody_elses_is_not_named(text: str, source: str) -> None:
    assert last(text, source).name is None


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "The Kestrian Insurers' Union said it fell.",
            "The Kestrian Insurers' Union",
            "Kestrian Insurers' Union",
        ),
        (
            "The Kestrian Insurers’ Union said it fell.",
            "The Kestrian Insurers’ Union",
            "Kestrian Insurers’ Union",
        ),
        ("the Dockers' Association said it fell.", "the Dockers' Association", "Dockers' Association"),
        ("The Women’s Institute said it fell.", "The Women’s Institute", "Women’s Institute"),
        ("St Brannoc's Hospital said it fell.", "St Brannoc's Hospital", "St Brannoc's Hospital"),
        ("The Farmers' League said it fell. The league said more.", "The league", "Farmers' League"),
    ],
)
def test_a_possessive_inside_a_name_is_part_of_it(text: str, source: str, name: str) -> None:
    found = last(text, source)
    assert (found.name, found.kind) == (name, Kind.ORGANIZATION)
