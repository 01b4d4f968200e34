"""Articles taken in by the pages: by address, pasted, as files, and as a browser shows them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import unquote

import pytest

from sayso.ledger.opening import open_reader
from sayso.web import inbox as rooms
from sayso.web.inbox import Inbox, inbox_of
from sayso.web.pages.add import bookmarklet
from servers import Site, serving
from unit.web.apps import Browser, Response, browsing

TEXT = "Ilse Marren said the key was kept in the town hall.\n\nShe denied that the city had sold it.\n"
MORE = "Nobody had asked before the winter, when the pumps stood still. " * 6
PAGE = (
    "<!doctype html><html><head><title>The key</title></head><body><article><h1>The key</h1>"
    f"<p>{TEXT}</p><p>{MORE}</p></article></body></html>"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "case.db"


@pytest.fixture
def browser(place: Path) -> Iterator[Browser]:
    with browsing(place, allow_private=True) as found:
        yield found


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def over(browser: Browser, answer: Response) -> str:
    """The page of an addition once nothing more will come of it."""
    assert answer.status_code == 200, answer.text
    until = monotonic() + 60
    while monotonic() < until:
        page: str = browser.get(answer.url.path).text
        if "data-events" not in page:
            return page
        sleep(0.1)
    raise AssertionError(f"the addition does not end: {page}")


def articles(place: Path) -> list[tuple[str | None, str | None, str | None]]:
    """The title, the address and the path of every article."""
    ledger = open_reader(str(place))
    found = [ledger.document(one) for one in ledger.documents()]
    ledger.close()
    return [(one.title, one.url, one.path) for one in found]


def test_pasted_text(browser: Browser, place: Path) -> None:
    given = {"text": TEXT, "title": "The key", "publisher": "Velmor Courier", "published": "2025-02-26"}
    page = over(browser, browser.send("/add/text", on="/add", **given))
    assert "Read the article" in page
    assert articles(place) == [("The key", None, "The key")]
    ledger = open_reader(str(place))
    (document,) = ledger.documents()
    article = ledger.document(document)
    ledger.close()
    assert (article.publisher, article.published) == ("Velmor Courier", "2025-02-26")
    assert f"/articles/{document}" in page
    assert not list(inbox_of(str(place)).glob("*/*"))


def test_files_each_an_addition(browser: Browser, place: Path) -> None:
    lines = "".join(json.dumps({"text": f"{TEXT} {n}", "title": f"Line {n}"}) + "\n" for n in (1, 2))
    files = [
        ("files", ("the key.html", io.BytesIO(PAGE.encode()), "text/html")),
        ("files", ("lines.jsonl", io.BytesIO(lines.encode()), "application/json")),
    ]
    answer = browser.send("/add/files", on="/add", files=files)
    assert answer.url.path == "/add"
    for number in (1, 2):
        over(browser, browser.get(f"/add/{number}"))
    assert articles(place) == [
        ("The key", None, "the key.html"),
        ("Line 1", None, "lines.jsonl:1"),
        ("Line 2", None, "lines.jsonl:2"),
    ]


def test_addresses_and_what_is_there_already(browser: Browser, place: Path, site: Site) -> None:
    url = site.page("/key", PAGE.encode())
    over(browser, browser.send("/add/addresses", on="/add", addresses=f"  {url} \r\n\r\n{url}"))
    assert articles(place) == [("The key", url, None)]
    page = over(browser, browser.send("/add/addresses", on="/add", addresses=url))
    assert "known already" in page
    assert "Nothing new" in page


def test_what_can_not_be_read_is_left_to_be_tried_again(browser: Browser, place: Path, site: Site) -> None:
    url = site.page("/key", b"gone", status=503)
    answer = browser.send("/add/addresses", on="/add", addresses=url)
    page = over(browser, answer)
    assert "Could not be read" in page
    ledger = open_reader(str(place))
    (failure,) = ledger.failures()
    ledger.close()
    assert (failure.source, failure.again) == (url, url)
    assert url in browser.get("/add").text
    site.page("/key", PAGE.encode())
    page = over(browser, browser.send(f"{answer.url.path}/again", on=answer.url.path))
    assert "Added" in page
    ledger = open_reader(str(place))
    assert ledger.failures() == ()
    ledger.close()


def test_a_file_that_can_not_be_read_keeps_its_bytes(browser: Browser, place: Path) -> None:
    files = [("files", ("photo.html", io.BytesIO(b"\x89PNG\r\n\0\0\0"), "text/html"))]
    page = over(browser, browser.send("/add/files", on="/add", files=files))
    assert "photo.html is not text, HTML or PDF" in page
    assert str(place.parent) not in page
    ledger = open_reader(str(place))
    (failure,) = ledger.failures()
    ledger.close()
    assert Path(failure.again).read_bytes().startswith(b"\x89PNG")


def test_a_page_as_the_browser_shows_it(browser: Browser, place: Path) -> None:
    given = {"content": PAGE, "url": "https://courier.example/key", "title": "The key"}
    over(browser, browser.send("/add/rendered", on="/add/rendered", **given))
    assert articles(place) == [("The key", "https://courier.example/key", "The key")]


@pytest.mark.parametrize(
    "address",
    [
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://courier.example/key",
        "javascript:alert(1)",
        "http://",
        "https://[::1/key",
        "https://courier.example/a b",
        "-",
        "../case.db",
        "",
    ],
)
def test_only_addresses_of_the_web_are_taken(browser: Browser, place: Path, address: str) -> None:
    answer = browser.send("/add/addresses", on="/add", addresses=address)
    assert answer.status_code == 422
    assert "address" in answer.text
    assert not Inbox(inbox_of(str(place)))


def test_what_is_wrong_is_told_and_nothing_that_was_typed_is_lost(browser: Browser) -> None:
    answer = browser.send("/add/text", on="/add", text=TEXT, title="The <key>", published="soon")
    assert answer.status_code == 422
    assert "is no day" in unescape(answer.text)
    assert TEXT.strip() in answer.text
    assert "The &lt;key&gt;" in answer.text
    assert browser.send("/add/text", on="/add", text="  \n").status_code == 422
    assert browser.send("/add/rendered", on="/add/rendered", content="").status_code == 400
    empty = [("files", ("none.txt", io.BytesIO(b"  "), "text/plain"))]
    assert browser.send("/add/files", on="/add", files=empty).status_code == 422


def test_forms_from_elsewhere_add_nothing(browser: Browser, place: Path) -> None:
    assert browser.bare("/add/addresses", addresses="https://courier.example/key").status_code == 403
    assert browser.bare("/add/rendered", content=PAGE, url="https://courier.example").status_code == 403
    assert not Inbox(inbox_of(str(place)))


def test_no_more_are_taken_than_can_wait(
    browser: Browser, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "MOST_WAITING", 0)
    answer = browser.send("/add/text", on="/add", text=TEXT)
    assert answer.status_code == 503
    assert "additions wait already" in answer.text


def test_what_was_accepted_before_a_server_ended_is_done_by_the_next(place: Path) -> None:
    kept = Inbox(inbox_of(str(place)))
    number = kept.accept(by="Ada", name="key.txt", content=TEXT.encode())
    assert kept.take() is not None  # it was under way when the server ended
    with browsing(place) as browser:
        page = over(browser, browser.get(f"/add/{number}"))
    assert "Read the article" in page
    assert articles(place) == [("Ilse Marren said the key was kept in the town hall.", None, "key.txt")]


def test_what_ends_the_server_each_time_is_left_as_a_failure(place: Path) -> None:
    kept = Inbox(inbox_of(str(place)))
    number = kept.accept(by="Ada", name="key.txt", content=TEXT.encode())
    for _ in range(3):
        kept.take()
        kept.resume()
    with browsing(place) as browser:
        page = over(browser, browser.get(f"/add/{number}"))
    assert "the program ended 3 times" in page
    ledger = open_reader(str(place))
    assert [one.reason for one in ledger.failures()] == [
        "the program ended 3 times while this was being read"
    ]
    ledger.close()


def test_how_far_it_is_comes_as_events(browser: Browser) -> None:
    answer = browser.send("/add/text", on="/add", text=TEXT)
    told = browser.get(f"{answer.url.path}/events")
    assert told.headers["content-type"].startswith("text/event-stream")
    assert "event: over" in told.text
    events = re.findall(r"^data: (.*)$", told.text, re.MULTILINE)
    assert "Read the article" in json.loads(events[-2])


@pytest.mark.parametrize("path", ["/add/9", "/add/0", "/add/99999999999999999999", "/add/9/events"])
def test_additions_that_are_not_there(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_the_bookmarklet_holds_no_secret_and_hands_over_to_us_only() -> None:
    script = unquote(bookmarklet("http://127.0.0.1:8150"))
    assert script.startswith("javascript:")
    assert 'o="http://127.0.0.1:8150"' in script
    assert "},o)})" in script
    assert "e.origin!==o" in script
    assert "token" not in script


class Broken:
    """An extractor with a defect."""

    name = "broken_v1"

    def extract(self, documents: object) -> Iterator[tuple[()]]:
        raise RuntimeError("a secret of the article")


def test_a_defect_is_left_as_a_failure_and_ends_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with browsing(place) as browser:
        with monkeypatch.context() as broken:
            broken.setattr("sayso.web.opened.Opened.extractor", lambda self: Broken())
            page = over(browser, browser.send("/add/text", on="/add", text=TEXT))
        assert "a defect of ours" in page
        assert "secret" not in page
        assert "RuntimeError: a secret of the article" in caplog.text
        page = over(browser, browser.send("/add/1/again", on="/add/1"))
    assert "Read the article" in page
