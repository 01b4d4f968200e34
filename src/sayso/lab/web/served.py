"""The pages of a ledger on a port of this machine, for as long as somebody looks at them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import uvicorn

from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.config import WebConfig

_SECONDS = 30.0


@contextmanager
def served(ledger: Path, *, person: str = "Ada Renwick", **given: Any) -> Iterator[str]:
    """The address of an app over the ledger, at any port that is free."""
    config = WebConfig(settings=Settings(ledger=str(ledger), person=person), **given)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(config), host="127.0.0.1", port=0, log_config=None, timeout_graceful_shutdown=1
        )
    )
    thread = threading.Thread(target=server.run, name="sayso-served", daemon=True)
    thread.start()
    until = monotonic() + _SECONDS
    while not server.started:
        if not thread.is_alive() or monotonic() > until:
            raise RuntimeError("the server does not start")
        sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(_SECONDS)
