"""From where a request may come: this server's own pages, and nobody who pretends to be them.

Where no account is needed the only protection is that nobody else reaches the address. A page of
another site could all the same, with a name of its own that it lets lead here (DNS rebinding): so the
Host has to be this machine's. And no page of another site may send anything (Origin), or load anything
but by leading a person here (W3C Fetch Metadata).
"""

from __future__ import annotations

from starlette.datastructures import Headers

from sayso.web.safety.csrf import SAFE

LOOPBACK = frozenset(("127.0.0.1", "localhost", "[::1]"))
_OWN = frozenset(("same-origin", "none"))
_PORTS = {"http": ":80", "https": ":443"}


def refusal(method: str, headers: Headers, *, local: bool) -> str | None:
    """Why the request is not answered, or null where it is."""
    host = headers.get("host", "")
    if local and named(host) not in LOOPBACK:
        return "without accounts only 127.0.0.1 and localhost are answered for"
    site = headers.get("sec-fetch-site", "none")
    if method in SAFE:
        if site not in _OWN and headers.get("sec-fetch-mode", "navigate") != "navigate":
            return "pages of other sites may lead here, and load nothing from here"
        return None
    origin = headers.get("origin")
    if (origin is not None and not _same(origin, host)) or site not in _OWN:
        return "this was sent by a page of another site"
    return None


def named(host: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and (port.isdecimal() or not port) else host.lower()


def _same(origin: str, host: str) -> bool:
    scheme, _, place = origin.lower().partition("://")
    usual = _PORTS.get(scheme)
    return usual is not None and place.removesuffix(usual) == host.lower().removesuffix(usual)
