"""End a fetch after its seconds, however slowly the host goes on."""

from __future__ import annotations

import socket
import threading
from typing import Any

from sayso.errors import FetchTimeoutError


class Deadline:
    """A time limit over all of a fetch: every redirect, the headers and the body.

    A host that drips a byte at a time never runs into the limit on one read. So at the deadline a
    timer shuts the connection, which wakes whoever reads from it. It is shut, not closed: a closed
    file's number may be given to another connection while the reader still holds it.
    """

    def __init__(self, seconds: float, name: str) -> None:
        self._seconds, self._name = seconds, name
        self._late = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._timer.cancel()

    @property
    def late(self) -> bool:
        """Whether the time has run out."""
        return self._late.is_set()

    def error(self) -> FetchTimeoutError:
        """What to raise once it has."""
        return FetchTimeoutError(f"{self._name} did not finish in {self._seconds:g} seconds")

    def check(self) -> None:
        """Go on only while there is time.

        Raises:
            FetchTimeoutError: if there is none.
        """
        if self.late:
            raise self.error()

    def watch(self, event: str, info: dict[str, Any]) -> None:
        """Learn of each connection that is made (httpcore's trace extension calls this)."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._lock:
                self._socket = info["return_value"].get_extra_info("socket")
            if self.late:
                self._shut()

    def _stop(self) -> None:
        self._late.set()
        self._shut()

    def _shut(self) -> None:
        with self._lock:
            if self._socket is not None:
                try:
                    self._socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    self._socket = None  # it has gone already, and the reader knows
