"""Take articles in: by address, pasted, as files, or as the browser shows them; and how far that is."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from threading import BoundedSemaphore
from time import monotonic
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from anyio import sleep, to_thread
from fastapi import APIRouter, Depends, FastAPI, File, Form, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from sayso.errors import InboxError, UsageError
from sayso.ledger.port import LedgerReader
from sayso.web import opened
from sayso.web.inbox import Addition, Inbox, inbox_of
from sayso.web.rendering import html, page
from sayso.web.safety.who import Actor, editor
from sayso.web.taking import GIVEN, Taking

#: Addresses, or files, that are taken at once.
_AT_ONCE = 50
_LISTED = 20
#: Streams of progress that are open at once, and seconds until one ends; browsers then come again.
_STREAMS = BoundedSemaphore(32)
_STREAM_SECONDS, _STEP_SECONDS = 5.0, 0.3
_LONGEST = 2000


@asynccontextmanager
async def living(app: FastAPI) -> AsyncIterator[None]:
    """Additions are worked on for as long as the app lives."""
    taking = Taking(app.state.opened, _inbox(app), allow_private=app.state.config.allow_private)
    app.state.taking = taking
    taking.start()
    try:
        yield
    finally:
        await to_thread.run_sync(taking.stop)


router = APIRouter(include_in_schema=False, lifespan=living)


def inbox(request: Request) -> Inbox:
    """Where what is accepted is kept. A dependency."""
    return _inbox(request.app)


def _inbox(app: FastAPI) -> Inbox:
    return Inbox(inbox_of(app.state.config.settings.ledger))


Kept = Annotated[Inbox, Depends(inbox)]
Editor = Annotated[Actor, Depends(editor)]
Ledger = Annotated[LedgerReader, Depends(opened.reader)]


@router.get("/add")
def add(request: Request, ledger: Ledger, kept: Kept, _: Editor) -> Response:
    """The ways to add, and what was added last."""
    return _page(request, ledger, kept)


@router.post("/add/addresses")
def addresses(
    request: Request, ledger: Ledger, kept: Kept, who: Editor, addresses: Annotated[str, Form()] = ""
) -> Response:
    """Take articles, or feeds, by their addresses, one a line."""
    try:
        found = _addresses(addresses)
    except UsageError as error:
        return _page(request, ledger, kept, wrong=("addresses", str(error)), addresses=addresses)
    return _accepted(request, [_accept(kept, by=who.name, name=one, address=one) for one in found])


@router.post("/add/text")
def text(
    request: Request,
    ledger: Ledger,
    kept: Kept,
    who: Editor,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    publisher: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
) -> Response:
    """Take an article's text."""
    given = {"text": text, "title": title, "publisher": publisher, "published": published, "url": url}
    try:
        if not text.strip():
            raise UsageError("paste the article’s text first")
        content = _given({**given, "published": _day(published), "url": _address(url) if url.strip() else ""})
    except UsageError as error:
        return _page(request, ledger, kept, wrong=("text", str(error)), **given)
    name = title.strip()[:200] or "Pasted text"
    number = _accept(kept, by=who.name, name=name, content=content, file=GIVEN)
    return _accepted(request, [number])


@router.post("/add/files")
def files(
    request: Request,
    ledger: Ledger,
    kept: Kept,
    who: Editor,
    files: Annotated[list[UploadFile] | None, File()] = None,
    publisher: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
) -> Response:
    """Take files: pages, texts, PDFs, archives, JSON lines."""
    found = [(one.filename or "", one.file.read()) for one in (files or [])[:_AT_ONCE] if one.filename]
    try:
        day = _day(published)
        if not found:
            raise UsageError("choose a file first")
        if empty := [name for name, content in found if not content.strip()]:
            raise UsageError(f"{empty[0]} is empty")
    except UsageError as error:
        return _page(request, ledger, kept, wrong=("files", str(error)))
    numbers = [
        _accept(
            kept,
            by=who.name,
            name=name[-200:],
            content=content,
            publisher=publisher.strip() or None,
            published=day or None,
        )
        for name, content in found
    ]
    return _accepted(request, numbers)


@router.get("/add/rendered")
def rendered(request: Request, _: Editor) -> Response:
    """Where the bookmarklet brings a page to; nothing is added before a person says so here."""
    return page(request, "rendered.html")


@router.post("/add/rendered")
def take_rendered(
    request: Request,
    kept: Kept,
    who: Editor,
    content: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
) -> Response:
    """Take a page as a browser shows it."""
    if not content.strip():
        raise UsageError("no page has come; use the bookmarklet on the page that is to be read")
    given = _given({"html": content, "url": _address(url)})
    name = title.strip()[:200] or url
    return _accepted(request, [_accept(kept, by=who.name, name=name, content=given, file=GIVEN)])


