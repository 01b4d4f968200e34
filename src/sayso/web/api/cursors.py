"""Cursors: where the next page begins, in a form that nobody is tempted to make up."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Annotated
from urllib.parse import quote

from fastapi import Query
from starlette.datastructures import URL
from starlette.requests import Request

from sayso.errors import UsageError

#: Things on a page, and how far anybody may go.
MOST = 100
_FURTHEST = 1 << 40

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[
    str | None,
    Query(max_length=60, description="Where to go on: what `next` of the page before holds."),
]


def begin(request: Request, cursor: str | None) -> int:
    """The place that a cursor of this very question stands for; 0 where there is none.

    Raises:
        UsageError: if it is none, or another question's.
    """
    if not cursor:
        return 0
    try:
        place, _, mark = urlsafe_b64decode(cursor.encode("ascii")).decode("ascii").partition(".")
        found = int(place) if place.isdecimal() else -1
    except ValueError:
        found, mark = -1, ""
    if not 0 <= found <= _FURTHEST or mark != _mark(request):
        raise UsageError("that cursor is of no page of this question; begin without one")
    return found


def following(request: Request, place: int) -> str:
    """The address of the page that begins at a place."""
    cursor = urlsafe_b64encode(f"{place}.{_mark(request)}".encode()).decode("ascii")
    here = URL(scope=request.scope).include_query_params(cursor=cursor)
    return f"{quote(request.url.path, errors='replace')}?{here.query}"


def _mark(request: Request) -> str:
    """What tells one question from another: all that is asked but how many and from where on."""
    asked = sorted((k, v) for k, v in request.query_params.multi_items() if k not in ("cursor", "limit"))
    return sha256(repr((request.url.path, asked)).encode("utf-8", "replace")).hexdigest()[:8]
