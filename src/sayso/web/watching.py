"""Watching a server from outside: is it well, how busy is it, and what did it do."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from traceback import FrameSummary, extract_tb
from typing import Any

from fastapi import APIRouter, FastAPI
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import SaysoError
from sayso.web import opened
from sayso.web.config import WebConfig

router = APIRouter(include_in_schema=False)

_log = logging.getLogger("sayso.web")
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
#: Methods that have a name of their own in the counts; others could be of any number.
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_LONGEST = 500
#: Places of a traceback that are told, the last ones.
_FRAMES = 10


class Measures:
    """What is counted. With several processes prometheus-client adds them up by way of files."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "sayso_requests_total", "Requests.", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "sayso_request_seconds",
            "Seconds until the last byte.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.waiting = Gauge(
            "sayso_requests_in_progress",
            "Requests that are being answered.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self.entries = Gauge(
            "sayso_ledger_entries",
            "Entries of the ledger.",
            registry=self.registry,
            multiprocess_mode="max",
        )

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self.registry)
        from prometheus_client.multiprocess import MultiProcessCollector

        whole = CollectorRegistry()
        MultiProcessCollector(whole)  # type: ignore[no-untyped-call]
        return generate_latest(whole)


class Watch:
    """Counts each request, and logs it."""

    def __init__(self, app: ASGIApp, measures: Measures, all_requests: bool) -> None:
        self._app = app
        self._measures = measures
        self._all = all_requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer, and write down what came of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = perf_counter(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._measures.waiting.inc()
        try:
            await self._app(scope, receive, sent)
        except Exception as error:
            self._tell(scope, 500, perf_counter() - start, error)
            raise
        finally:
            self._measures.waiting.dec()
            self._count(scope, status, perf_counter() - start)
        if self._all or status >= 500:
            self._tell(scope, status, perf_counter() - start, None)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None) or _mounted(scope["path"])
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._measures.requests.labels(method, route, str(status)).inc()
        self._measures.seconds.labels(route).observe(seconds)

    def _tell(self, scope: Scope, status: int, seconds: float, error: Exception | None) -> None:
        """One line. The query is left out, which holds what somebody looks for, as are all headers."""
        actor = scope.get("state", {}).get("actor")
        client = scope.get("client")
        told: dict[str, Any] = {
            "method": scope["method"][:20],
            "path": scope["path"][:_LONGEST],
            "status": status,
            "ms": round(seconds * 1000, 1),
            "who": actor and actor.name,
            "from": client and client[0],
        }
        if error is not None:
            # the types and the places, not the words: those may hold what was sent
            told["error"] = type(error).__name__
            told["at"] = [_place(one) for one in extract_tb(error.__traceback__)[-_FRAMES:]]
        _log.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"told": told})


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"time": at.replace("+00:00", "Z"), "level": record.levelname.lower(), "logger": record.name}
        told["event"] = record.getMessage()[:2000]
        found = getattr(record, "told", None)
        if isinstance(found, dict):
            told.update(found)
        elif record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
        return json.dumps(told, ensure_ascii=True, default=str)


def logs() -> None:
    """Let this process log to standard error, one line of JSON for each event."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name, level in (("sayso.web", logging.INFO), ("uvicorn", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)


def install(app: FastAPI, config: WebConfig) -> None:
    """Watch every request of the app."""
    app.state.measures = Measures()
    app.add_middleware(Watch, measures=app.state.measures, all_requests=config.log_requests)


@router.get("/health")
def health(request: Request) -> Response:
    """Whether the ledger can be read. Nothing is told that not everybody may know."""
    try:
        opened.reader(request).head()
    except SaysoError:
        return JSONResponse({"status": "failing"}, status_code=503)
    return JSONResponse({"status": "ok"})


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """What is counted, as Prometheus reads it."""
    measures: Measures = request.app.state.measures
    measures.entries.set(opened.reader(request).head().position)
    return Response(measures.text(), media_type=CONTENT_TYPE_LATEST)


def _place(frame: FrameSummary) -> str:
    """Where in the code it was, without the code."""
    return f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"


def _mounted(path: str) -> str:
    return "/static" if path.startswith("/static/") else "none"
