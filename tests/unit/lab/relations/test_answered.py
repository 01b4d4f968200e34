"""What is written to learn from, and what is drawn of it."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from sayso.lab.relations.answered import answered, answers, negated
from sayso.lab.relations.judged import judged
from sayso.lab.relations.pairs import KINDS, WAYS
from sayso.lab.relations.written import written


@pytest.mark.parametrize(
    ("claim", "denied"),
    [
        ("The mayor hit the driver in the car park.", {"The mayor never hit the driver in the car park."}),
        (
            "The dam was inspected by the ministry.",
            {"The dam was not inspected by the ministry.", "The dam was never inspected by the ministry."},
        ),
        # of these more or less than the claim would be denied
        ("All of the wells were tested.", {""}),
        ("Only the mayor knew.", {""}),
        ("The bank lost 40 million.", {""}),
        ("Nobody told the board.", {""}),
        ("The minister said that she signed the permit.", {""}),
    ],
)
def test_a_claim_is_plainly_denied_where_that_denies_all_of_it(claim: str, denied: set[str]) -> None:
    assert negated(claim, random.Random(1)) in denied


def test_every_claim_has_answers_of_several_kinds() -> None:
    assert len(answered()) > 1300
    assert all(len({kind for kind, _ in one.answers}) >= 3 for one in answered())
    assert len({one.claim for one in answered()}) == len(answered())


def test_nothing_held_out_is_drawn_to_train_on() -> None:
    held = {one.claim for one in answered() if one.held_out}
    made = answers(13)
    assert Counter(KINDS[p.kind] for p in made if p.kind >= 0).keys() == set(KINDS)
    assert not any(p.hypothesis in held or p.premise in held for p in made if not p.held_out)


def test_rumours_and_captions_are_held_out_whole() -> None:
    found = judged()
    for origin in ("rumours", "captions", "scenes"):
        mine = [(p, p.hypothesis if origin == "rumours" else p.premise) for p in found if p.origin == origin]
        assert {p.way for p, _ in mine} == set(range(len(WAYS)))
        assert not {about for p, about in mine if p.held_out} & {about for p, about in mine if not p.held_out}


def test_a_line_that_is_nothing_is_named() -> None:
    with pytest.raises(ValueError, match=r"a\.txt, line 2: neither a claim nor marked: f "):
        list(written("rumours", {"a": "contradiction"}))
