"""Take articles in by way of a program: an address, a text, or a page as a browser shows it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import InboxError, UsageError
from sayso.web.api.answering import JSON, dumped
from sayso.web.api.asked import LARGEST, Text, day
from sayso.web.api.described import accepted, ok
from sayso.web.inbox import Addition, Inbox, inbox_of
from sayso.web.safety.who import Actor, editor
from sayso.web.taking import GIVEN

router = APIRouter(tags=["articles"])
_DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_LONGEST = 10_000_000


class NewArticle(BaseModel):
    """One of three: an address to fetch; a text; the HTML of a page as a browser shows it."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[Text, Field(min_length=1, max_length=2000)] | None = None
    text: Annotated[Text, Field(min_length=1, max_length=_LONGEST)] | None = None
    html: Annotated[Text, Field(min_length=1, max_length=_LONGEST)] | None = None
    title: Annotated[Text, Field(max_length=500)] | None = None
    publisher: Annotated[Text, Field(max_length=200)] | None = None
    published: Annotated[str, Field(pattern=_DAY, description="The day, over what the page says.")] | None = (
        None
    )


def inbox(request: Request) -> Inbox:
    """Where what is accepted is kept. A dependency."""
    return Inbox(inbox_of(request.app.state.config.settings.ledger))


Kept = Annotated[Inbox, Depends(inbox)]
Editor = Annotated[Actor, Depends(editor)]


@router.post("/articles", status_code=202, responses=accepted("Addition"))
def add(request: Request, article: NewArticle, kept: Kept, who: Editor) -> Response:
    """Take an article in. It is kept at once and read in its turn: the answer tells where to look.

    An address is fetched as `sayso read` does: no private addresses, no scripts, within limits. The
    `url` beside `text` or `html` is where that is from. Needs the scope `add`.
    """
    given = _given(article)
    try:
        number = kept.accept(by=who.name, **given)
    except InboxError as error:
        raise HTTPException(503, str(error), headers={"Retry-After": "60"}) from error
    taking = getattr(request.app.state, "taking", None)
    if taking is not None:
        taking.wake()
    found = _found(kept, number)
    headers = {"Location": f"/api/v1/additions/{number}", "Cache-Control": "no-store"}
    return Response(dumped(_value(found)), 202, media_type=JSON, headers=headers)


@router.get("/additions/{number}", responses=ok("Addition"))
def addition(number: Annotated[int, Path(ge=1, le=LARGEST)], kept: Kept, _: Editor) -> Response:
    """How far an article is that was taken in, and what came of it. Needs the scope `add`."""
    told = dumped(_value(_found(kept, number)))
    return Response(told, media_type=JSON, headers={"Cache-Control": "no-store"})


def _given(article: NewArticle) -> dict[str, Any]:
    """What the inbox keeps of it."""
    if (article.text is not None) + (article.html is not None) + _fetched(article) != 1:
        raise UsageError("send one of url, text and html; url may stand beside the others")
    url, published = article.url and _address(article.url), day(article.published)
    if _fetched(article):
        told = {"name": url, "address": url}
        return {**told, "publisher": article.publisher or None, "published": published}
    whole = article.text or article.html or ""
    if not whole.strip():
        raise UsageError("there is nothing in it")
    line = {
        "text": article.text,
        "html": article.html,
        "url": url,
        "title": article.title,
        "publisher": article.publisher,
        "published": published,
    }
    content = json.dumps({k: v for k, v in line.items() if v}, ensure_ascii=False) + "\n"
    return {"name": article.title or url or "Sent text", "content": content.encode(), "file": GIVEN}


def _fetched(article: NewArticle) -> bool:
    return article.url is not None and article.text is None and article.html is None


def _address(given: str) -> str:
    """An address of the web; nothing else is fetched, least of all a file."""
    try:
        parts = urlsplit(given)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or not given.isprintable() or " " in given:
        raise UsageError("that is no address of the web; it has to begin with https:// or http://")
    return given


def _found(kept: Inbox, number: int) -> Addition:
    found = kept.addition(number)
    if found is None:
        raise HTTPException(404, f"there is no addition {number}")
    return found


def _value(found: Addition) -> dict[str, Any]:
    told = asdict(found.progress)
    return {
        "number": found.number,
        "state": found.state.value,
        "by": found.by,
        "at": found.at,
        "name": found.name,
        "publisher": found.publisher,
        "published": found.published,
        **{key: told[key] for key in ("stage", "done", "added", "known", "failed", "statements")},
        "results": [dict(one) for one in told["results"]],
    }
