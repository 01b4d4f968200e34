"""What every request goes through: where from, who, how often, how much."""

from __future__ import annotations

from base64 import b64decode
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.web import failing
from sayso.web.config import WebConfig
from sayso.web.safety import hosts, sizes
from sayso.web.safety.accounts import Accounts
from sayso.web.safety.csrf import SAFE
from sayso.web.safety.headers import guarded
from sayso.web.safety.sessions import Sessions, cookie_name, visit_name
from sayso.web.safety.throttle import Throttle, whence
from sayso.web.safety.who import Actor, Role

#: What everybody may have, signed in or not.
_OPEN = frozenset(("/login", "/logout", "/health"))
_STATIC = "/static/"
#: Where programs ask: they are told, not led to the page where people sign in.
_PROGRAMS = ("/api/", "/feeds/", "/metrics")
#: What the person at the machine may send; what they look at is not counted.
_LOCAL_AT_ONCE, _LOCAL_PER_MINUTE = 300, 600


class Guard:
    """Lets through what may pass, with ``state.actor`` saying who it is.

    Without accounts whoever reaches the address is the person at the machine. Otherwise it is who
    the session's cookie or the program's token says; ``state.session`` is the session, ``by_token``
    says that it is a program, and ``known_by`` is what forms' tokens hang on.
    """

    def __init__(
        self, app: ASGIApp, config: WebConfig, accounts: Accounts | None, sessions: Sessions | None
    ) -> None:
        self._app = app
        self._config = config
        self._accounts = accounts
        self._sessions = sessions
        self._person = Actor(name=config.person, role=Role.EDITOR)
        local = accounts is None
        self._throttle = Throttle(
            _LOCAL_AT_ONCE if local else config.rate_at_once,
            _LOCAL_PER_MINUTE if local else config.rate_per_minute,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        secure = self._config.secure or scope["scheme"] == "https"
        send = guarded(scope, send, secure=secure)
        headers = Headers(scope=scope)
        self._recognised(scope, headers, secure)
        refused = self._refused(Request(scope), headers)
        if refused is not None:
            await refused(scope, receive, send)
            return
        most = sizes.most(scope["path"], self._config.largest_body)
        await self._app(scope, sizes.Bounded(receive, most), send)

    def _recognised(self, scope: Scope, headers: Headers, secure: bool) -> None:
        """Write down who it is."""
        state = scope.setdefault("state", {})
        state.update(actor=None, session=None, by_token=False, known_by="")
        if self._accounts is None or self._sessions is None:
            state["actor"] = self._person
            return
        given = _token(scope["path"], headers)
        if given is not None:
            state["actor"] = self._accounts.of_token(given)
            state["by_token"] = state["actor"] is not None
            state["known_by"] = f"token {given}" if state["by_token"] else ""
            return
        cookies = cookie_parser(headers.get("cookie", "")[:8000])
        found = self._sessions.read(cookies.get(cookie_name(secure)))
        if found is not None:
            state["session"], state["actor"] = found
            state["known_by"] = f"session {found[0]}"
        else:
            state["known_by"] = f"visit {cookies.get(visit_name(secure), '')[:100]}"

    def _refused(self, request: Request, headers: Headers) -> Response | None:
        """The answer to what may not pass."""
        reason = hosts.refusal(request.method, headers, local=self._accounts is None)
        if reason is not None:
            return failing.answer(request, 403, reason)
        return self._too_often(request) or self._nobody(request) or self._too_large(request, headers)

    def _too_often(self, request: Request) -> Response | None:
        if self._accounts is None and request.method in SAFE:
            return None
        wait = self._throttle.wait(request.state.known_by * bool(request.state.actor) or _address(request))
        if not wait:
            return None
        answer = failing.answer(request, 429, f"too many requests; try again in {wait:.0f} seconds")
        answer.headers["Retry-After"] = str(max(1, round(wait)))
        return answer

    def _nobody(self, request: Request) -> Response | None:
        path = request.url.path
        if request.state.actor is not None or path in _OPEN or path.startswith(_STATIC):
            return None
        if path.startswith(_PROGRAMS) or request.method not in SAFE:
            answer = failing.answer(request, 401, "sign in, or send a token")
            answer.headers["WWW-Authenticate"] = 'Bearer realm="Sayso"'
            return answer
        wanted = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(f"/login?next={quote(wanted[:2000], safe='')}", status_code=303)

    def _too_large(self, request: Request, headers: Headers) -> Response | None:
        most = sizes.most(request.url.path, self._config.largest_body)
        if sizes.declared(headers) <= most:
            return None
        error: HTTPException = sizes.too_large(most)
        answer = failing.answer(request, error.status_code, error.detail)
        answer.headers.update(error.headers or {})
        return answer


def _token(path: str, headers: Headers) -> str | None:
    """The token that a program sends; readers of feeds send it as a password, all that they know."""
    kind, _, value = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()[:200]
    if kind.lower() == "basic" and path.startswith("/feeds/"):
        try:
            return b64decode(value, validate=True).decode("utf-8", "replace").partition(":")[2][:200]
        except ValueError:
            return ""
    return None


def _address(request: Request) -> str:
    return f"from {whence(request.scope.get('client'))}"
