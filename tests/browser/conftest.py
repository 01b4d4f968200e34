"""A real browser at a real server over the bundled story."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser.looking import Desk, desk
from sayso.lab.web.served import served
from sayso.lab.web.story import make

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, for one file of tests: while it is driven, nothing else may run an event loop."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium here; apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the story, which no test writes to."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium here; apt-get install chromium")
    place = tmp_path_factory.mktemp("story") / "story.db"
    make(place)
    return place


@pytest.fixture(scope="session")
def address(story: Path) -> Iterator[str]:
    """Where the story is served, to be looked at."""
    with served(story) as found:
        yield found


@pytest.fixture
def own_ledger(story: Path, tmp_path: Path) -> Path:
    """A copy of the story's ledger, to be written to."""
    return Path(shutil.copy(story, tmp_path / "case.db"))


@pytest.fixture
def own(own_ledger: Path) -> Iterator[str]:
    """Where that copy is served."""
    with served(own_ledger, allow_private=True) as found:
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A window of a desk's width; it fails the test if anything goes wrong in the browser."""
    with desk(chromium, Desk()) as found:
        yield found


@pytest.fixture
def scriptless(chromium: Browser) -> Iterator[Page]:
    """The same with script off."""
    with desk(chromium, Desk(script=False)) as found:
        yield found
