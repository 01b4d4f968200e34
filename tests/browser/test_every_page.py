"""What must be true of every page: nothing serious for axe-core, no sideways scrolling, no script needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.looking import NARROW, Desk, desk, faults, too_wide
from sayso.lab.web.story import addresses

NAMES = (
    "front",
    "article",
    "statement",
    "claim",
    "trace",
    "speaker",
    "conflicts",
    "search",
    "changes",
    "altered",
    "review",
    "names",
    "claims",
    "add",
    "rendered",
)


@pytest.fixture(scope="module")
def paths(story: Path) -> dict[str, str]:
    found = addresses(story)
    assert tuple(found) == NAMES
    return found


@pytest.fixture(scope="module")
def dark(chromium: Browser) -> Iterator[Page]:
    with desk(chromium, Desk(scheme="dark")) as found:
        yield found


@pytest.fixture(scope="module")
def light(chromium: Browser) -> Iterator[Page]:
    with desk(chromium, Desk()) as found:
        yield found


@pytest.fixture(scope="module")
def narrow(chromium: Browser) -> Iterator[Page]:
    with desk(chromium, NARROW) as found:
        yield found


@pytest.fixture(scope="module")
def bare(chromium: Browser) -> Iterator[Page]:
    with desk(chromium, Desk(script=False)) as found:
        yield found


@pytest.mark.parametrize("name", NAMES)
def test_light_and_in_print(light: Page, address: str, paths: dict[str, str], name: str) -> None:
    light.goto(address + paths[name])
    expect(light.locator("h1")).to_have_count(1)
    assert faults(light) == []
    assert not too_wide(light)
    light.emulate_media(media="print")
    expect(light.locator("h1")).to_be_visible()
    expect(light.locator("form.find")).to_be_hidden()
    light.emulate_media(media="screen")


@pytest.mark.parametrize("name", NAMES)
def test_dark(dark: Page, address: str, paths: dict[str, str], name: str) -> None:
    dark.goto(address + paths[name])
    assert faults(dark, "color-contrast") == []


@pytest.mark.parametrize("name", NAMES)
def test_narrow(narrow: Page, address: str, paths: dict[str, str], name: str) -> None:
    narrow.goto(address + paths[name])
    assert not too_wide(narrow)
    assert faults(narrow, "target-size", "scrollable-region-focusable", "meta-viewport") == []


@pytest.mark.parametrize("name", NAMES)
def test_without_script(bare: Page, address: str, paths: dict[str, str], name: str) -> None:
    bare.goto(address + paths[name])
    expect(bare.locator("h1")).to_be_visible()
    expect(bare.locator("nav[aria-label=Main] a").first).to_be_visible()
