"""How the server listens."""

from __future__ import annotations

import asyncio
import socket

import pytest
from starlette.types import Receive, Scope, Send

from sayso.web.config import WebConfig
from sayso.web.running import Listening, _Server, _uvicorn, _Worked, listen

_COUNT = 12


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_answers_are_sent_at_once(host: str) -> None:
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
            tried.bind((host, 0))
    except OSError:
        pytest.skip(f"this machine has no {host}")
    assert asyncio.run(_sends_at_once(host))


async def _sends_at_once(host: str) -> int:
    """Whether a connection that the event loop takes sends without waiting for more (TCP_NODELAY)."""
    asked: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def taken(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    with listen(Listening(host=host, port=0)) as held:
        async with await asyncio.start_server(taken, sock=held):
            _, writer = await asyncio.open_connection(*held.getsockname()[:2])
            found = await asyncio.wait_for(asked, 10)
            writer.close()
            return found


async def _shared(held: socket.socket, *, busy: bool = False) -> list[int]:
    """How many connections each of two servers has of those that come to their socket.

    ``busy``: the second one takes none at all.
    """
    counts = [0, 0]
    servers = {_prepared(counts, place): [held.dup()] for place in range(2 - busy)}
    for server, own in servers.items():
        await server.startup(own)
    waiting = [socket.create_connection(held.getsockname(), timeout=10) for _ in range(_COUNT)]
    while sum(len(server.server_state.connections) for server in servers) < _COUNT:
        await asyncio.sleep(0.01)
    taken = [len(server.server_state.connections) for server in servers]
    for one in waiting:
        one.close()
    for server, own in servers.items():
        await server.shutdown(own)
    return taken


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Nobody asks it anything."""


def _prepared(counts: list[int] | None = None, place: int = 0) -> _Server:
    config = _uvicorn(WebConfig(), Listening())
    config.app, config.lifespan = _app, "off"
    config.load()
    server = _Server(config) if counts is None else _Worked(config, counts, place)
    server.lifespan = config.lifespan_class(config)
    return server


def test_connections_that_come_at_once_are_shared() -> None:
    with listen(Listening(port=0)) as held:
        taken = asyncio.run(_shared(held))
    assert max(taken) - min(taken) <= 1


def test_one_that_takes_none_is_not_waited_for() -> None:
    with listen(Listening(port=0)) as held:
        assert asyncio.run(_shared(held, busy=True)) == [_COUNT]


def test_many_may_wait() -> None:
    async def queued(held: socket.socket) -> int:
        server = _prepared()
        await server.startup([held])
        # nobody takes them while this runs: all of them wait
        waiting = [socket.create_connection(held.getsockname(), timeout=10) for _ in range(64)]
        for one in waiting:
            one.close()
        await server.shutdown()
        return len(waiting)

    with listen(Listening(port=0)) as held:
        assert asyncio.run(queued(held)) == 64
