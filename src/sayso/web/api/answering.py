"""Answer as JSON: with an ETag, from what is kept where the ledger is the same, as JSON-LD where asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.entry import Head
from sayso.web import opened
from sayso.web.api.cursors import following
from sayso.web.kept import Kept

JSON = "application/json"
LINKED = "application/ld+json"
T = TypeVar("T")
#: Turns a value and the server's own address into JSON-LD.
Linked = Callable[[Any, str], dict[str, Any]]


def answer(request: Request, make: Callable[[], Any], linked: Linked | None = None) -> Response:
    """The answer to a question about the ledger; made only if the ledger has changed since.

    Whoever has it already, and sends its ETag, is told so. A reader sees the same as everybody.
    """
    wanted = linked if linked is not None and _asks_linked(request) else None
    base = str(request.base_url).rstrip("/")

    def text() -> bytes:
        value = make()
        return dumped(wanted(value, base) if wanted else value)

    return kept(request, base, LINKED if wanted else JSON, text)


def kept(request: Request, base: str, kind: str, make: Callable[[], bytes]) -> Response:
    """The answer of a kind, from what is kept ready where the ledger is the same."""
    head = opened.reader(request).head()
    key = f"{request.url.path}?{request.url.query} {kind} {base}"
    tag = f'"{sha256(f"{head.digest} {key}".encode("utf-8", "replace")).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Cookie"}
    if _known(request, tag):
        return Response(status_code=304, headers=headers)
    ready: Kept = request.app.state.kept
    return Response(ready.made(head.digest, key, make), media_type=kind, headers=headers)


def paged(
    request: Request, found: Iterable[T], place: int, limit: int, value: Callable[[T], Any]
) -> dict[str, Any]:
    """A page of what is found from a place on: ``found`` begins there, and may go on after the page."""
    some = list(islice(found, limit + 1))
    more = len(some) > limit
    return {
        "items": [value(one) for one in some[:limit]],
        "next": following(request, place + limit) if more else None,
        "ledger": state(opened.reader(request).head()),
    }


def state(head: Head) -> dict[str, Any]:
    """Which state of the ledger an answer is of."""
    return {"position": head.position, "digest": head.digest}


def dumped(value: Any) -> bytes:
    """JSON as bytes; half a surrogate pair, which UTF-8 can't hold, as JSON's own escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace")


def skipped(found: Iterator[T], count: int) -> Iterator[T]:
    """What is left after so many."""
    return islice(found, count, None)


def _known(request: Request, tag: str) -> bool:
    """RFC 9110, 13.1.2: the comparison is the weak one."""
    given = request.headers.get("if-none-match", "")[:2000]
    return any(one.strip().removeprefix("W/") == tag for one in given.split(","))


def _asks_linked(request: Request) -> bool:
    accepted = [one.partition(";")[0].strip() for one in request.headers.get("accept", "").split(",")]
    return LINKED in accepted and (JSON not in accepted or accepted.index(LINKED) < accepted.index(JSON))
