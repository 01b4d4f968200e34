from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from sayso.bulk.table import articles_of
from sayso.documents.clean import clean
from sayso.errors import DamagedInputError


def written(path: Path, columns: dict[str, list[Any]], **known: Any) -> Path:
    parquet.write_table(pa.table(columns), path, **known)
    return path


def test_rows_are_articles_with_what_is_known_of_them(tmp_path: Path) -> None:
    path = written(
        tmp_path / "t.parquet",
        {
            "body": ["The mayor said no.", "The envoy said yes."],
            "day": [date(2025, 2, 26), None],
            "publisher": ["Velmor Courier", None],
        },
    )
    with path.open("rb") as stream:
        found = [
            (n, clean(read()))
            for n, read in articles_of("t", stream, (("text", "body"), ("published", "day")))
        ]
    assert [(n, d.path, d.published, d.publisher) for n, d in found] == [
        (0, "t:0", "2025-02-26", "Velmor Courier"),
        (1, "t:1", None, None),
    ]


@pytest.mark.parametrize("start", [0, 1, 63, 64, 99, 100, 149, 150])
def test_it_goes_on_at_any_row(start: int, tmp_path: Path) -> None:
    path = written(tmp_path / "t.parquet", {"text": [f"Row {n}." for n in range(150)]}, row_group_size=100)
    with path.open("rb") as stream:
        found = [(n, read().content) for n, read in articles_of("t", stream, (), start)]
    assert [n for n, _ in found] == list(range(start, 150))
    assert all(f"Row {n}.".encode() in content for n, content in found)


@pytest.mark.parametrize(
    ("content", "columns", "said"),
    [
        (b"no parquet", (), "is broken"),
        (None, (), "neither a column text nor html; it has body"),
        (None, (("text", "words"),), "no column 'words'; it has body"),
    ],
)
def test_what_holds_no_articles_is_refused(
    content: bytes | None, columns: tuple[tuple[str, str], ...], said: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "t.parquet", {"body": ["words"]})
    if content is not None:
        path.write_bytes(content)
    with path.open("rb") as stream, pytest.raises(DamagedInputError, match=said):
        list(articles_of("t", stream, columns))
