"""Pages kept ready: of one state of the ledger, and no more of them than fit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sayso import __version__
from sayso.web import opened
from sayso.web.rendering import html
from sayso.web.safety.who import actor
from sayso.web.shared import Shared


@dataclass(slots=True)
class _Turn:
    """Who makes a text, while others wait for it."""

    lock: Lock = field(default_factory=Lock)
    asked: int = 0


class Kept:
    """Texts by key, the longest unused let go first; all of them once the ledger has grown.

    ``shared`` is what several processes of one server keep together.
    """

    def __init__(self, *, most: int, most_bytes: int, shared: Shared | None = None) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._shared = shared
        self._bytes = 0
        self._state = ""
        self._texts: OrderedDict[str, bytes] = OrderedDict()
        self._turns: dict[tuple[str, str], _Turn] = {}
        self._lock = Lock()

    def made(self, state: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The text of that key in that state of the ledger; made once, however many ask at a time."""
        text = self.get(state, key)
        if text is not None:
            return text
        with self._turn(state, key):
            text = self.get(state, key)
            if text is None:
                text = self._from_others(state, key, make)
                self.put(state, key, text)
        return text

    def _from_others(self, state: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The text as another process has made it, or made for all."""
        if self._shared is None:
            return make()
        text = self._shared.get(state, key)
        if text is None:
            text = make()
            self._shared.put(state, key, text)
        return text

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

    @contextmanager
    def _turn(self, state: str, key: str) -> Iterator[None]:
        """One after the other for the same key."""
        with self._lock:
            turn = self._turns.setdefault((state, key), _Turn())
            turn.asked += 1
        try:
            with turn.lock:
                yield
        finally:
            with self._lock:
                turn.asked -= 1
                if not turn.asked:
                    del self._turns[state, key]


def answer(request: Request, template: str, values: Callable[[], dict[str, object]]) -> Response:
    """The page of this address, made only if the ledger has changed since it was made last.

    For pages that show the same to everyone who may read: they hold no form that needs a CSRF token.
    A browser that has the page already is told so.

    Raises:
        HTTPException: 401 or 403, if whoever asks may not read.
    """
    ledger = opened.reader(request)
    with ledger.snapshot():  # what is kept for a state is made of that state
        state = ledger.head().digest
        key = f"{request.url.path}?{request.url.query}|{actor(request)}"
        named = f"{state} {__version__} {key}".encode("utf-8", "replace")
        tag = f'W/"{sha256(named).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        kept: Kept = request.app.state.kept
        text = kept.made(state, key, lambda: html(request, template, **values()).encode("utf-8", "replace"))
    return HTMLResponse(text, headers=headers)
