"""Atom feeds (RFC 4287): of a speaker, a claim, a search, and of conflicts; what came last comes first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote
from xml.etree import ElementTree as Xml

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import UsageError
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded, Wanted
from sayso.model.statement import Act
from sayso.views.conflicts import Conflict
from sayso.views.latest import latest, latest_conflicts
from sayso.views.listing import speaker_line
from sayso.views.recorded import days, marks
from sayso.views.search import asked
from sayso.views.shown import brief, shown
from sayso.views.speakers import person
from sayso.views.trace import trace
from sayso.views.who import once
from sayso.web import opened
from sayso.web.api.answering import kept
from sayso.web.api.asked import Id, Name, Words, day
from sayso.web.safety import who

router = APIRouter(prefix="/feeds", include_in_schema=False, dependencies=[Depends(who.actor)])

_ATOM = "application/atom+xml"
_MOST = 50
_TITLE = 120
#: The characters that XML 1.0 can't hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = "1970-01-01T00:00:00Z"
Short = Annotated[str | None, Query(max_length=20)]
Ledger = Annotated[LedgerReader, Depends(opened.reader)]
Opened = Annotated[opened.Opened, Depends(opened.opened)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed; ``path`` is its page."""

    id: str
    path: str
    title: str
    author: str
    text: str
    published: str
    updated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed; ``path`` is the page of what it follows."""

    id: str
    path: str
    title: str
    items: tuple[Item, ...]


@router.get("/speakers/{name:path}")
def speaker(
    request: Request, ledger: Ledger, name: Annotated[str, Path(min_length=1, max_length=200)]
) -> Response:
    """What one speaker says."""

    def made() -> Feed:
        found = person(ledger, name)
        told = latest(ledger, Wanted(speakers=found.keys), _MOST)
        return Feed(
            id=f"speaker:{quote(found.name, safe='', errors='replace')}",
            path=f"/speakers/{quote(found.name, safe='', errors='replace')}",
            title=f"{found.name} in Sayso",
            items=_statements(ledger, told),
        )

    return _answer(request, made)


@router.get("/claims/{id}")
def claim(request: Request, ledger: Ledger, held: Opened, id: Id) -> Response:
    """Who asserts a claim, and who says something against it."""

    def made() -> Feed:
        found = trace(ledger, id, held.comparer())
        named = [(s.statement.id, "asserted") for s in found.support]
        answers = (
            ("against", found.against),
            ("a denial that misses it", found.misses),
            ("no answer", found.evades),
        )
        named += [(a.placed.statement.id, how) for how, told in answers for a in told]
        how = dict(reversed(named))
        told = latest(ledger, Wanted(ids=tuple(sorted(how))), _MOST) if how else []
        least, most = found.lines.least, found.lines.most
        lines = f"{least}" if least == most else f"{least} to {most}"
        return Feed(
            id=f"claim:{id}",
            path=f"/claims/{id}",
            title=f"{_cut(found.text)} (independent lines: {lines})",
            items=_statements(ledger, told, how),
        )

    return _answer(request, made)


@router.get("/conflicts")
def conflicts(request: Request, ledger: Ledger) -> Response:
    """What stands against what."""

    def made() -> Feed:
        found = latest_conflicts(ledger, _MOST)
        items = tuple(_conflict(ledger, one) for one in found)
        return Feed(id="conflicts", path="/conflicts", title="Conflicts in Sayso", items=items)

    return _answer(request, made)


@router.get("/search")
def search(
    request: Request,
    ledger: Ledger,
    q: Words = None,
    speaker: Name = None,
    publisher: Name = None,
    act: Short = None,
    since: Annotated[Short, Query(alias="from")] = None,
    until: Annotated[Short, Query(alias="to")] = None,
) -> Response:
    """What a search finds, by the same words in the address as the page has."""

    def made() -> Feed:
        wanted = asked(
            ledger,
            q or None,
            speaker=speaker or None,
            publisher=publisher or None,
            act=_act(act),
            since=day(since or None),
            until=day(until or None),
        )
        told = list(once(ledger, iter(latest(ledger, wanted, _MOST))))
        words = " · ".join(one for one in (q, speaker, publisher, act, since, until) if one)
        query = f"?{request.url.query}" if request.url.query else ""
        return Feed(
            id=f"search:{quote(request.url.query, safe='=&', errors='replace')}",
            path=f"/search{query}",
            title=f"{words or 'Everything'} in Sayso",
            items=_statements(ledger, told),
        )

    return _answer(request, made)


def _answer(request: Request, make: Callable[[], Feed]) -> Response:
    base = str(request.base_url).rstrip("/")
    own = (
        base
        + quote(request.url.path, errors="replace")
        + (f"?{request.url.query}" if request.url.query else "")
    )
    return kept(request, base, _ATOM, lambda: atom(make(), base, own))


def atom(feed: Feed, base: str, own: str) -> bytes:
    """The feed as XML; what XML can't hold is replaced."""
    root = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    _put(root, "id", f"urn:sayso:{feed.id}")
    _put(root, "title", shown(feed.title))
    _put(root, "updated", max((one.updated for one in feed.items), default=_EPOCH))
    _link(root, "self", own, _ATOM)
    _link(root, "alternate", f"{base}{feed.path}", "text/html")
    _put(root, "generator", "Sayso")
    for one in feed.items:
        entry = Xml.SubElement(root, "entry")
        _put(entry, "id", f"urn:sayso:{one.id}")
        _put(entry, "title", shown(one.title))
        _put(entry, "published", one.published)
        _put(entry, "updated", one.updated)
        _put(Xml.SubElement(entry, "author"), "name", shown(one.author))
        _link(entry, "alternate", f"{base}{one.path}", "text/html")
        _put(entry, "content", one.text, type="text")
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _statements(
    ledger: LedgerReader, found: Iterable[Recorded], how: dict[str, str] | None = None
) -> tuple[Item, ...]:
    return tuple(_statement(ledger, one, (how or {}).get(one.statement.id)) for one in found)


