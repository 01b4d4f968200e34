"""Find the articles that a source holds: a file, a folder, an address, a feed, an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from sayso.adding.item import Item, Passed
from sayso.errors import SaysoError, UsageError
from sayso.intake.feeds import Polite, is_feed, read_feed
from sayso.intake.limits import Limits
from sayso.intake.load import load
from sayso.ledger.port import LedgerWriter
from sayso.model.document import RawPage

_ARTICLES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"})
_LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_ARCHIVES = (".warc", ".warc.gz", ".wacz")
#: Bytes of a line that are looked at at once where lines are counted.
_LINE = 1 << 20
_FEEDS = frozenset({".rss", ".atom", ".xml", ".rdf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How sources are read.

    ``feed``: all of them are feeds. ``known`` tells whether an address is in the ledger already,
    ``visited`` what a feed came with the last time, and ``visit`` is told when one was read to its
    end. ``polite`` fetches what nobody asked for by its own address; ``ask`` has it fetch all pages.
    ``called`` tells the path that a page is kept under, where the file is only its way in.
    """

    feed: bool = False
    ask: bool = False
    allow_private: bool = False
    publisher: str | None = None
    published: str | None = None
    limits: Limits = field(default_factory=Limits)
    known: Callable[[str], bool] = lambda url: False
    visited: Callable[[str], tuple[str | None, str | None]] = lambda url: (None, None)
    visit: Callable[[str, str | None, str | None], None] = lambda url, etag, modified: None
    polite: Polite = field(default_factory=Polite)
    called: Callable[[str], str] | None = None


def ways_of(ledger: LedgerWriter, **given: Any) -> Ways:
    """The ways of a run that adds to a ledger: what is in it already is not fetched again."""
    return Ways(
        known=lambda url: bool(ledger.versions(url)),
        visited=ledger.visited,
        visit=lambda url, etag, modified: ledger.visit(url, etag=etag, modified=modified),
        polite=Polite(allow_private=bool(given.get("allow_private"))),
        **given,
    )


def items(source: str, ways: Ways) -> Iterator[Item | Passed]:
    """The articles of a source, and what is passed over, found as they are asked for.

    Raises:
        SaysoError: if the source as a whole cannot be read; what came before it is good.
    """
    for found in _items(source, ways):
        if ways.called is not None and isinstance(found, Item):
            yield replace(found, load=partial(_called, found.load, ways.called))
        else:
            yield found


def _called(load: Callable[[], RawPage], called: Callable[[str], str]) -> RawPage:
    page = load()
    return replace(page, path=called(page.path)) if page.path else page


def _items(source: str, ways: Ways) -> Iterator[Item | Passed]:
    name = source.lower()
    if "://" in source:
        yield from _address(source, ways)
    elif Path(source).is_dir():
        yield from _folder(Path(source), ways)
    elif Path(name).suffix in _LINES:
        yield from _lines(source, ways)
    elif name.endswith(_ARCHIVES):
        yield from _archive(source, ways)
    elif ways.feed or Path(name).suffix in _FEEDS:
        yield from _feed(source, ways)
    else:
        yield one(source, ways)


def count(sources: Iterable[str]) -> int | None:
    """How many articles there are; null where that can't be told before they are read."""
    found = [_count(source) for source in sources]
    known = [one for one in found if one is not None]
    return sum(known) if len(known) == len(found) else None


def _count(source: str) -> int | None:
    name = source.lower()
    if "://" in source:
        return 1
    if Path(source).is_dir():
        return count(map(str, _walk(Path(source))[0]))
    if Path(name).suffix in _LINES and Path(source).is_file():
        with Path(source).open("rb") as stream:
            return sum(1 for line in iter(lambda: stream.readline(_LINE), b"") if line.endswith(b"\n"))
    return None if name.endswith(_ARCHIVES) or Path(name).suffix in _FEEDS else 1


def one(source: str, ways: Ways) -> Item:
    """The item of a file or an address that is an article itself."""
    return Item(
        source=source,
        again=source,
        load=lambda: load(source, limits=ways.limits, allow_private=ways.allow_private),
        publisher=ways.publisher,
        published=ways.published,
    )


def _folder(folder: Path, ways: Ways) -> Iterator[Item | Passed]:
    found, others = _walk(folder)
    if not found:
        raise UsageError(f"{folder} holds no articles (.txt, .md, .html, .pdf, .jsonl, .warc or .wacz)")
    if others:
        names = tuple(str(path.relative_to(folder)) for path in others)
        yield Passed(source=str(folder), names=names, reason="files of other kinds, by their endings")
    for path in found:
        yield from items(str(path), ways)


def _walk(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files below a folder that are read and the others, in the order of their paths."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return [p for p in files if _is_read(p.name.lower())], [p for p in files if not _is_read(p.name.lower())]


def _is_read(name: str) -> bool:
    suffix = Path(name).suffix
    return suffix in _ARTICLES or suffix in _LINES or name.endswith(_ARCHIVES)


def _lines(source: str, ways: Ways) -> Iterator[Item]:
    from sayso.intake.json_lines import json_lines

    for number, read in json_lines(source, limits=ways.limits):
        yield Item(
            source=f"{source}:{number}",
            again=source,
            load=read,
            publisher=ways.publisher,
            published=ways.published,
        )


def _archive(source: str, ways: Ways) -> Iterator[Item | Passed]:
    from sayso.intake.warc import pages

    for place, read in pages(source, limits=ways.limits):
        if isinstance(read, str):
            yield Passed(source=source, names=(place,), reason=read)
            continue
        yield Item(
            source=f"{source}#{place}",
            again=source,
            load=read,
            publisher=ways.publisher,
            published=ways.published,
        )


def _address(source: str, ways: Ways) -> Iterator[Item | Passed]:
    """An address: a feed if it was one before or answers with one, else an article."""
    if ways.feed or any(ways.visited(source)):
        yield from _feed(source, ways)
        return
    try:
        page = _page(source, ways)
    except SaysoError as error:
        yield replace(one(source, ways), load=partial(_raise, error))
        return
    if is_feed(page.content):
        yield from _feed(source, ways)
    else:
        yield replace(one(source, ways), load=lambda: page)


def _raise(error: SaysoError) -> RawPage:
    raise error


def _page(url: str, ways: Ways) -> RawPage:
    if ways.ask:
        return ways.polite.fetch(url, ways.limits)
    return load(url, limits=ways.limits, allow_private=ways.allow_private)


def _feed(source: str, ways: Ways) -> Iterator[Item | Passed]:
    from sayso.documents.clean import canonical

    etag, modified = ways.visited(source)
    feed = read_feed(
        source, etag=etag, modified=modified, limits=ways.limits, allow_private=ways.allow_private
    )
    if feed.nameless:
        yield Passed(source=source, names=feed.nameless, reason="entries without an address")
    for link in feed.urls:
        url = canonical(link) or link
        if not ways.known(url):
            yield Item(
                source=url,
                again=url,
                load=partial(ways.polite.fetch, link, ways.limits),
                publisher=ways.publisher,
                published=ways.published,
            )
    # not before all of it is done: a run that was broken off has to find the feed changed
    ways.visit(source, feed.etag, feed.modified)
