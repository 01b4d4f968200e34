from __future__ import annotations

import pytest

from sayso.model.attribution import Attribution
from sayso.statements.declines import declines, merge
from unit.readings import attribution, document


def found(text: str) -> list[tuple[str, str]]:
    return [(a.source.text, a.cue.text) for a in declines(document(text))]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The mayor declined to comment.", "The mayor", "declined to comment"),
        ("Orrin Stores has declined to comment.", "Orrin Stores", "has declined to comment"),
        ("The bank refused to answer questions.", "The bank", "refused to answer questions"),
        ("The firm did not respond to a request for comment.", "The firm", None),
        ("The firm didn’t immediately reply to emails.", "The firm", None),
        ("Ana Ruiz could not be reached for comment.", "Ana Ruiz", "could not be reached for comment"),
        ("Ruiz and Lee declined to comment.", "Ruiz and Lee", None),
        ("The pier is old, but the harbour board would not comment.", "the harbour board", None),
        ("Ana Ruiz, the mayor of Lindholm, declined to be interviewed.", None, "declined to be interviewed"),
        ("A spokesman had no immediate comment.", "A spokesman", "had no immediate comment"),
        ("The ministry would neither confirm nor deny it.", "The ministry", None),
        ("Ruiz said it was among the ones she refused to answer.", "she", "refused to answer"),
        ("The owner was unavailable for comment.", "The owner", "was unavailable for comment"),
    ],
)
def test_who_will_not_say_is_found(text: str, source: str | None, cue: str | None) -> None:
    ((who, words),) = found(text)
    assert who == (source or "Ana Ruiz, the mayor of Lindholm")
    assert cue is None or words == cue


@pytest.mark.parametrize(
    "text",
    [
        "The price declined to four crowns.",
        "She commented on the plan.",
        "The mayor responded to a request for comment.",
        "The team could not be beaten.",
        "",
    ],
)
def test_who_says_something_is_not(text: str) -> None:
    assert found(text) == []


def test_each_is_found_in_order_with_no_content() -> None:
    text = "The mayor declined to comment. The firm did not respond.\nAna Ruiz refused to comment."
    made = list(declines(document(text)))
    assert [a.source.text for a in made] == ["The mayor", "The firm", "Ana Ruiz"]
    assert not any(a.content for a in made)
    assert all(a.cue and 0 < a.confidence <= 1 for a in made)


def test_one_that_was_read_with_a_content_is_replaced() -> None:
    text = "The mayor of the town declined to comment. Ana Ruiz said it fell."
    wrong = attribution(text, "The mayor of the town", "declined", "to comment")
    right = attribution(text, "Ana Ruiz", "said", "it fell")
    made = merge(document(text), (wrong, right))
    assert [(a.source.text, a.cue.text, a.content.text) for a in made] == [
        ("The mayor of the town", "declined to comment", ""),
        ("Ana Ruiz", "said", "it fell"),
    ]


def test_a_text_without_any_is_left_as_it_is() -> None:
    text = "Ana Ruiz said it fell."
    made: tuple[Attribution, ...] = (attribution(text, "Ana Ruiz", "said", "it fell"),)
    assert merge(document(text), made) is made
