"""Picture every page over the bundled story: ``python -m sayso.lab.web.screenshots --out docs/screenshots``.

Each page as a desk shows it, by day and by night, and as a phone shows it. What a window holds is
pictured, not the whole of a long page. It needs Chromium, which Debian's package ``chromium`` brings.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from sayso.lab.web.served import served
from sayso.lab.web.story import addresses, make
from sayso.web.inbox import Inbox, inbox_of
from sayso.web.safety.accounts import Accounts

#: Two articles that are added before the pictures are taken; they name a clerk in two ways.
_ADDED = {
    "second-key.md": """---
title: Town clerk kept a second key
publisher: Velmor Courier
published: 2025-07-21
---

The clerk Odo Fenn said on Monday that a second key of the pumping station had hung in the town hall.

“Nobody asked me for it,” Fenn told the council.
""",
    "clerk-heard.md": """---
title: Inquiry hears clerk
publisher: Alden Tribune
published: 2025-07-22
---

The clerk of Velmor, O. Fenn, told the inquiry on Tuesday that he had shown the key to nobody.
""",
}
_SECONDS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How a picture is taken."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]


WINDOWS = (
    Window(name="light", width=1080, height=760, scheme="light"),
    Window(name="dark", width=1080, height=760, scheme="dark"),
    Window(name="narrow", width=375, height=720, scheme="light"),
)


def main() -> None:
    """Take the pictures, and tell of each."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("there is no chromium here; apt-get install chromium")
    size = 0
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder) / "case.db"
        make(place)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in pictures(browser, place, options.out, set(options.only)):
            size += path.stat().st_size
            print(f"{path.name}: {path.stat().st_size:,} bytes")
        browser.close()
    print(f"{size:,} bytes together")


def pictures(browser: Browser, place: Path, out: Path, only: set[str]) -> Iterator[Path]:
    """The pictures of a ledger of the story, as they are taken; with ``only`` those of these pages."""
    with ExitStack() as held:
        for name, text in _ADDED.items():
            Inbox(inbox_of(str(place))).accept(by="Ada Renwick", name=name, content=text.encode())
        own = held.enter_context(served(place))
        accounts = str(place.with_suffix(".accounts"))
        Accounts(accounts, make=True).close()
        closed = held.enter_context(served(place, accounts=accounts))
        pages = {name: own + path for name, path in addresses(place).items()}
        pages |= {"addition": f"{own}/add/1", "login": f"{closed}/login", "missing": f"{own}/nothing"}
        _wait(browser, f"{own}/add/{len(_ADDED)}")
        for window in WINDOWS:
            yield from _pictured(browser, window, pages, out, only)


def _wait(browser: Browser, address: str) -> None:
    """Until the addition is done, so that the pictures don't change while they are taken."""
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("link", name="Read the article").wait_for(timeout=_SECONDS)
    page.close()


def _pictured(
    browser: Browser, window: Window, pages: dict[str, str], out: Path, only: set[str]
) -> Iterator[Path]:
    context = browser.new_context(
        viewport={"width": window.width, "height": window.height},
        color_scheme=window.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    for name, address in pages.items():
        if only and name not in only:
            continue
        path = out / f"{name}-{window.name}.png"
        page.goto(address)
        page.screenshot(path=path)
        yield path
    context.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, required=True, help="the folder that the pictures go to")
    parser.add_argument("--only", nargs="*", default=(), metavar="PAGE", help="only these pages")
    return parser.parse_args()


if __name__ == "__main__":
    main()
