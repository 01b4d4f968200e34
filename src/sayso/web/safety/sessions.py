"""Sessions of browsers: signed cookies that name a session of the file of accounts."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import Response

from sayso.web.safety.accounts import SESSION_HOURS, Accounts
from sayso.web.safety.who import Actor

_NAME = "sayso_session"
_VISIT = "sayso_visit"


class Sessions:
    """Makes and reads the cookies of one file of accounts."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._signer = URLSafeTimedSerializer(accounts.secret(), salt="sayso session")

    def begin(self, response: Response, name: str, *, secure: bool) -> None:
        """Sign somebody in."""
        value = self._signer.dumps(self._accounts.begin(name))
        put(response, cookie_name(secure), str(value), secure=secure, hours=SESSION_HOURS)

    def read(self, cookie: str | None) -> tuple[str, Actor] | None:
        """The session that a cookie names with whose it is, or null where it is none that holds."""
        if not cookie or len(cookie) > 500:
            return None
        try:
            session = str(self._signer.loads(cookie, max_age=SESSION_HOURS * 3600))
        except BadSignature:
            return None
        found = self._accounts.of_session(session)
        return (session, found) if found else None

    def end(self, session: str) -> None:
        """Sign out."""
        self._accounts.end(session)


def cookie_name(secure: bool) -> str:
    """The cookie's name; with the prefix a browser takes it over HTTPS from this host only (RFC 6265bis)."""
    return f"__Host-{_NAME}" if secure else _NAME


def visit_name(secure: bool) -> str:
    """The name of the cookie by which a browser is known before anybody has signed in."""
    return f"__Host-{_VISIT}" if secure else _VISIT


def put(response: Response, name: str, value: str, *, secure: bool, hours: int) -> None:
    """Set a cookie that no script reads, and that other sites' forms don't send."""
    response.set_cookie(
        name, value, max_age=hours * 3600, path="/", secure=secure, httponly=True, samesite="lax"
    )


def drop(response: Response, name: str, *, secure: bool) -> None:
    """Take a cookie back."""
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
