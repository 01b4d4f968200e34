from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

import served
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.records import Article, Wanted
from sayso.model.document import MediaType, RawPage
from sayso.model.reading import Reading
from sayso.web.api.answering import dumped
from sayso.web.api.described import describe, examples
from sayso.web.api.shapes import schemas
from unit.readings import document, statement

API = "/api/v1"
LINKED = {"Accept": "application/ld+json"}


def checked(name: str, value: Any) -> Any:
    """The value, if it is of the shape."""
    whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas()}}
    Draft202012Validator(whole).validate(value)
    return value


def asked(client: TestClient, path: str, name: str) -> Any:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return checked(name, answer.json())


def every(client: TestClient, path: str, name: str) -> Iterator[Any]:
    """The things of all pages."""
    following: str | None = path
    while following:
        page = asked(client, following.removeprefix(API), name)
        yield from page["items"]
        following = page["next"]


@pytest.fixture(scope="module")
def clash(reading: TestClient) -> Any:
    return asked(reading, "/conflicts?limit=1", "ConflictPage")["items"][0]


def test_it_tells_where_to_begin(reading: TestClient) -> None:
    start = asked(reading, "", "Start")
    for path in start["links"].values():
        assert reading.get(path).status_code in (200, 422)  # some need to be told what is asked


@pytest.mark.parametrize("size", [1, 7, 100])
def test_pages_hold_everything_once(size: int, reading: TestClient, told: Path) -> None:
    ledger = open_reader(str(told))
    kept = [r.statement.id for r in ledger.statements(Wanted(retracted=False))]
    documents = list(ledger.documents())
    names = [one.name for one in ledger.speakers()]
    entries = ledger.head().position
    ledger.close()
    found = [s["id"] for s in every(reading, f"/statements?limit={size}", "StatementPage")]
    assert sorted(found) == sorted(kept)
    articles = [a["id"] for a in every(reading, f"/articles?limit={size}", "ArticlePage")]
    assert articles == documents
    assert [s["name"] for s in every(reading, f"/speakers?limit={size}", "SpeakerPage")] == names
    positions = [e["position"] for e in every(reading, f"/entries?limit={size}", "EntryPage")]
    assert positions == list(range(1, entries + 1))
    said = list(every(reading, f"/speakers/Ilse%20Marren?limit={size}", "SpeakerStatements"))
    assert len({s["id"] for s in said}) == len(said) > 10
    conflicts = list(every(reading, f"/conflicts?limit={size}", "ConflictPage"))
    pairs = {(c["a"]["id"], c["b"]["id"]) for c in conflicts}
    assert len(pairs) == len(conflicts) > 0
    questions = [q["key"] for q in every(reading, f"/review?limit={size}", "QuestionPage")]
    assert len(set(questions)) == len(questions) > 0


def test_a_search_narrows(reading: TestClient) -> None:
    for one in every(
        reading, "/statements?q=key&speaker=Marren&from=2025-01-01&to=2025-12-31", "StatementPage"
    ):
        assert "key" in json.dumps(one).lower()
        assert "Marren" in one["speaker"]["name"]
    denied = list(every(reading, "/statements?act=deny", "StatementPage"))
    assert {one["act"] for one in denied} == {"deny"}


def test_one_of_each(reading: TestClient, clash: Any) -> None:
    for side in ("a", "b"):
        statement = asked(reading, f"/statements/{clash[side]['id']}", "StatementWhole")
        assert any(r["kind"] == clash["kind"] for r in statement["relations"])
        assert statement["content"]["text"].split(" … ")[0] in statement["paragraph"]
        assert [e["subject"] for e in statement["history"]] == [statement["id"]]
        article = asked(reading, f"/articles/{statement['document']['id']}", "Reading")
        assert statement["id"] in [s["id"] for s in article["statements"]]
        assert article["document"]["text"]
        asked(reading, f"/entries/{statement['entry']}", "Entry")
    shorter = asked(reading, f"/articles/{article['document']['id']}?text=false", "Reading")
    assert "text" not in shorter["document"]
    asked(reading, f"/claims/{clash['b']['id']}/statements", "ClaimStatements")
    trace = asked(reading, f"/claims/{clash['b']['id']}", "Trace")
    assert trace["lines"]["least"] <= trace["lines"]["most"]
    words = asked(reading, "/claims?text=The%20key%20was%20never%20returned.", "Trace")
    assert words["claim"]["text"]
    asked(reading, "/conflicts?speaker=Marren", "ConflictPage")
    asked(reading, "/failures", "FailurePage")
    url = article["document"]["url"]
    assert asked(reading, f"/changes?url={url}", "Steps") == {"url": url, "steps": []}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/statements/0123456789abcdef", 404),
        ("/articles/0123456789abcdef", 404),
        ("/claims/0123456789abcdef", 404),
        ("/claims/0123456789abcdef/statements", 404),
        ("/speakers/Nobody%20At%20All", 404),
        ("/changes?url=https://nowhere.example", 404),
        ("/entries/999999999", 404),
        ("/additions/999999999", 404),
        ("/nothing", 404),
        ("/statements/xyz", 422),
        ("/statements?act=shout", 422),
        ("/statements?limit=0", 422),
        ("/statements?limit=101", 422),
        ("/statements?from=yesterday", 422),
        ("/entries/99999999999999999999999", 422),
        ("/statements?from=2025-02-30", 400),
        ("/statements?q=%22", 400),
        ("/statements?speaker=%20", 400),
        ("/claims?text=x", 400),
        ("/statements?cursor=x", 400),
        ("/statements?cursor=%C3%A9", 400),
    ],
)
def test_what_cannot_be_is_said(path: str, status: int, reading: TestClient) -> None:
    answer = reading.get(f"{API}{path}")
    assert answer.status_code == status, answer.text
    assert checked("Error", answer.json())["error"]["status"] == status


