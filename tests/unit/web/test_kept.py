"""Pages kept ready, and no more than fit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest

from sayso.web.kept import Kept
from sayso.web.shared import Shared


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


def test_a_page_is_made_once_however_many_ask_at_a_time() -> None:
    kept, made, together = Kept(most=10, most_bytes=1000), [], Barrier(8)

    def make() -> bytes:
        made.append(1)
        sleep(0.05)  # the others ask meanwhile
        return b"front"

    def ask(_: int) -> bytes:
        together.wait()
        return kept.made("a", "/", make)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {b"front"}
    assert made == [1]


def test_who_waits_makes_it_where_it_could_not_be_made() -> None:
    kept = Kept(most=10, most_bytes=1000)

    def fail() -> bytes:
        raise LookupError

    with pytest.raises(LookupError):
        kept.made("a", "/", fail)
    assert kept.made("a", "/", lambda: b"front") == b"front"


def never() -> bytes:
    raise AssertionError("it is made already")


def said(text: bytes) -> Callable[[], bytes]:
    return lambda: text


def test_processes_keep_pages_for_each_other(tmp_path: Path) -> None:
    one, other = (Kept(most=10, most_bytes=8000, shared=Shared(tmp_path, most_bytes=300)) for _ in range(2))
    assert one.made("a", "/", said(b"front")) == b"front"
    assert other.made("a", "/", never) == b"front"
    assert other.made("b", "/", said(b"grown")) == b"grown"
    assert one.made("b", "/", never) == b"grown"
    assert one.made("b", "/\ud800", said(b"odd")) == b"odd"
    assert other.made("b", "/\ud800", never) == b"odd"
    assert [folder.name for folder in tmp_path.iterdir()] == ["b"]


def test_what_is_shared_is_bounded_and_may_be_gone(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    shared = Shared(folder, most_bytes=250)
    for number in range(5):
        shared.put("a", str(number), b"x" * 100)
    assert [shared.get("a", str(number)) is None for number in range(5)] == [False, False, True, True, True]
    shared.put("b", "0", b"x" * 100)
    assert shared.get("b", "0") == b"x" * 100
    for place in [*folder.rglob("*")][::-1]:
        place.rmdir() if place.is_dir() else place.unlink()
    folder.rmdir()
    kept = Kept(most=10, most_bytes=1000, shared=shared)
    assert kept.made("b", "0", said(b"anew")) == b"anew"
