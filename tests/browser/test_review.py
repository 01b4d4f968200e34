"""The review queue, worked by keyboard, by mouse, and with script off."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_reader
from sayso.ledger.records import Wanted


def decided(ledger: Path) -> list[tuple[str, str]]:
    """Who decided what, in order."""
    found = open_reader(str(ledger))
    kinds = {EntryKind.JUDGEMENT, EntryKind.RETRACTION, EntryKind.JOIN, EntryKind.SPLIT, EntryKind.UNDO}
    told = [(entry.kind.value, entry.by) for entry in found.entries(kinds=kinds)]
    found.close()
    return told


def asked(page: Page) -> str:
    """Which statement is asked about."""
    return page.locator("input[name=statement]").first.input_value()


def test_by_keyboard_alone(page: Page, own: str, own_ledger: Path) -> None:
    page.goto(f"{own}/review?matter=statement")
    first = asked(page)
    page.keyboard.press("s")
    page.wait_for_url("**after=*")
    second = asked(page)
    assert second != first
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Read right")
    third = asked(page)
    assert third not in (first, second)
    page.keyboard.press("n")
    expect(page.get_by_role("status")).to_contain_text("Withdrawn")
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("was undone")
    assert asked(page) == third
    page.keyboard.press("c")
    expect(page.get_by_label("Who, by name")).to_be_focused()
    page.keyboard.press("Control+a")  # in place of who stands there, if somebody does
    page.keyboard.type("Nora Pell")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Corrected: speaker")
    who = "Ada Renwick"
    assert decided(own_ledger) == [
        ("judgement", who),
        ("retraction", who),
        ("undo", who),
        ("judgement", who),
    ]
    ledger = open_reader(str(own_ledger))
    (now,) = ledger.statements(Wanted(ids=(third,)))
    ledger.close()
    assert now.statement.speaker.name == "Nora Pell"


@pytest.mark.parametrize("script", [True, False])
def test_by_mouse(page: Page, scriptless: Page, own: str, own_ledger: Path, script: bool) -> None:
    page = page if script else scriptless
    page.goto(f"{own}/review")
    page.get_by_role("link", name="Claims").click()
    page.get_by_role("button", name="Two claims").click()
    expect(page.get_by_role("status")).to_contain_text("Two claims")
    page.get_by_role("button", name="Undo entry").first.click()
    expect(page.get_by_role("status")).to_contain_text("was undone")
    page.get_by_role("link", name="Statements").last.click()
    page.get_by_text("Correct it").click()
    act = page.get_by_label("Does what")
    act.select_option("promise" if act.input_value() == "deny" else "deny")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("status")).to_contain_text("Corrected: act")
    assert [kind for kind, _ in decided(own_ledger)] == ["split", "undo", "judgement"]


def test_what_is_wrong_is_told_in_the_form(page: Page, own: str) -> None:
    page.goto(f"{own}/review?matter=statement")
    page.keyboard.press("c")
    page.get_by_label("What, in the article’s own words").fill("never written there")
    with page.expect_response(lambda found: found.status == 422):
        page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("alert")).to_contain_text("does not stand in the article")
    expect(page.get_by_label("What, in the article’s own words")).to_have_value("never written there")


def test_keys_can_be_switched_off_and_fields_are_typed_into(page: Page, own: str, own_ledger: Path) -> None:
    page.goto(f"{own}/review?matter=statement")
    page.keyboard.press("c")
    page.get_by_label("Why").press_sequentially("an usual case")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Why")).to_be_hidden()
    page.get_by_label("Decide by single keys").uncheck()
    for key in "anscu":
        page.keyboard.press(key)
    page.reload()
    page.keyboard.press("a")
    assert decided(own_ledger) == []


def test_words_are_selected_in_the_article(page: Page, own: str) -> None:
    page.goto(f"{own}/review?matter=statement")
    before = page.get_by_label("What, in the article’s own words").input_value()
    page.keyboard.press("c")
    page.locator(".excerpt mark.cue").first.dblclick()
    after = page.get_by_label("What, in the article’s own words").input_value()
    assert after
    assert after != before
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("status")).to_contain_text("Corrected: content")
