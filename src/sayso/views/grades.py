"""How far editors trust sources and information: NATO's Admiralty scale, beside the count and never in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.ledger.entry import EntryKind
from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Decision

#: AJP-2.1, Allied Joint Doctrine for Intelligence Procedures.
SOURCES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
INFORMATION = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades that hold: of sources by the key of their name, of statements by their id."""

    sources: dict[str, Decision]
    information: dict[str, Decision]

    def source(self, name: str | None) -> Decision | None:
        """The last grade of a source."""
        return self.sources.get(name_key(name))

    def of(self, statements: Iterable[str]) -> Decision | None:
        """The last grade of an information that one of the statements gives."""
        found = [self.information[s] for s in statements if s in self.information]
        return max(found, key=lambda d: d.position, default=None)


def grades(ledger: LedgerReader) -> Grades:
    """What editors graded and did not undo, the last grade of each."""
    found = [d for d in ledger.decisions((EntryKind.GRADE,)) if d.active]
    return Grades(
        {d.subject: d for d in found if d.body["other"] == "source"},
        {d.subject: d for d in found if d.body["other"] == "information"},
    )


def meaning(grade: str) -> str:
    """What a grade says, in words."""
    return SOURCES.get(grade) or INFORMATION[grade]
