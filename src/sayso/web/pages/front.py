"""The front page: what is new, what changed, what conflicts."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sayso.web.kept import answer

router = APIRouter(include_in_schema=False)


@router.get("/")
def front(request: Request) -> Response:
    """What an editor sees first."""
    return answer(request, "front.html", lambda: {})
