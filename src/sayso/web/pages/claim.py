"""A claim: who stands behind it in the end, how many independent lines that is, and what answers it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.records import Decision
from sayso.relations.answers import Answer
from sayso.relations.lines import Origin
from sayso.relations.relate import refusal
from sayso.relations.voices import Sort
from sayso.views.grades import meaning
from sayso.views.listing import speaker_line
from sayso.views.shown import shown
from sayso.views.trace import Support, Trace, trace
from sayso.views.trace_svg import drawing
from sayso.views.trace_text import number
from sayso.web import words
from sayso.web.kept import answer
from sayso.web.opened import Held, Opened
from sayso.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/claims")
def asked(request: Request, held: Held, q: str = "") -> Response:
    """The claim of a sentence; without one a form to ask for it."""
    if not q.strip():
        return page(request, "ask.html", asked="", reason="")
    try:
        return answer(request, "claim.html", lambda: values(held, q.strip()))
    except (NotInLedgerError, UsageError) as error:
        status = 404 if isinstance(error, NotInLedgerError) else 400
        return page(request, "ask.html", status=status, asked=q, reason=str(error))


@router.get("/claims/{statement}")
def claim(request: Request, statement: str, held: Held) -> Response:
    """The claim that a statement is of."""
    return answer(request, "claim.html", lambda: values(held, statement, known=True))


def values(held: Opened, wanted: str, *, known: bool = False) -> dict[str, Any]:
    """What the page shows.

    Raises:
        NotInLedgerError: if there is no such claim.
    """
    if known and not all(c in "0123456789abcdef" for c in wanted):
        raise NotInLedgerError(f"the ledger has no claim {wanted[:80]}")
    found = trace(held.reader, wanted, held.comparer())
    lines = found.lines
    return {
        "found": found,
        "count": number(lines.least, lines.most),
        "interval": str(lines.least) if lines.least == lines.most else f"{lines.least}–{lines.most}",
        "reasons": tuple(shown(reason) for reason in lines.because),
        "drawing": Markup(drawing(found)) if found.support else "",  # noqa: S704 - it escapes all words
        "articles": [_article(list(group)) for group in _by_article(found)],
        "origins": [_origin(found, n, o) for n, o in enumerate(lines.origins)],
        "against": [_answer(found, one) for one in found.against],
        "misses": [_answer(found, one) for one in found.misses],
        "silent": _silent(found),
        "grade": _grade(found.grades.of(s.statement.id for s in found.support)),
    }


def _by_article(found: Trace) -> Iterable[Iterable[Support]]:
    return (group for _, group in groupby(found.support, key=lambda s: s.reading.document.id))


def _article(supports: list[Support]) -> dict[str, Any]:
    return {"document": supports[0].reading.document, "supports": [_support(one) for one in supports]}


def _support(one: Support) -> dict[str, Any]:
    way = [shown(name) for name in one.through]
    if one.copied_from is not None:
        way.insert(0, f"copied from {shown(one.copied_from.document.publisher or 'an earlier article')}")
    bare = one.voice.sort is Sort.OUTLET and not one.origins
    return {
        "statement": one.statement,
        "way": way,
        "bare": bare,
        "origins": [n + 1 for n in one.origins],
        "gone": one.gone,
    }


def _origin(found: Trace, place: int, one: Origin) -> dict[str, Any]:
    pool = [o for o in found.lines.origins if o.pool == one.pool and one.pool >= 0]
    which = next(n for n, o in enumerate(pool, 1) if o is one) if len(pool) > 1 else 0
    return {
        "number": place + 1,
        "name": shown(one.titled),
        "speaker": one.name if one.sort in (Sort.PERSON, Sort.BODY) else "",
        "which": f"{which} of {len(pool)}" if which else "",
        "sort": one.sort.value,
        "word": words.SORTS[one.sort],
        "outlets": len(one.outlets),
        "grade": _grade(found.grades.source(one.name)) if one.name else None,
    }


def _answer(found: Trace, one: Answer) -> dict[str, Any]:
    return {
        "statement": one.placed.statement,
        "document": found.readings[one.placed.document].document,
        "kind": words.relation(one.kind),
        "confidence": one.confidence,
        "because": one.because,
    }


def _silent(found: Trace) -> list[dict[str, Any]]:
    """Who does not answer, once each, with the words of every refusal."""
    by_name: dict[str, dict[str, Any]] = {}
    for one in found.evades:
        statement = one.placed.statement
        who = speaker_line(statement.speaker, statement.source.text)
        name = statement.speaker.name
        same = next((key for key in by_name if name and key.startswith(name)), who)
        here = by_name.setdefault(same, {"statement": statement, "told": []})
        here["told"].append(
            {
                "words": shown(refusal(one.placed)).strip('“”" ,'),
                "statement": statement,
                "document": found.readings[one.placed.document].document,
            }
        )
    return list(by_name.values())


def _grade(found: Decision | None) -> dict[str, str] | None:
    if found is None:
        return None
    grade = str(found.body["grade"])
    return {"grade": grade, "meaning": meaning(grade), "by": found.by, "day": found.at[:10]}
