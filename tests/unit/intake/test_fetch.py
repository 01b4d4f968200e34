from __future__ import annotations

import gzip
import re
import socket
import time
import zlib
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler

import pytest

from sayso.errors import (
    DecompressionError,
    EmptyInputError,
    FetchError,
    FetchTimeoutError,
    HttpStatusError,
    TooLargeError,
    TooManyRedirectsError,
    UnsafeAddressError,
    UnsupportedInputError,
    UsageError,
)
from sayso.intake.addresses import Resolver
from sayso.intake.fetch import fetch
from sayso.intake.limits import Limits
from sayso.model.document import MediaType, RawPage
from servers import Answer, Site

PAGE = b"<html><body><p>The bridge is closed.</p></body></html>"
QUICK = Limits(connect_seconds=1, read_seconds=0.4, total_seconds=1.2)


def local(url: str, limits: Limits | None = None, resolver: Resolver | None = None) -> RawPage:
    if resolver is not None:
        return fetch(url, allow_private=True, limits=limits or QUICK, resolver=resolver)
    return fetch(url, allow_private=True, limits=limits or QUICK)


def names(**addresses: str) -> tuple[Resolver, list[tuple[str, int]]]:
    """A resolver of made-up hosts, and what it was asked."""
    asked: list[tuple[str, int]] = []

    def found(host: str, port: int) -> Sequence[str]:
        asked.append((host, port))
        return [addresses[host.split(".")[0]]]

    return found, asked


def test_a_page_comes_with_its_kind_charset_and_time(site: Site) -> None:
    url = site.page("/story", PAGE, headers={"Content-Type": "text/html; charset=ISO-8859-1"})
    page = local(url)
    assert page.content == PAGE
    assert page.media_type is MediaType.HTML
    assert page.charset == "iso-8859-1"
    assert page.url == url
    assert page.path is None
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", page.fetched_at or "")


def test_the_loopback_address_is_refused_by_default(site: Site) -> None:
    url = site.page("/story", PAGE)
    with pytest.raises(UnsafeAddressError, match="--allow-private"):
        fetch(url)
    assert site.requests == []


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::1]"])
def test_other_ways_to_write_the_loopback_address_are_refused_too(site: Site, host: str) -> None:
    site.page("/story", PAGE)
    with pytest.raises(FetchError) as caught:
        fetch(site.url("/story", host), limits=QUICK)
    assert caught.type in (UnsafeAddressError, FetchError)
    assert site.requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, status: int) -> None:
    site.page("/there", PAGE)
    page = local(site.redirect("/here", "/there", status))
    assert (page.content, page.url) == (PAGE, site.url("/there"))


def test_a_redirect_in_a_circle_is_said(site: Site) -> None:
    site.redirect("/b", "/a")
    with pytest.raises(TooManyRedirectsError, match="in a circle"):
        local(site.redirect("/a", "/b"))
    assert [path for path, _ in site.requests] == ["/a", "/b"]


def test_a_redirect_to_itself_but_for_the_fragment_is_a_circle(site: Site) -> None:
    with pytest.raises(TooManyRedirectsError, match="in a circle"):
        local(site.redirect("/a", "/a#top"))


def test_redirects_are_counted(site: Site) -> None:
    for number in range(4):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.page("/4", PAGE)
    assert local(site.url("/0"), Limits(redirects=4)).content == PAGE
    with pytest.raises(TooManyRedirectsError, match="more than 3 times"):
        local(site.url("/0"), Limits(redirects=3))


def test_a_redirect_to_a_metadata_address_is_refused(site: Site) -> None:
    url = site.redirect("/a", "http://169.254.169.254/latest/meta-data/")
    begun = time.monotonic()
    with pytest.raises(UnsafeAddressError, match=r"169\.254\.169\.254.*never fetched"):
        local(url)
    assert time.monotonic() - begun < 1  # refused, not tried


def test_a_redirect_to_a_name_is_resolved_and_checked(site: Site) -> None:
    resolver, asked = names(news="127.0.0.1", inside="169.254.169.254")
    site.redirect("/a", "http://inside.example/secrets")
    with pytest.raises(UnsafeAddressError, match=r"inside\.example is at 169\.254\.169\.254"):
        local(site.url("/a", "news.example"), resolver=resolver)
    assert asked == [("news.example", site.port), ("inside.example", 80)]


def test_a_redirect_to_the_loopback_address_by_another_name_is_checked(site: Site) -> None:
    resolver, _ = names(news="::ffff:169.254.169.254")
    with pytest.raises(UnsafeAddressError, match=r"news\.example"):
        local(site.redirect("/a", "http://news.example/"), resolver=_then(resolver))