@router.get("/add/{number}")
def addition(request: Request, number: int, kept: Kept, _: Editor) -> Response:
    """How far an addition is."""
    return page(request, "addition.html", one=_one(kept, number))


@router.post("/add/{number}/again")
def again(request: Request, number: int, kept: Kept, _: Editor) -> Response:
    """Try once more what failed."""
    _one(kept, number)
    kept.again(number)
    return _accepted(request, [number])


@router.get("/add/{number}/events")
async def events(request: Request, number: int, kept: Kept, _: Editor) -> Response:
    """How far it is, as it goes on (server-sent events, HTML Living Standard 9.2)."""
    await to_thread.run_sync(_one, kept, number)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(request, kept, number), media_type="text/event-stream", headers=headers)


async def _told(request: Request, kept: Inbox, number: int) -> AsyncIterator[str]:
    if not _STREAMS.acquire(blocking=False):
        yield "retry: 5000\n\n"
        return
    try:
        until, before = monotonic() + _STREAM_SECONDS, ""
        yield "retry: 500\n\n"
        while monotonic() < until and not await request.is_disconnected():
            found = await to_thread.run_sync(kept.addition, number)
            if found is None:
                break
            now = html(request, "_addition.html", one=found)
            if now != before:
                yield f"event: progress\ndata: {json.dumps(now)}\n\n"
                before = now
            if found.over:
                yield "event: over\ndata: 1\n\n"
                break
            await sleep(_STEP_SECONDS)
    finally:
        _STREAMS.release()


def bookmarklet(origin: str) -> str:
    """The bookmark that opens our page and, once that answers, hands it the page it was used on.

    It holds no secret, so that no page can steal one: who is signed in here confirms it here.
    """
    script = (
        f"(()=>{{const o={json.dumps(origin)},w=open(o+'/add/rendered');"
        "addEventListener('message',function f(e){"
        "if(e.source!==w||e.origin!==o||e.data!=='sayso: ready')return;"
        "removeEventListener('message',f);"
        "w.postMessage({url:location.href,title:document.title,"
        "html:'<!doctype html>'+document.documentElement.outerHTML},o)})})()"
    )
    return "javascript:" + quote(script, safe="(){}=>,;:'+/!.&|?")


def _page(
    request: Request, ledger: LedgerReader, kept: Inbox, *, wrong: tuple[str, str] | None = None, **given: str
) -> Response:
    failures = ledger.failures()
    values: dict[str, Any] = {
        "wrong": wrong,
        "given": given,
        "latest": kept.latest(_LISTED),
        "failures": failures[::-1][:_LISTED],
        "failed": len(failures),
        "bookmarklet": bookmarklet(f"{request.url.scheme}://{request.url.netloc}"),
    }
    return page(request, "add.html", status=422 if wrong else 200, **values)


def _accept(kept: Inbox, **given: Any) -> int:
    try:
        return kept.accept(**given)
    except InboxError as error:
        raise HTTPException(503, str(error), headers={"Retry-After": "60"}) from error


def _accepted(request: Request, numbers: list[int]) -> Response:
    taking: Taking | None = getattr(request.app.state, "taking", None)
    if taking is not None:
        taking.wake()
    return RedirectResponse(f"/add/{numbers[0]}" if len(numbers) == 1 else "/add", status_code=303)


def _one(kept: Inbox, number: int) -> Addition:
    found = kept.addition(number) if 0 < number < 1 << 62 else None
    if found is None:
        raise HTTPException(404, f"there is no addition {number}")
    return found


def _addresses(lines: str) -> list[str]:
    found = list(dict.fromkeys(_address(line) for line in lines.splitlines() if line.strip()))
    if not found:
        raise UsageError("give an address first")
    if len(found) > _AT_ONCE:
        raise UsageError(f"no more than {_AT_ONCE} addresses are taken at once")
    return found


def _address(line: str) -> str:
    """An address of the web; nothing else is fetched, least of all a file."""
    address = line.strip()
    if "://" not in address and "." in address and not address.startswith((".", "/", "~")):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or len(address) > _LONGEST or not address.isprintable() or " " in address:
        raise UsageError(f"{line.strip()[:100]!r} is no address of the web; it has to begin with https://")
    return address


def _day(given: str) -> str:
    if not given.strip():
        return ""
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError as error:
        raise UsageError(f"{given[:40]!r} is no day; write it as 2025-02-26") from error


def _given(article: dict[str, str]) -> bytes:
    """One article, as a line of JSON."""
    told = {key: value for key, value in article.items() if value.strip()}
    return (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8", "replace")
