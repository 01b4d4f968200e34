"""Pages from web archives: WARC files (ISO 28500), alone or inside WACZ."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sayso.errors import DamagedInputError, IntakeError, SourceNotFoundError, TooLargeError
from sayso.intake.limits import Limits
from sayso.intake.sniff import media_type
from sayso.model.document import RawPage

Later = Callable[[], RawPage]
#: What may be an article; all other records of an archive are pictures, styles and the like.
_KINDS = frozenset(("text/html", "application/xhtml+xml", "application/pdf", "text/plain"))


def pages(path: str, *, limits: Limits | None = None) -> Iterator[tuple[str, Later | str]]:
    """Each archived page's address with what makes a page of it, or with why it is passed over, in
    the order of the archive.

    Raises:
        IntakeError: if the archive cannot be read, or is cut off; what came before the cut is good.
    """
    bound = limits or Limits()
    with _reported(path):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as whole:
                for name in sorted(n for n in whole.namelist() if n.endswith((".warc", ".warc.gz"))):
                    with whole.open(name) as stream:
                        yield from _pages(f"{path}/{name}", stream, bound)
        elif path.lower().endswith(".wacz"):
            raise DamagedInputError(f"{path} is cut off, or no WACZ archive")
        else:
            with Path(path).open("rb") as stream:
                yield from _pages(path, stream, bound)


@contextmanager
def _reported(path: str) -> Iterator[None]:
    from warcio.exceptions import ArchiveLoadFailed

    try:
        yield
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"there is no file {path}") from error
    except (zipfile.BadZipFile, ArchiveLoadFailed, EOFError) as error:
        raise DamagedInputError(f"{path} is broken: {' '.join(str(error).split())}") from error
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror or error}") from error


def _pages(name: str, stream: IO[bytes], limits: Limits) -> Iterator[tuple[str, Later | str]]:
    count = 0
    for record in _records(name, stream):
        count += 1
        url, status = _url(record), _status(record)
        content = _content(record, limits.decompressed_bytes) if url and status == "200" else b""
        _whole(name, count, record)
        if url:
            yield url, _later(url, record, content, limits) if status == "200" else f"its status is {status}"
    if not count:
        raise DamagedInputError(f"{name} holds no records; it is cut off, or no WARC file")
    if _ends_early(stream):  # the library passes over a last record whose headers are cut
        raise DamagedInputError(f"{name} is cut off after record {count}; what came before it was read")


def _ends_early(stream: IO[bytes]) -> bool:
    """Whether plain records don't end with two empty lines, as ISO 28500 has it."""
    stream.seek(0)
    if stream.read(2) == b"\x1f\x8b":
        return False
    stream.seek(-4, 2)
    return stream.read(4) != b"\r\n\r\n"


def _records(name: str, stream: IO[bytes]) -> Iterator[Any]:
    """The records, as far as the library can read them; it stumbles over headers that are none."""
    from warcio.archiveiterator import ArchiveIterator

    archive, count = iter(ArchiveIterator(stream)), 0
    while True:
        try:
            record = next(archive)
        except StopIteration:
            return
        except (AttributeError, IndexError, KeyError, TypeError, ValueError, zlib.error) as error:
            raise DamagedInputError(f"{name} is broken after record {count}; that far it was read") from error
        count += 1
        yield record


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


def _whole(name: str, count: int, record: Any) -> None:
    """Refuse a record that ends before it should: the file is cut there."""
    rest = record.raw_stream
    while rest.read(1 << 20):
        pass
    if getattr(rest, "limit", 0) or record.rec_headers.get_header("Content-Length") is None:
        raise DamagedInputError(f"{name} is cut off in record {count}; what came before it was read")


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
