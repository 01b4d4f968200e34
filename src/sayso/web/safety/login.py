"""Sign in and out."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.web.rendering import page
from sayso.web.safety import passwords
from sayso.web.safety.accounts import SESSION_HOURS, Accounts
from sayso.web.safety.names import key
from sayso.web.safety.sessions import Sessions, cookie_name, drop, put, visit_name
from sayso.web.safety.throttle import Throttle, whence

router = APIRouter(include_in_schema=False)

#: Tries at once and a minute: for one name from one address, from one address, and for one name. The
#: last is wide, so that nobody can be kept out by others who try in their name.
_LIMITS = {"both": (5, 1.0), "address": (20, 4.0), "name": (50, 10.0)}


@router.get("/login")
def login(request: Request, next: str = "/") -> Response:
    """The form."""
    if request.app.state.accounts is None or request.state.actor is not None:
        return RedirectResponse(local(next), status_code=303)
    secure = _secure(request)
    known = request.cookies.get(visit_name(secure)) or token_urlsafe(16)
    request.state.known_by = f"visit {known[:100]}"
    found = page(request, "login.html", next=local(next), wrong="", name="")
    put(found, visit_name(secure), known[:100], secure=secure, hours=SESSION_HOURS)
    found.headers["Cache-Control"] = "no-store"
    return found


@router.post("/login")
def signed_in(
    request: Request,
    name: Annotated[str, Form(max_length=400)] = "",
    password: Annotated[str, Form(max_length=2 * passwords.LONGEST)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Sign in: what is said of a wrong password and of an unknown name is the same, and takes as long."""
    accounts: Accounts | None = request.app.state.accounts
    sessions: Sessions | None = request.app.state.sessions
    if accounts is None or sessions is None:
        raise HTTPException(404)
    _throttled(request, name)
    if not passwords.right(accounts.password(name), password):
        wrong = "The name or the password is not right."
        found = page(request, "login.html", status=401, next=local(next), wrong=wrong, name=name[:100])
        found.headers["Cache-Control"] = "no-store"
        return found
    answer = RedirectResponse(local(next), status_code=303)
    secure = _secure(request)
    if request.state.session:
        sessions.end(request.state.session)
    sessions.begin(answer, name, secure=secure)
    drop(answer, visit_name(secure), secure=secure)
    return answer


@router.get("/logout")
def leaving(request: Request) -> Response:
    """The form to sign out with: a page of its own, so that others need no form and can be kept ready."""
    if not request.state.session:
        return RedirectResponse("/", status_code=303)
    return page(request, "logout.html")


@router.post("/logout")
def signed_out(request: Request) -> Response:
    """Sign out: the session ends here, too, not only in the browser."""
    if request.app.state.sessions is None:
        raise HTTPException(404)
    if request.state.session:
        request.app.state.sessions.end(request.state.session)
    answer = RedirectResponse("/login", status_code=303)
    drop(answer, cookie_name(_secure(request)), secure=_secure(request))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def local(address: str) -> str:
    """The address, if it is a path of ours; a link can't lead elsewhere by way of signing in."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"


def _secure(request: Request) -> bool:
    return bool(request.app.state.config.secure) or request.url.scheme == "https"


def _throttled(request: Request, name: str) -> None:
    throttles: dict[str, Throttle] = request.app.state.tries
    address = whence(request.scope.get("client"))
    keys = {"both": f"{address} {key(name)}", "address": address, "name": key(name)}
    wait = max(throttles[kind].wait(one) for kind, one in keys.items())
    if wait:
        seconds = max(1, round(wait))
        told = f"too many tries to sign in; wait {seconds} seconds"
        raise HTTPException(429, told, headers={"Retry-After": str(seconds)})


def throttles() -> dict[str, Throttle]:
    """What counts the tries of one server."""
    return {kind: Throttle(at_once, minute) for kind, (at_once, minute) in _LIMITS.items()}
