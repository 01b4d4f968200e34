"""Small stories with a known interval of independent lines of evidence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sayso.lab.relations.stories import Story, counted, stories
from sayso.statements.extractor import Extractor

STORIES = Path(__file__).parent / "relations" / "stories"


@cache
def told() -> tuple[Story, ...]:
    return tuple(stories(STORIES))


def test_there_are_thirty_stories_at_least_and_each_names_an_interval() -> None:
    assert len(told()) >= 30
    assert all(0 <= story.least <= story.most for story in told())


def test_the_lines_of_each_story_are_counted(extractor: Extractor) -> None:
    wrong = {}
    for story in told():
        found = counted(story, extractor)
        assert all(found.because)
        if (found.least, found.most) != (story.least, story.most):
            wrong[story.name] = (found.least, found.most)
    assert not wrong


@pytest.mark.parametrize("name", ["big-mix", "circular-three", "correction-outlet", "counted-two-and-two"])
def test_the_order_of_the_articles_is_nothing(extractor: Extractor, name: str) -> None:
    from dataclasses import replace

    (story,) = (s for s in told() if s.name == name)
    backwards = replace(story, articles=story.articles[::-1])
    one, other = counted(story, extractor), counted(backwards, extractor)
    assert (one.least, one.most) == (other.least, other.most)