def _then(resolver: Resolver) -> Resolver:
    def found(host: str, port: int) -> Sequence[str]:
        return [host] if host == "127.0.0.1" else resolver(host, port)

    return found


@pytest.mark.parametrize("to", ["ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)"])
def test_a_redirect_to_another_scheme_is_refused(site: Site, to: str) -> None:
    with pytest.raises(FetchError, match="only http and https"):
        local(site.redirect("/a", to))


@pytest.mark.parametrize("to", ["http://[1::", "http://a:port/", "http://\x7f/"])
def test_a_redirect_to_what_is_no_address_is_said(site: Site, to: str) -> None:
    with pytest.raises(FetchError, match="no address") as caught:
        local(site.redirect("/a", to))
    assert caught.type is FetchError


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    """The name has no address of its own, and a second question would give another answer."""
    given = iter(["127.0.0.1", "169.254.169.254"])

    def resolver(host: str, port: int) -> Sequence[str]:
        return [next(given)]

    site.page("/story", PAGE)
    page = local(site.url("/story", "story.example"), resolver=resolver)
    assert page.content == PAGE
    assert page.url == site.url("/story", "story.example")
    assert next(given) == "169.254.169.254"  # it was asked once
    ((_, headers),) = site.requests
    assert headers["Host"] == f"story.example:{site.port}"


def test_an_international_name_is_asked_for_and_sent_as_ascii(site: Site) -> None:
    resolver, asked = names(**{"xn--mnchen-3ya": "127.0.0.1"})
    site.page("/story", PAGE)
    local(site.url("/story", "münchen.example"), resolver=resolver)
    assert asked == [("xn--mnchen-3ya.example", site.port)]
    assert site.requests[0][1]["Host"] == f"xn--mnchen-3ya.example:{site.port}"


@pytest.mark.parametrize(("scheme", "port"), [("http", 80), ("https", 443)])
def test_the_port_is_the_schemes_own_unless_it_is_said(scheme: str, port: int) -> None:
    resolver, asked = names(news="169.254.1.1")
    for said, expected in (("", port), (":8123", 8123)):
        with pytest.raises(UnsafeAddressError):
            local(f"{scheme}://news.example{said}/", resolver=resolver)
        assert asked.pop() == ("news.example", expected)


def test_names_and_passwords_are_neither_sent_nor_shown(site: Site) -> None:
    site.page("/story", PAGE)
    page = local(f"http://ann:secret@127.0.0.1:{site.port}/story#part")
    assert page.url == site.url("/story")
    assert "Authorization" not in site.requests[0][1]
    site.page("/gone", b"", 404)
    for url in (f"http://ann:secret@127.0.0.1:{site.port}/gone", "ftp://ann:secret@host.example/"):
        with pytest.raises(FetchError) as caught:
            local(url)
        assert "secret" not in str(caught.value)


def test_cookies_are_not_kept(site: Site) -> None:
    site.page("/b", PAGE)
    local(site.redirect("/a", "/b", headers={"Set-Cookie": "visit=1; Path=/"}))
    assert [path for path, _ in site.requests] == ["/a", "/b"]
    assert "Cookie" not in site.requests[1][1]


def test_the_environments_proxy_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert local(site.page("/story", PAGE)).content == PAGE


def test_a_host_that_never_answers_is_given_up_on(site: Site) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchTimeoutError, match="did not answer in time"):
        local(site.silence("/a"))
    assert time.monotonic() - begun < 1


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (HEAD + b"\r\n", b"word "),  # a body to the end of the connection
        (HEAD + b"Content-Length: 100000\r\n\r\n", b"x"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (HEAD + b"X: ", b"x"),  # the headers never end
        (HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE * 50, mtime=0)[:-20], b""),
    ],
    ids=["body", "length", "chunks", "headers", "gzip"],
)
def test_a_host_that_drips_is_given_up_on(site: Site, head: bytes, drop: bytes) -> None:
    limits = Limits(connect_seconds=1, read_seconds=0.6, total_seconds=0.8)
    begun = time.monotonic()
    with pytest.raises(FetchTimeoutError):
        local(site.drip("/a", head, drop, 0.05), limits)
    assert time.monotonic() - begun < 2


