from __future__ import annotations

import pytest

from sayso.model.span import Span
from sayso.statements.model_v1.found import Found
from sayso.statements.model_v1.nested import LEAST_SIGN, is_told, nested


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


def test_only_contents_with_a_sign_are_read_again() -> None:
    text = "Lee said that Kim thought it was late. Rao said that it was too late for any of this."

    def outer(content: str, sign: float) -> Found:
        start = text.index(content)
        span = Span(start, start + len(content))
        return Found(contents=(span,), cue=Span(0, 1), source=Span(0, 1), evidence=(), sign=sign)

    read: list[str] = []

    def find(parts: list[tuple[int, int]]) -> list[Found]:
        read.extend(text[start:end] for start, end in parts)
        return []

    said = ("that Kim thought it was late", "that it was too late for any of this")
    assert nested(text, [outer(said[0], 0.9), outer(said[1], 0.01)], [], find, LEAST_SIGN) == []
    assert read == ["Kim thought it was late"]
