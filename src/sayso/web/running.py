"""Run the server: listen, answer, and stop in good order."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, MutableSequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from ipaddress import ip_address
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from types import FrameType

import uvicorn

from sayso.errors import AccountsNeededError, ListenError, WebError
from sayso.web.accepting import Accepting
from sayso.web.app import create_app
from sayso.web.config import WebConfig
from sayso.web.opened import Opened
from sayso.web.watching import logs

#: Seconds that answers may still take when the server is told to stop.
GRACE = 10
_BACKLOG = 512
#: A process that ends sooner than this, in seconds, would do so again.
_SHORTEST = 10.0
#: New objects until the youngest are looked at for garbage, and how often that makes one of those before.
_COLLECT = (10_000, 20, 50)
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where to listen, and how.

    ``port`` 0 is any that is free. ``certificate`` and ``key`` are files, for HTTPS. ``proxy`` is the
    address of a proxy whose word on who asks, and by HTTPS or not, is taken.
    """

    host: str = "127.0.0.1"
    port: int = 8150
    workers: int = 1
    certificate: str | None = None
    key: str | None = None
    proxy: str | None = None


def run(config: WebConfig, listening: Listening, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; what is being answered then is finished. ``ready`` gets the address.

    Raises:
        AccountsNeededError: if others can reach the address, and there are no accounts.
        ListenError: if the address can't be listened at.
        LedgerError: one of its kinds, if the ledger can't be opened.
    """
    if config.accounts is None and not loopback(listening.host):
        raise AccountsNeededError(
            f"others can reach {listening.host}: make an account first, with sayso user add NAME"
        )
    with listen(listening) as held:
        if listening.workers == 1:
            server = _Server(_uvicorn(config, listening))
            server.config.app = create_app(config)
            ready(_address(held, listening))
            _serve(server, held)
        else:
            Opened(config).close()  # what is wrong with the ledger is said once, and here
            ready(_address(held, listening))
            _several(config, listening, held)


def loopback(host: str) -> bool:
    """Whether only this machine reaches the host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class _Server(uvicorn.Server):
    """Ends when told to; uvicorn's own would send itself the signal once more."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {one: signal.signal(one, self.handle_exit) for one in _SIGNALS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def _uvicorn(config: WebConfig, listening: Listening) -> uvicorn.Config:
    return uvicorn.Config(
        app=_nothing,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=listening.proxy is not None,
        forwarded_allow_ips=listening.proxy or "",
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=30,
        limit_concurrency=1000,
        backlog=_BACKLOG,
        ws="none",
    )


async def _nothing(*_: object) -> None:
    """Stands where the app will."""


def _serve(server: uvicorn.Server, held: socket.socket) -> None:
    logs()
    _collect_seldom()
    server.run(sockets=[held])
    if not server.started:
        raise WebError("the server could not start; the log has more")


def _collect_seldom() -> None:
    """Look for circular garbage seldom, and never among what is there from the start.

    A look at everything stops all answers for 150 ms, and Python's own measure has one every hundred pages.
    """
    gc.freeze()
    gc.set_threshold(*_COLLECT)


@contextmanager
def listen(listening: Listening) -> Iterator[socket.socket]:
    """The socket that listens.

    Raises:
        ListenError: if it can't.
    """
    host = listening.host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the event loop sends at once (TCP_NODELAY) only where the socket says that it is TCP; else the second
    # part of an answer waits 40 ms for the client's word that it has the first
    held = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((host, listening.port))
        held.listen(_BACKLOG)
        held.set_inheritable(True)
    except (OSError, OverflowError) as error:
        held.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise ListenError(f"{host} port {listening.port} cannot be listened at: {reason}") from error
    with held:
        yield held


def _address(held: socket.socket, listening: Listening) -> str:
    port = held.getsockname()[1]
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    return f"{'https' if listening.certificate else 'http'}://{host}:{port}"


# several processes

#: How many connections each process has, in memory that they share.
_Counts = MutableSequence[int]


def _several(config: WebConfig, listening: Listening, held: socket.socket) -> None:
    """Processes that share the socket; one that ends is made anew."""
    stopping = False

    def stop(_: int, __: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    with ExitStack() as stack:
        # by these files the processes' counts are added up
        counted = stack.enter_context(TemporaryDirectory(prefix="sayso-counts-"))
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counted
        stack.callback(os.environ.pop, "PROMETHEUS_MULTIPROC_DIR")
        shared = Path(stack.enter_context(TemporaryDirectory(prefix="sayso-pages-")))
        config = replace(config, shared=shared)
        for one in _SIGNALS:
            stack.callback(signal.signal, one, signal.signal(one, stop))
        counts: _Counts = multiprocessing.get_context("spawn").RawArray("i", listening.workers)
        workers = [_Worker(config, listening, held, counts, n) for n in range(listening.workers)]
        try:
            while not stopping:
                sleep(0.2)
                for worker in workers:
                    worker.look_after()
        finally:
            for worker in workers:
                worker.stop()


class _Worker:
    """One process, and the next if it ends."""

    def __init__(
        self, config: WebConfig, listening: Listening, held: socket.socket, counts: _Counts, place: int
    ) -> None:
        self._given = (config, listening, held, counts, place)
        self._begin()

    def _begin(self) -> None:
        spawned = multiprocessing.get_context("spawn")
        self._process: SpawnProcess = spawned.Process(target=_work, args=self._given)
        self._process.start()
        self._at = monotonic()

    def look_after(self) -> None:
        """Make it anew if it has ended.

        Raises:
            WebError: if it ended as soon as it began.
        """
        if self._process.is_alive():
            return
        if monotonic() - self._at < _SHORTEST:
            raise WebError("a process of the server ended as soon as it began; the log has more")
        self._begin()

    def stop(self) -> None:
        """Let it finish what it is answering, and end."""
        self._process.terminate()
        self._process.join(GRACE + 5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _work(config: WebConfig, listening: Listening, held: socket.socket, counts: _Counts, place: int) -> None:
    # what a terminal sends to all of its processes comes to the first, which tells the others
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = _Worked(_uvicorn(config, listening), counts, place)
    server.config.app = create_app(config)
    _serve(server, held)
    sys.exit(0)


class _Worked(_Server):
    """One of several servers at a socket; it ends when its parent says so, by SIGTERM alone."""

    def __init__(self, config: uvicorn.Config, counts: _Counts, place: int) -> None:
        super().__init__(config)
        self._counts, self._place = counts, place
        self._accepting: Accepting | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the app; connections are taken in turn with the others."""
        await super().startup([])
        (held,) = sockets or []
        made: Callable[..., asyncio.Protocol] = self.config.http_protocol_class
        protocol = partial(
            made,
            config=self.config,
            server_state=self.server_state,
            app_state=self.lifespan.state,
        )
        self._accepting = Accepting(
            held,
            protocol,
            open_now=self.server_state.connections,
            counts=self._counts,
            place=self._place,
            tls=self.config.ssl,
        )

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second: tell what was closed since."""
        if self._accepting is not None:
            self._accepting.tell()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, and end as the others do."""
        if self._accepting is not None:
            self._accepting.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = signal.signal(signal.SIGTERM, self.handle_exit)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, before)
