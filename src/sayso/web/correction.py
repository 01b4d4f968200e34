"""What a reviewer's form says of a statement, and what that corrects."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from sayso.errors import UsageError
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.model.statement import Statement
from sayso.views.judging import fields, places
from sayso.views.places import anchor


class Correction(BaseModel):
    """The form: ``action`` is "accept", "withdraw" or "correct"; ``alone`` where the statement was not
    asked about; ``matter``, ``place`` and ``after`` are where in the queue it stands."""

    statement: str
    action: str
    matter: str = ""
    place: str = ""
    after: str = ""
    alone: str = ""
    speaker: str = ""
    kind: str = ""
    description: str = ""
    act: str = ""
    negated: str = ""
    certainty: str = ""
    said_start: str = ""
    said_end: str = ""
    addressee: str = ""
    venue: str = ""
    content: str = ""
    note: str = ""

    def given(self) -> dict[str, Any]:
        """The fields, as ``judging.fields`` takes them."""
        days = f"{self.said_start}:{self.said_end or self.said_start}"
        return {
            "speaker": self.speaker.strip(),
            "kind": self.kind,
            "description": self.description.strip(),
            "act": self.act,
            "negated": self.negated == "yes",
            "certainty": self.certainty,
            "said": days if self.said_start or self.said_end else "none",
            "addressee": self.addressee.strip() or "none",
            "venue": self.venue.strip() or "none",
            "content": self.content,
        }


def as_given(found: Statement) -> dict[str, Any]:
    """The same fields as they stand."""
    said = found.said
    return {
        "speaker": found.speaker.name or "",
        "kind": found.speaker.kind.value,
        "description": found.speaker.description or "",
        "act": found.act.value,
        "negated": found.negated,
        "certainty": found.certainty.value,
        "said": f"{said.start}:{said.end}" if said else "none",
        "addressee": found.addressee.text if found.addressee else "none",
        "venue": found.venue or "none",
        "content": found.content.text,
    }


def judged(ledger: LedgerReader, found: Recorded, correction: Correction) -> dict[str, Any]:
    """The judged fields: those that are given otherwise than they stand.

    Raises:
        UsageError: if there are none, or one can't be so.
    """
    before = as_given(found.statement)
    changed = {name: one for name, one in correction.given().items() if not _same(one, before[name])}
    if not changed:
        raise UsageError("nothing was changed; if it was read right, say so")
    if "content" in changed:
        text = ledger.document(found.document).text
        changed["content"] = places(text, str(changed["content"]), anchor(found.statement).start)
    return fields(ledger, found.statement.id, changed)


def _same(one: object, other: object) -> bool:
    """Whether a field is as it was; browsers give line ends of their own."""
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return one == other
