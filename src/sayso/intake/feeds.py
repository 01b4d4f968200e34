"""Articles' addresses from RSS and Atom feeds, and their pages, politely."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.errors import (
    DamagedInputError,
    FetchError,
    HttpStatusError,
    IntakeError,
    RobotsError,
    SourceNotFoundError,
    UnsafeAddressError,
)
from sayso.intake.fetch import fetch
from sayso.intake.limits import Limits
from sayso.model.document import RawPage

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
#: How we are called in robots.txt.
AGENT = "Sayso"
#: Seconds between two requests to a host, unless it asks for more; more than a minute is not kept.
_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_NOTHING = "User-agent: *\nDisallow: /"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's articles, the titles of those without an address, and what to send next time so that
    an unchanged feed is not sent again."""

    urls: tuple[str, ...]
    nameless: tuple[str, ...] = ()
    etag: str | None = None
    modified: str | None = None


def is_feed(content: bytes) -> bool:
    """Whether the bytes begin like a feed."""
    return _FEED.search(content[:2048]) is not None


def read_feed(
    source: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    limits: Limits | None = None,
    allow_private: bool = False,
) -> Feed:
    """The feed of a file or an address; empty where the host says that nothing is new.

    Raises:
        DamagedInputError: if it is no feed.
        IntakeError: if it cannot be had.
    """
    if "://" not in source:
        return _feed(_file(source), source, "")
    asked = {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
    told: dict[str, str] = {}
    statuses: list[int] = []

    def heard(status: int, headers: Mapping[str, str]) -> None:
        statuses.append(status)
        told.update({k.lower(): v for k, v in headers.items()})

    try:
        page = fetch(source, limits=limits, allow_private=allow_private, asked=asked, heard=heard)
    except HttpStatusError:
        if statuses[-1:] == [304]:
            return Feed(urls=(), etag=etag, modified=modified)
        raise
    found = _feed(page.content, source, page.url or source)
    return replace(found, etag=told.get("etag"), modified=told.get("last-modified"))


def _file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise SourceNotFoundError(f"{path} cannot be read: {error.strerror}") from error


def _feed(content: bytes, name: str, base: str) -> Feed:
    import feedparser

    if not is_feed(content):
        raise DamagedInputError(f"{name} is no RSS or Atom feed; without --feed it is read as an article")
    found: Any = feedparser.parse(content)
    urls, nameless = [], []
    for entry in found.entries:
        link = _joined(base, str(entry.get("link") or ""))
        if link.startswith(("http://", "https://")):
            urls.append(link)
        else:
            nameless.append(str(entry.get("title") or link or "untitled"))
    if not urls and found.bozo:
        raise DamagedInputError(f"{name} is a broken feed: {' '.join(str(found.bozo_exception).split())}")
    return Feed(urls=tuple(dict.fromkeys(urls)), nameless=tuple(nameless))


def _joined(base: str, link: str) -> str:
    try:
        joined = urljoin(base, link) if link else ""
        return joined if urlsplit(joined).hostname else ""
    except ValueError:  # no address at all
        return ""


class Polite:
    """Fetches pages as hosts ask for it: what robots.txt allows (RFC 9309), one request at a time,
    with a pause between two to the same host."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        pause: float = _PAUSE,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allow_private = allow_private
        self._pause = pause
        self._sleep = sleep
        self._clock = clock
        self._rules: dict[str, Any] = {}
        self._last: dict[str, float] = {}

    def fetch(self, url: str, limits: Limits) -> RawPage:
        """The page at an address.

        Raises:
            RobotsError: if the host asks programs not to fetch it.
            FetchError: if it cannot be fetched.
        """
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        rules = self._of(host, limits)
        if rules is not None and not rules.can_fetch(url, AGENT):
            raise RobotsError(f"{url} is not fetched: the host's robots.txt asks programs not to")
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        self._wait(host, min(max(self._pause, asked or 0.0), _LONGEST_PAUSE))
        return fetch(url, limits=limits, allow_private=self._allow_private)

    def _of(self, host: str, limits: Limits) -> Any:
        """The host's rules; null where it has none."""
        if host not in self._rules:
            self._rules[host] = self._asked(host, limits)
        return self._rules[host]

    def _asked(self, host: str, limits: Limits) -> Any:
        from protego import Protego

        self._wait(host, 0.0)
        statuses: list[int] = []
        try:
            page = fetch(
                f"{host}/robots.txt",
                limits=limits,
                allow_private=self._allow_private,
                heard=lambda status, _: statuses.append(status),
            )
        except UnsafeAddressError:
            raise
        except HttpStatusError:
            # RFC 9309, 2.3.1: not there means that all is allowed, a broken server that nothing is
            return Protego.parse(_NOTHING) if statuses[-1:] >= [500] else None
        except FetchError:
            return Protego.parse(_NOTHING)
        except IntakeError:  # empty, or no text
            return None
        return Protego.parse(page.content.decode("utf-8", "replace"))

    def _wait(self, host: str, pause: float) -> None:
        last = self._last.get(host)
        if last is not None and (left := last + pause - self._clock()) > 0:
            self._sleep(left)
        self._last[host] = self._clock()
