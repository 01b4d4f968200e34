from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.views.shown import shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain words", "plain words"),
        ("  two \t\n lines\r\n ", "two lines"),
        ("Zoë’s café — “yes” 🙂", "Zoë’s café — “yes” 🙂"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("bell\x07", "bell\ufffd"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2067רותי\u2069 said", "רותי said"),
        ("half \ud800", "half \ufffd"),
        ("line\u2028sep", "line sep"),
        ("", ""),
    ],
)
def test_text_is_made_safe_for_one_line(text: str, line: str) -> None:
    assert shown(text) == line


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    line = shown(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in line)
    assert not any(unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF") for c in line)
    assert "\n" not in line
    assert shown(line) == line
