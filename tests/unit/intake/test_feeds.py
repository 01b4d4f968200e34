from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from sayso.errors import DamagedInputError, HttpStatusError, RobotsError, SourceNotFoundError
from sayso.intake.feeds import Polite, is_feed, read_feed
from sayso.intake.limits import Limits
from servers import Site

QUICK = Limits(connect_seconds=1, read_seconds=0.4, total_seconds=1.2)
PAGE = b"<html><body><p>The pumps failed.</p></body></html>"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>
{}</channel></rss>"""
ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<entry><title>One</title><link href="/one"/></entry><entry><title>None</title></entry></feed>"""


def rss(*links: str) -> bytes:
    entries = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
    return RSS.format(entries).encode()


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def polite(clock: Clock, pause: float = 1.0) -> Polite:
    return Polite(allow_private=True, pause=pause, sleep=clock.sleep, clock=lambda: clock.now)


def test_addresses_of_a_feed_in_order_and_once(site: Site) -> None:
    url = site.page("/news.xml", rss("https://a.example/1", "https://a.example/2", "https://a.example/1"))
    feed = read_feed(url, allow_private=True)
    assert feed.urls == ("https://a.example/1", "https://a.example/2")
    assert feed.nameless == ()


def test_addresses_are_joined_to_the_feeds_own(site: Site) -> None:
    feed = read_feed(site.page("/atom", ATOM), allow_private=True)
    assert feed.urls == (site.url("/one"),)
    assert feed.nameless == ("None",)


def test_only_web_addresses_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "news.xml"
    path.write_bytes(rss("javascript:alert(1)", "file:///etc/passwd", "http://[", "https://a.example/1"))
    feed = read_feed(str(path))
    assert feed.urls == ("https://a.example/1",)
    assert len(feed.nameless) == 3


def test_a_feed_that_did_not_change_is_not_sent_again(site: Site) -> None:
    headers = {"ETag": '"7"', "Last-Modified": "Wed, 26 Feb 2025 10:00:00 GMT"}
    url = site.page("/news.xml", rss("https://a.example/1"), headers=headers)
    feed = read_feed(url, allow_private=True)
    assert (feed.etag, feed.modified) == ('"7"', headers["Last-Modified"])
    site.page("/news.xml", b"", 304)
    again = read_feed(url, etag=feed.etag, modified=feed.modified, allow_private=True)
    assert (again.urls, again.etag, again.modified) == ((), feed.etag, feed.modified)
    sent = site.requests[-1][1]
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"7"', headers["Last-Modified"])


@pytest.mark.parametrize(
    "content", [PAGE, b"These are notes.", b"<!doctype html><html><head><title>News</title></head></html>"]
)
def test_a_feed_that_is_a_page(site: Site, content: bytes) -> None:
    assert not is_feed(content)
    with pytest.raises(DamagedInputError, match="no RSS or Atom feed"):
        read_feed(site.page("/news", content), allow_private=True)


def test_a_feed_that_is_cut_off_gives_what_comes_before(site: Site) -> None:
    whole = rss("https://a.example/1", "https://a.example/2")
    cut = whole[: whole.index(b"https://a.example/2") + 4]
    assert "https://a.example/1" in read_feed(site.page("/news", cut), allow_private=True).urls
    with pytest.raises(DamagedInputError, match="broken"):
        read_feed(site.page("/news", b"<rss><channel><it"), allow_private=True)


def test_a_feed_that_defines_itself_without_end(site: Site) -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>'.encode() + rss("&e12;")
    found: tuple[str, ...] = ()
    with suppress(DamagedInputError):
        found = read_feed(site.page("/news", bomb), allow_private=True).urls
    assert len(str(found)) < 10_000


def test_feeds_that_cannot_be_had(site: Site, tmp_path: Path) -> None:
    with pytest.raises(HttpStatusError):
        read_feed(site.page("/news", b"", 500), allow_private=True)
    with pytest.raises(SourceNotFoundError):
        read_feed(str(tmp_path / "none.xml"))


def test_robots_are_asked_once_and_heeded(site: Site) -> None:
    robots = b"User-agent: Sayso\nDisallow: /private/\n\nUser-agent: *\nDisallow: /\n"
    site.page("/robots.txt", robots, headers={"Content-Type": "text/plain"})
    allowed, refused = site.page("/open", PAGE), site.page("/private/1", PAGE)
    fetcher = polite(Clock())
    assert fetcher.fetch(allowed, QUICK).content == PAGE
    with pytest.raises(RobotsError, match=r"robots\.txt"):
        fetcher.fetch(refused, QUICK)
    assert [path for path, _ in site.requests] == ["/robots.txt", "/open"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_hosts_without_rules_allow_and_broken_ones_do_not(site: Site, status: int, allowed: bool) -> None:
    site.page("/robots.txt", b"", status)
    url = site.page("/open", PAGE)
    fetcher = polite(Clock())
    if allowed:
        assert fetcher.fetch(url, QUICK).content == PAGE
        return
    with pytest.raises(RobotsError):
        fetcher.fetch(url, QUICK)


def test_there_is_a_pause_between_requests_to_a_host(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 4\n", headers={"Content-Type": "text/plain"})
    url, clock = site.page("/open", PAGE), Clock()
    fetcher = polite(clock, pause=2.0)
    for _ in range(3):
        fetcher.fetch(url, QUICK)
    assert clock.slept == [4.0, 4.0, 4.0]


def test_a_host_that_asks_for_hours_waits_a_minute(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 9000\n", headers={"Content-Type": "text/plain"})
    clock = Clock()
    polite(clock).fetch(site.page("/open", PAGE), QUICK)
    assert clock.slept == [60.0]