def _statement(ledger: LedgerReader, found: Recorded, how: str | None) -> Item:
    statement = found.statement
    who = speaker_line(statement.speaker, statement.source.text)
    act = f"not {statement.act.value}" if statement.negated else statement.act.value
    came = ledger.entry(found.position).at
    words = brief(statement.content.text or statement.cue.text)
    where = " · ".join(shown(one) for one in (found.publisher, found.title or found.url) if one)
    said = days(found)
    lines = [words, where, said, *(f"[{shown(mark)}]" for mark in marks(found))]
    return Item(
        id=f"statement:{statement.id}",
        path=f"/statements/{statement.id}",
        title=f"{f'{how}: ' if how else ''}{who} · {act}: {_cut(words)}",
        author=shown(who),
        text="\n".join(line for line in lines if line),
        published=_instant(came),
        updated=_instant(max((came, *(d.at for d in found.decisions)))),
    )


def _conflict(ledger: LedgerReader, found: Conflict) -> Item:
    a, b = (_statement(ledger, one, None) for one in (found.a, found.b))
    relation = found.related.relation
    return Item(
        id=f"conflict:{relation.a}:{relation.b}:{relation.kind.value}",
        path=f"/statements/{relation.a}",
        title=f"{relation.kind.value}: {a.author} and {b.author}",
        author=a.author,
        text="\n".join((a.title, b.title, *(shown(reason) for reason in relation.because))),
        published=max(a.published, b.published),
        updated=max(a.updated, b.updated),
    )


def _act(given: str | None) -> Act | None:
    if given and given not in list(Act):
        raise UsageError(f"there is no act of that name; there are {', '.join(Act)}")
    return Act(given) if given else None


def _cut(text: str) -> str:
    line = shown(text)
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"


def _instant(at: str) -> str:
    """An instant as RFC 3339 has it; the ledger's own are, unless somebody has written others there."""
    return at if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", at) else _EPOCH


def _put(parent: Xml.Element, name: str, text: str, **attributes: str) -> None:
    Xml.SubElement(parent, name, attributes).text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _link(parent: Xml.Element, rel: str, href: str, kind: str) -> None:
    plain = _NOT_XML.sub("", href)
    Xml.SubElement(parent, "link", {"rel": rel, "href": plain, "type": kind})
