"""The front page: what is new, what changed, what conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.port import LedgerReader
from sayso.views.conflicts import AGAINST, Conflict, conflicts
from sayso.views.recent import Recent, recent
from sayso.web.kept import answer
from sayso.web.opened import Reader
from sayso.web.pages.changes import listed
from sayso.web.pages.conflicts import pair
from sayso.web.words import family

router = APIRouter(include_in_schema=False)

_NEW, _CHANGED, _CONFLICTS = 10, 6, 5
#: Conflicts that are looked at for those.
_LOOKED_AT = 40


@router.get("/")
def front(request: Request, ledger: Reader) -> Response:
    """What an editor sees first."""
    return answer(request, "front.html", lambda: values(ledger))


def values(ledger: LedgerReader) -> dict[str, Any]:
    """What the page shows."""
    new = recent(ledger, _NEW)
    against = _against(ledger, new)
    return {
        "new": [_row(one, against) for one in new],
        "changed": listed(ledger, _CHANGED),
        "pairs": [pair(one) for one in islice(_different(ledger), _CONFLICTS)],
    }


def _different(ledger: LedgerReader) -> Iterator[Conflict]:
    """The surest conflicts, no statement twice."""
    seen: set[str] = set()
    for one in islice(conflicts(ledger), _LOOKED_AT):
        ids = {one.a.statement.id, one.b.statement.id}
        if not ids & seen:
            seen |= ids
            yield one


def _against(ledger: LedgerReader, new: tuple[Recent, ...]) -> set[str]:
    """The statements of the new articles that something stands against."""
    ids = {s.statement.id for one in new for s in one.statements}
    found = ledger.relations(AGAINST, ids, limit=500) if ids else ()
    return {key for r in found for key in (r.relation.a, r.relation.b)} & ids


def _row(found: Recent, against: set[str]) -> dict[str, Any]:
    statements = [one.statement for one in found.statements]
    names = Counter(s.speaker.name for s in statements if s.speaker.name)
    return {
        "article": found,
        "speakers": [name for name, _ in names.most_common(4)],
        "families": Counter(family(s) for s in statements),
        "against": sum(s.id in against for s in statements),
    }
