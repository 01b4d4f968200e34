"""The claim that a statement of a ledger is of, worked out from what the ledger holds now.

Nothing is kept but what people decided, so the order in which articles came is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import networkx as nx

from sayso.errors import NotInLedgerError
from sayso.ledger.entry import EntryKind
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Wanted
from sayso.model.statement import Act
from sayso.relations.claims import Claim, Edit, apply, claim_in, same
from sayso.relations.near import Near, lookup
from sayso.relations.placed import Placed, of_recorded

#: Statements of a claim, at most.
_MEMBERS = 400
#: Look-ups at most, and the share of a statement's words that have to be new for another one.
_LOOKUPS, _NEW = 3, 0.5
_NO_CLAIM = frozenset({Act.ASK, Act.URGE, Act.DECLINE, Act.NOT_RECALL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """A claim with its statements, by when they were said."""

    claim: Claim
    statements: tuple[Placed, ...]


def grouped(ledger: LedgerReader, near: Near, statement: str) -> Grouped:
    """The claim of a statement.

    Raises:
        NotInLedgerError: if there is no such statement.
    """
    edits = list(corrections(ledger))
    found = _Found(ledger, near, edits)
    graph: nx.Graph = nx.Graph()
    graph.add_node(statement)
    found.take(one(ledger, statement))
    waiting, seen = [statement], {statement}
    while waiting and len(seen) < _MEMBERS:
        here = found.known[waiting.pop(0)]
        for key, reason in found.around(here):
            graph.add_node(key)
            if reason:
                graph.add_edge(here.statement.id, key, because=reason)
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    known = found.known
    parted = _in_order(graph)
    for edit in edits:
        if edit.a in parted and edit.b in parted:
            apply(parted, edit)
    members = set(nx.node_connected_component(parted, statement))
    ordered = sorted((known[m] for m in members), key=lambda p: (p.day, p.statement.id))
    return Grouped(claim=claim_in(parted, members), statements=tuple(ordered))


def one(ledger: LedgerReader, statement: str) -> Placed:
    """A statement of the ledger. Raises ``NotInLedgerError`` if there is none that stands."""
    found = list(ledger.statements(Wanted(ids=(statement,))))
    if not found:
        raise NotInLedgerError(f"the ledger has no statement {statement}")
    return of_recorded(found[0])


def corrections(ledger: LedgerReader) -> Iterator[Edit]:
    """What people decided about claims, and did not undo."""
    for decision in ledger.decisions((EntryKind.JOIN, EntryKind.SPLIT)):
        if decision.active:
            same_claim = decision.kind is EntryKind.JOIN
            yield Edit(a=decision.subject, b=str(decision.body["other"]), same=same_claim)


class _Found:
    """The statements that have been looked up around a claim."""

    def __init__(self, ledger: LedgerReader, near: Near, edits: Iterable[Edit]) -> None:
        self.known: dict[str, Placed] = {}
        self._ledger, self._near, self._edits = ledger, near, [e for e in edits if e.same]
        self._asked: set[str] = set()
        self._lookups = 0

    def take(self, found: Placed) -> None:
        """Let a statement be one that is known."""
        self.known.setdefault(found.statement.id, found)

    def around(self, here: Placed) -> list[tuple[str, str]]:
        """The statements that say the same as this one, by id, with the reason."""
        self._look_up(here)
        said = [(key, self._reason(here, other)) for key, other in sorted(self.known.items())]
        return [(key, reason) for key, reason in said if reason] + self._joined(here)

    def _look_up(self, here: Placed) -> None:
        """Ask the ledger, unless nearly all of the words have been asked for already."""
        wanted = lookup(here.read)
        new = wanted - self._asked
        if self._lookups and (self._lookups >= _LOOKUPS or len(new) < _NEW * len(wanted)):
            return
        self._lookups += 1
        self._asked |= wanted
        for _, other in self._near.ranked(here.read):
            if _claims(other):
                self.take(other)

    def _reason(self, here: Placed, other: Placed) -> str:
        if other.statement.id == here.statement.id or other.denied != here.denied:
            return ""
        return same(here.read, other.read)

    def _joined(self, here: Placed) -> list[tuple[str, str]]:
        """What a person joined to it; the edge is the correction's own."""
        keys = [
            edit.b if here.statement.id == edit.a else edit.a
            for edit in self._edits
            if here.statement.id in (edit.a, edit.b)
        ]
        found = []
        for key in keys:
            with suppress(NotInLedgerError):  # a later reading may no longer find it
                self.take(one(self._ledger, key))
                found.append((key, ""))
        return found


def _claims(found: Placed) -> bool:
    said = found.statement
    return bool(said.content) and not said.negated and said.act not in _NO_CLAIM


def _in_order(graph: nx.Graph) -> nx.Graph:
    """The same graph, built in the order of its ids: cuts are then the same every time."""
    made: nx.Graph = nx.Graph()
    made.add_nodes_from(sorted(graph))
    edges = ((min(a, b), max(a, b), d) for a, b, d in graph.edges(data=True))
    made.add_edges_from(sorted(edges, key=lambda edge: edge[:2]))
    return made
