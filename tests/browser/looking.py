"""How a page is looked at, and what must be true of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

_SERIOUS = frozenset(("serious", "critical"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The window, and how it is set."""

    width: int = 1280
    height: int = 900
    scheme: Literal["light", "dark"] = "light"
    script: bool = True


NARROW = Desk(width=360, height=740)


@contextmanager
def desk(browser: Browser, how: Desk) -> Iterator[Page]:
    """A fresh window.

    What the browser complains of is an error: a script that fails, something that the policy forbids,
    something that is not there. A form that is sent back with what is wrong in it (422) is none.
    """
    context = browser.new_context(
        viewport={"width": how.width, "height": how.height},
        color_scheme=how.scheme,
        reduced_motion="reduce",
        java_script_enabled=how.script,
        permissions=[],
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    wrong: list[str] = []

    def complained(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 422" not in message.text:
            wrong.append(message.text)

    def answered(response: Response) -> None:
        if response.status >= 400 and response.status != 422:
            wrong.append(f"{response.status} {response.url}")

    page.on("console", complained)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", answered)
    try:
        yield page
    finally:
        context.close()
    assert not wrong, wrong


def faults(page: Page, *rules: str) -> list[str]:
    """What axe-core finds that is serious or critical; with ``rules`` only those are tried."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for one in found
        if one["impact"] in _SERIOUS
        for node in one["nodes"]
    ]


def too_wide(page: Page) -> bool:
    """Whether one has to scroll sideways."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return wide