def test_a_cursor_is_of_its_question(reading: TestClient) -> None:
    page = asked(reading, "/statements?act=assert&limit=2", "StatementPage")
    cursor = page["next"].split("cursor=")[1]
    assert reading.get(f"{API}/statements?act=assert&limit=50&cursor={cursor}").status_code == 200
    assert reading.get(f"{API}/statements?act=deny&cursor={cursor}").status_code == 400
    assert reading.get(f"{API}/entries?cursor={cursor}").status_code == 400


def test_any_name_can_be_paged(tmp_path: Path) -> None:
    name = "Ilse 100% ?#/&+ Marren"
    one = document("\n".join(f"{name} said that {n} of the pumps would not be needed." for n in range(5)))
    made = []
    for n in range(5):
        at = one.text.index(f" {n} of")
        said = statement(one.text, name, "said", f"{n} of the pumps would not be needed")
        made.append(replace(said, id=f"{at:016x}"))
    ledger = open_ledger(str(tmp_path / "names.db"), by="test")
    page = RawPage(content=one.text.encode(), media_type=MediaType.TEXT, path="names")
    ledger.add([Article(reading=Reading(document=one, statements=tuple(made)), page=page, source="names")])
    ledger.close()
    with served.serving(tmp_path / "names.db") as client:
        told = list(every(client, f"/speakers/{quote(name, safe='')}?limit=2", "SpeakerStatements"))
        assert len(told) == 5


def test_what_is_known_is_not_sent_again(story: Path) -> None:
    with served.serving(story) as client:
        first = client.get(f"{API}/statements?limit=1")
        tag = {"If-None-Match": f'"other", W/{first.headers["etag"]}'}
        again = client.get(f"{API}/statements?limit=1", headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(f"{API}/statements?limit=2", headers=tag).status_code == 200
        assert client.get(f"{API}/statements?limit=1", headers={**tag, **LINKED}).status_code == 200
        id = first.json()["items"][0]["id"]
        given = {"kind": "judgement", "statement": id, "fields": {"venue": "Velmor"}, "note": "as printed"}
        made = client.post(f"{API}/decisions", json=given)
        assert made.status_code == 201
        assert made.headers["location"] == f"{API}/entries/{checked('Entry', made.json())['position']}"
        now = client.get(f"{API}/statements?limit=1", headers=tag)
        assert now.status_code == 200
        assert now.json()["items"][0]["venue"] == {"text": "Velmor"}
        assert now.json()["items"][0]["decisions"][0]["by"] == "Ada Renwick"


@pytest.mark.parametrize(
    "given",
    [
        {},
        [],
        {"kind": "nothing"},
        {"kind": "undo", "entry": 0},
        {"kind": "undo", "entry": 1 << 70},
        {"kind": "retraction", "statement": "x", "reason": "y"},
        {"kind": "retraction", "statement": "0123456789abcdef", "reason": "\ud800"},
        {"kind": "merge", "name": "A", "other": "B", "more": 1},
        {"kind": "judgement", "statement": "0123456789abcdef", "fields": {"confidence": 1}},
        {"kind": "judgement", "statement": "0123456789abcdef", "fields": {"content": "1:2;3"}},
    ],
)
def test_a_decision_has_to_be_one(given: Any, reading: TestClient) -> None:
    answer = reading.post(
        f"{API}/decisions", content=json.dumps(given), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422, answer.text
    checked("Error", answer.json())


def test_decisions_of_every_kind(story: Path) -> None:
    with served.serving(story) as client:
        one, other = (s["id"] for s in client.get(f"{API}/statements?limit=2").json()["items"])
        names = [s["name"] for s in client.get(f"{API}/speakers?limit=2").json()["items"]]
        for given in (
            {"kind": "join", "statement": one, "other": other},
            {"kind": "split", "statement": one, "other": other, "note": "another station"},
            {"kind": "merge", "name": names[0], "other": names[1]},
            {"kind": "apart", "name": names[0], "other": names[1]},
            {"kind": "grade", "source": names[0], "grade": "C"},
            {"kind": "grade", "statement": one, "grade": "2"},
            {"kind": "retraction", "statement": other, "reason": "made up"},
        ):
            made = client.post(f"{API}/decisions", json=given)
            assert made.status_code == 201, made.text
            assert made.json()["kind"] == given["kind"]
            undone = client.post(f"{API}/decisions", json={"kind": "undo", "entry": made.json()["position"]})
            assert undone.status_code == 201
        wrong = {"kind": "grade", "statement": one, "source": names[0], "grade": "2"}
        assert client.post(f"{API}/decisions", json=wrong).status_code == 400
        assert (
            client.post(f"{API}/decisions", json={**wrong, "source": None, "grade": "A"}).status_code == 400
        )


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"url": "file:///etc/passwd"},
        {"url": "/etc/passwd"},
        {"url": "ftp://www.example.org/x"},
        {"url": "https:///x"},
        {"url": "http://[::1"},
        {"url": "https://www.example.org/a b"},
        {"text": "a", "html": "b"},
        {"text": "  "},
        {"text": "a", "published": "2025-02-30"},
        {"title": "only a title"},
    ],
)
def test_an_article_has_to_be_one(given: dict[str, str], reading: TestClient) -> None:
    answer = reading.post(f"{API}/articles", json=given)
    assert answer.status_code == 400, answer.text


