"""What `sayso serve` accepted to add is added once, whatever happens to the server meanwhile."""

from __future__ import annotations

import re
import signal
import time
from pathlib import Path

import httpx
import pytest

from functional.ledgers import articles, whole
from functional.program import PATIENCE, sayso
from functional.test_serve import serving
from sayso.ledger.opening import open_reader
from sayso.web.inbox import Inbox, State, inbox_of

COUNT = 6


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    place = tmp_path / "case.db"
    folder = articles(tmp_path / "first", 1)
    assert sayso("add", folder, "--ledger", place).returncode == 0
    return place


def upload(address: str, folder: Path) -> None:
    """Send the folder's files by the page's form."""
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        token = re.search(r'name="csrf_token" value="(\w+)"', client.get("/add").text)
        assert token
        files = [("files", (p.name, p.read_bytes(), "text/markdown")) for p in sorted(folder.iterdir())]
        answer = client.post("/add/files", data={"csrf_token": token[1]}, files=files)
        assert answer.status_code == 303, answer.text


def done(ledger: Path, number: int) -> None:
    """Wait until so many additions are done."""
    kept, until = Inbox(inbox_of(str(ledger))), time.monotonic() + PATIENCE
    while sum(one.state is State.DONE for one in kept.latest(99)) < number:
        assert time.monotonic() < until, kept.latest(99)
        time.sleep(0.05)


def paths(ledger: Path) -> list[str | None]:
    found = open_reader(str(ledger))
    told = [found.document(one).path for one in found.documents()]
    found.close()
    return told[1:]


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_the_next_server_goes_on(ledger: Path, tmp_path: Path, by: int) -> None:
    folder = articles(tmp_path / "more", COUNT + 1)
    (folder / "0000.md").unlink()  # that one is there already
    names = sorted(path.name for path in folder.iterdir())
    with serving("--ledger", ledger) as (process, address):
        upload(address, folder)
        done(ledger, 1)
        process.send_signal(by)
        process.wait(PATIENCE)
    assert 1 <= len(paths(ledger)) <= COUNT
    with serving("--ledger", ledger) as (process, _):
        done(ledger, COUNT)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    assert paths(ledger) == names
    assert whole(ledger)
    assert [path.name for path in inbox_of(str(ledger)).iterdir() if path.is_dir()] == []


def test_of_several_processes_one_adds(ledger: Path, tmp_path: Path) -> None:
    folder = articles(tmp_path / "more", COUNT + 1)
    (folder / "0000.md").unlink()
    names = sorted(path.name for path in folder.iterdir())
    with serving("--ledger", ledger, "--workers", 2) as (process, address):
        upload(address, folder)
        done(ledger, COUNT)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    assert paths(ledger) == names
    assert whole(ledger)
