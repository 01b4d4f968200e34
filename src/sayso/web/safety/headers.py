"""The headers of every answer: what a browser may do with it."""

from __future__ import annotations

from starlette.types import Message, Scope, Send

#: No script or style inside of pages, nothing from other hosts, no frames (W3C CSP, level 3).
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # not "no-referrer": with it browsers hide the origin of our own forms
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
#: This page is opened by the bookmarklet, from the page that is to be read, and has to hear from it.
_OPENED = "/add/rendered"
_YEAR = b"max-age=31536000"


def guarded(scope: Scope, send: Send, *, secure: bool) -> Send:
    """Sends what is sent, with the headers that it does not have itself."""
    own = headers(scope, secure=secure)

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(one for one in own if one[0] not in there)]
        await send(message)

    return sent


def headers(scope: Scope, *, secure: bool) -> list[tuple[bytes, bytes]]:
    """The headers of an answer to that request."""
    path: str = scope["path"]
    opener = b"unsafe-none" if path.startswith(_OPENED) else b"same-origin"
    own = [*_HEADERS, (b"cross-origin-opener-policy", opener), (b"cache-control", _kept(scope))]
    return [*own, (b"strict-transport-security", _YEAR)] if secure else own


def _kept(scope: Scope) -> bytes:
    """Static files are addressed by their contents; everything else is asked for anew."""
    if scope["path"].startswith("/static/") and scope["query_string"]:
        return b"public, immutable, " + _YEAR
    return b"private, no-cache"
