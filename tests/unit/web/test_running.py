"""How the server listens."""

from __future__ import annotations

import asyncio
import socket

import pytest

from sayso.web.running import Listening, listen


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
