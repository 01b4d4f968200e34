"""An exported ledger is checked without the ledger."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from contracts.articles import article
from sayso.ledger.exported import verify_exported
from sayso.ledger.opening import open_ledger
from sayso.ledger.verifying import Verdict
from sayso.views.exports.formats import export


@pytest.fixture
def lines(tmp_path: Path) -> list[bytes]:
    ledger = open_ledger(str(tmp_path / "case.db"), by="tests")
    ledger.add([article(url="https://courier.example/pumps"), article(before="Today ")])
    stream = io.BytesIO()
    export("ledger", ledger, [], stream)
    ledger.close()
    return stream.getvalue().splitlines(keepends=True)


def verdict(lines: list[bytes], **rest: Any) -> Verdict:
    return verify_exported(io.BytesIO(b"".join(lines)), **rest)


def test_a_whole_one(lines: list[bytes]) -> None:
    found = verdict(lines)
    assert (found.fault, found.entries) == (None, len(lines) - 1)
    assert json.loads(lines[-1])["head"] == {"position": found.head.position, "digest": found.head.digest}


def test_anybody_can_check_it_with_sha256(lines: list[bytes]) -> None:
    *entries, last = lines
    before = "0" * 64
    for number, line in enumerate(entries, 1):
        value = json.loads(line)
        assert (value["position"], value["previous"]) == (number, before)
        before = hashlib.sha256(line.rstrip(b"\n")).hexdigest()
    assert json.loads(last)["head"]["digest"] == before


def test_any_altered_byte_is_found(lines: list[bytes]) -> None:
    for number, line in enumerate(lines, 1):
        for place in range(0, len(line) - 1, 37):
            altered = line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]
            found = verdict([*lines[: number - 1], altered, *lines[number:]])
            assert found.position is not None
            assert found.position in (number - 1, number)


def test_the_altered_entry_is_named(lines: list[bytes]) -> None:
    lines[3] = lines[3].replace(b"Ilse Marren", b"Joss Hallam")
    assert verdict(lines).position == 4


def test_a_removed_entry_is_named(lines: list[bytes]) -> None:
    del lines[4]
    assert verdict(lines).position == 5


def test_reordered_entries_are_named(lines: list[bytes]) -> None:
    lines[2], lines[3] = lines[3], lines[2]
    assert verdict(lines).position == 3


@pytest.mark.parametrize("left", [0, 1, 5])
def test_a_cut_one(lines: list[bytes], left: int) -> None:
    found = verdict(lines[:left])
    assert found.fault == f"entry {left + 1} was removed: the file ends without the ledger's head"


def test_an_end_that_was_cut_off_and_mended(lines: list[bytes]) -> None:
    digest = hashlib.sha256(lines[4].rstrip(b"\n")).hexdigest()
    mended = [*lines[:5], json.dumps({"head": {"position": 5, "digest": digest}}).encode()]
    assert verdict(mended).fault is None
    noted = json.loads(lines[-1])["head"]["digest"]
    assert "no entry has the digest" in (verdict(mended, head=noted).fault or "")
    assert verdict(lines, head=digest).fault is None


def test_what_follows_the_head(lines: list[bytes]) -> None:
    assert "after the ledger's head" in (verdict([*lines, b"{}\n"]).fault or "")


@pytest.mark.parametrize("bad", [b"\xff\xfe\n", b"[]\n", b"[" * 100_000, b"null\n", b"\n", b'{"head":1}\n'])
def test_lines_that_are_none(lines: list[bytes], bad: bytes) -> None:
    assert verdict([*lines[:2], bad, *lines[2:]]).fault is not None
