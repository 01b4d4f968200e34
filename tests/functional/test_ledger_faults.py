"""A disk that is full, a place that may only be read: a clear line, and a ledger that is whole."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from functional.ledgers import articles, told, whole
from functional.program import COMMAND, ENVIRONMENT, PATIENCE, sayso
from sayso import errors


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A file system of a few kilobytes at the folder; the test is skipped where none can be had."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def refused(done: subprocess.CompletedProcess[bytes], error: type[errors.SaysoError]) -> None:
    said = done.stderr.decode()
    assert done.returncode == error.exit_code, said
    assert said.startswith("sayso: ")
    assert said.count("\n") == 1, said


def test_a_full_disk(tmp_path: Path) -> None:
    folder = articles(tmp_path / "articles", 60)
    with small_disk(tmp_path / "disk", 700):
        place = tmp_path / "disk" / "case.db"
        done = sayso("add", folder, "--ledger", place)
        refused(done, errors.LedgerFullError)
        assert whole(place)
        before = told(place)
        assert 0 < sum(kind == "document" for kind, _, _ in before) < 60
        assert not [kind for kind, _, _ in before if kind == "failure"]
        # room is made, and the run goes on where it was
        subprocess.run(["mount", "-o", "remount,size=8m", str(tmp_path / "disk")], check=True)
        assert sayso("add", folder, "--ledger", place).returncode == 0
        after = told(place)
        assert after[: len(before)] == before
        assert sum(kind == "document" for kind, _, _ in after) == 60
        assert whole(place)


def test_a_file_that_may_grow_no_further(tmp_path: Path) -> None:
    folder, place = articles(tmp_path / "articles", 60), tmp_path / "case.db"

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))

    done = subprocess.run(
        [*COMMAND, "add", str(folder), "--ledger", str(place)],
        capture_output=True,
        env=ENVIRONMENT,
        preexec_fn=bounded,
        timeout=PATIENCE,
        check=False,
    )
    refused(done, errors.LedgerFullError)
    assert whole(place)
    assert sayso("add", folder, "--ledger", place).returncode == 0
    assert sum(kind == "document" for kind, _, _ in told(place)) == 60


def test_a_disk_that_may_only_be_read(tmp_path: Path) -> None:
    folder = articles(tmp_path / "articles", 3)
    with small_disk(tmp_path / "disk", 4000):
        place = tmp_path / "disk" / "case.db"
        assert sayso("add", folder, "--ledger", place).returncode == 0
        before = told(place)
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        more = articles(tmp_path / "more", 5)
        refused(sayso("add", more, "--ledger", place), errors.LedgerReadOnlyError)
        assert told(place) == before
        assert sayso("verify", "--ledger", place).returncode == 0
        assert b"Ilse Marren" in sayso("who", "Marren", "--ledger", place).stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    folder, place = articles(tmp_path / "articles", 2), tmp_path / "case.db"
    assert sayso("add", folder, "--ledger", place).returncode == 0
    place.chmod(0o444)
    refused(sayso("add", articles(tmp_path / "more", 3), "--ledger", place), errors.LedgerReadOnlyError)
    assert whole(place)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    place = tmp_path / "none" / "case.db"
    refused(sayso("add", articles(tmp_path / "articles", 1), "--ledger", place), errors.LedgerReadOnlyError)
