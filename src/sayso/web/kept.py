"""Pages kept ready: of one state of the ledger, and no more of them than fit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sayso import __version__
from sayso.web import opened
from sayso.web.rendering import html
from sayso.web.safety.who import actor


class Kept:
    """Texts by key, the longest unused let go first; all of them once the ledger has grown."""

    def __init__(self, *, most: int, most_bytes: int) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._state = ""
        self._texts: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, state: str, key: str) -> bytes | None:
        """The text of that key, if it is of that state of the ledger."""
        with self._lock:
            if state != self._state or key not in self._texts:
                return None
            self._texts.move_to_end(key)
            return self._texts[key]

    def put(self, state: str, key: str, text: bytes) -> None:
        """Keep a text, and let go of what there is no room for."""
        with self._lock:
            if state != self._state:
                self._texts.clear()
                self._bytes, self._state = 0, state
            if len(text) > self._most_bytes // 8:
                return  # one giant would push out all others
            self._bytes += len(text) - len(self._texts.pop(key, b""))
            self._texts[key] = text
            while len(self._texts) > self._most or self._bytes > self._most_bytes:
                self._bytes -= len(self._texts.popitem(last=False)[1])

    def __len__(self) -> int:
        return len(self._texts)


def answer(request: Request, template: str, values: Callable[[], dict[str, object]]) -> Response:
    """The page of this address, made only if the ledger has changed since it was made last.

    For pages that show the same to everyone who may read: they hold no form that needs a CSRF token.
    A browser that has the page already is told so.

    Raises:
        HTTPException: 401 or 403, if whoever asks may not read.
    """
    app = request.app.state
    head = opened.reader(request).head()
    key = f"{request.url.path}?{request.url.query}|{actor(request)}"
    tag = f'W/"{sha256(f"{head.digest} {__version__} {key}".encode("utf-8", "replace")).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    text = app.kept.get(head.digest, key)
    if text is None:
        text = html(request, template, **values()).encode("utf-8", "replace")
        app.kept.put(head.digest, key, text)
    return HTMLResponse(text, headers=headers)
