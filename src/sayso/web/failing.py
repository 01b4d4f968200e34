"""What is answered where something can't be: a page for people, JSON for programs."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso.errors import (
    IntakeError,
    LedgerBusyError,
    LedgerError,
    NotInLedgerError,
    SaysoError,
    UsageError,
)
from sayso.views.shown import shown
from sayso.web.rendering import page
from sayso.web.safety.headers import headers

_SAID = {
    400: "That can’t be asked",
    401: "Please sign in",
    403: "You may not do that",
    404: "There is no such page",
    405: "There is no such page",
    413: "That is too large",
    422: "That can’t be asked",
    429: "Too many requests",
    503: "The ledger is busy",
}
#: Which status an error of ours is answered with; the first that fits.
_STATUS: tuple[tuple[type[SaysoError], int], ...] = (
    (NotInLedgerError, 404),
    (UsageError, 400),
    (LedgerBusyError, 503),
    (LedgerError, 500),
    (IntakeError, 422),
)


def register(app: FastAPI) -> None:
    """Let the app answer errors so."""
    app.exception_handler(SaysoError)(_ours)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(RequestValidationError)(_malformed)
    app.exception_handler(Exception)(_defect)


def answer(request: Request, status: int, detail: str) -> Response:
    """The answer of a status: JSON under ``/api``, a page elsewhere."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": {"status": status, "detail": detail}}, status_code=status)
    title = _SAID.get(status, "Something went wrong")
    return page(request, "error.html", status=status, title=title, detail=detail)


async def _ours(request: Request, error: SaysoError) -> Response:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    return answer(request, status, shown(str(error)))


async def _http(request: Request, error: HTTPException) -> Response:
    detail = "" if error.detail in ("Not Found", "Method Not Allowed") else shown(str(error.detail))
    found = answer(request, error.status_code, detail)
    found.headers.update(error.headers or {})
    return found


async def _malformed(request: Request, error: RequestValidationError) -> Response:
    wrong = "; ".join(f"{e['loc'][-1]}: {e['msg']}" for e in error.errors()[:5])
    return answer(request, 422, shown(wrong))


async def _defect(request: Request, error: Exception) -> Response:
    """What went wrong is in the log, not in the answer."""
    found = answer(request, 500, "That is a defect of ours; the log has more.")
    # this is answered outside of what guards all else
    secure = request.app.state.config.secure or request.url.scheme == "https"
    for name, value in headers(request.scope, secure=secure):
        found.headers[name.decode()] = value.decode()
    return found
