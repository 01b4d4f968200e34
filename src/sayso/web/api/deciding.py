"""What a person decides, by way of a program: each an entry under their name, and each can be undone."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from sayso.ledger.entry import EntryKind
from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerWriter
from sayso.model.speaker import Kind
from sayso.model.statement import Act, Certainty
from sayso.views.entries import value
from sayso.views.judging import fields
from sayso.web import opened
from sayso.web.api.answering import JSON, dumped
from sayso.web.api.asked import LARGEST, Text
from sayso.web.api.described import created
from sayso.web.safety.who import Actor, reviewer

router = APIRouter(tags=["decisions"])

StatementId = Annotated[str, Field(pattern="^[0-9a-f]{16}$", description="A statement's id.")]
Note = Annotated[Text | None, Field(max_length=2000, description="Why.")]
Short = Annotated[Text, Field(max_length=300)]
Named = Annotated[Text, Field(min_length=1, max_length=300, description="A name, in full.")]
Places = Annotated[str, Field(max_length=500, pattern=r"^(none|[0-9]+:[0-9]+(,[0-9]+:[0-9]+)*)$")]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Fields(_Given):
    """What is right instead; what is left out stays. "none" says that there is none."""

    speaker: Short | None = Field(None, description="Who speaks; an empty name for nobody known.")
    kind: Kind | None = None
    description: Short | None = Field(None, description="The text's own words for the speaker.")
    act: Act | None = None
    negated: bool | None = None
    certainty: Certainty | None = None
    said: Short | None = Field(None, description="A day, or two with a colon between.")
    addressee: Short | None = None
    venue: Short | None = None
    content: Places | None = Field(None, description="Where it stands in the article: start:end,…")
    cue: Places | None = None
    source: Places | None = None


class Judgement(_Given):
    """A statement was read wrong: this is right."""

    kind: Literal["judgement"]
    statement: StatementId
    fields: Fields
    note: Note = None


class Retraction(_Given):
    """A statement is no longer to be found, for this reason."""

    kind: Literal["retraction"]
    statement: StatementId
    reason: Annotated[Text, Field(min_length=1, max_length=2000)]


class Names(_Given):
    """Two names are one speaker's, or are not; the first goes into the second."""

    kind: Literal["merge", "apart"]
    name: Named
    other: Named
    note: Note = None


class Statements(_Given):
    """Two statements are of one claim, or are not."""

    kind: Literal["join", "split"]
    statement: StatementId
    other: StatementId
    note: Note = None


class Grade(_Given):
    """How far a source (A to F) or an information (1 to 6) is trusted, on NATO's scale."""

    kind: Literal["grade"]
    source: Named | None = None
    statement: StatementId | None = None
    grade: Annotated[str, Field(pattern="^[A-F1-6]$")]
    note: Note = None


class Undo(_Given):
    """An earlier decision no longer holds."""

    kind: Literal["undo"]
    entry: Annotated[int, Field(ge=1, le=LARGEST)]
    note: Note = None


Decision = Annotated[
    Judgement | Retraction | Names | Statements | Grade | Undo, Field(discriminator="kind"), Body()
]


@router.post("/decisions", status_code=201, responses=created("Entry"))
def decide(
    decision: Decision,
    ledger: Annotated[LedgerWriter, Depends(opened.writer)],
    who: Annotated[Actor, Depends(reviewer)],
) -> Response:
    """Decide. The answer is the entry that now says so. Needs the scope `review`."""
    kind, subject, body = _entry(decision, ledger)
    made = ledger.decide(kind, subject, body, by=who.name)
    headers = {"Location": f"/api/v1/entries/{made.position}", "Cache-Control": "no-store"}
    return Response(dumped(value(made)), 201, media_type=JSON, headers=headers)


def _entry(given: Any, ledger: LedgerWriter) -> tuple[EntryKind, str, dict[str, Any]]:
    """The kind, the subject and the body of the entry."""
    match given:
        case Judgement():
            told = given.fields.model_dump(mode="json", exclude_none=True)
            body = {"fields": fields(ledger, given.statement, told), "note": given.note}
            return EntryKind.JUDGEMENT, given.statement, body
        case Retraction():
            return EntryKind.RETRACTION, given.statement, {"reason": given.reason}
        case Names():
            into = name_key(given.other)
            body = {"name": given.name, "into": given.other, "other": into, "note": given.note}
            return EntryKind(given.kind), name_key(given.name), body
        case Statements():
            return EntryKind(given.kind), given.statement, {"other": given.other, "note": given.note}
        case Grade():
            return _graded(given)
        case _:
            return EntryKind.UNDO, str(given.entry), {"undoes": given.entry, "note": given.note}


def _graded(given: Grade) -> tuple[EntryKind, str, dict[str, Any]]:
    from sayso.errors import UsageError

    if (given.source is None) == (given.statement is None):
        raise UsageError("a grade is of a source, or of a statement")
    if given.statement is not None:
        subject, other, name = given.statement, "information", given.statement
    else:
        name = str(given.source)
        subject, other = name_key(name), "source"
    body = {"other": other, "name": name, "grade": given.grade, "note": given.note}
    return EntryKind.GRADE, subject, body
