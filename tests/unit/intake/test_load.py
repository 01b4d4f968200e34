from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.errors import (
    EmptyInputError,
    FetchError,
    IntakeError,
    SourceNotFoundError,
    TooLargeError,
    UnsafeAddressError,
    UnsupportedInputError,
    UsageError,
)
from sayso.intake.limits import Limits
from sayso.intake.load import load
from sayso.model.document import MediaType
from servers import Site

PROSE = "The mayor said the bridge would be closed.\r\n“Nobody told me,” she said.\r\n"


def test_a_file_comes_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "Übergabe.md"
    path.write_bytes(PROSE.encode())
    page = load(str(path))
    assert page.content == PROSE.encode()
    assert (page.path, page.url, page.charset, page.fetched_at) == (str(path), None, None, None)
    assert page.media_type is MediaType.MARKDOWN


def test_standard_input_is_a_dash() -> None:
    page = load("-", stdin=io.BytesIO(PROSE.encode()))
    assert (page.content, page.path, page.media_type) == (PROSE.encode(), "-", MediaType.TEXT)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="there is no file"):
        load(str(tmp_path / "none.txt"))


def test_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="sayso extract"):
        load(str(tmp_path))


def test_a_pipe_in_the_file_system_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(UnsupportedInputError, match="not a regular file"):
        load(str(path))


def test_a_device_is_not_read() -> None:
    with pytest.raises(UnsupportedInputError, match="not a regular file"):
        load("/dev/zero")


@contextmanager
def as_nobody() -> Iterator[None]:
    """The superuser may read everything, so the test gives that up for a while."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(mine)


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path, closed: str) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text(PROSE)
    (path if closed == "file" else folder).chmod(0)
    try:
        with as_nobody(), pytest.raises(SourceNotFoundError, match="may not be read"):
            load(str(path))
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("path", ["a\0b", "a" * 5_000, "a.txt/"])
def test_a_name_that_no_file_can_have_is_said(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    with pytest.raises(IntakeError):
        load(f"{tmp_path}/{path}/b" if path.endswith("/") else path)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(TooLargeError, match="larger than 20 MB"):
        load(str(path))
    path.write_bytes(b"a" * 100)
    assert len(load(str(path), limits=Limits(bytes=100)).content) == 100
    with pytest.raises(TooLargeError):
        load(str(path), limits=Limits(bytes=99))


def test_standard_input_over_the_limit_is_not_read_on() -> None:
    stream = io.BytesIO(b"word " * 1_000)
    with pytest.raises(TooLargeError, match="standard input"):
        load("-", limits=Limits(bytes=100), stdin=stream)
    assert stream.tell() == 101


def test_empty_input_is_said(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(EmptyInputError, match=r"empty\.txt is empty"):
        load(str(path))
    with pytest.raises(EmptyInputError, match="standard input is empty"):
        load("-", stdin=io.BytesIO())


def test_standard_input_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    held = os.open(tmp_path / "out.txt", os.O_WRONLY | os.O_CREAT)  # as a shell's 0>out.txt does
    with (
        os.fdopen(held, "rb") as stream,
        pytest.raises(IntakeError, match="standard input cannot be read"),
    ):
        load("-", stdin=stream)


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # what Python itself does when it is
    with pytest.raises(IntakeError, match="standard input is closed"):
        load("-")


def test_an_address_is_fetched(site: Site) -> None:
    url = site.page("/a.txt", PROSE.encode(), headers={"Content-Type": "text/plain"})
    page = load(url, allow_private=True)
    assert (page.content, page.url, page.path) == (PROSE.encode(), url, None)
    with pytest.raises(UnsafeAddressError):
        load(url)


def test_the_limits_hold_for_an_address(site: Site) -> None:
    url = site.page("/a.txt", PROSE.encode())
    with pytest.raises(TooLargeError):
        load(url, limits=Limits(bytes=10), allow_private=True)


@pytest.mark.parametrize("source", ["file:///etc/passwd", "ftp://host.example/a"])
def test_other_schemes_are_no_files(source: str) -> None:
    with pytest.raises(FetchError, match="only http and https"):
        load(source)
