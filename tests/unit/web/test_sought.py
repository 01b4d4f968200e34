"""The words that were looked for, marked."""

from __future__ import annotations

import pytest

from sayso.web.sought import Marker


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("key", "the key of keys", 'the <mark class="hit">key</mark> of <mark class="hit">keys</mark>'),
        ('"pumping station"', "a pumping station", 2),
        ("pump*", "pumps pumping stood", 2),
        ("-key", "the key", 0),
        ("key -lock", "key lock", 1),
        ("", "<b>", "&lt;b&gt;"),
        ("script", "<script>", '&lt;<mark class="hit">script</mark>&gt;'),
        ("!!!", "none", 0),
        ("Évora", "EVORA", 1),
    ],
)
def test_what_is_marked(query: str, text: str, expected: str | int) -> None:
    found = Marker(query)(text)
    if isinstance(expected, int):
        assert found.count("<mark") == expected
    else:
        assert found == expected
