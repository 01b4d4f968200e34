"""The program as a user runs it, on input that no article can be had from, or only just."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import errors
from servers import Site, serving
from unit.documents.pages import PROSE, article
from unit.documents.pdfs import pdf

#: Seconds that no bad input may take, the start of the program with it; there is a slack for a
#: machine that does much else. A host that never answers takes its own limit (15 seconds) besides.
BOUND = 30
COMMAND = (sys.executable, "-m", "sayso.cli.main", "read", "--extractor", "rules_v1")


def read(source: object, *options: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *options, str(source)],
        capture_output=True,
        input=stdin if stdin is not None else b"",
        timeout=BOUND,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[bytes], error: type[errors.SaysoError], reason: str) -> None:
    """One line on standard error that says why, its own code, and nothing else."""
    said = done.stderr.decode()
    assert said.startswith("sayso: "), said
    assert said.endswith("\n")
    assert said.count("\n") == 1, said
    assert reason in said
    assert done.returncode == error.exit_code, said
    assert done.stdout == b""


@pytest.fixture(scope="module")
def unanswered() -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A run against a host that never answers, which goes on beside the other tests."""
    with serving() as site:
        url = site.silence("/never")
        begun = time.monotonic()
        run = subprocess.Popen(
            [*COMMAND, "--allow-private", url], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            yield run, begun
        finally:
            run.kill()
            run.communicate()


@pytest.fixture(autouse=True)
def started(unanswered: tuple[subprocess.Popen[bytes], float]) -> None:
    """That run begins with the first test here, so that its waiting costs no time of its own."""


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    refused(read(path), errors.EmptyInputError, "is empty")
    refused(read("-", stdin=b" \n"), errors.EmptyInputError, "standard input is empty")


def test_a_missing_file(tmp_path: Path) -> None:
    refused(read(tmp_path / "none.txt"), errors.SourceNotFoundError, "there is no file")


def test_a_binary(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"\x7fELF\x02\x01\x01\0" + os.urandom(10_000))
    refused(read(path), errors.UnsupportedInputError, "not text, HTML or PDF")


def test_a_file_of_200_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    refused(read(path), errors.TooLargeError, "larger than 20 MB")


def test_a_folder(tmp_path: Path) -> None:
    refused(read(tmp_path), errors.UsageError, "is a folder")


def test_text_with_nul_bytes(tmp_path: Path) -> None:
    path = tmp_path / "nul.txt"
    path.write_bytes(PROSE[0].encode() + b"\0" + PROSE[1].encode())
    refused(read(path), errors.UnsupportedInputError, "not text, HTML or PDF")


def test_one_line_of_50_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes(b"The board voted, said Tom Redd. " * 1_600_000)
    refused(read(path), errors.TooLargeError, "larger than 20 MB")


def test_a_text_of_100_000_sentences(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"The board met, said Tom.\n\n" * 100_000)
    refused(read(path), errors.TooLargeError, "longer than 2,000,000 characters")


def test_encoded_surrogates_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "halves.txt"
    path.write_bytes("\n\n".join([*PROSE, "He left \ud83d at once."]).encode("utf-8", "surrogatepass"))
    done = read(path, "--json")
    assert done.returncode == 0, done.stderr
    assert "\ufffd" in json.loads(done.stdout)["document"]["text"]
    assert done.stderr.decode().startswith("sayso: warning: ")


def test_a_truncated_pdf(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    whole = pdf(PROSE)
    path.write_bytes(whole[: len(whole) // 2])
    refused(read(path), errors.DamagedInputError, "PDF")


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf(PROSE, encrypted=True))
    refused(read(path), errors.EncryptedInputError, "password")


def test_html_nested_100_000_deep(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text(f"<html><body>{'<div>' * 100_000}{PROSE[0]}{'</div>' * 100_000}")
    refused(read(path), errors.TooComplexError, "deep")


def test_a_page_with_no_article(tmp_path: Path) -> None:
    path = tmp_path / "menu.html"
    path.write_text("<!DOCTYPE html><title>Ledger</title><nav><a href=/>Home</a></nav><img src=a>")
    refused(read(path), errors.NoArticleError, "no article")


def test_a_redirect_loop(site: Site) -> None:
    site.redirect("/b", "/a")
    url = site.redirect("/a", "/b")
    refused(read(url, "--allow-private"), errors.TooManyRedirectsError, "in a circle")


def test_a_redirect_to_a_metadata_address(site: Site) -> None:
    url = site.redirect("/a", "http://169.254.169.254/latest/meta-data/")
    refused(read(url, "--allow-private"), errors.UnsafeAddressError, "169.254.169.254")


def test_an_address_of_ones_own_network(site: Site) -> None:
    url = site.page("/a", article(*PROSE).encode())
    refused(read(url), errors.UnsafeAddressError, "--allow-private")
    assert site.requests == []


def test_a_gzip_bomb(site: Site) -> None:
    bomb = gzip.compress(bytes(60 * 1024 * 1024))
    url = site.page("/bomb", bomb, headers={"Content-Encoding": "gzip"})
    refused(read(url, "--allow-private"), errors.DecompressionError, "decompressed")


def test_an_error_status(site: Site) -> None:
    url = site.page("/gone", b"gone", 410)
    refused(read(url, "--allow-private"), errors.HttpStatusError, "answered 410")


def test_a_scheme_that_is_not_fetched() -> None:
    refused(read("ftp://ledger.example/a"), errors.FetchError, "only http and https")


def test_invalid_utf_8_with_a_wrong_declared_charset(tmp_path: Path) -> None:
    path = tmp_path / "wrong.html"
    content = article(*PROSE).replace("utf-8", "shift_jis").encode()
    path.write_bytes(content.replace(b"haulier", b"haul\xff\xfeier"))
    done = read(path, "--json")
    assert done.returncode == 0, done.stderr
    text = json.loads(done.stdout)["document"]["text"]
    assert "haul\ufffd\ufffdier, Tom Redd" in text
    assert b"Traceback" not in done.stderr
    assert done.stderr.decode().startswith("sayso: warning: ")


@pytest.mark.parametrize("marks", ['"', "“", "‘”'"])
def test_odd_counts_of_quotation_marks(tmp_path: Path, marks: str) -> None:
    path = tmp_path / "odd.txt"
    lines = [PROSE[0], f"{marks}No, said Tom Redd, who had come {marks[0]} late.", PROSE[2], marks]
    path.write_text("\n\n".join(lines), encoding="utf-8")
    done = read(path, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["document"]["text"] == "\n\n".join(lines)
    assert done.stderr == b""


def test_a_host_that_never_answers(unanswered: tuple[subprocess.Popen[bytes], float]) -> None:
    run, begun = unanswered
    stdout, stderr = run.communicate(timeout=60)
    assert time.monotonic() - begun < 60
    done = subprocess.CompletedProcess(run.args, run.returncode, stdout, stderr)
    refused(done, errors.FetchTimeoutError, "did not answer in time")
