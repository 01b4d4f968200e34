"""Pages from web archives: WARC files (ISO 28500), alone or inside WACZ."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from sayso.errors import DamagedInputError, IntakeError, SourceNotFoundError, TooLargeError
from sayso.intake.limits import Limits
from sayso.intake.sniff import media_type
from sayso.model.document import RawPage

Later = Callable[[], RawPage]
#: Bytes that are looked through at once for a record, and those that tell one.
_STEP = 1 << 20
_HEAD = 512
#: What may be an article; all other records of an archive are pictures, styles and the like.
_KINDS = frozenset(("text/html", "application/xhtml+xml", "application/pdf", "text/plain"))


def pages(path: str, *, limits: Limits | None = None) -> Iterator[tuple[str, Later | str]]:
    """Each archived page's address with what makes a page of it, or with why it is passed over, in
    the order of the archive.

    Raises:
        IntakeError: if the archive cannot be read, or is cut off; what came before the cut is good.
    """
    bound = limits or Limits()
    with reported(path), Path(path).open("rb") as whole:
        for name in members(path, whole):
            with member(whole, name) as stream:
                for found in archived(f"{path}/{name}" if name else path, stream, bound):
                    if isinstance(found.read, DamagedInputError):
                        raise found.read
                    yield found.url, found.read


def members(path: str, whole: IO[bytes]) -> list[str]:
    """The names of the WARC files inside a WACZ, in order; one empty name for a plain WARC file.

    Raises:
        DamagedInputError: if what is called a WACZ is none.
    """
    if zipfile.is_zipfile(whole):
        with zipfile.ZipFile(whole) as held:
            return sorted(n for n in held.namelist() if n.endswith((".warc", ".warc.gz")))
    if path.lower().endswith(".wacz"):
        raise DamagedInputError(f"{path} is cut off, or no WACZ archive")
    return [""]


@contextmanager
def member(whole: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    """One of the files that ``members`` names, open for reading."""
    if not name:
        whole.seek(0)
        yield whole
        return
    with zipfile.ZipFile(whole) as held, held.open(name) as stream:
        yield stream


@contextmanager
def reported(path: str) -> Iterator[None]:
    """Say of what goes wrong with an archive what it means.

    Raises:
        IntakeError: one of its kinds.
    """
    from warcio.exceptions import ArchiveLoadFailed

    try:
        yield
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"there is no file {path}") from error
    except (zipfile.BadZipFile, ArchiveLoadFailed, EOFError) as error:
        raise DamagedInputError(f"{path} is broken: {' '.join(str(error).split())}") from error
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror or error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A page of an archive: the byte where its record begins, its address, and what makes a page of
    it, or why it is passed over, or (then without an address) what is wrong with the record."""

    at: int
    url: str
    read: Later | str | DamagedInputError


def archived(name: str, stream: IO[bytes], limits: Limits) -> Iterator[Archived]:
    """The pages of one WARC file, in order. After a record that is broken it goes on with the next
    one that can be found."""
    count, start = 0, 0
    while True:
        at = start
        try:
            for at, record, whole in _records(name, stream, start, count):
                count += 1
                url, status = _url(record), _status(record)
                content = _content(record, limits.decompressed_bytes) if url and status == "200" else b""
                whole()
                if url:
                    later = _later(url, record, content, limits)
                    yield Archived(
                        at=at, url=url, read=later if status == "200" else f"its status is {status}"
                    )
            if not count:
                raise DamagedInputError(f"{name} holds no records; it is cut off, or no WARC file")
            if _ends_early(stream):  # the library passes over a last record whose headers are cut
                raise DamagedInputError(
                    f"{name} is cut off after record {count}; what came before it was read"
                )
        except DamagedInputError as error:
            yield Archived(at=at, url="", read=error)
            following = _next_start(stream, at + 1)
            if following is None:
                return
            start = following
        else:
            return


def page_at(name: str, stream: IO[bytes], at: int, limits: Limits) -> RawPage:
    """The page whose record begins at a byte that ``archived`` told.

    Raises:
        IntakeError: if there is none, or it is over the limits.
    """
    for _, record, _ in _records(name, stream, at, 0):
        if url := _url(record):
            return _later(url, record, _content(record, limits.decompressed_bytes), limits)()
        break
    raise DamagedInputError(f"{name} holds no page at byte {at}")


