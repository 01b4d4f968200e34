"""Group statements that assert the same proposition into claims.

Two statements are of one claim where each has nearly all of the other's words, and neither number, time
nor polarity tells them apart. Claims are the connected components, so the order of arrival is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.relations.candidates import Candidates
from sayso.relations.proposition import Proposition, proposition, senses
from sayso.relations.quantities import compared, quantities
from sayso.relations.voices import times_differ

if TYPE_CHECKING:
    import networkx as nx

#: The share of the shorter one's and of the longer one's words that the two have in common.
_OF_SHORTER, _OF_LONGER = 0.8, 0.5
#: A proposition of fewer words is no claim that could be known again.
_LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Statements of one proposition: their ids, sorted, and for each pair that joins them the reason.

    The claim's ``id`` is the first statement's, so that any of them leads to it.
    """

    id: str
    statements: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A person's correction: the two are one claim after all, or they are not. Left out, it is undone."""

    a: str
    b: str
    same: bool


def claims(contents: Mapping[str, str], edits: Iterable[Edit] = ()) -> tuple[Claim, ...]:
    """The claims of statements (content by id), sorted by id; every statement is in exactly one."""
    import networkx as nx

    read = {key: proposition(text) for key, text in contents.items()}
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(sorted(contents))
    for one, other in _pairs(read):
        if reason := same(read[one], read[other]):
            graph.add_edge(one, other, because=reason)
    for edit in edits:
        apply(graph, edit)
    return tuple(
        sorted((claim_in(graph, set(c)) for c in nx.connected_components(graph)), key=lambda c: c.id)
    )


def _pairs(read: Mapping[str, Proposition]) -> Iterator[tuple[str, str]]:
    index = Candidates()
    for key in sorted(read):
        index.add(key, read[key])
    for key in sorted(read):
        for other in index.near(key, read[key]):
            yield key, other


def same(one: Proposition, other: Proposition, *, opposite: bool = False) -> str:
    """Why two propositions are the same, but for a "not" where the ``opposite`` is asked for; empty
    where they are not.
    """
    common = len(one.stems & other.stems)
    short, long = sorted((len(one.stems), len(other.stems)))
    if short < _LEAST or common < _OF_SHORTER * short or common < _OF_LONGER * long:
        return ""
    subjects = one.subject[:1] != other.subject[:1] and one.head != other.head
    if (one.negated != other.negated) != opposite or (subjects and not (one.pronoun or other.pronoun)):
        return ""
    if times_differ(one, other) or not fits(one, other) or not (_done(one, other) and _done(other, one)):
        return ""
    return f"share {common} of {short} words: {', '.join(sorted(one.stems & other.stems))}"


def _done(one: Proposition, other: Proposition) -> bool:
    """Whether what is done in the one is spoken of in the other, in this word or one of its sense."""
    return not one.verb or bool(senses(one.verb) & other.stems)


@lru_cache(maxsize=8192)
def _counts(text: str) -> bool:
    return bool(quantities(text))


def fits(one: Proposition, other: Proposition) -> bool:
    """Whether the numbers of two propositions don't tell them apart, whichever is asked first."""
    return _fit(one.text, other.text)


@lru_cache(maxsize=16384)
def _fit(one: str, other: str) -> bool:
    if not _counts(one) or not _counts(other):
        return True
    return compared(one, other) == "fits" or compared(other, one) == "fits"


def apply(graph: nx.Graph, edit: Edit) -> None:
    """Join two, or part them: every way between them is cut where it leaves ``b``'s own words."""
    if edit.same:
        graph.add_edge(edit.a, edit.b, because="a person says that they are one claim")
        return
    import networkx as nx

    while nx.has_path(graph, edit.a, edit.b):
        way = nx.shortest_path(graph, edit.a, edit.b)
        graph.remove_edge(way[-2], way[-1])


def claim_in(graph: nx.Graph, members: set[str]) -> Claim:
    """The claim of a component."""
    ordered = tuple(sorted(members))
    reasons = tuple(
        f"{a} and {b} {data['because']}" for a, b, data in sorted(graph.subgraph(members).edges(data=True))
    )
    return Claim(id=ordered[0], statements=ordered, because=reasons)
