"""Web archives, whole and cut off."""

from __future__ import annotations

import zipfile
from gzip import compress
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from sayso.errors import DamagedInputError, SaysoError, SourceNotFoundError, TooLargeError
from sayso.intake.limits import Limits
from sayso.intake.warc import pages
from sayso.model.document import MediaType, RawPage

HTML = b"<html><body><p>The pumps failed, Ann Bell said. \xe9</p></body></html>"
Record = tuple[str, str, str, bytes]


def page(n: int) -> Record:
    return (f"https://b.example/{n}", "200 OK", "text/html; charset=ISO-8859-1", HTML + str(n).encode())


def archive(*records: Record, gzip: bool) -> bytes:
    """The records as ISO 28500 has them, each compressed by itself."""
    return b"".join(compress(one) if gzip else one for one in map(record, records))


def record(given: Record) -> bytes:
    url, status, kind, content = given
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
    fields = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, url)}>",
        "WARC-Date": "2025-02-26T10:00:00Z",
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(answer)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + answer + b"\r\n\r\n"


def read(path: Path, limits: Limits | None = None) -> tuple[list[RawPage], SaysoError | None]:
    """The pages that come before the error, and the error."""
    found = []
    try:
        for _, load in pages(str(path), limits=limits):
            assert not isinstance(load, str)
            found.append(load())
    except SaysoError as error:
        return found, error
    return found, None


@pytest.mark.parametrize("gzip", [False, True])
def test_pages_of_an_archive(tmp_path: Path, gzip: bool) -> None:
    others: tuple[Record, ...] = (
        ("https://b.example/a.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://b.example/robots.txt", "200 OK", "text/plain", b"User-agent: *"),
        ("dns:b.example", "200 OK", "text/plain", b"127.0.0.1"),
    )
    path = tmp_path / "crawl.warc"
    path.write_bytes(archive(page(1), *others, page(2), gzip=gzip))
    found, error = read(path)
    assert error is None
    assert [p.url for p in found] == ["https://b.example/1", "https://b.example/2"]
    assert {(p.media_type, p.charset, p.fetched_at) for p in found} == {
        (MediaType.HTML, "ISO-8859-1", "2025-02-26T10:00:00Z")
    }
    assert found[0].content == HTML + b"1"


def test_pages_that_were_not_found_are_passed_over_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    gone: Record = ("https://b.example/gone", "404 Not Found", "text/html", b"<p>gone</p>")
    path.write_bytes(archive(gone, page(1), gzip=True))
    found = list(pages(str(path)))
    assert found[0] == ("https://b.example/gone", "its status is 404")
    assert not isinstance(found[1][1], str)


def test_archives_inside_wacz(tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("archive/b.warc.gz", archive(page(2), gzip=True))
        made.writestr("archive/a.warc.gz", archive(page(1), gzip=True))
        made.writestr("datapackage.json", "{}")
    found, error = read(path)
    assert error is None
    assert [p.content[-1:] for p in found] == [b"1", b"2"]


@pytest.mark.parametrize("gzip", [False, True])
@pytest.mark.parametrize("share", [0.05, 0.35, 0.5, 0.7, 0.95, 0.99])
def test_one_that_is_cut_in_the_middle(tmp_path: Path, gzip: bool, share: float) -> None:
    sizes = [len(archive(page(n), gzip=gzip)) for n in range(5)]
    whole = archive(*map(page, range(5)), gzip=gzip)
    cut = int(len(whole) * share)
    path = tmp_path / "crawl.warc"
    path.write_bytes(whole[:cut])
    found, error = read(path)
    before = sum(sum(sizes[: n + 1]) <= cut for n in range(5))
    assert len(found) >= before  # a last record may lack nothing but the empty lines after it
    assert [p.content[-1:] for p in found[:before]] == [str(n).encode() for n in range(before)]
    assert isinstance(error, DamagedInputError)
    assert str(path) in str(error)


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl.wacz"])
@pytest.mark.parametrize(
    "content", [b"", b"These are notes.\n", b"<html></html>", b"\x1f\x8b\x08\x00", b"PK\x03\x04"]
)
def test_what_is_no_archive(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found, error = read(path)
    assert found == []
    assert isinstance(error, DamagedInputError)


def test_a_page_over_the_limit_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    large: Record = ("https://b.example/large", "200 OK", "text/html", b"a" * 5000)
    path.write_bytes(archive(large, page(1), gzip=False))
    (_, first), (_, second) = pages(str(path), limits=Limits(decompressed_bytes=1000))
    assert not isinstance(first, str)
    assert not isinstance(second, str)
    with pytest.raises(TooLargeError):
        first()
    assert second().content == HTML + b"1"


def test_one_that_is_not_there(tmp_path: Path) -> None:
    _, error = read(tmp_path / "none.warc")
    assert isinstance(error, SourceNotFoundError)