def test_an_article_is_taken_in(tmp_path: Path) -> None:
    text = 'Ilse Marren said the pumps would not be needed. "We never sold it," Joss Hallam told reporters.'
    given = {"text": text, "title": "Pumps", "publisher": "Velmor Courier", "published": "2025-02-26"}
    with served.serving(tmp_path / "new.db") as client:
        made = client.post(f"{API}/articles", json=given)
        assert made.status_code == 202
        assert checked("Addition", made.json())["by"] == "Ada Renwick"
        found = _over(client, made.headers["location"])
        assert found["state"] == "done"
        article = client.get(f"{API}/articles/{found['results'][0]['document']}").json()
        assert article["document"]["text"].strip() == text
        assert article["document"]["publisher"] == "Velmor Courier"
        assert len(article["statements"]) == 2


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://localhost:9/x", "http://169.254.169.254/latest", "http://[::1]:9/"]
)
def test_addresses_of_the_own_network_are_not_fetched(url: str, tmp_path: Path) -> None:
    with served.serving(tmp_path / "new.db") as client:
        made = client.post(f"{API}/articles", json={"url": url})
        assert made.status_code == 202
        found = _over(client, made.headers["location"])
        assert found["state"] == "failed"
        failed = client.get(f"{API}/failures").json()["items"]
        assert [one["error"] for one in failed] == ["UnsafeAddressError"]


def _over(client: TestClient, path: str) -> Any:
    from time import monotonic, sleep

    until = monotonic() + 60
    while (found := client.get(path).json())["state"] in ("waiting", "working"):
        assert monotonic() < until
        sleep(0.05)
    return checked("Addition", found)


def test_statements_as_json_ld(reading: TestClient, clash: Any) -> None:
    answer = reading.get(f"{API}/statements/{clash['a']['id']}", headers=LINKED)
    assert answer.headers["content-type"] == "application/ld+json"
    found = answer.json()
    assert found["@context"]["schema"] == "https://schema.org/"
    assert found["@id"] == f"{served.HERE}/statements/{clash['a']['id']}"
    assert found["schema:text"] == clash["a"]["content"]["text"]
    assert found["schema:spokenByCharacter"]["schema:name"] == clash["a"]["speaker"]["name"]
    article = reading.get(f"{API}/articles/{clash['a']['document']['id']}", headers=LINKED).json()
    assert article["@id"] == found["schema:isPartOf"]["@id"]
    assert found["@id"] in [one["@id"] for one in article["schema:hasPart"]]
    claim = reading.get(f"{API}/claims/{clash['b']['id']}", headers=LINKED).json()
    assert claim["@type"] == "schema:Claim"
    assert claim["sayso:leastIndependentLines"] >= 1
    page = reading.get(f"{API}/statements?limit=3", headers=LINKED).json()
    assert len(page["@graph"]) == 3
    both = {"Accept": "application/json, application/ld+json"}
    assert reading.get(f"{API}/statements", headers=both).headers["content-type"] == "application/json"


def test_the_description_is_whole(reading: TestClient) -> None:
    app: Any = reading.app
    found = reading.get(f"{API}/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert found == json.loads(dumped(describe(app)))
    assert all(path.startswith(API) for path in found["paths"])
    for operations in found["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            good = [content for code, content in operation["responses"].items() if code.startswith("2")]
            (content,) = good
            schema = content["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
            assert schema in found["components"]["schemas"]
            assert schema == "JsonSchema" or "example" in content["content"]["application/json"], schema


@pytest.mark.parametrize("name", sorted(examples()))
def test_the_examples_are_of_their_shapes(name: str) -> None:
    checked(name, examples()[name])


def test_half_a_surrogate_pair_is_sent_as_an_escape() -> None:
    assert json.loads(dumped({"text": "a\udc80b"})) == {"text": "a\udc80b"}
    assert dumped("a\udc80b").decode("utf-8") == '"a\\udc80b"'
