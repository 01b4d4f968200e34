"""What a denial denies is found by taking its negation out."""

from __future__ import annotations

import pytest

from sayso.relations.positive import positive


@pytest.mark.parametrize(
    ("denial", "denied"),
    [
        ("I never met him", "I met him"),
        ("he was not in the building at noon", "He was in the building at noon"),
        ("she did not shoot the student", "She shoot the student"),
        ("nobody had ever offered him a coin", "Someone had offered him a coin"),
        ("We haven't tapped any phone", "We have tapped some phone"),
        ("nothing had been removed", "Something had been removed"),
        ("no fish had died", "A fish had died"),
        ("the store stays open", ""),
    ],
)
def test_the_negation_is_taken_out(denial: str, denied: str) -> None:
    assert positive(denial) == denied
