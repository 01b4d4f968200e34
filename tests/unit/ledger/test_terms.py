from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UsageError
from sayso.ledger.names import name_key
from sayso.ledger.terms import Sought, sought, terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pumps, pumping; the PUMP", ["pump", "pumping", "the", "pump"]),
        ("companies gases glass bus", ["company", "gase", "glass", "bus"]),
        ("Márquez naïve ﬁsh", ["marquez", "naive", "fish"]),
        ("3.5 million -- 2024-25", ["3", "5", "million", "2024", "25"]),
        ("… — “”", []),
        # what is too long is cut, and then it has an s or not
        (64 * "a" + "s", [64 * "a"]),
        (63 * "a" + "sb", [63 * "a"]),
    ],
)
def test_terms(text: str, found: list[str]) -> None:
    assert terms(text) == found


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("pumps lock", (Sought(("pump",)), Sought(("lock",)))),
        ('"town halls"', (Sought(("town", "hall")),)),
        ("“town halls”", (Sought(("town", "hall")),)),
        ("pump*", (Sought(("pump",), prefix=True),)),
        ("key -sold", (Sought(("key",)), Sought(("sold",), excluded=True))),
        ('key -"never sold"', (Sought(("key",)), Sought(("never", "sold"), excluded=True))),
        ("well-known", (Sought(("well", "known")),)),
    ],
)
def test_queries(query: str, parts: tuple[Sought, ...]) -> None:
    assert sought(query) == parts


@given(st.text())
def test_any_query_is_parts_or_refused(query: str) -> None:
    try:
        parts = sought(query)
    except UsageError:
        return
    assert all(word.isalnum() and word for part in parts for word in part.words)


@given(st.text())
def test_keys_are_settled(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize("name", ["Ilse Marren", "ILSE  MARREN", "Ilse-Marren", "Ílse Märren."])
def test_spellings_of_one_name(name: str) -> None:
    assert name_key(name) == "ilse marren"
