"""A speaker: what they said over time, as intervals of days, and where the story changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import UsageError
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Order, Recorded, Wanted
from sayso.views.conflicts import changes_of_story
from sayso.views.grades import grades, meaning
from sayso.views.speakers import Person, named, person
from sayso.views.who import once
from sayso.web import words
from sayso.web.api.cursors import begin, following
from sayso.web.drawn import timeline
from sayso.web.drawn.timeline import Moment
from sayso.web.kept import answer
from sayso.web.opened import Reader
from sayso.web.pages.conflicts import pair

router = APIRouter(include_in_schema=False)

_PAGE = 25
#: So many statements are drawn one by one; of more only the numbers over time.
_DRAWN = 150
_TURNS = 12


@router.get("/speakers/{name:path}")
def speaker(request: Request, name: str, ledger: Reader, cursor: str | None = None) -> Response:
    """The speaker of a name."""
    return answer(request, "speaker.html", lambda: values(request, ledger, name, cursor))


def values(request: Request, ledger: LedgerReader, name: str, cursor: str | None) -> dict[str, Any]:
    """What the page shows; of several who are called so, their names."""
    try:
        found = person(ledger, name)
    except UsageError as error:
        others = named(ledger, name)
        if not others:
            raise
        return {"choice": others, "asked": name, "reason": str(error)}
    start = begin(request, cursor)
    count = ledger.count(Wanted(speakers=found.keys))
    one_by_one = count <= _DRAWN
    read, told = _read(ledger, found, start, one_by_one)
    here = {one.position for one in read[:_PAGE]}
    turns = changes_of_story(ledger, found.keys)
    graded = grades(ledger).source(found.name)
    known = found.known
    return {
        "choice": (),
        "person": found,
        "count": count,
        "kind": words.KINDS[known[0].kind] if known else "",
        "roles": sorted({role for one in known for role in one.roles})[:8],
        "outlets": sorted({outlet for one in known for outlet in one.outlets})[:12],
        "found": [one for one in told if one.position in here],
        "turns": [pair(one) for one in turns[:_TURNS]],
        "more_turns": max(len(turns) - _TURNS, 0),
        "drawing": _drawn(
            ledger, found, told, [(c.b.statement.id, c.a.statement.id) for c in turns], one_by_one
        ),
        "one_by_one": one_by_one,
        "grade": graded and {"grade": graded.body["grade"], "meaning": meaning(str(graded.body["grade"]))},
        "next": following(request, start + _PAGE) if len(read) > _PAGE else "",
        "first": start == 0,
    }


def _read(
    ledger: LedgerReader, found: Person, start: int, one_by_one: bool
) -> tuple[list[Recorded], list[Recorded]]:
    """The statements of the page and one more; and, each told once, all that are drawn or else the page's."""
    wanted = Wanted(speakers=found.keys, order=Order.SAID)
    if not one_by_one:
        read = list(ledger.statements(replace(wanted, limit=_PAGE + 1, offset=start)))
        return read, list(once(ledger, iter(read[:_PAGE])))
    every = list(ledger.statements(replace(wanted, limit=_DRAWN)))
    return every[start : start + _PAGE + 1], list(once(ledger, iter(every)))


def _drawn(
    ledger: LedgerReader,
    found: Person,
    told: Sequence[Recorded],
    turns: Sequence[tuple[str, str]],
    one_by_one: bool,
) -> Markup:
    if not one_by_one:
        dated = [
            (words.FAMILIES[one.act], day)
            for one in ledger.dated(Wanted(speakers=found.keys))
            if (day := _day(one.start))
        ]
        found_by = f"/search?speaker={quote(found.name.encode('utf-8', 'replace'))}"
        return Markup(timeline.counted(dated, found_by))  # noqa: S704 - it escapes all words
    moments = [moment for one in told if (moment := _moment(one))]
    arcs = [(one, other, "where the story changed") for one, other in turns]
    return Markup(timeline.drawn(moments, arcs))  # noqa: S704 - it escapes all words


def _moment(found: Recorded) -> Moment | None:
    told = found.statement.said
    start, end = (_day(told.start), _day(told.end)) if told else (_day(found.published),) * 2
    if start is None or end is None:
        return None
    statement = found.statement
    content = (statement.content or statement.cue).text
    return Moment(
        id=statement.id,
        family=words.family(statement),
        start=min(start, end),
        end=max(start, end),
        told=told is not None,
        label=f"{words.when(found)}: {words.act(statement)}: {content[:160]}",
        address=f"/statements/{statement.id}",
    )


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None
