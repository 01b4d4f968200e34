"""Exports, each read back by a reader that is not ours."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from prov.model import ProvAgent, ProvAttribution, ProvBundle, ProvDerivation, ProvDocument

from contracts.articles import PUMPS, Line, article
from sayso.errors import UsageError
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger
from sayso.ledger.records import Article, Recorded
from sayso.ledger.writing import SqlLedger
from sayso.model.speaker import Kind, Link
from sayso.model.statement import Act
from sayso.views.exports.choose import chosen, wanted
from sayso.views.exports.csv_table import guarded, unguarded
from sayso.views.exports.formats import FORMATS, export
from sayso.views.exports.rows import COLUMNS, row

URL = "https://courier.example/pumps"
BAD: tuple[Line, ...] = (
    ("Anna Dray", "said", '=HYPERLINK("https://bad.example","look")', Act.ASSERT),
    ("Bram Oster", "said", '@SUM(1,2) <script>alert(1)</script> & "so on"', Act.ASSERT),
    ("Casper Nole", "said", "-2+3;=cmd|' /C calc'!A0", Act.ASSERT),
    ("Dana Wirth", "said", "a\tb\u2028c 🙂 é\u0301 \ufffd\x07", Act.ASSERT),
)


def relayed(one: Article) -> Article:
    """The article with its first statement told through another."""
    first, *rest = one.reading.statements
    relay = Link(name=None, kind=Kind.ANONYMOUS, description="two officials", text="two officials")
    outlet = Link(name="The Gazette", kind=Kind.OUTLET, description=None, text="the Gazette")
    told = replace(first, chain=(outlet, relay, *first.chain))
    return replace(one, reading=replace(one.reading, statements=(told, *rest)))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    found = open_ledger(str(tmp_path / "case.db"), by="tests")
    found.add([relayed(article(url=URL, said="2025-02-24")), article(BAD, path="b.txt", published=None)])
    yield found
    found.close()


def exported(ledger: SqlLedger, form: str, **filters: Any) -> tuple[bytes, int]:
    stream = io.BytesIO()
    left = export(form, ledger, chosen(ledger, wanted(ledger, **filters)), stream)
    return stream.getvalue(), left


def rows(ledger: SqlLedger) -> list[dict[str, Any]]:
    return [row(one) for one in chosen(ledger, wanted(ledger))]


def test_json_lines_hold_what_search_prints(ledger: SqlLedger) -> None:
    found = [json.loads(line) for line in exported(ledger, "jsonl")[0].decode().split("\n")[:-1]]
    assert [one["content"]["text"] for one in found] == [line[2] for line in (*PUMPS, *BAD)]


def test_polars_reads_the_json_lines(ledger: SqlLedger) -> None:
    found = polars.read_ndjson(exported(ledger, "jsonl")[0])
    assert found["id"].to_list() == [one["id"] for one in rows(ledger)]


def test_csv_is_read_back_by_two_readers(ledger: SqlLedger) -> None:
    content = exported(ledger, "csv")[0]
    lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert lines[0] == list(COLUMNS)
    table = polars.read_csv(content, infer_schema_length=None)
    for reader in ([dict(zip(lines[0], line, strict=True)) for line in lines[1:]], table.to_dicts()):
        assert [unguarded(one["content"]) for one in reader] == [one["content"] for one in rows(ledger)]


def test_no_cell_of_a_csv_is_a_formula(ledger: SqlLedger) -> None:
    content = exported(ledger, "csv")[0].decode()
    for separator in ",;\t":
        cells = [cell for line in csv.reader(io.StringIO(content), delimiter=separator) for cell in line]
        assert [cell for cell in cells if cell.lstrip(" \"'")[:1] in tuple("=+-@") and cell[0] != "'"] == []


@given(st.text(alphabet="ab=+-@'\" ;|\t\r\n＝", max_size=12))
def test_a_guarded_cell_is_no_formula_and_can_be_read_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).strip()[:1] not in tuple("=+-@＝")


def test_excel_workbook(ledger: SqlLedger) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(ledger, "xlsx")[0]))
    head, *lines = book.active.iter_rows()
    assert [cell.value for cell in head] == list(COLUMNS)
    assert {cell.data_type for line in lines for cell in line} <= {"s", "n", "b"}  # "f" is a formula
    assert [cell.hyperlink for line in lines for cell in line if cell.hyperlink] == []
    found = [dict(zip(COLUMNS, (cell.value for cell in line), strict=True)) for line in lines]
    said = [one["content"] for one in found]
    # what XML has no character for is written as Excel writes it
    assert [openpyxl.utils.escape.unescape(one) for one in said] == [one["content"] for one in rows(ledger)]
    assert [one["entry"] for one in found] == [one["entry"] for one in rows(ledger)]


def test_parquet_is_read_by_duckdb(ledger: SqlLedger, tmp_path: Path) -> None:
    path = tmp_path / "s.parquet"
    path.write_bytes(exported(ledger, "parquet")[0])
    with duckdb.connect() as base:
        found = base.read_parquet(str(path))
        assert found.columns == list(COLUMNS)
        assert found.fetchall() == [tuple(one.values()) for one in rows(ledger)]


def test_parquet_of_nothing(ledger: SqlLedger, tmp_path: Path) -> None:
    path = tmp_path / "s.parquet"
    path.write_bytes(exported(ledger, "parquet", act=Act.URGE)[0])
    with duckdb.connect() as base:
        assert base.read_parquet(str(path)).fetchall() == []


#: What the Web Annotation Data Model asks for (3.1, 3.2, 4.2.4, 4.2.5, 5.1, 5.2).
_SELECTORS = {
    "prefixItems": [
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string", "minLength": 1},
                "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
            "required": ["type", "exact"],
        },
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
            },
            "required": ["type", "start", "end"],
        },
    ],
    "minItems": 2,
    "items": False,
}
_TARGET = {
    "type": "object",
    "properties": {"source": {"type": "string", "format": "uri"}, "selector": _SELECTORS},
    "required": ["source", "selector"],
}
_BODY = {
    "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}},
    "required": ["type", "value", "purpose"],
}
_ANNOTATION = {
    "properties": {
        "id": {"type": "string", "pattern": "^urn:"},
        "type": {"const": "Annotation"},
        "body": {"type": "array", "items": _BODY},
        "target": {"anyOf": [_TARGET, {"type": "array", "items": _TARGET}]},
    },
    "required": ["id", "type", "target"],
}
_COLLECTION = Draft202012Validator(
    {
        "properties": {
            "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
            "type": {"const": "AnnotationCollection"},
            "total": {"type": "integer"},
            "first": {
                "properties": {
                    "type": {"const": "AnnotationPage"},
                    "items": {"type": "array", "items": _ANNOTATION},
                },
                "required": ["id", "type", "partOf", "items"],
            },
        },
        "required": ["@context", "id", "type", "first", "total"],
    }
)


def test_annotations_select_the_words(ledger: SqlLedger) -> None:
    found = json.loads(exported(ledger, "annotations")[0])
    _COLLECTION.validate(found)
    items = found["first"]["items"]
    assert found["total"] == len(items) == len(PUMPS) + len(BAD)
    recorded = list(chosen(ledger, wanted(ledger)))
    for one, item in zip(recorded, items, strict=True):
        text = ledger.document(one.document).text
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"] == one.statement.content.text
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_a_chain_in_prov_leads_back_to_the_speaker(ledger: SqlLedger) -> None:
    document = ProvDocument.deserialize(content=exported(ledger, "prov")[0].decode(), format="json")
    first, *_ = bundles = list(document.bundles)
    assert len(bundles) == 2
    names = {str(a.identifier): str(*a.get_attribute("prov:label")) for a in first.get_records(ProvAgent)}
    told = _tellings(first)
    assert told[0] == ["The Gazette", "two officials", "Ilse Marren"]
    assert set(names.values()) == {
        "Velmor Courier",
        "The Gazette",
        "two officials",
        "Ilse Marren",
        "Joss Hallam",
    }


def _tellings(bundle: ProvBundle) -> list[list[str]]:
    """For each statement who told it, outermost first, by walking the derivations."""
    origin = {str(d.args[0]): str(d.args[1]) for d in bundle.get_records(ProvDerivation)}
    by = {str(a.args[0]): str(a.args[1]) for a in bundle.get_records(ProvAttribution)}
    label = {str(a.identifier): str(*a.get_attribute("prov:label")) for a in bundle.get_records(ProvAgent)}
    found = []
    for start in [name for name in origin if "told" not in name]:
        place, names = start, []
        while place in origin:
            place = origin[place]
            names.append(label[by[place]])
        found.append(names)
    return found


def test_what_nobody_said_has_no_chain_in_prov(tmp_path: Path) -> None:
    one = article(PUMPS[:1])
    (first,) = one.reading.statements
    denied = replace(one, reading=replace(one.reading, statements=(replace(first, negated=True),)))
    with_none = open_ledger(str(tmp_path / "none.db"))
    with_none.add([denied])
    document = ProvDocument.deserialize(content=exported(with_none, "prov")[0].decode(), format="json")
    with_none.close()
    assert [list(b.get_records(ProvDerivation)) for b in document.bundles] == [[]]


_CLAIM = Draft202012Validator(
    {
        "properties": {
            "@context": {"const": "https://schema.org"},
            "@graph": {
                "items": {
                    "properties": {"@type": {"enum": ["Claim", "ClaimReview"]}},
                    "required": ["@type", "@id"],
                    "if": {"properties": {"@type": {"const": "Claim"}}},
                    "then": {"required": ["text", "appearance"]},
                    "else": {
                        "required": [
                            "itemReviewed",
                            "claimReviewed",
                            "author",
                            "datePublished",
                            "reviewBody",
                        ],
                        "not": {"required": ["reviewRating"]},
                    },
                }
            },
        },
        "required": ["@context", "@graph"],
    }
)


def claims(ledger: SqlLedger, **filters: Any) -> tuple[list[dict[str, Any]], int]:
    content, left = exported(ledger, "claims", **filters)
    value = json.loads(content)
    _CLAIM.validate(value)
    return value["@graph"], left


def test_claims(ledger: SqlLedger) -> None:
    found, left = claims(ledger)
    assert left == 1  # a question claims nothing
    denied, key, *_ = found
    assert "author" not in denied
    assert denied["disambiguatingDescription"] == "Denied by Ilse Marren (deny)."
    assert denied["creditText"] == "The Gazette → two officials → Ilse Marren"
    assert key["author"]["name"] == "Ilse Marren"
    assert key["appearance"]["url"] == URL


def test_what_a_person_decided_is_a_review_without_a_rating(ledger: SqlLedger) -> None:
    (_, key) = list(chosen(ledger, wanted(ledger, speaker="Ilse Marren")))
    ledger.decide(EntryKind.RETRACTION, key.statement.id, {"reason": "misheard"}, by="Ada Renwick")
    assert [one["@type"] for one in claims(ledger)[0]].count("ClaimReview") == 0
    reviews = [one for one in claims(ledger, retracted=True)[0] if one["@type"] == "ClaimReview"]
    (review,) = reviews
    assert (review["author"]["name"], review["reviewBody"]) == ("Ada Renwick", "Retracted: misheard")


_TIMELINE = Draft202012Validator(
    {
        "properties": {
            "title": {"required": ["text"]},
            "events": {
                "items": {
                    "properties": {
                        "start_date": {"required": ["year"], "properties": {"year": {"type": "integer"}}},
                        "text": {"required": ["headline", "text"]},
                        "unique_id": {"type": "string"},
                    },
                    "required": ["start_date", "text", "unique_id"],
                }
            },
        },
        "required": ["events"],
    }
)


def test_timeline(ledger: SqlLedger) -> None:
    content, left = exported(ledger, "timeline")
    found = json.loads(content)
    _TIMELINE.validate(found)
    assert left == len(BAD)  # their article has no day
    assert [one["start_date"] for one in found["events"]] == [{"year": 2025, "month": 2, "day": 24}] * 3


def test_words_in_a_timeline_are_no_html(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "bad.db"))
    ledger.add([article(BAD, url='https://courier.example/"><script>', publisher="<b>Courier</b>")])
    content = exported(ledger, "timeline")[0].decode()
    ledger.close()
    assert "alert(1)" in content
    assert "<script" not in content
    assert "<b>" not in content


@pytest.fixture
def money(ledger: SqlLedger) -> list[Any]:
    pytest.importorskip("followthemoney", reason="followthemoney is not installed (it needs a compiler)")
    from followthemoney import model  # type: ignore[import-not-found]

    lines = exported(ledger, "ftm")[0].decode().split("\n")[:-1]
    return [model.get_proxy(json.loads(line)) for line in lines]


def test_entities_of_follow_the_money(money: list[Any]) -> None:
    for one in money:
        one.schema.validate(one.to_dict())
    kinds = [one.schema.name for one in money]
    assert (kinds.count("Article"), kinds.count("Event"), kinds.count("Person")) == (2, 7, 6)
    first = next(one for one in money if one.schema.name == "Event")
    by_id = {one.id: one for one in money}
    assert by_id[first.first("involved")].caption == "Ilse Marren"
    assert by_id[first.first("proof")].first("sourceUrl") == URL


FILTERS: list[tuple[dict[str, Any], int]] = [
    ({"query": "pumping"}, 1),
    ({"speaker": "Marren"}, 2),
    ({"act": Act.ASK}, 1),
    ({"publisher": "velmor courier"}, 7),
    ({"until": "2025-02-24"}, 3),
    ({"limit": 2}, 2),
    ({"query": "nothing of the sort"}, 0),
]


@pytest.mark.parametrize(("filters", "count"), FILTERS)
def test_filters(ledger: SqlLedger, filters: dict[str, Any], count: int) -> None:
    assert len(exported(ledger, "jsonl", **filters)[0].splitlines()) == count


def test_no_such_format(ledger: SqlLedger) -> None:
    with pytest.raises(UsageError, match="there are jsonl, csv"):
        exported(ledger, "docx")


def test_a_query_finds_more_than_are_ranked(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.ledger import selecting

    monkeypatch.setattr(selecting, "MOST_RANKED", 1)
    assert len(exported(ledger, "jsonl", query="the")[0].splitlines()) == 3


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if name != "ftm"])
def test_an_empty_ledger(form: str, tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "empty.db"))
    content, left = exported(ledger, form)
    ledger.close()
    assert left == 0
    if form in ("annotations", "prov"):
        assert json.loads(content)


def test_a_row_has_every_column(ledger: SqlLedger) -> None:
    one: Recorded = next(chosen(ledger, wanted(ledger)))
    cells = row(one)
    assert list(cells) == list(COLUMNS)
    assert all(cell is None or isinstance(cell, COLUMNS[name]) for name, cell in cells.items())
