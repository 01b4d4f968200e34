from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from fastapi.testclient import TestClient

import served
from sayso.web.feeds import Feed, Item, atom

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(answer: Any) -> Any:
    """The feed, as a reader of feeds has it; it is well-formed and has what RFC 4287 asks for."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
    found = feedparser.parse(answer.content)
    assert not found.bozo
    return found


@pytest.fixture(scope="module")
def clash(reading: TestClient) -> Any:
    return reading.get("/api/v1/conflicts?limit=1").json()["items"][0]


def test_a_speakers_feed(reading: TestClient) -> None:
    found = parsed(reading.get("/feeds/speakers/Ilse%20Marren"))
    said = reading.get("/api/v1/speakers/Ilse%20Marren?limit=100").json()["items"]
    assert {entry.id for entry in found.entries} == {f"urn:sayso:statement:{one['id']}" for one in said}
    updated = [entry.updated for entry in found.entries]
    assert updated == sorted(updated, reverse=True)
    for entry in found.entries[:3]:
        assert reading.get(entry.link).status_code == 200


def test_a_claims_feed(reading: TestClient) -> None:
    some = reading.get("/api/v1/statements?q=key&act=assert&limit=1").json()["items"][0]["id"]
    found = parsed(reading.get(f"/feeds/claims/{some}"))
    trace = reading.get(f"/api/v1/claims/{some}").json()
    told = {
        one["statement"]["id"] for part in ("support", "against", "misses", "evades") for one in trace[part]
    }
    assert {entry.id for entry in found.entries} == {f"urn:sayso:statement:{one}" for one in told}
    assert found.feed.links[1].href == f"{served.HERE}/claims/{some}"


def test_the_feed_of_conflicts(reading: TestClient, clash: Any) -> None:
    found = parsed(reading.get("/feeds/conflicts"))
    ids = {entry.id for entry in found.entries}
    assert f"urn:sayso:conflict:{clash['a']['id']}:{clash['b']['id']}:{clash['kind']}" in ids


def test_a_searchs_feed_has_the_words_of_the_page(reading: TestClient) -> None:
    query = "q=key&speaker=&publisher=&act=&from=2025-01-01&to="
    found = parsed(reading.get(f"/feeds/search?{query}"))
    assert found.entries
    assert reading.get(found.feed.links[1].href).status_code == 200
    assert not parsed(reading.get("/feeds/search?q=zzzzzz")).entries


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/speakers/Nobody%20At%20All", 404),
        ("/feeds/claims/0123456789abcdef", 404),
        ("/feeds/claims/x", 422),
        ("/feeds/search?act=shout", 400),
        ("/feeds/search?from=soon", 400),
        ("/feeds/nothing", 404),
    ],
)
def test_what_has_no_feed(path: str, status: int, reading: TestClient) -> None:
    assert reading.get(path).status_code == status


def test_what_has_not_changed_is_not_sent_again(reading: TestClient) -> None:
    first = reading.get("/feeds/conflicts")
    again = reading.get("/feeds/conflicts", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    with served.serving(tmp_path / "empty.db") as client:
        yield client


def test_an_empty_ledger_has_feeds_too(empty: TestClient) -> None:
    assert parsed(empty.get("/feeds/conflicts")).entries == []
    assert parsed(empty.get("/feeds/search")).entries == []


def test_any_text_can_stand_in_a_feed() -> None:
    nasty = "]]></content><script>alert(1)</script>\x00\x0b\ufffe\udc80\u202e&amp;<!--"
    item = Item(
        id="x",
        path="/statements/x",
        title=nasty,
        author=nasty,
        text=nasty,
        published="2025-02-26T00:00:00Z",
        updated="2025-02-26T00:00:00Z",
    )
    written = atom(Feed(id="x", path="/", title=nasty, items=(item,)), served.HERE, f"{served.HERE}/feeds/x")
    root = ElementTree.fromstring(written)
    assert root.findtext(f"{ATOM}entry/{ATOM}content", "").startswith(
        "]]></content><script>alert(1)</script>"
    )
    assert not list(root.iter("script"))
