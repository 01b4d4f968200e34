"""The review queue: what the program is least sure of, decided one by one, by hand or by keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from math import isfinite
from threading import Lock
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.entry import EntryKind
from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader, LedgerWriter
from sayso.ledger.records import Recorded
from sayso.model.speaker import Kind
from sayso.model.statement import Act, Certainty
from sayso.relations.grouped import grouped
from sayso.relations.near import Near
from sayso.views.judging import confirmed
from sayso.views.one import one
from sayso.views.review import Matter, Place, Question, Review, said_by, standing
from sayso.web import opened
from sayso.web.correction import Correction, as_given, judged
from sayso.web.marked import Block, blocks
from sayso.web.rendering import page
from sayso.web.safety.who import Actor, reviewer

router = APIRouter(include_in_schema=False)

#: Decisions that are offered to be undone, and statements that tell by whom a name's are.
_LATEST, _TOLD = 5, 3
#: Questions that no longer stand and are passed over at most, before the page says so.
_PASSED = 200
#: Seconds that one waits for a large ledger to be read, before the page says so.
_WAITED = 3.0
_making = Lock()


def review(request: Request) -> Review:
    """The questions of the app's ledger, read once. A dependency."""
    state = request.app.state
    with _making:
        if not hasattr(state, "review"):
            state.review = Review(opened.reader(request))
    found: Review = state.review
    return found


Reviewer = Annotated[Actor, Depends(reviewer)]
Questions = Annotated[Review, Depends(review)]
Ledger = Annotated[LedgerReader, Depends(opened.reader)]
Writer = Annotated[LedgerWriter, Depends(opened.writer)]
Word = Annotated[str, Form()]


@router.get("/review")
def queue(
    request: Request,
    ledger: Ledger,
    asked: Questions,
    who: Reviewer,
    matter: str = "",
    after: str = "",
    at: str = "",
    done: int = 0,
    statement: str = "",
) -> Response:
    """The next question, after those that were skipped, or from a place on; or one statement, asked or
    not."""
    if statement:
        return _shown(request, ledger, asked, who, "", "", alone=one(ledger, statement[:64]).recorded)
    if not asked.ready(_WAITED):
        return page(request, "reading.html", status=202)
    return _shown(request, ledger, asked, who, matter, after, at=at, done=done)


@router.post("/review/statement")
def statement(
    request: Request,
    ledger: Ledger,
    writer: Writer,
    asked: Questions,
    who: Reviewer,
    given: Annotated[Correction, Form()],
) -> Response:
    """Say that a statement was read right, correct it, or say that it is none."""
    found = one(ledger, given.statement[:64]).recorded
    key, alone = found.statement.id, found if given.alone else None
    if alone is None and not asked.asks(Matter.STATEMENT, (key,)):
        return _late(given.matter, given.after)
    try:
        kind, body = _decision(ledger, found, given)
        entry = writer.decide(kind, key, body, by=who.name)
    except UsageError as error:
        at = (given.matter, given.after)
        return _shown(request, ledger, asked, who, *at, wrong=str(error), given=given, alone=alone)
    if alone is not None:
        return RedirectResponse(f"/statements/{key}#history", status_code=303)
    return _to(given.matter, given.place, done=entry.position)


def _decision(ledger: LedgerReader, found: Recorded, given: Correction) -> tuple[EntryKind, dict[str, Any]]:
    if given.action == "accept":
        return EntryKind.JUDGEMENT, {"fields": confirmed(found), "note": given.note or "read right"}
    if given.action == "withdraw":
        return EntryKind.RETRACTION, {"reason": given.note.strip() or "nobody says this in the text"}
    return EntryKind.JUDGEMENT, {"fields": judged(ledger, found, given), "note": given.note or None}


@router.post("/review/speakers")
def speakers(
    writer: Writer,
    asked: Questions,
    who: Reviewer,
    name: Word,
    into: Word,
    action: Word,
    matter: Word = "",
    place: Word = "",
    after: Word = "",
) -> Response:
    """Say that two names are one speaker's, or are not."""
    kind = _one_of(action, {"merge": EntryKind.MERGE, "apart": EntryKind.APART})
    if not asked.asks(Matter.SPEAKERS, (name, into)):
        return _late(matter, after)
    body = {"name": name, "into": into, "other": name_key(into), "note": None}
    return _decided(writer, who, kind, name_key(name), body, matter, place)


@router.post("/review/claim")
def claim(
    writer: Writer,
    asked: Questions,
    who: Reviewer,
    one: Word,
    other: Word,
    action: Word,
    matter: Word = "",
    place: Word = "",
    after: Word = "",
) -> Response:
    """Say that two statements are of one claim, or are not."""
    kind = _one_of(action, {"join": EntryKind.JOIN, "split": EntryKind.SPLIT})
    if not asked.asks(Matter.CLAIM, (one, other)):
        return _late(matter, after)
    return _decided(writer, who, kind, one, {"other": other, "note": None}, matter, place)


