"""The articles of a portion, each with the place where it can be found again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.bulk.job import Job
from sayso.bulk.portions import Portion
from sayso.bulk.storage import opened, told
from sayso.bulk.table import articles_of
from sayso.errors import SaysoError
from sayso.intake.json_lines import lines
from sayso.intake.load import page as page_of_file
from sayso.intake.warc import archived, member, members, reported
from sayso.model.document import RawPage

#: The name that stands for an error where something was passed over, which is none.
PASSED = "PassedOver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An article's place: the ``kind`` of file, its ``path``, the ``member`` inside a WACZ, and
    ``at`` which byte or row it begins.

    ``source`` names it to people, as ``sayso add`` does. ``sha256`` and ``size`` are of its bytes;
    where there are none, ``error`` and ``reason`` say why.
    """

    kind: str
    path: str
    source: str
    member: str = ""
    at: int = 0
    url: str | None = None
    fetched_at: str | None = None
    sha256: bytes = b""
    size: int = 0
    error: str = ""
    reason: str = ""


def places(portion: Portion, job: Job) -> Iterator[Place]:
    """The places of a portion, in its order. What can't be read is a place with the reason."""
    if portion.kind in ("failed", "passed"):
        (path,) = portion.paths
        error = portion.error or PASSED
        yield Place(kind="", path=path, source=path, error=error, reason=portion.reason)
        return
    for path in portion.paths:
        try:
            yield from _WALKS[portion.kind](path, job)
        except SaysoError as error:
            yield _failed(Place(kind=portion.kind, path=path, source=path), error)


def _file(path: str, job: Job) -> Iterator[Place]:
    yield _seen(Place(kind="file", path=path, source=path), lambda: read_file(path, job))


def read_file(path: str, job: Job) -> RawPage:
    """The page that is a file.

    Raises:
        IntakeError: if it can't be read, or is over the limit.
    """
    from sayso.errors import TooLargeError

    with opened(path) as stream, told(path):
        content = stream.read(job.limits.bytes + 1)
    if len(content) > job.limits.bytes:
        raise TooLargeError(f"{path} is larger than {job.limits.bytes:,} bytes")
    return page_of_file(content, path)


def _lines(path: str, job: Job) -> Iterator[Place]:
    with opened(path) as stream, told(path):
        for number, at, read in lines(path, stream, job.limits):
            yield _seen(Place(kind="lines", path=path, at=at, source=f"{path}:{number}"), read)


def _archive(path: str, job: Job) -> Iterator[Place]:
    with opened(path) as whole, told(path), reported(path):
        for name in members(path, whole):
            with member(whole, name) as stream:
                for found in archived(f"{path}/{name}" if name else path, stream, job.limits):
                    url = found.url or None
                    place = Place(
                        kind="archive",
                        path=path,
                        member=name,
                        at=found.at,
                        url=url,
                        source=f"{path}#{url}" if url else path,
                    )
                    if isinstance(found.read, str):
                        yield _with(place, error=PASSED, reason=found.read)
                    elif isinstance(found.read, SaysoError):
                        yield _failed(place, found.read)
                    else:
                        yield _seen(place, found.read)


def _table(path: str, job: Job) -> Iterator[Place]:
    with opened(path) as stream, told(path):
        for row, read in articles_of(path, stream, job.columns):
            yield _seen(Place(kind="table", path=path, at=row, source=f"{path}:{row}"), read)


def _seen(place: Place, read: Callable[[], RawPage]) -> Place:
    """The place with what its bytes are, or with why there are none."""
    try:
        page = read()
    except SaysoError as error:
        return _failed(place, error)
    return _with(
        place,
        sha256=hashlib.sha256(page.content).digest(),
        size=len(page.content),
        url=page.url,
        fetched_at=page.fetched_at,
    )


def _failed(place: Place, error: SaysoError) -> Place:
    return _with(place, error=type(error).__name__, reason=str(error))


def _with(place: Place, **known: Any) -> Place:
    from dataclasses import replace

    return replace(place, **known)


_WALKS: dict[str, Callable[[str, Job], Iterator[Place]]] = {
    "file": _file,
    "lines": _lines,
    "archive": _archive,
    "table": _table,
}
