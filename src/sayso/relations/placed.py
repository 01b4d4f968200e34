"""A statement with where it stands: what there is to know of it when two are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.ledger.records import Recorded
from sayso.model.reading import Reading
from sayso.model.speaker import Kind
from sayso.model.statement import Statement
from sayso.relations.proposition import Proposition
from sayso.relations.propositions import of_statement
from sayso.relations.propositions_kept import kept
from sayso.relations.unwrap import unwrap
from sayso.relations.voices import outlet_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A statement, its proposition, its article and its outlet, and when it was said (ISO, or empty).

    ``denied``: its cue denies its content ("denied that …").
    """

    statement: Statement
    read: Proposition
    denied: bool
    document: str
    outlet: str
    day: str

    @property
    def speaker(self) -> str:
        """The speaker's name, or the words that describe them."""
        return self.statement.speaker.name or self.statement.speaker.description or ""

    @property
    def denies(self) -> bool:
        """Whether it says that something is not so, by its words or by its cue; not by both."""
        return (self.read.negated or self.read.nobody) != self.denied

    @property
    def passes_on(self) -> bool:
        """Whether it is an outlet's or a document's report of what somebody else said."""
        relay = self.statement.speaker.kind in (Kind.OUTLET, Kind.DOCUMENT)
        return relay and bool(unwrap(of_statement(self.statement).content).speaker)

    @property
    def relays(self) -> frozenset[str]:
        """The outlets that it came through, and its own."""
        passed = {outlet_key(link.name) for link in self.statement.chain if link.kind is Kind.OUTLET}
        return frozenset(passed | {self.outlet})


def placed(statement: Statement, document: str, publisher: str | None, published: str | None) -> Placed:
    """The statement in its place."""
    said = statement.said.end if statement.said else (published or "")[:10]
    whole = of_statement(statement)
    return Placed(
        statement=statement,
        read=kept(whole.content),
        denied=whole.denied,
        document=document,
        outlet=outlet_key(publisher),
        day=said,
    )


def of_reading(reading: Reading) -> Iterator[Placed]:
    """The statements of an article that anybody made."""
    about = reading.document
    for statement in reading.statements:
        if not statement.negated:
            yield placed(statement, about.id, about.publisher, about.published)


def of_recorded(found: Recorded) -> Placed:
    """A statement of the ledger."""
    return placed(found.statement, found.document, found.publisher, found.published)
