"""What an answer's words say of the claim's time."""

from __future__ import annotations

import pytest

from sayso.relations.evidence import evidence
from sayso.relations.unwrap import unwrap


@pytest.mark.parametrize(
    ("claim", "answer", "within"),
    [
        ("The firm knew of the leak in January.", "Nobody at the firm knew of the leak before April.", True),
        ("The firm knew of the leak in 2016.", "We did not know of the leak until 2019.", True),
        ("The firm knew of the leak in May.", "Nobody at the firm knew of the leak before April.", False),
        ("The firm knew of the leak in 2019.", "We did not know of the leak until 2019.", False),
        ("The firm knew of the leak.", "Nobody at the firm knew of the leak before April.", False),
        ("The firm knew of the leak in January.", "The firm knew of the leak before April.", False),
    ],
)
def test_a_denial_of_all_before_a_time_covers_what_lies_before_it(
    claim: str, answer: str, within: bool
) -> None:
    figures = evidence(unwrap(claim), unwrap(answer)).figures
    assert bool(figures["time_within"]) is within
    assert not (figures["time_within"] and figures["time_differs"])