def test_the_time_runs_over_all_redirects(site: Site) -> None:
    def slow(to: str) -> Answer:
        site.redirect("/sent" + to, to)
        sent = site.answers["/sent" + to]

        def answer(handler: BaseHTTPRequestHandler) -> None:
            time.sleep(0.25)
            sent(handler)

        return answer

    for number in range(9):
        site.answers[f"/{number}"] = slow(f"/{number + 1}")
    site.page("/9", PAGE)
    limits = Limits(read_seconds=1, total_seconds=0.6)
    begun = time.monotonic()
    with pytest.raises(FetchTimeoutError, match=r"did not finish in 0\.6 seconds"):
        local(site.url("/0"), limits)
    assert time.monotonic() - begun < 1.5


def test_a_body_over_the_limit_is_not_read_on(site: Site) -> None:
    url = site.page("/a", b"word " * 2_000)
    assert len(local(url, Limits(bytes=10_000)).content) == 10_000
    with pytest.raises(TooLargeError, match="9,999 bytes"):
        local(url, Limits(bytes=9_999))
    endless = site.drip("/b", HEAD + b"\r\n", b"word " * 1_000, 0)
    with pytest.raises(TooLargeError):
        local(endless, Limits(bytes=100_000))


def squeezed(body: bytes, bits: int) -> bytes:
    engine = zlib.compressobj(wbits=bits)
    return engine.compress(body) + engine.flush()


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("GZIP", gzip.compress(PAGE, mtime=0)),
        ("deflate", squeezed(PAGE, 15)),
        ("deflate", squeezed(PAGE, -15)),
        ("identity", PAGE),
    ],
)
def test_compressed_pages_are_read(site: Site, encoding: str, sent: bytes) -> None:
    url = site.page("/a", sent, headers={"Content-Encoding": encoding})
    assert local(url).content == PAGE


def test_a_gzip_bomb_is_not_let_off(site: Site) -> None:
    bomb = gzip.compress(bytes(60 * 1024 * 1024))
    assert len(bomb) < 100_000
    url = site.page("/bomb", bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(DecompressionError, match="grows past 41,943,040 bytes"):
        local(url, Limits())


@pytest.mark.parametrize(
    ("encoding", "sent", "reason"),
    [
        ("gzip", b"\x1f\x8b" + b"nonsense" * 9, "damaged"),
        ("gzip", PAGE, "damaged"),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-8] + b"\0" * 8, "damaged"),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-9], "cut short"),
        ("deflate", squeezed(PAGE, 15)[:-6], "cut short"),
        ("br", PAGE, "not asked for"),
        ("gzip, gzip", PAGE, "not asked for"),
    ],
)
def test_damaged_compression_is_said(site: Site, encoding: str, sent: bytes, reason: str) -> None:
    url = site.page("/a", sent, headers={"Content-Encoding": encoding})
    with pytest.raises(DecompressionError, match=reason):
        local(url)


@pytest.mark.parametrize("status", [304, 400, 403, 404, 410, 451, 500, 503])
def test_an_error_status_is_said(site: Site, status: int) -> None:
    with pytest.raises(HttpStatusError, match=f"answered {status}"):
        local(site.page("/a", b"" if status == 304 else PAGE, status))


def test_a_redirect_without_a_target_is_an_error_status(site: Site) -> None:
    with pytest.raises(HttpStatusError, match="answered 302"):
        local(site.page("/a", PAGE, 302))


def test_an_empty_page_is_said(site: Site) -> None:
    with pytest.raises(EmptyInputError, match="is empty"):
        local(site.page("/a", b"\n \n"))


def test_an_image_is_not_read(site: Site) -> None:
    with pytest.raises(UnsupportedInputError):
        local(site.page("/a", b"\x89PNG\r\n\x1a\n\0\0\0", headers={"Content-Type": "image/png"}))


@pytest.mark.parametrize("sent", [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 200 OK\r\n"])
def test_what_is_no_http_is_said(site: Site, sent: bytes) -> None:
    site.answers["/a"] = lambda handler: _raw(handler, sent)
    with pytest.raises(FetchError, match="could not be fetched") as caught:
        local(site.url("/a"))
    assert caught.type is FetchError


def _raw(handler: BaseHTTPRequestHandler, sent: bytes) -> None:
    handler.wfile.write(sent)
    handler.close_connection = True


def test_a_port_where_nobody_listens_is_said() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        with pytest.raises(FetchError, match="could not be fetched") as caught:
            local(f"http://127.0.0.1:{port}/")
    assert caught.type is FetchError


@pytest.mark.parametrize(
    "url",
    ["ftp://host.example/a", "file:///etc/passwd", "gopher://host.example/", "http://", "//h"],
)
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(FetchError, match="only http and https"):
        fetch(url)


@pytest.mark.parametrize("url", ["http://[1::", "http://host.example:port/", "http://a\x00b/"])
def test_what_is_no_address_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError, match="not an address"):
        fetch(url)
