"""What a person should look at next."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.views.review import Matter, Question
from sayso.web.api.answering import answer, paged, skipped
from sayso.web.api.cursors import Cursor, Limit, begin
from sayso.web.api.described import ok
from sayso.web.pages.review import Questions
from sayso.web.safety.who import reviewer

router = APIRouter(tags=["review"], dependencies=[Depends(reviewer)])


@router.get("/review", responses=ok("QuestionPage"))
def questions(
    request: Request,
    asked: Questions,
    matter: Annotated[Matter | None, Query(description="What the questions are about.")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Open questions, the least sure first. Needs the scope `review`; answer them by decisions."""
    place = begin(request, cursor)

    def made() -> dict[str, Any]:
        found = skipped(asked.questions(matter), place)
        counts = {one.value: count for one, count in asked.counts().items()}
        return {"counts": counts, **paged(request, found, place, limit, _value)}

    return answer(request, made)


def _value(found: Question) -> dict[str, Any]:
    return {
        "key": found.key,
        "matter": found.matter.value,
        "about": list(found.about),
        "confidence": found.confidence,
        "because": list(found.because),
    }
