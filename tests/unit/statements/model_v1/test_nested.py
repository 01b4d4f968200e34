from __future__ import annotations

import pytest

from sayso.statements.model_v1.nested import is_told


@pytest.mark.parametrize(
    "cue",
    [
        "did not know",
        "had never seen",
        "knew of",
        "could not recall",
        "didn’t really remember",
        "had watched",
    ],
)
def test_what_somebody_knew_saw_or_forgot_is_not_told(cue: str) -> None:
    assert not is_told(cue)


@pytest.mark.parametrize(
    "cue", ["said", "did not deny", "recalled", "remembers", "heard", "told", ":", "oversaw"]
)
def test_what_is_said_recalled_or_heard_is_told(cue: str) -> None:
    assert is_told(cue)


@pytest.mark.parametrize("cue", ["KNEW", "Had No Memory Of"])
def test_case_does_not_matter(cue: str) -> None:
    assert not is_told(cue)
