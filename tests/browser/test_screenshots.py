"""The pictures of the pages are taken in every window."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from sayso.lab.web.screenshots import pictures


def test_pictures_of_a_page(chromium: Browser, own_ledger: Path, tmp_path: Path) -> None:
    taken = list(pictures(chromium, own_ledger, tmp_path, {"missing"}))
    assert [path.name for path in taken] == ["missing-light.png", "missing-dark.png", "missing-narrow.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in taken)
