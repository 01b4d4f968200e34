"""An article with its statements marked in place, each with a card beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from hashlib import sha256
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.faults import intact
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded, Wanted
from sayso.model.statement import CredibilityNote, Statement
from sayso.views.conflicts import AGAINST
from sayso.web.kept import answer
from sayso.web.marked import blocks
from sayso.web.opened import Reader
from sayso.web.words import FAMILY_WORDS, family

router = APIRouter(include_in_schema=False)

#: Sheets are made for so many statements, or a multiple of it; more than the last are not linked.
_STEP, _MOST = 25, 500
_YEAR = "public, max-age=31536000, immutable"


@router.get("/articles/{document}")
def article(request: Request, document: str, ledger: Reader) -> Response:
    """The article of an id."""
    return answer(request, "article.html", lambda: values(ledger, document))


@router.get("/marks/{count}.css")
def marks(count: int) -> Response:
    """The sheet of an article with so many statements."""
    return Response(sheet(min(max(count, 1), _MOST)), media_type="text/css", headers={"Cache-Control": _YEAR})


@cache
def sheet(count: int) -> str:
    """The rules that light up a statement's words with its card, whichever of them is pointed at.

    Elements can't know this of one another without script; ``:has()`` can, with a rule for each number.
    """
    numbers = range(1, count + 1)
    said = ",".join(
        f".sheet:has(.at-{n}:target,.card-{n}:is(:target,:hover,:focus-within)) .of-{n}" for n in numbers
    )
    cards = ",".join(f".sheet:has(.at-{n}:is(:target,:focus),.of-{n}:hover) .card-{n}" for n in numbers)
    lit = "background:var(--accent-soft);box-shadow:0 .14em 0 var(--accent)"
    return f"{said}{{{lit}}}{cards}{{border-color:var(--accent);background:var(--accent-soft)}}"


@cache
def sheet_address(count: int) -> str:
    """Where the sheet for so many statements is; another place as soon as its rules are others."""
    number = min(-(-max(count, 1) // _STEP) * _STEP, _MOST)
    return f"/marks/{number}.css?{sha256(sheet(number).encode()).hexdigest()[:10]}"


def values(ledger: LedgerReader, document: str) -> dict[str, Any]:
    """What the page shows."""
    about = ledger.document(document)
    found = list(ledger.statements(Wanted(document=document)))
    made = blocks(about, found)
    placed = {n for block in made for n in block.begins}
    versions = ledger.versions(about.url) if about.url else ()
    families = Counter(family(one.statement) for one in found)
    return {
        "document": about,
        "title": next((b for b in made if b.sort == "title"), None),
        "blocks": [b for b in made if b.sort != "title"],
        "found": found,
        "unplaced": [n for n in range(len(found)) if n not in placed],
        "against": _against(ledger, found),
        "inside": _inside(found),
        "versions": versions,
        "newest": versions[-1].document if versions else about.id,
        "speakers": len({_who(one.statement) for one in found}),
        "families": [(name, FAMILY_WORDS[name], families[name]) for name in FAMILY_WORDS if families[name]],
        "notes": _notes(ledger, found),
        "sheet": sheet_address(len(found)),
    }


def _notes(ledger: LedgerReader, found: list[Recorded]) -> list[CredibilityNote]:
    """What the reading that the statements are of says of the sources."""
    if not found:
        return []
    entry = ledger.entry(found[-1].reading)
    with intact(entry.position):
        return [CredibilityNote(**note) for note in entry.body["credibility_notes"]]


def _who(statement: Statement) -> str:
    return statement.speaker.name or statement.speaker.description or statement.source.text


def _against(ledger: LedgerReader, found: list[Recorded]) -> dict[str, int]:
    """How many statements stand against each one."""
    counts: dict[str, int] = defaultdict(int)
    ids = {one.statement.id for one in found}
    for related in ledger.relations(AGAINST, ids) if ids else ():
        for key in {related.relation.a, related.relation.b} & ids:
            counts[key] += 1
    return counts


def _inside(found: list[Recorded]) -> dict[int, int]:
    """For each statement that stands inside of another's words the number of that one, the nearest."""
    inside: dict[int, int] = {}
    for number, one in enumerate(found):
        words = one.statement.content or one.statement.cue
        around = [
            (len(other.statement.content.text), n)
            for n, other in enumerate(found)
            if n != number and words.within(other.statement.content) and words != other.statement.content
        ]
        if around:
            inside[number] = min(around)[1]
    return inside
