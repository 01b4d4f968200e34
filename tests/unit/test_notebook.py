"""The ledger as a notebook has it."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import sayso
from contracts.articles import PUMPS, Line, article
from sayso import Ledger
from sayso.errors import LedgerMissingError, LedgerReadOnlyError, NotInLedgerError, UsageError
from sayso.ledger.opening import open_ledger
from sayso.model.statement import Act
from sayso.views.exports.rows import COLUMNS

BAD: tuple[Line, ...] = (("Bram <Oster>", "said", "<script>alert(1)</script>\x1b[31m", Act.ASSERT),)


@pytest.fixture
def place(tmp_path: Path) -> str:
    found = str(tmp_path / "case.db")
    ledger = open_ledger(found, by="tests")
    ledger.add([article(), article(BAD, publisher='"><img src=x onerror=alert(1)>')])
    ledger.close()
    return found


def test_statements_are_walked_through_again_and_again(place: str) -> None:
    with Ledger(place) as ledger:
        for _ in range(2):
            assert [one.statement.content.text for one in ledger] == [line[2] for line in (*PUMPS, *BAD)]
        assert len(ledger) == 4
        assert next(iter(ledger)).publisher == "Velmor Courier"


def test_who_and_search(place: str) -> None:
    with Ledger(place) as ledger:
        assert [one.statement.act for one in ledger.who("Marren")] == [Act.DENY, Act.ASSERT]
        assert [one.statement.act for one in ledger.search("pumping station")] == [Act.DENY]
        assert len(list(ledger.search(act="ask", speaker="Hallam"))) == 1
        assert repr(ledger.who("Marren")) == "<Statements: said by Ilse Marren>"
        with pytest.raises(NotInLedgerError):
            ledger.who("Nobody")
        with pytest.raises(UsageError):
            ledger.search(act="sing")


def test_tables(place: str) -> None:
    with Ledger(place) as ledger:
        polars, pandas = ledger.to_polars(), ledger.who("Marren").to_pandas()
        assert ledger.search("nothing").to_polars().shape == (0, len(COLUMNS))
        assert list(ledger.search("nothing").to_pandas().columns) == list(COLUMNS)
    assert polars.columns == list(pandas.columns) == list(COLUMNS)
    assert polars["act"].to_list() == ["deny", "ask", "assert", "assert"]
    assert pandas["act"].to_list() == ["deny", "assert"]


class Tags(HTMLParser):
    """The tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)


def test_html_is_escaped(place: str) -> None:
    with Ledger(place) as ledger:
        page = ledger._repr_html_()
    assert Tags(page).found == {"p", "table", "thead", "tbody", "tr", "th", "td"}
    assert "alert(1)" in page
    assert "\x1b" not in page


def test_html_shows_the_first_of_many(tmp_path: Path) -> None:
    place = str(tmp_path / "many.db")
    ledger = open_ledger(place)
    ledger.add([article([("Anna Dray", "said", f"number {n}", Act.ASSERT) for n in range(30)])])
    ledger.close()
    with Ledger(place) as found:
        page = found._repr_html_()
    assert page.count("<tr>") == 21
    assert "there are more" in page


def test_only_read_unless_told_otherwise(place: str, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(
        "The bridge\n\n“It was never safe,” Anna Dray told reporters on Monday.\n", encoding="utf-8"
    )
    with Ledger(place) as ledger, pytest.raises(LedgerReadOnlyError):
        ledger.add(str(text))
    with pytest.raises(LedgerMissingError):
        Ledger(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_adding(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_EXTRACTOR", "rules_v1")
    text = tmp_path / "a.txt"
    text.write_text(
        "The bridge\n\n“It was never safe,” Anna Dray told reporters on Monday.\n", encoding="utf-8"
    )
    with Ledger(place, read_only=False) as ledger:
        known, missing = ledger.add(str(text), str(tmp_path / "none.txt"))
        assert known.added is not None
        assert missing.error is not None
        assert [one.statement.speaker.name for one in ledger.search("safe")] == ["Anna Dray"]


def test_nothing_is_read_once_it_is_closed(place: str) -> None:
    ledger = Ledger(place)
    found = ledger.search("pumping")
    ledger.close()
    for again in (ledger, found):
        with pytest.raises(UsageError, match="has been closed"):
            list(again)


def test_importing_sayso_loads_nothing() -> None:
    loaded = "m for m in sys.modules if m.split('.')[0] in {'sayso', 'sqlalchemy'}"
    code = f"import sys, sayso; print(sorted({loaded}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['sayso']\n"
    with pytest.raises(AttributeError):
        sayso.nothing  # type: ignore[attr-defined]  # noqa: B018
