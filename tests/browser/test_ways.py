"""The ways through the pages: from the front page to everything, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.lab.web.story import CLAIM, addresses


def test_the_keyboard_reaches_the_page_first(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("script", [True, False])
def test_from_the_front_page_to_an_article(page: Page, scriptless: Page, address: str, script: bool) -> None:
    page = page if script else scriptless
    page.goto(address)
    page.get_by_role("link", name="Velmor denies sale of pumping station after flood").first.click()
    page.wait_for_url("**/articles/*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Velmor denies sale of pumping station")


@pytest.mark.parametrize("script", [True, False])
def test_a_claim_is_traced_to_its_origins(page: Page, scriptless: Page, address: str, script: bool) -> None:
    page = page if script else scriptless
    page.goto(f"{address}/claims")
    page.get_by_label("The claim").fill(CLAIM)
    page.get_by_role("button", name="Trace it").click()
    expect(page.get_by_role("heading", name="From the articles down to the origins")).to_be_visible()
    expect(page.locator("main svg").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("independent lines of evidence")


def test_what_nobody_says_is_told(scriptless: Page, address: str) -> None:
    page = scriptless
    answer = page.request.get(f"{address}/claims?q=The%20moon%20is%20made%20of%20old%20cheese.")
    assert answer.status == 404
    assert "nobody in the ledger says" in answer.text()


@pytest.mark.parametrize("script", [True, False])
def test_a_search_with_filters_in_its_address(
    page: Page, scriptless: Page, address: str, script: bool
) -> None:
    page = page if script else scriptless
    page.goto(address)
    page.get_by_label("Search statements").fill("pumping station")
    page.get_by_label("Search statements").press("Enter")
    page.wait_for_url("**/search?*")
    everything = page.locator("article.told").count()
    page.locator("main").get_by_label("Act").select_option("deny")
    page.locator("main").get_by_role("button", name="Search").click()
    page.wait_for_url("**act=deny*")
    assert 0 < page.locator("article.told").count() < everything
    expect(page.locator("main").get_by_label("Act")).to_have_value("deny")


def test_a_speaker_by_the_keyboard(page: Page, address: str, story: Path) -> None:
    page.goto(address + addresses(story)["conflicts"])
    page.get_by_role("link", name="Ilse Marren").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/speakers/Ilse%20Marren")
    expect(page.get_by_role("heading", name="Where the story changed")).to_be_visible()
    expect(page.locator("main svg").first).to_be_visible()


def test_changes_between_versions(scriptless: Page, address: str, story: Path) -> None:
    page = scriptless
    page.goto(f"{address}/changes")
    page.get_by_role("link", name="Former works chief has no memory of Tarn Lock key").first.click()
    expect(page.locator("main")).to_contain_text("dry roof")
    expect(page.locator("main")).to_contain_text("some room")
