"""The pages as a browser without script has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from lxml import html

import served
from contracts.articles import article as told
from sayso.lab.relations.made import Told, article
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger
from sayso.ledger.records import Article, Wanted
from sayso.model.reading import Reading
from sayso.model.relation import Relation, RelationKind
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind
from sayso.model.statement import Act
from sayso.relations.across import Relater
from sayso.relations.compare import Comparer
from sayso.relations.near import Near

WORDS = "the city let the company store fish meal in the old station"
SOLD = "the city had sold the old station to the company"
HOSTILE = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> javascript:alert(3) \u202e"
URL = "https://www.velmorcourier.example/tarn-lock"

#: A page as lxml has it, which has no types.
Page = Any


def _said(by: str, content: str, act: Act = Act.ASSERT, cue: str = "said", kind: Kind = Kind.PERSON) -> Told:
    return Told(speaker=by, cue=cue, content=content, act=act, kind=kind)


def _story() -> list[Article]:
    denied = _said("Ilse Marren", SOLD, Act.DENY, "denied that")
    silent = _said("Casper Nole", "the station", Act.DECLINE, "declined to comment on")
    days = [
        ("Velmor Courier", "2025-02-25", [_said("two officials", WORDS, kind=Kind.ANONYMOUS)]),
        ("Kestrian Wire", "2025-02-26", [_said("Anna Dray", WORDS), denied, silent]),
        ("Northbank Radio", "2025-03-01", [_said("Ilse Marren", WORDS, Act.DENY, "denied that")]),
        ("Tesk Beacon", "2025-03-11", [_said("Ilse Marren", WORDS, Act.CONFIRM, "confirmed that")]),
        (HOSTILE, "2025-03-12", [_said(f"Bram Oster {HOSTILE}", f"nothing of {HOSTILE}")]),
    ]
    return [
        article(lines, publisher=publisher, published=day, number=number)
        for number, (publisher, day, lines) in enumerate(days)
    ]


def _overlapping() -> Article:
    """Statements inside of one another, and one across the end of another."""
    made = told(path="nested.txt", title="Marks over marks", published="2025-03-13")
    text, (one, two, three) = made.reading.document.text, made.reading.statements
    whole = one.content.spans[0]
    inner = Span(whole.start + 4, whole.start + 12)
    across = Span(whole.start + 8, whole.end + 1)
    nested = replace(two, id="a" * 16, content=Passage.of(text, [inner]), cue=Passage(), source=Passage())
    crossing = replace(
        three, id="b" * 16, content=Passage.of(text, [across]), cue=Passage(), source=Passage()
    )
    return replace(made, reading=replace(made.reading, statements=(one, nested, crossing, two, three)))


def _turn(reading: Reading, earlier: Reading) -> Reading:
    """The reading with what a speaker says standing against what they said before."""
    a, b = reading.statements[0].id, earlier.statements[0].id
    relation = Relation(a=a, b=b, kind=RelationKind.CONTRADICTS, confidence=0.9, because=("it was denied",))
    return replace(reading, relations=(relation,))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("pages") / "case.db"
    ledger = open_ledger(str(found), by="tests")
    relater = Relater(Near(ledger), Comparer())
    story = _story()
    for number, one in enumerate(story):
        reading = _turn(one.reading, story[2].reading) if number == 3 else relater.related(one.reading)
        ledger.add([replace(one, reading=reading)])
    first = told(url=URL, title="Before the edit")
    lines = (
        ("Ilse Marren", "denied", "the city had ever sold the pumping station", Act.DENY),
        ("Joss Hallam", "asked", "who had let the lorries in", Act.ASK),
    )
    ledger.add([first])
    ledger.add([told(lines, url=URL, title="After the edit", fetched_at="2025-03-02T09:00:00Z")])
    ledger.add([_overlapping()])
    gone = next(s for s in first.reading.statements if s.act is Act.ASK)
    ledger.decide(EntryKind.RETRACTION, gone.id, {"reason": "misheard"}, by="Ada Renwick")
    ledger.decide(EntryKind.GRADE, "anna dray", {"other": "source", "grade": "B"}, by="Ada Renwick")
    ledger.close()
    return found


@pytest.fixture(scope="module")
def client(place: Path) -> Iterator[TestClient]:
    with served.serving(place) as found:
        yield found


@pytest.fixture
def look(client: TestClient) -> Any:
    def looked(address: str, status: int = 200) -> Page:
        answer = client.get(address)
        assert answer.status_code == status, answer.text[:400]
        assert answer.headers["content-type"].startswith("text/html")
        return html.document_fromstring(answer.text)

    return looked


def _words(found: Page) -> str:
    return " ".join(found.text_content().split())


def _one(ledger: Path, words: str, act: Act | None = None) -> tuple[str, str]:
    """A statement that holds the words, and its article."""
    from sayso.ledger.opening import open_reader

    reader = open_reader(str(ledger))
    found = next(iter(reader.statements(Wanted(text=words, act=act, retracted=False))))
    reader.close()
    return found.statement.id, found.document


ALL = (
    "/",
    "/conflicts",
    "/conflicts?misses=true",
    "/search",
    "/search?q=station",
    "/changes",
    f"/changes?url={quote(URL, safe='')}",
    "/claims",
    f"/claims?q={quote(WORDS)}",
    "/speakers/Ilse%20Marren",
    f"/speakers/{quote(f'Bram Oster {HOSTILE}', safe='')}",
)


def every(place: Path) -> list[str]:
    from sayso.ledger.opening import open_reader

    reader = open_reader(str(place))
    articles = [f"/articles/{one}" for one in reader.documents()]
    told = [s.statement.id for s in reader.statements(Wanted())]
    reader.close()
    return [*ALL, *articles, *(f"/statements/{s}" for s in told), *(f"/claims/{s}" for s in told[:4])]


def test_every_page_is_whole_harmless_and_well_formed(client: TestClient, place: Path) -> None:
    for address in every(place):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = html.document_fromstring(answer.text)
        assert len(page.findall(".//h1")) == 1, address
        assert page.find(".//main[@id='main']") is not None
        assert page.find(".//a[@class='skip'][@href='#main']") is not None
        assert page.findtext(".//title")
        assert not page.xpath("//script[not(@src)]"), address
        assert not page.xpath("//style|//@style|//*[@*[starts-with(name(), 'on')]]"), address
        assert not page.xpath("//img|//iframe|//object|//embed"), address
        for where in page.xpath("//@href|//@src|//@action"):
            assert not re.match(r"\s*(?:javascript|data|vbscript):", where, re.IGNORECASE), address
            assert not where.startswith("//")
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), (address, [i for i in ids if ids.count(i) > 1])
        for field in page.xpath("//main//input|//main//select|//main//textarea"):
            named = field.get("aria-label") or page.xpath(f"//label[@for='{field.get('id')}']")
            assert field.get("type") == "hidden" or named or field.getparent().tag == "label", address
        for inner in page.xpath("//*[@aria-labelledby]/@aria-labelledby"):
            assert inner in ids, (address, inner)
        assert "\u202e" not in answer.text
        assert "<script>alert" not in answer.text


def test_links_inside_of_pages_lead_to_pages(client: TestClient, place: Path) -> None:
    seen: set[str] = set()
    for address in every(place):
        for link in html.document_fromstring(client.get(address).text).xpath("//a/@href"):
            path, _, anchor = link.partition("#")
            if not path.startswith("/") or link in seen or path in ("/review", "/add", "/logout", "/login"):
                continue
            seen.add(link)
            answer = client.get(path)
            assert answer.status_code == 200, (address, link)
            if anchor:
                page = html.document_fromstring(answer.text)
                assert page.xpath(f"//*[@id='{anchor}']"), (address, link)
    assert len(seen) > 40


def test_an_article_marks_statements_that_overlap_in_one_flow(look: Any, place: Path) -> None:
    document = _overlapping().reading.document
    page = look(f"/articles/{document.id}")
    numbers = page.xpath("//article[@class='text']/p//a[contains(@class,'number')]")
    assert [n.text_content() for n in numbers] == ["1", "2", "3", "4", "5"]
    for number in numbers:
        number.drop_tree()
    said = [p.text_content() for p in page.xpath("//article[@class='text']/p")]
    for span, words in zip(document.paragraphs, said, strict=True):
        assert words == document.text[span.start : span.end]
    marks = page.xpath("//mark[contains(@data-statements,'aaaaaaaaaaaaaaaa')]")
    assert "".join(m.text_content() for m in marks) == _overlapping().reading.statements[1].content.text
    both = [m for m in marks if "bbbbbbbbbbbbbbbb" in m.get("data-statements")]
    assert both, "the two overlap"
    assert {"deep-3"} <= {c for m in both for c in m.get("class").split()}
    kinds = {m.get("data-statements"): m.get("class") for m in page.xpath("//mark")}
    assert "deep-1" in kinds["b" * 16], "what reaches over the end of the other is of one only"


def test_every_statement_of_an_article_has_an_anchor_and_a_card(look: Any, place: Path) -> None:
    from sayso.ledger.opening import open_reader

    reader = open_reader(str(place))
    for document in reader.documents():
        page = look(f"/articles/{document}")
        for one in reader.statements(Wanted(document=document)):
            own = one.statement.id
            assert page.xpath(f"//p//a[@id='{own}'][@href='#card-{own}']"), document
            assert page.xpath(f"//li[@id='card-{own}']//a[@href='#{own}']"), document
    reader.close()


def test_what_was_retracted_is_struck_out_with_the_reason(look: Any) -> None:
    page = look(f"/articles/{told(url=URL, title='Before the edit').reading.document.id}")
    card = page.xpath("//li[contains(@class,'card') and contains(@class,'gone')]")
    assert "misheard" in _words(card[0])
    assert "earlier version" in _words(page.xpath("//header[@class='head']")[0])


def test_the_sheet_of_marks_has_a_rule_for_each_number(client: TestClient) -> None:
    sheet = client.get("/marks/25.css")
    assert sheet.headers["content-type"].startswith("text/css")
    assert all(f".of-{n}" in sheet.text for n in range(1, 26))
    assert client.get("/marks/99999999.css").text == client.get("/marks/500.css").text


def test_a_claim_shows_its_interval_its_tree_and_what_answers_it(look: Any, place: Path) -> None:
    statement, _ = _one(place, '"fish meal"', Act.CONFIRM)
    page = look(f"/claims/{statement}")
    words = _words(page)
    assert re.search(r"At least \d.+ At most \d", words)
    tree = page.xpath("//svg[@class='tree']")[0]
    assert tree.xpath(".//a[starts-with(@href,'/articles/')]")
    origins = {a.get("href")[1:] for a in tree.xpath(".//a[starts-with(@href,'#origin-')]")}
    assert origins
    assert origins <= set(page.xpath("//@id"))
    assert "Who carries it" in words
    assert "Against it" in words
    assert "graded B" in words
    assert "two officials" in words


def test_a_claim_can_be_asked_for_in_words(look: Any) -> None:
    page = look(f"/claims?q={quote('The city let the company store fish meal in the old station.')}")
    assert "two officials" in _words(page)
    assert "Who does not answer" in _words(page)
    assert "nobody in the ledger" in _words(look("/claims?q=The+moon+is+made+of+green+cheese.", 404)).lower()
    assert "is no claim" in _words(look("/claims?q=moon", 400))


def test_a_speaker_has_a_timeline_and_where_the_story_changed(look: Any) -> None:
    page = look("/speakers/Ilse%20Marren")
    timeline = page.xpath("//svg[@class='timeline']")[0]
    assert len(timeline.xpath(".//a[starts-with(@href,'/statements/')]")) >= 4
    assert timeline.xpath(".//path[contains(@class,'turn')]")
    turns = page.xpath("//section[@aria-labelledby='turns']")[0]
    assert "it was denied" in _words(turns)
    days = [d.text_content().strip() for d in page.xpath("//p[@class='day']")]
    assert days[0].startswith("26 Feb 2025")


def test_of_several_speakers_called_so_one_is_chosen(look: Any) -> None:
    page = look("/speakers/a" + quote("nna"))
    assert "Anna Dray" in _words(page)
    assert look("/speakers/Nobody%20Atall", 404) is not None


def test_conflicts_stand_side_by_side_with_the_words_that_clash_marked(look: Any) -> None:
    page = look("/conflicts")
    pairs = page.xpath("//li[contains(@class,'pair')]")
    assert pairs
    assert all(len(p.xpath("./article[contains(@class,'side')]")) == 2 for p in pairs)
    assert page.xpath("//li//*[contains(@class,'clash')]")


def test_search_keeps_its_filters_in_the_address(look: Any) -> None:
    page = look("/search?q=station&speaker=Ilse+Marren&act=deny&from=2025-02-01&to=2025-12-31")
    assert page.xpath("//input[@name='q']/@value")[-1] == "station"
    assert page.xpath("//select[@name='act']/option[@selected]/@value") == ["deny"]
    assert page.xpath("//input[@name='from']/@value") == ["2025-02-01"]
    found = page.xpath("//section[@class='results']//article")
    assert found
    assert all("denies" in _words(one) for one in found)
    assert page.xpath("//mark[@class='hit']")
    assert "no day" in _words(look("/search?q=station&from=yesterday"))
    assert "no act" in _words(look("/search?act=whistle"))
    assert "No statement fits" in _words(look("/search?q=zeppelin"))


def test_search_goes_on_by_a_cursor_and_misses_none(tmp_path: Path) -> None:
    place = tmp_path / "many.db"
    ledger = open_ledger(str(place), by="tests")
    for number in range(9):
        lines = [_said("Anna Dray", f"pump {number} of {n} stood still") for n in range(5)]
        ledger.add([article(lines, publisher="Velmor Courier", published="2025-02-25", number=number)])
    ledger.close()
    with served.serving(place) as client:
        for address in ("/search?q=pump", "/search?speaker=Anna+Dray", "/speakers/Anna%20Dray"):
            found, following, pages = [], address, 0
            while following:
                page = html.document_fromstring(client.get(following).text)
                found += page.xpath("//article[contains(@class,'told')]/@id")
                following = next(iter(page.xpath("//a[@rel='next']/@href")), "")
                pages += 1
            assert pages in (2, 3)
            assert len(found) == len(set(found)) == 45, address
        assert client.get("/search?q=pump&cursor=nonsense").status_code == 400


def test_changes_show_what_was_put_in_and_taken_out(look: Any) -> None:
    assert "After the edit" in _words(look("/changes"))
    page = look(f"/changes?url={quote(URL, safe='')}")
    assert [i.text_content().strip() for i in page.xpath("//ins")] == ["ever"]
    assert "No longer there" in _words(page)
    assert look("/changes?url=https://nowhere.example/", 404) is not None


def test_a_statement_has_its_chain_its_place_its_relations_and_its_history(look: Any, place: Path) -> None:
    statement, document = _one(place, '"fish meal"', Act.CONFIRM)
    page = look(f"/statements/{statement}")
    assert "Tesk Beacon" in _words(page.xpath("//ol[@class='chain']")[0])
    assert WORDS in _words(page.xpath("//div[@class='place']")[0])
    assert page.xpath(f"//a[@href='/articles/{document}#{statement}']")
    assert "Contradicts" in _words(page.xpath("//section[@aria-labelledby='relations']")[0])
    assert "read by" in _words(page.xpath("//ol[@class='history']")[0])


def test_the_front_page_shows_what_is_new_what_changed_and_what_conflicts(look: Any) -> None:
    page = look("/")
    assert "Marks over marks" in _words(page.xpath("//section[@aria-labelledby='new']")[0])
    assert "After the edit" in _words(page.xpath("//section[@aria-labelledby='changed']")[0])
    assert page.xpath("//section[@aria-labelledby='conflicts']//li")


def test_an_empty_ledger_has_pages_too(tmp_path: Path) -> None:
    with served.serving(tmp_path / "empty.db") as client:
        for address in ("/", "/conflicts", "/search?q=anything", "/changes", "/claims"):
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "address",
    [
        "/articles/nothing",
        "/statements/nothing",
        "/claims/nothing",
        "/claims/%3Cscript%3E",
        "/speakers/%00",
        "/nothing",
        "/articles/" + "a" * 3000,
    ],
)
def test_what_is_not_there_is_told_on_a_page(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (400, 404)
    page = html.document_fromstring(answer.text)
    assert page.findtext(".//h1")
    assert "Traceback" not in answer.text


def test_a_page_is_made_anew_only_when_the_ledger_grows(place: Path, tmp_path: Path) -> None:
    import shutil

    own = Path(shutil.copy(place, tmp_path / "own.db"))
    with served.serving(own) as client:
        first = client.get("/")
        again = client.get("/")
        assert first.text == again.text
        assert first.headers["etag"] == again.headers["etag"]
        ledger = open_ledger(str(own), by="tests")
        ledger.add([told(path="new.txt", title="Only just in")])
        ledger.close()
        third = client.get("/")
        assert "Only just in" in third.text
        assert third.headers["etag"] != first.headers["etag"]
