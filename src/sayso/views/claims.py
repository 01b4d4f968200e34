"""A claim with its statements, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.ledger.entry import EntryKind
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Decision, Recorded, Wanted
from sayso.relations.claims import Claim
from sayso.relations.grouped import grouped
from sayso.relations.near import Near
from sayso.views.grades import grades, meaning
from sayso.views.recorded import lines as statement_lines
from sayso.views.recorded import value as statement_value
from sayso.views.shown import shown


def claim(ledger: LedgerReader, statement: str) -> tuple[Claim, list[Recorded], list[Decision]]:
    """The claim of a statement, its statements, and what people decided about it.

    Raises:
        NotInLedgerError: if there is no such statement.
    """
    found = grouped(ledger, Near(ledger, still=True), statement)
    order = [p.statement.id for p in found.statements]
    stand = {r.statement.id: r for r in ledger.statements(Wanted(ids=tuple(order)))}
    about = set(order)
    decided = [
        d
        for d in ledger.decisions((EntryKind.JOIN, EntryKind.SPLIT))
        if d.subject in about or d.body["other"] in about
    ]
    return found.claim, [stand[key] for key in order if key in stand], decided


def value(ledger: LedgerReader, statement: str) -> dict[str, Any]:
    """The claim for programs."""
    found, statements, decided = claim(ledger, statement)
    graded = grades(ledger).of(found.statements)
    return {
        "id": found.id,
        "statements": [statement_value(one) for one in statements],
        "because": list(found.because),
        "decisions": [
            {"entry": d.position, "by": d.by, "at": d.at, "kind": d.kind.value, "active": d.active, **d.body}
            for d in decided
        ],
        "grade": graded and graded.body["grade"],
    }


def lines(ledger: LedgerReader, statement: str) -> Iterator[str]:
    """The claim for people."""
    found, statements, decided = claim(ledger, statement)
    yield f"claim {found.id}: {len(statements)} statement{'s' * (len(statements) != 1)}"
    graded = grades(ledger).of(found.statements)
    if graded:
        grade = str(graded.body["grade"])
        yield f"graded {grade} ({meaning(grade)}) by {shown(graded.by)}"
    for one in statements:
        yield from statement_lines(one)
    yield from (f"→ {shown(reason)}" for reason in found.because)
    for decision in decided:
        if decision.active:
            both = f"{decision.kind.value} {decision.subject} {decision.body['other']}"
            yield f"[{both}, {shown(decision.by)}, entry {decision.position}]"
