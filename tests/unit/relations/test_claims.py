"""Statements of one proposition are one claim, in whatever order they come."""

from __future__ import annotations

import random

import pytest

from sayso.relations.claims import Edit, claims

CONTENTS = {
    "a": "The bus had no working brakes when it left the depot.",
    "b": "The bus had no working brakes.",
    "c": "The bus had working brakes.",
    "d": "The driver of the bus had slept for three hours.",
    "e": "The driver had slept for three hours.",
    "f": "The driver had slept for nine hours.",
    "g": "The mill will close in May.",
    "h": "The mill will close in August.",
}


def _members(found: object) -> set[frozenset[str]]:
    return {frozenset(c.statements) for c in found}  # type: ignore[attr-defined]


def test_the_same_proposition_is_one_claim_and_its_opposite_another() -> None:
    found = _members(claims(CONTENTS))
    assert frozenset("ab") in found
    assert frozenset("c") in found


def test_numbers_and_months_tell_claims_apart() -> None:
    found = _members(claims(CONTENTS))
    assert {frozenset("de"), frozenset("f"), frozenset("g"), frozenset("h")} <= found


def test_each_statement_is_in_exactly_one_claim() -> None:
    members = [key for claim in claims(CONTENTS) for key in claim.statements]
    assert sorted(members) == sorted(CONTENTS)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_changes_nothing(seed: int) -> None:
    keys = list(CONTENTS)
    random.Random(seed).shuffle(keys)
    assert claims({k: CONTENTS[k] for k in keys}) == claims(CONTENTS)


def test_a_claim_says_what_joins_its_statements() -> None:
    (joined,) = [c for c in claims(CONTENTS) if "a" in c.statements]
    assert "brak" in joined.because[0]


def test_a_person_can_join_part_and_undo() -> None:
    together = claims(CONTENTS, [Edit(a="g", b="h", same=True)])
    assert frozenset("gh") in _members(together)
    apart = claims(CONTENTS, [Edit(a="a", b="b", same=False)])
    assert {frozenset("a"), frozenset("b")} <= _members(apart)
    assert claims(CONTENTS, []) == claims(CONTENTS)
