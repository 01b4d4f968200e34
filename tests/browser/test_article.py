"""The article's page, by mouse, by keyboard, and with script off."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.lab.web.story import addresses


@pytest.fixture
def article(address: str, story: Path) -> str:
    return address + addresses(story)["article"]


def number(page: Page, nth: int) -> str:
    """The id of the statement of a number."""
    found = page.locator(".sheet article .number[id]").nth(nth - 1).get_attribute("id")
    assert found
    return found


def lit(page: Page, nth: int) -> bool:
    """Whether a statement's words are marked out."""
    shadow = page.locator(f"mark.of-{nth}").first.evaluate("one => getComputedStyle(one).boxShadow")
    return bool(shadow != "none")


def in_view(page: Page, selector: str) -> bool:
    found: bool = page.locator(selector).first.evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"
    )
    return found


@pytest.mark.parametrize("script", [True, False])
def test_a_deep_link_scrolls_and_marks(page: Page, scriptless: Page, article: str, script: bool) -> None:
    page = page if script else scriptless
    page.goto(article)
    last = page.locator(".sheet article .number[id]").count()
    page.goto(f"{article}#{number(page, last)}")
    assert in_view(page, f"mark.of-{last}")
    assert lit(page, last)
    assert not lit(page, 1)


@pytest.mark.parametrize("script", [True, False])
def test_a_number_leads_to_its_card_and_the_card_back(
    page: Page, scriptless: Page, article: str, script: bool
) -> None:
    page = page if script else scriptless
    page.goto(article)
    key = number(page, 2)
    page.locator(f"[id='{key}']").click()
    assert page.url.endswith(f"#card-{key}")
    assert lit(page, 2)
    page.locator(f"[id='card-{key}'] a.number").click()
    assert page.url.endswith(f"#{key}")
    page.locator(f"[id='card-{key}']").get_by_role("link", name="statement", exact=True).click()
    page.wait_for_url(f"**/statements/{key}")
    expect(page.get_by_role("heading", name="Through whom it is known")).to_be_visible()


def test_keys_walk_through_the_statements(page: Page, article: str) -> None:
    page.goto(article)
    for key, at in (("j", 1), ("j", 2), ("n", 3), ("k", 2), ("p", 1)):
        page.keyboard.press(key)
        assert page.url.endswith(f"#{number(page, at)}")
        assert lit(page, at)
        assert page.evaluate("document.activeElement.id") == number(page, at)
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#card-{number(page, 1)}")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert not lit(page, 1)


def test_keys_can_be_switched_off_for_good(page: Page, article: str) -> None:
    page.goto(article)
    page.get_by_label("Keys j and k").uncheck()
    page.keyboard.press("j")
    assert "#" not in page.url
    page.reload()
    expect(page.get_by_label("Keys j and k")).not_to_be_checked()


def test_typing_into_a_field_is_no_walking(page: Page, article: str) -> None:
    page.goto(article)
    page.get_by_label("Search statements").fill("")
    page.get_by_label("Search statements").press_sequentially("jn")
    assert "#" not in page.url


def test_a_click_on_words_goes_to_their_statement(page: Page, article: str) -> None:
    page.goto(article)
    page.locator("mark.said.of-1").first.click()
    assert page.url.endswith(f"#{number(page, 1)}")
    assert lit(page, 1)


def test_marks_and_cards_can_be_hidden(scriptless: Page, article: str) -> None:
    page = scriptless
    page.goto(article)
    expect(page.locator(".card").first).to_be_visible()
    page.get_by_role("checkbox", name="Cards").uncheck()
    expect(page.locator(".card").first).to_be_hidden()
    page.get_by_role("checkbox", name="Marks").uncheck()
    shade = page.locator("mark.said").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert shade == "rgba(0, 0, 0, 0)"
