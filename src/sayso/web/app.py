"""Make the app: every page, the API, the feeds, what guards them, and what is said where one fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

import anyio.to_thread
from fastapi import Depends, FastAPI
from starlette.staticfiles import StaticFiles

from sayso import __version__
from sayso.web import api, failing, feeds, safety, watching
from sayso.web.config import WebConfig
from sayso.web.kept import Kept
from sayso.web.opened import Opened
from sayso.web.pages import (
    add,
    article,
    changes,
    claim,
    conflicts,
    front,
    review,
    search,
    speaker,
    statement,
)
from sayso.web.safety import csrf, login
from sayso.web.shared import Shared

#: What has routes, in the order in which an address is looked for.
_PARTS = (
    front,
    article,
    statement,
    claim,
    speaker,
    conflicts,
    search,
    changes,
    review,
    add,
    login,
    api,
    feeds,
    watching,
)


def create_app(config: WebConfig) -> FastAPI:
    """The app that serves one ledger.

    Raises:
        LedgerError: one of its kinds, if the ledger can't be opened.
    """
    held = Opened(config)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = config.threads
        try:
            yield
        finally:
            held.close()

    app = FastAPI(
        title="Sayso",
        version=__version__,
        lifespan=living,
        dependencies=[Depends(csrf.checked)],
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.config = config
    app.state.opened = held
    shared = Shared(config.shared, most_bytes=config.bytes_kept) if config.shared else None
    app.state.kept = Kept(most=config.pages_kept, most_bytes=config.bytes_kept, shared=shared)
    for part in _PARTS:
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=str(files("sayso.web") / "static")), name="static")
    failing.register(app)
    safety.install(app, config)
    watching.install(app, config)
    return app