def _ends_early(stream: IO[bytes]) -> bool:
    """Whether plain records don't end with two empty lines, as ISO 28500 has it."""
    stream.seek(0)
    if stream.read(2) == b"\x1f\x8b":
        return False
    stream.seek(-4, 2)
    return stream.read(4) != b"\r\n\r\n"


def _records(
    name: str, stream: IO[bytes], start: int, count: int
) -> Iterator[tuple[int, Any, Callable[[], None]]]:
    """The records from a byte on, as far as the library can read them, each with where it begins and
    what refuses one that isn't whole; the library stumbles over headers that are none."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    stream.seek(start)
    archive = ArchiveIterator(stream)
    archive.INC_RECORD = ""  # it would write to standard error
    while True:
        try:
            record = next(archive)
        except StopIteration:
            return
        except (
            ArchiveLoadFailed,
            AttributeError,
            EOFError,
            LookupError,
            TypeError,
            ValueError,
            zlib.error,
        ) as error:
            raise DamagedInputError(f"{name} is broken after record {count}; that far it was read") from error
        count += 1
        yield archive.offset, record, partial(_whole, name, count, record, archive)


def _url(record: Any) -> str:
    """The address of a page; empty if the record is none."""
    if record.rec_type != "response" or record.http_headers is None:
        return ""
    url: str = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    kind = (record.http_headers.get_header("Content-Type") or "").split(";", 1)[0].strip().lower()
    is_page = url.startswith(("http://", "https://")) and not url.endswith("/robots.txt")
    return url if is_page and kind in _KINDS else ""


def _status(record: Any) -> str:
    return str(record.http_headers.get_statuscode()) if record.http_headers is not None else ""


def _content(record: Any, most: int) -> bytes | None:
    """The page's bytes, unpacked; null if they are over the limit."""
    found: bytes = record.content_stream().read(most + 1)
    return found if len(found) <= most else None


def _whole(name: str, count: int, record: Any, archive: Any) -> None:
    """Refuse a record that ends before or after it should."""
    rest, wrong = record.raw_stream, archive.err_count
    while rest.read(1 << 20):
        pass
    if getattr(rest, "limit", 0) or record.rec_headers.get_header("Content-Length") is None:
        raise DamagedInputError(f"{name} is cut off in record {count}; what came before it was read")
    archive.read_to_end()
    if archive.err_count > wrong:
        raise DamagedInputError(f"{name} is broken: record {count} does not end where it says")


def _next_start(stream: IO[bytes], start: int) -> int | None:
    """The byte from ``start`` on where a record seems to begin."""
    stream.seek(0)
    mark = b"\x1f\x8b\x08" if stream.read(2) == b"\x1f\x8b" else b"\r\n\r\nWARC/"
    stream.seek(start)
    held, base = b"", start
    while more := stream.read(_STEP):
        held += more
        found = held.find(mark)
        while found >= 0:
            if len(held) - found < _HEAD:
                held += stream.read(_HEAD)
            if mark[0] == 13:
                return base + found + 4
            if _unpacks(held[found : found + _HEAD]):
                return base + found
            found = held.find(mark, found + 1)
        kept = max(0, len(held) - len(mark) + 1)
        held, base = held[kept:], base + kept
    return None


def _unpacks(head: bytes) -> bool:
    """Whether a compressed record begins here."""
    try:
        return zlib.decompressobj(31).decompress(head, 5).startswith(b"WARC/")
    except zlib.error:
        return False


def _later(url: str, record: Any, content: bytes | None, limits: Limits) -> Later:
    declared = record.http_headers.get_header("Content-Type") or ""
    at = record.rec_headers.get_header("WARC-Date")

    def page() -> RawPage:
        if content is None:
            raise TooLargeError(f"{url} is larger than {limits.decompressed_bytes:,} bytes")
        return RawPage(
            content=content,
            media_type=media_type(content, url, declared=declared, suffix=url.split("?", 1)[0]),
            url=url,
            charset=_charset(declared),
            fetched_at=at,
        )

    return page


def _charset(declared: str) -> str | None:
    for part in declared.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None
