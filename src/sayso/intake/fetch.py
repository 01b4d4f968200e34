"""Fetch a page, safely."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sayso.errors import (
    FetchError,
    FetchTimeoutError,
    HttpStatusError,
    SaysoError,
    TooLargeError,
    TooManyRedirectsError,
    UsageError,
)
from sayso.intake.addresses import Resolver, checked, resolve
from sayso.intake.deadline import Deadline
from sayso.intake.inflate import inflate
from sayso.intake.limits import Limits
from sayso.intake.sniff import media_type
from sayso.model.document import RawPage

if TYPE_CHECKING:
    import httpx

Heard = Callable[[int, Mapping[str, str]], None]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Sayso/0.1; reads one page at a person's request)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "en;q=1.0,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


def fetch(
    url: str,
    *,
    limits: Limits | None = None,
    allow_private: bool = False,
    resolver: Resolver = resolve,
    asked: Mapping[str, str] | None = None,
    heard: Heard | None = None,
) -> RawPage:
    """The page at an http or https address, redirects followed.

    ``asked`` are headers to send besides ours (If-None-Match), ``heard`` is told the status and the
    headers of each answer, also of one that is an error.

    Each address that is connected to has been resolved once and checked; the name is only given to
    the host, so it can't be resolved anew in between. Proxies and cookies are not used, and no
    connection is kept for another name.

    Raises:
        FetchError: one of its kinds, or ``TooLargeError``, with what went wrong.
        UsageError: if ``url`` is no address.
    """
    import httpx

    bound = limits or Limits()
    at = first = _parsed(url)
    seen: set[str] = set()
    # a client would follow redirects in part and keep cookies; its transport does neither
    once = httpx.Limits(max_keepalive_connections=0)
    transport = httpx.HTTPTransport(limits=once, trust_env=False)
    with transport, Deadline(bound.total_seconds, str(first)) as deadline, _translated(deadline):
        for _ in range(bound.redirects + 1):
            if str(at) in seen:
                raise TooManyRedirectsError(f"{first} redirects in a circle")
            seen.add(str(at))
            host = at.raw_host.decode("ascii")
            port = at.port or (443 if at.scheme == "https" else 80)
            address = checked(host, port, allow_private=allow_private, resolver=resolver)
            deadline.check()
            with _reported(at):
                answer = _page(transport, at, address, bound, deadline, asked or {}, heard)
            deadline.check()
            if isinstance(answer, RawPage):
                return answer
            at = answer
    raise TooManyRedirectsError(f"{first} redirects more than {bound.redirects} times")


def _parsed(url: str) -> httpx.URL:
    import httpx

    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise UsageError(f"{url} is not an address that can be fetched: {error}") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchError(f"only http and https addresses are fetched, not {_bare(parsed)}")
    return _bare(parsed)


def _bare(url: httpx.URL) -> httpx.URL:
    """The address without a name and password, which belong into no message, and fragment."""
    return url.copy_with(userinfo=b"", fragment=None)


@contextmanager
def _translated(deadline: Deadline) -> Iterator[None]:
    """At the deadline, whatever goes wrong is that there was no time."""
    try:
        yield
    except SaysoError as error:
        if deadline.late and not isinstance(error, FetchTimeoutError):
            raise deadline.error() from error
        raise


@contextmanager
def _reported(url: httpx.URL) -> Iterator[None]:
    import httpx

    try:
        yield
    except httpx.TimeoutException as error:
        raise FetchTimeoutError(f"{url} did not answer in time; try again later") from error
    except (httpx.HTTPError, httpx.StreamError, OSError, RuntimeError, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise FetchError(f"{url} could not be fetched: {reason}") from error


def _page(
    transport: httpx.HTTPTransport,
    url: httpx.URL,
    address: str,
    limits: Limits,
    deadline: Deadline,
    asked: Mapping[str, str],
    heard: Heard | None,
) -> RawPage | httpx.URL:
    """The page, or where the host sends us."""
    import httpx

    timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds)
    request = httpx.Request(
        "GET",
        url.copy_with(host=f"[{address}]" if ":" in address else address),
        headers={**_HEADERS, **asked, "Host": url.netloc.decode("ascii")},
        extensions={
            "timeout": timeout.as_dict(),
            "sni_hostname": url.raw_host.decode("ascii"),
            "trace": deadline.watch,
        },
    )
    answer = transport.handle_request(request)
    answer.request = request
    try:
        if heard is not None:
            heard(answer.status_code, answer.headers)
        if answer.status_code in _REDIRECTS and "location" in answer.headers:
            return _target(url, answer.headers["location"])
        if answer.status_code >= 300:
            raise HttpStatusError(f"{url} answered {answer.status_code} {answer.reason_phrase}")
        encoding = answer.headers.get("content-encoding", "")
        body = inflate(_bounded(answer, url, limits.bytes), encoding, limits.decompressed_bytes)
        deadline.check()
        declared = answer.headers.get("content-type", "")
        return RawPage(
            content=body,
            media_type=media_type(body, str(url), declared=declared, suffix=url.path),
            url=str(url),
            charset=answer.charset_encoding,
            fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
    finally:
        answer.close()


def _target(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads."""
    import httpx

    try:
        return _parsed(str(url.join(location)))
    except (httpx.InvalidURL, ValueError, UsageError) as error:
        raise FetchError(f"{url} redirects to what is no address") from error


def _bounded(answer: httpx.Response, url: httpx.URL, most: int) -> Iterator[bytes]:
    total = 0
    for chunk in answer.iter_raw():
        total += len(chunk)
        if total > most:
            raise TooLargeError(f"{url} is larger than {most:,} bytes")
        yield chunk