@router.post("/review/undo")
def undo(
    writer: Writer, who: Reviewer, entry: Annotated[int, Form()], matter: Word = "", back: Word = ""
) -> Response:
    """Undo a decision by another entry, and ask again."""
    writer.decide(EntryKind.UNDO, str(entry), {"undoes": entry, "note": None}, by=who.name)
    return _to(matter, "", at=back if _place(back) else "", undone=entry)


def _shown(
    request: Request,
    ledger: LedgerReader,
    asked: Review,
    who: Actor,
    matter: str,
    after: str,
    *,
    at: str = "",
    done: int = 0,
    wrong: str = "",
    given: Correction | None = None,
    alone: Recorded | None = None,
) -> Response:
    wanted = Matter(matter) if matter in list(Matter) else None
    if alone is not None:
        key, sure = alone.statement.id, alone.statement.confidence
        found: Question | None = Question(matter=Matter.STATEMENT, about=(key,), confidence=sure)
    else:
        found = _next(ledger, asked.questions(wanted, after=_place(after), at=_place(at)))
    counts = asked.counts()
    latest = asked.decided(who.name, _LATEST)
    values: dict[str, Any] = {
        "matter": wanted.value if wanted else "",
        "after": after if _place(after) else "",
        "counts": [(m.value, counts[m]) for m in Matter],
        "all": sum(counts.values()),
        "question": found,
        "alone": alone is not None,
        "here": f"{found.confidence!r}~{found.key}" if found else "",
        "wrong": wrong,
        "done": next((d for d in latest if d.position == done), None),
        "undone": request.query_params.get("undone", "")[:20],
        "late": "late" in request.query_params,
        "latest": latest,
        "kinds": list(Kind),
        "acts": list(Act),
        "certainties": list(Certainty),
        **_about(ledger, found, given),
    }
    return page(request, "review.html", status=422 if wrong else 200, **values)


def _next(ledger: LedgerReader, asked: Iterator[Question]) -> Question | None:
    """The first question whose statements still stand."""
    for question in islice(asked, _PASSED):
        if question.matter is Matter.SPEAKERS or standing(ledger, question):
            return question
    return None


def _about(ledger: LedgerReader, question: Question | None, given: Correction | None) -> dict[str, Any]:
    """What a person has to see to decide."""
    if question is None:
        return {}
    if question.matter is Matter.SPEAKERS:
        return {"sides": [(name, said_by(ledger, name, _TOLD)) for name in question.about]}
    found = standing(ledger, question)
    if question.matter is Matter.CLAIM:
        first, second = question.about
        together = grouped(ledger, Near(ledger), first).claim.statements
        return {"sides": [(side.statement.id, [side]) for side in found], "together": second in together}
    if not found:
        raise NotInLedgerError("that statement was retracted, or no longer stands")
    return {
        "found": found[0],
        "excerpt": _excerpt(ledger, found[0]),
        "given": given.given() if given else as_given(found[0].statement),
    }


def _excerpt(ledger: LedgerReader, found: Recorded) -> list[Block]:
    """The paragraphs that it stands in, and those around them."""
    made = blocks(ledger.document(found.document), [found])
    own = [n for n, block in enumerate(made) if "<mark" in block.html]
    if not own:
        return []
    return [block for block in made[max(0, own[0] - 1) : own[-1] + 2] if block.sort != "furniture"]


def _decided(
    writer: LedgerWriter,
    who: Actor,
    kind: EntryKind,
    subject: str,
    body: Mapping[str, Any],
    matter: str,
    place: str,
) -> Response:
    """Append what was decided, and go on to the next question."""
    entry = writer.decide(kind, subject, body, by=who.name)
    return _to(matter, place, done=entry.position)


def _late(matter: str, after: str) -> Response:
    """Somebody else was quicker: nothing is decided twice unasked."""
    return _to(matter, after, late=1)


def _to(matter: str, after: str, **told: int | str) -> Response:
    given = {"matter": matter, "after": after if _place(after) else "", **told}
    query = urlencode({name: value for name, value in given.items() if value})
    return RedirectResponse(f"/review?{query}" if query else "/review", status_code=303)


def _place(after: str) -> Place | None:
    sure, _, key = after[:500].partition("~")
    try:
        found = float(sure)
    except ValueError:
        return None
    return (found, key) if key and isfinite(found) else None


def _one_of(action: str, known: Mapping[str, EntryKind]) -> EntryKind:
    if action not in known:
        raise HTTPException(422, f"{action[:40]!r} is nothing that can be decided here")
    return known[action]
