"""Make the app: every page, the API, the feeds, what guards them, and what is said where one fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec

import anyio.to_thread
from fastapi import APIRouter, Depends, FastAPI
from starlette.staticfiles import StaticFiles

from sayso import __version__
from sayso.web import failing
from sayso.web.config import WebConfig
from sayso.web.kept import Kept
from sayso.web.opened import Opened
from sayso.web.safety import csrf

#: What has routes, in the order in which an address is looked for.
_ROUTERS = (
    "pages.front",
    "pages.article",
    "pages.statement",
    "pages.claim",
    "pages.speaker",
    "pages.conflicts",
    "pages.search",
    "pages.changes",
    "pages.review",
    "pages.add",
    "safety.login",
    "api",
    "feeds",
    "watching",
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
    app.state.kept = Kept(most=config.pages_kept, most_bytes=config.bytes_kept)
    for router in _routers():
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=str(files("sayso.web") / "static")), name="static")
    failing.register(app)
    for guard in _guards():
        guard(app, config)
    return app


def _routers() -> Iterator[APIRouter]:
    """Every router: each of these modules has one of that name."""
    for name in _ROUTERS:
        if find_spec(f"sayso.web.{name.split('.')[0]}") and find_spec(f"sayso.web.{name}"):
            yield import_module(f"sayso.web.{name}").router


def _guards() -> Iterator[Callable[[FastAPI, WebConfig], None]]:
    """What adds the middlewares: `safety.install(app, config)`, `watching.install(app, config)`."""
    for name in ("safety", "watching"):
        if find_spec(f"sayso.web.{name}"):
            found = getattr(import_module(f"sayso.web.{name}"), "install", None)
            if found is not None:
                yield found
