"""The API: everything that the pages show, as JSON, under ``/api/v1``."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from sayso.web.api import (
    adding,
    articles,
    claims,
    conflicts,
    deciding,
    entries,
    reviewing,
    speakers,
    start,
    statements,
)
from sayso.web.api.described import REFUSALS
from sayso.web.safety import who

router = APIRouter(dependencies=[Depends(who.actor)], responses=REFUSALS)
for part in (start, statements, articles, claims, speakers, conflicts, entries, reviewing, deciding, adding):
    router.include_router(part.router, prefix="/api/v1")
