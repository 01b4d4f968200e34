"""An article that is an attack shows as text, on every page, in the API and in the feeds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import lxml.html
import pytest
from fastapi.testclient import TestClient

import served
from sayso.ledger.opening import open_ledger
from sayso.ledger.records import Article
from sayso.model.document import MediaType, RawPage
from sayso.model.reading import Reading
from sayso.model.relation import Relation, RelationKind
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Act
from unit.readings import document, passage, statement

BIDI = "\u202e\u2066\u2069\u200f\u061c"
SCRIPT = "<script>alert(1)</script>"
BREAK = "\"'><img src=x onerror=alert(2)><svg onload=alert(3)>"
LINK = "javascript:alert(4)"
TEMPLATE = "{{ 7 * 191 }} {% raw %} ${7*191} <%= 7*191 %>"
SPEAKER = f"Ilse{BREAK}{SCRIPT}{BIDI}"
WORDS = f"the pumps {SCRIPT} {BREAK} </mark></article> {LINK} {TEMPLATE} {BIDI} would not be needed"
LONG = "long " + "x" * 10_000_000
#: What no page may hold outside of text that is escaped.
NEVER = ("<script>alert", "<img src=x", "<svg onload", "</mark></article> javascript", "1337")
CONTROLS = set(BIDI) | {chr(c) for c in range(32) if chr(c) not in "\t\n\r"}


def reading(number: int, words: str, act: Act, text_after: str = "") -> Reading:
    """An article in which the attacker says something."""
    text = f"{SPEAKER} said {words}.\n{SPEAKER} denied {words}.\n{text_after}"
    speaker = Speaker(name=SPEAKER, kind=Kind.PERSON, description=BREAK)
    link = Link(name=SPEAKER, kind=Kind.PERSON, description=BREAK, text=SPEAKER)
    whole = document(
        text,
        id=f"{number:016x}",
        sha256=sha256(text.encode()).hexdigest(),
        title=f"{SCRIPT}{BREAK}{BIDI}",
        publisher=f"{SCRIPT}{BREAK}{BIDI}",
        authors=(SCRIPT, BREAK),
        published="2025-02-26",
        url=f"https://attack.example/{number}?{BREAK}",
        language='en" onload="alert(5)',
        warnings=(SCRIPT,),
    )
    made = []
    for n, cue in enumerate(("said", "denied")):
        one = replace(
            statement(text, SPEAKER, cue, words),
            id=f"{number:08x}{n:08x}",
            content=passage(text, words, text.index(cue)),
            cue=passage(text, cue),
            speaker=speaker,
            chain=(link,),
            act=act if cue == "said" else Act.DENY,
            venue=BREAK,
            confidence=0.5,
        )
        made.append(one)
    relation = Relation(
        a=made[1].id,
        b=made[0].id,
        kind=RelationKind.CONTRADICTS,
        confidence=0.9,
        because=(f"“{SCRIPT}{BREAK}{BIDI}” is denied",),
    )
    return Reading(document=whole, statements=tuple(made), relations=(relation,), readers=(SCRIPT,))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("attack") / "attack.db"
    ledger = open_ledger(str(where), by=SCRIPT)
    for one in (
        reading(1, WORDS, Act.ASSERT),
        replace_address(reading(2, f"{WORDS} again", Act.ASSERT), 1),
        reading(3, f"the bridge {SCRIPT} stays closed", Act.ASSERT, LONG),
        reading(4, LONG, Act.OPINE),
    ):
        page = RawPage(content=one.document.text.encode(), media_type=MediaType.TEXT, url=one.document.url)
        ledger.add([Article(reading=one, page=page, source=str(one.document.url))])
    ledger.fail(f"https://attack.example/{BREAK}", "FetchError", SCRIPT)
    ledger.close()
    return where


def replace_address(found: Reading, number: int) -> Reading:
    """The reading as another version of that article."""
    return replace(found, document=replace(found.document, url=f"https://attack.example/{number}?{BREAK}"))


@pytest.fixture(scope="module")
def client(place: Path) -> Iterator[TestClient]:
    with served.serving(place) as found:
        yield found


ARTICLES = [f"{n:016x}" for n in (1, 2, 3, 4)]
STATEMENTS = [f"{n:08x}{m:08x}" for n in (1, 2, 3, 4) for m in (0, 1)]
NAME = quote(SPEAKER, safe="")
ADDRESS = quote(f"https://attack.example/1?{BREAK}", safe="")
WANTED = quote(SCRIPT + BREAK, safe="")
PAGES = [
    "/",
    *(f"/articles/{one}" for one in ARTICLES),
    *(f"/statements/{one}" for one in STATEMENTS),
    *(f"/claims/{one}" for one in STATEMENTS[:4]),
    f"/speakers/{NAME}",
    "/conflicts",
    "/conflicts?misses=true",
    "/search?q=pumps",
    f"/search?q={WANTED}&speaker={NAME}&publisher={WANTED}",
    f"/search?act={WANTED}",
    "/search?q=long",
    "/changes",
    f"/changes?url={ADDRESS}",
    f"/changes?url={WANTED}",
    "/review",
    "/add",
    "/add/rendered",
    f"/nowhere/{WANTED}",
    f"/statements/{WANTED}",
    f"/speakers/{WANTED}",
]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p[:40])
def test_a_page_shows_it_as_text(path: str, client: TestClient) -> None:
    start = monotonic()
    answer = client.get(path)
    assert monotonic() - start < 30
    assert answer.status_code in (200, 400, 404, 422)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    text = answer.content.decode("utf-8")
    for one in NEVER:
        assert one not in text, one
    found = lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(huge_tree=True))
    # but where a person corrects the words themselves
    text = re.sub(r'<textarea[^>]*>.*?</textarea>|value="[^"]*"', "", text, flags=re.DOTALL)
    assert not CONTROLS & set(text)
    for element in found.iter(lxml.html.etree.Element):
        assert element.tag not in ("iframe", "object", "embed", "base", "style"), element.tag
        if element.tag == "script":
            assert not element.text
            assert element.attrib["src"].startswith("/static/")
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name != "style"
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                allowed = path == "/add" and element.get("class", "") != "" and "add/rendered" in value
                assert allowed or not value.strip().lower().startswith(("javascript:", "data:", "vbscript:"))


API = [
    "/api/v1",
    "/api/v1/statements",
    f"/api/v1/statements?q={WANTED}",
    *(f"/api/v1/statements/{one}" for one in STATEMENTS[:4]),
    "/api/v1/articles",
    *(f"/api/v1/articles/{one}" for one in ARTICLES),
    *(f"/api/v1/claims/{one}" for one in STATEMENTS[:2]),
    f"/api/v1/claims/{STATEMENTS[0]}/statements",
    "/api/v1/speakers",
    f"/api/v1/speakers/{NAME}",
    f"/api/v1/speakers/{WANTED}",
    "/api/v1/conflicts",
    f"/api/v1/conflicts?speaker={WANTED}",
    f"/api/v1/changes?url={ADDRESS}",
    "/api/v1/entries",
    "/api/v1/failures",
    "/api/v1/review",
    f"/api/v1/{WANTED}",
]


@pytest.mark.parametrize("path", API, ids=lambda p: p[:40])
@pytest.mark.parametrize("accept", ["application/json", "application/ld+json", "text/html"])
def test_the_api_sends_it_as_json_and_as_nothing_else(path: str, accept: str, client: TestClient) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code in (200, 400, 404, 422)
    assert answer.headers["content-type"] in ("application/json", "application/ld+json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    json.loads(answer.content)


def test_the_api_keeps_every_character(client: TestClient) -> None:
    found: Any = client.get(f"/api/v1/statements/{STATEMENTS[0]}").json()
    assert found["content"]["text"] == WORDS
    assert found["speaker"]["name"] == SPEAKER
    assert client.get(f"/api/v1/articles/{ARTICLES[3]}").json()["document"]["text"].count(LONG) == 2


FEEDS = [
    f"/feeds/speakers/{NAME}",
    "/feeds/conflicts",
    f"/feeds/claims/{STATEMENTS[0]}",
    "/feeds/search?q=pumps",
]


@pytest.mark.parametrize("path", FEEDS, ids=lambda p: p[:20])
def test_a_feed_holds_it_as_text(path: str, client: TestClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)
    names = "feed id title updated link generator entry published author name content"
    assert {element.tag.split("}")[1] for element in root.iter()} <= set(names.split())
    assert all(link.get("href", "").startswith("http://127.0.0.1/") for link in root.iter("{*}link"))
    assert not set(BIDI) & set(answer.text)


def test_nothing_of_it_is_in_a_header(client: TestClient) -> None:
    for path in (f"/login?next={WANTED}", f"/login?next={quote(LINK)}", "/login?next=%0d%0aSet-Cookie:x=1"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/"
        assert "set-cookie" not in answer.headers
