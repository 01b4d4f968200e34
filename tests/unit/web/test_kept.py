"""Pages kept ready, and no more than fit."""

from __future__ import annotations

from sayso.web.kept import Kept


def test_a_page_is_kept_for_one_state_of_the_ledger() -> None:
    kept = Kept(most=3, most_bytes=1000)
    kept.put("a", "/", b"front")
    assert kept.get("a", "/") == b"front"
    assert kept.get("b", "/") is None
    kept.put("b", "/x", b"x")
    assert kept.get("a", "/") is None
    assert kept.get("b", "/x") == b"x"


def test_the_longest_unused_goes_first() -> None:
    kept = Kept(most=2, most_bytes=1000)
    kept.put("a", "1", b"1")
    kept.put("a", "2", b"2")
    kept.get("a", "1")
    kept.put("a", "3", b"3")
    assert [kept.get("a", key) for key in "123"] == [b"1", None, b"3"]


def test_bytes_are_bounded_and_a_giant_is_not_kept() -> None:
    kept = Kept(most=100, most_bytes=800)
    kept.put("a", "giant", b"x" * 101)
    assert kept.get("a", "giant") is None
    for number in range(50):
        kept.put("a", str(number), b"x" * 100)
        kept.put("a", str(number), b"y" * 100)
    assert len(kept) == 8
