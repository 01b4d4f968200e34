"""Tokens that show that a form came from a page of ours (OWASP's synchronizer token pattern).

The token is a keyed hash of what the browser is known by: its session, or, where no account is
needed, this run of the server. Pages of other sites can't read it. Each form carries ``field``, each
call of a script the header; ``checked`` holds for every route.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from markupsafe import Markup
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

#: The name of the field of a form, and of the header of a call.
FIELD = "csrf_token"
HEADER = "x-csrf-token"
#: Nothing is changed by these.
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def token(request: Request) -> str:
    """The token of whoever asks."""
    secret: str = request.app.state.config.secret
    known = getattr(request.state, "known_by", "")
    return hmac.new(secret.encode(), f"csrf {known}".encode(), sha256).hexdigest()


def field(request: Request) -> Markup:
    """The hidden field for a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token(request))


async def checked(request: Request) -> None:
    """Refuse what changes something and did not come from a page of ours.

    A program with a token of its own is no browser, and needs none. JSON can't be sent across sites
    without asking first, which is never granted; with a session the header is asked for all the same.

    Raises:
        HTTPException: 403 without the right token, 415 for kinds that are no form and no JSON.
    """
    if request.method in SAFE or getattr(request.state, "by_token", False):
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    given: object = request.headers.get(HEADER)
    if given is None and kind in _FORMS:
        given = (await request.form()).get(FIELD)
    elif given is None and kind == "application/json":
        if not getattr(request.state, "session", None):
            return
    elif given is None:
        raise HTTPException(415, "send a form, or JSON")
    if isinstance(given, UploadFile) or not same(str(given or ""), token(request)):
        raise HTTPException(403, "the form has expired; go back, load the page again and send it once more")


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, found in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
