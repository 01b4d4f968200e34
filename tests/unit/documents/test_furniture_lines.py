"""What is a line around an article, and what only looks like one."""

from __future__ import annotations

import time

import pytest

from sayso.documents.furniture import begins_tail, is_furniture
from unit.documents.lines import FURNITURE, FURNITURE_ASIDE, PROSE, PROSE_ASIDE

#: Not told from a headline such as "Ilse Marren for the Senate", which matters more.
MISSED = {"Dev Rathi for the Velmor Beacon"}


@pytest.mark.parametrize("line", [x for x in [*FURNITURE, *FURNITURE_ASIDE] if x not in MISSED])
def test_lines_around_articles_are_furniture(line: str) -> None:
    assert is_furniture(line) or begins_tail(line)


@pytest.mark.parametrize("line", [*PROSE, *PROSE_ASIDE, "Ilse Marren for the Senate"])
def test_sentences_that_look_like_them_are_not(line: str) -> None:
    assert not is_furniture(line)
    assert not begins_tail(line)


@pytest.mark.parametrize(
    "line",
    [
        "By " + "Ann " * 48 + "!",
        "Reporting by " + "Ann Poole, " * 17,
        "Email contact " + "a@a " * 44,
        "12:30 " * 32 + "!",
        "(Ann/" * 39,
        "May 31, 2024 | " * 13 + "?",
        "© Copyright Ann " * 12 + "!",
    ],
)
def test_no_line_takes_long(line: str) -> None:
    """A text of two million characters holds ten thousand such lines."""
    begun = time.process_time()
    for _ in range(100):
        is_furniture(line)
        begins_tail(line)
    assert time.process_time() - begun < 0.5
