"""The collector is at rest within, and as it was afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.articles import article
from sayso.ledger import index
from sayso.ledger.codec import Value
from sayso.ledger.effective import terms_of
from sayso.ledger.opening import open_ledger
from sayso.ledger.uncollected import uncollected


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_rests_and_goes_on_whatever_happens() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()


def test_it_rests_while_articles_are_appended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def noting(value: Value) -> list[str]:
        seen.append(gc.isenabled())
        return terms_of(value)

    monkeypatch.setattr(index, "terms_of", noting)
    ledger = open_ledger(str(tmp_path / "case.db"))
    ledger.add([article()])
    ledger.close()
    assert set(seen) == {False}
    assert gc.isenabled()
