"""Take connections from a socket that several processes listen at, so that each has about as many."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, MutableSequence, Sized
from contextlib import suppress
from ssl import SSLContext

#: Seconds that a connection waits at most for a process that has fewer; it may be busy for longer.
_DEFER = 0.02
#: Seconds until it is tried again where the system lets no more files be open.
_PAUSE = 1.0


class Accepting:
    """What one of the processes takes.

    ``counts`` are in memory that all of them share: how many connections each has, this one at ``place``,
    of which ``open_now`` are those that are set up.
    """

    def __init__(
        self,
        held: socket.socket,
        protocol: Callable[[], asyncio.Protocol],
        *,
        open_now: Sized,
        counts: MutableSequence[int],
        place: int,
        tls: SSLContext | None = None,
    ) -> None:
        self._held, self._protocol, self._tls = held, protocol, tls
        self._open, self._counts, self._place = open_now, counts, place
        self._loop = asyncio.get_running_loop()
        self._setting_up: set[asyncio.Task[None]] = set()
        self._later: asyncio.TimerHandle | None = None
        self._deferred = False
        held.setblocking(False)
        self.tell()
        self._loop.add_reader(held, self._come)

    def tell(self) -> None:
        """Tell the others how many there are."""
        self._counts[self._place] = len(self._open) + len(self._setting_up)

    def close(self) -> None:
        """Take no more."""
        self._loop.remove_reader(self._held)
        if self._later is not None:
            self._later.cancel()

    def _come(self) -> None:
        """A connection waits."""
        self.tell()
        if not self._deferred and self._counts[self._place] > min(self._counts):
            self._wait(_DEFER)
            self._deferred = True
            return
        self._deferred = False
        try:
            connection, _ = self._held.accept()
        except (BlockingIOError, InterruptedError, ConnectionError):
            return  # another process has it, or the client thought better of it
        except OSError:
            self._wait(_PAUSE)
            return
        task = self._loop.create_task(self._set_up(connection))
        self._setting_up.add(task)
        task.add_done_callback(self._setting_up.discard)
        self.tell()

    async def _set_up(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        with suppress(OSError):  # as when the client speaks no TLS
            await self._loop.connect_accepted_socket(self._protocol, connection, ssl=self._tls)

    def _wait(self, seconds: float) -> None:
        """Leave what waits to the others for so long."""
        self._loop.remove_reader(self._held)
        self._later = self._loop.call_later(seconds, self._loop.add_reader, self._held, self._come)
