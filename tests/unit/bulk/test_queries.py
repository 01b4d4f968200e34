"""The queries of docs/bulk.md answer what they say that they answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sayso.bulk.schema import DATA_SETS, schema
from unit.bulk.here import done, job

PAPER = (Path(__file__).parents[3] / "docs" / "bulk.md").read_text("utf-8")
REST = (
    "Rain fell on the quay all morning while a crane lifted the last of the timber from the barge.\n\n"
    "The ferry did not run, and the shops along the water stayed shut until late in the afternoon.\n\n"
)


def article(publisher: str, day: str, *lines: str, rest: str = REST) -> dict[str, Any]:
    text = f"The bridge at {publisher}\n\n" + "\n\n".join(lines) + "\n\n" + rest
    return {"text": text, "publisher": publisher, "published": day}


MARREN = "Ilse Marren said that the bridge had been sold to the port in October."
OFFICIAL = "A city official said that the bridge had cost nine million crowns."
ARTICLES = [
    article("Velmor Courier", "2025-02-01", MARREN, "Joss Hallam said that the weather was fine."),
    # a copy of it, which counts once
    article("Ostrey Herald", "2025-02-02", MARREN, "Joss Hallam said that the weather was fine."),
    article(
        "Kelby Post", "2025-03-01", f"“The bridge was never ours,” Ilse Marren said.\n\n{OFFICIAL}", rest=""
    ),
]


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in ARTICLES), "utf-8")
    done(job(tmp_path / "year", tmp_path / "a.jsonl"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


WANTED = [
    ("Ilse Marren", False, 2, ["Kelby Post", "Velmor Courier"]),
    ("A city official", True, 1, ["Kelby Post"]),
]


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAPER, re.MULTILINE | re.DOTALL)
    return str(found)


def lowered(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [(who.lower(), anonymous, quoted, list(outlets)) for who, anonymous, quoted, outlets in rows]


def test_duckdb(year: Path) -> None:
    import duckdb

    assert lowered(duckdb.sql(block("sql")).fetchall()) == lowered(WANTED)


def test_polars(year: Path) -> None:
    found: dict[str, Any] = {}
    exec(block("python"), found)
    assert lowered(found["asked"].rows()) == lowered(WANTED)


@pytest.mark.parametrize("data_set", DATA_SETS)
def test_the_table_of_columns_is_the_schema(data_set: str) -> None:
    (row,) = re.findall(rf"^\| `{data_set}` \| [^|]* \| (.*) \|$", PAPER, re.MULTILINE)
    told = set(re.findall(r"`(\w+)`", row))
    spans = {name for name in schema(data_set).names if name.endswith("_spans")}
    assert told == set(schema(data_set).names) - spans
