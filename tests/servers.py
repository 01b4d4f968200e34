"""A web server on the loopback address that misbehaves on demand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What the server answers at each path, and the requests that it has seen."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> str:
        """Answer with a body; its address comes back."""
        sent = {"Content-Type": "text/html", **(headers or {})}

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **sent}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302, headers: dict[str, str] | None = None) -> str:
        return self.page(path, b"", status, {"Location": to, **(headers or {})})

    def silence(self, path: str) -> str:
        """Take the request and never answer."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            self.closing.wait(60)
            handler.close_connection = True

        self.answers[path] = answer
        return self.url(path)

    def drip(self, path: str, head: bytes, drop: bytes, every: float) -> str:
        """Send the head, then a drop again and again, without an end."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.close_connection = True
            handler.wfile.write(head)
            while not self.closing.is_set():
                handler.wfile.write(drop)
                time.sleep(every)

        self.answers[path] = answer
        return self.url(path)


@contextmanager
def serving() -> Iterator[Site]:
    """A site on 127.0.0.1, at a port of its own."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, dict(self.headers.items())))
            with suppress(ConnectionError):
                site.answers[self.path](self)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the tests' own output is what is read."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
