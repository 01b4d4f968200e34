"""Articles taken in through the browser, with what is seen meanwhile."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.lab.web.served import served
from sayso.ledger.opening import open_reader
from servers import Site, serving

TEXT = (
    "Ilse Marren said the second key was kept in the town hall.\n\n"
    "“Nobody asked me for it,” the clerk Odo Fenn told reporters on Monday.\n"
)


def html(key: str) -> bytes:
    """A page about a key; each has to be another, since what is known is not added again."""
    filler = "The pumps had stood still since the winter. " * 8
    return (
        f"<!doctype html><html><head><title>The {key} key</title></head><body><article>"
        f"<h1>The {key} key</h1><p>{TEXT.replace('second', key)}</p><p>{filler}</p></article></body></html>"
    ).encode()


@pytest.fixture(scope="module")
def own_ledger(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(story, tmp_path_factory.mktemp("adding") / "case.db"))


@pytest.fixture(scope="module")
def own(own_ledger: Path) -> Iterator[str]:
    with served(own_ledger, allow_private=True) as found:
        yield found


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        found.page("/favicon.ico", b"")
        yield found


def urls(ledger: Path) -> list[str | None]:
    found = open_reader(str(ledger))
    told = [found.document(one).url for one in found.documents()]
    found.close()
    return told


@pytest.mark.parametrize("script", [True, False])
def test_pasted_text_with_its_progress(page: Page, scriptless: Page, own: str, script: bool) -> None:
    page = page if script else scriptless
    page.goto(f"{own}/add")
    page.get_by_label("The article’s text").fill(f"{TEXT}\nScript: {script}.")
    page.get_by_label("Headline").fill("The second key")
    page.get_by_role("button", name="Add the text").click()
    page.wait_for_url(re.compile(r"/add/\d+$"))
    # with script by events, without by a page that comes again by itself
    expect(page.get_by_role("status")).to_contain_text("Added", timeout=45_000)
    page.get_by_role("link", name="Read the article").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The second key")


def test_a_file_by_keyboard(page: Page, own: str, tmp_path: Path) -> None:
    file = tmp_path / "second key.html"
    file.write_bytes(html("third"))
    page.goto(f"{own}/add")
    page.get_by_label("Pages, texts, PDFs").set_input_files(file)
    page.get_by_role("button", name="Upload and add").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Added", timeout=45_000)


def test_an_address_that_fails_is_tried_again(page: Page, own: str, site: Site) -> None:
    url = site.page("/key", b"gone", status=503)
    page.goto(f"{own}/add")
    page.get_by_label("Addresses of articles").fill(url)
    page.get_by_role("button", name="Fetch and add").click()
    expect(page.get_by_role("status")).to_contain_text("Could not be read", timeout=45_000)
    site.page("/key", html("fourth"))
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("status")).to_contain_text("Added", timeout=45_000)


def test_the_bookmarklet_brings_a_page_and_asks_first(
    page: Page, own: str, own_ledger: Path, site: Site
) -> None:
    page.goto(f"{own}/add")
    script = page.get_by_role("link", name="Add to Sayso").get_attribute("href")
    url = site.page("/key", html("fifth"))
    page.goto(url)
    before = urls(own_ledger)
    with page.expect_popup() as opened:
        # as a bookmark does, in the page that is shown
        page.evaluate("script => { location.href = script }", script)
    asking = opened.value
    expect(asking.get_by_role("heading", name="Add this page?")).to_be_visible()
    expect(asking.locator("#given-title")).to_have_text("The fifth key")
    expect(asking.locator("#given-url")).to_have_text(url)
    assert urls(own_ledger) == before
    asking.get_by_role("button", name="Add this page").click()
    expect(asking.get_by_role("status")).to_contain_text("Added", timeout=45_000)
    assert urls(own_ledger) == [*before, url]


def test_a_page_that_opens_ours_adds_nothing(page: Page, own: str, own_ledger: Path, site: Site) -> None:
    attack = f"""<!doctype html><title>Attack</title><button>Open</button><script>
    document.querySelector("button").onclick = () => {{
      const ours = open("{own}/add/rendered");
      addEventListener("message", () => ours.postMessage({{html: "<p>Lies</p>", url: 5}}, "*"));
    }}</script>"""
    page.goto(site.page("/attack", attack.encode()))
    with page.expect_popup() as opened:
        page.get_by_role("button").click()
    expect(opened.value.get_by_text("Waiting for the page")).to_be_visible()
    expect(opened.value.get_by_role("button", name="Add this page")).to_be_hidden()
