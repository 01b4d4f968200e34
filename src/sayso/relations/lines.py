"""Count the independent lines of evidence behind a claim, as an interval with its reasons.

Voices become origins: named people, bodies and documents by who they are, anonymous ones by outlet. Which
two can't be one and the same is a graph; the least number of lines is the least number of colours that it
takes (exact, by branch and bound), the most is the number of origins not known to be the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import networkx as nx

from sayso.model.reading import Reading
from sayso.relations.colours import fewest
from sayso.relations.copies import copies
from sayso.relations.lexicon import plain, words
from sayso.relations.proposition import stem
from sayso.relations.voices import Sort, Voice, outlet_key, relays, same_name, stems_of, voices, withdrawn


@dataclass(slots=True)
class Origin:
    """One who asserts the claim, with every voice that leads there."""

    sort: Sort
    name: str
    description: str
    articles: set[int] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    statements: list[str] = field(default_factory=list)
    pool: int = -1
    apart: bool = False

    @property
    def shown(self) -> str:
        """The name, or the words that describe it."""
        return self.name or self.description

    @property
    def titled(self) -> str:
        """The name, and who that is where it is told in a few words."""
        if not self.name or self.sort is Sort.OUTLET or plain(self.name) in plain(self.description):
            return self.shown
        few = self.description and len(self.description.split()) <= 6 and self.description != self.name
        return f"{self.name}, {self.description}" if few else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """How many independent lines there are: at least, at most, why, and the origins."""

    least: int
    most: int
    because: tuple[str, str]
    origins: tuple[Origin, ...]
    withdrawn: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    gone: frozenset[str] = frozenset()
    copied: Mapping[int, int] = field(default_factory=dict)

    def numbers(self, statement: str) -> tuple[int, ...]:
        """The places, from 0, of the origins that a statement leads to."""
        return tuple(n for n, o in enumerate(self.origins) if statement in o.statements)


def in_order(readings: Sequence[Reading]) -> list[Reading]:
    """The articles as they came out: the places in it are what ``article`` of a voice counts."""
    return sorted(readings, key=lambda r: ((r.document.published or "")[:10], r.document.id))


def lines(claim: str, readings: Sequence[Reading]) -> Lines:
    """The lines behind a claim in the articles, whatever their order."""
    ordered = in_order(readings)
    spoken = voices(claim, ordered)
    gone = withdrawn(claim, ordered, spoken)
    kept = [v for v in spoken if v.statement not in gone]
    carrying = {v.article for v in spoken}
    texts = [r.document.text if n in carrying else "" for n, r in enumerate(ordered)]
    copied = {c.later: c.earlier for c in copies(texts)}
    emptied = {v.outlet for v in spoken if v.statement in gone}
    origins = _Origins(kept, copied, emptied, [relays(r) for r in ordered]).all()
    origins.sort(key=lambda o: min(o.articles, default=len(ordered)))
    clash = nx.Graph()
    clash.add_nodes_from(range(len(origins)))
    clash.add_edges_from(
        (i, j) for j in range(len(origins)) for i in range(j) if differ(origins[i], origins[j])
    )
    least = fewest(clash)
    taken = tuple(sorted({v.shown for v in spoken if v.statement in gone}))
    called = outlets(ordered)
    for origin in origins:
        if origin.sort is Sort.OUTLET:
            origin.name = " and ".join(called.get(key, key) for key in sorted(origin.outlets))
    return Lines(
        least=least, most=len(origins), because=_because(origins, clash, least, taken),
        origins=tuple(origins), withdrawn=taken, voices=tuple(spoken), gone=frozenset(gone), copied=copied,
    )  # fmt: skip


def outlets(readings: Iterable[Reading]) -> dict[str, str]:
    """The outlets' names by their keys, as the articles spell them."""
    told = list(readings)
    links = [link.name for r in told for s in r.statements for link in s.chain]
    return {outlet_key(name): name for name in (*links, *(r.document.publisher for r in told)) if name}


class _Origins:
    """The origins of voices: what is the same put together."""

    def __init__(
        self, kept: list[Voice], copied: dict[int, int], emptied: set[str], relays: list[frozenset[str]]
    ) -> None:
        self.kept, self.copied, self.emptied, self.relays = kept, copied, emptied, relays
        self.made: list[Origin] = []
        self.pools = 0

    def all(self) -> list[Origin]:
        """Named ones first, so that a description in the same text can lead to them."""
        named = [v for v in self.kept if v.sort in (Sort.PERSON, Sort.BODY, Sort.DOCUMENT)]
        for voice in named:
            self._put(self._known(voice) or self._new(voice), voice)
        direct = [v for v in self.kept if v.sort is Sort.ANONYMOUS and not v.through]
        relayed = [v for v in self.kept if v.sort is Sort.ANONYMOUS and v.through]
        for voice in (*direct, *relayed):
            for origin in self._told_of(voice) or [
                self._new(voice, number) for number in self._several(voice)
            ]:
                self._put(origin, voice)
        self._rings()
        return self.made

    def _several(self, voice: Voice) -> range:
        self.pools += 1
        return range(voice.many)

    def _new(self, voice: Voice, number: int = 0) -> Origin:
        pool = self.pools if voice.sort is Sort.ANONYMOUS else -1
        origin = Origin(
            sort=voice.sort, name=voice.name, description=voice.description, pool=pool, apart=voice.apart
        )
        self.made.append(origin)
        return origin

    def _put(self, origin: Origin, voice: Voice) -> None:
        origin.articles.add(voice.article)
        origin.outlets.add(voice.through[-1] if voice.through else voice.outlet)
        origin.statements.append(voice.statement)
        origin.name = origin.name if len(origin.name) <= len(voice.name) else voice.name or origin.name
        if len(voice.description) > len(origin.description):
            origin.description = voice.description

    def _known(self, voice: Voice) -> Origin | None:
        for origin in self.made:
            if (
                origin.sort is Sort.PERSON
                and voice.sort is Sort.PERSON
                and same_name(origin.name, voice.name)
            ):
                return origin
            sorts = {origin.sort, voice.sort}
            if sorts == {Sort.PERSON, Sort.BODY} and plain(origin.name) == plain(voice.name):
                return origin  # one text tells that it is a body, another does not
            same_sort = origin.sort is voice.sort
            if same_sort and voice.sort in (Sort.BODY, Sort.DOCUMENT) and alike(origin.shown, voice.shown):
                return origin
        return None

    def _told_of(self, voice: Voice) -> list[Origin]:
        """The origins that an anonymous voice is known to be: of the outlet that it is relayed from, of
        the text that it was copied from, or the one of that description in its own text."""
        if voice.apart and not voice.through:
            return []
        relayed = set(voice.through) or (set() if voice.told_here else self.relays[voice.article])
        first = self.copied.get(voice.article)
        found = [
            o
            for o in self.made
            if o.sort in (Sort.ANONYMOUS, Sort.PERSON)
            and fits(voice.description, o)
            and (
                o.outlets & relayed
                or (first is not None and first in o.articles)
                or (voice.article in o.articles and o.sort is Sort.ANONYMOUS)
            )
        ]
        pools = [o for o in found if o.pool == found[0].pool] if found else []
        return pools[: voice.many] if len(pools) >= voice.many else []

    def _rings(self) -> None:
        """Reports with nothing beneath: each ring of them, and each outlet not seen, is one origin."""
        cites = nx.DiGraph()
        for voice in self.kept:
            cites.add_node(voice.outlet)
            for one, other in zip(
                (voice.outlet, *voice.through),
                (*voice.through, *([voice.name] if voice.sort is Sort.OUTLET else [])),
                strict=False,
            ):
                if one != other:
                    cites.add_edge(one, other)
        grounded = {o for origin in self.made for o in origin.outlets} | self.emptied
        ring = nx.condensation(cites)
        for node in sorted(ring.nodes):
            members = ring.nodes[node]["members"]
            below = members | {m for d in nx.descendants(ring, node) for m in ring.nodes[d]["members"]}
            if ring.out_degree(node) == 0 and not below & grounded:
                self.made.append(self._ring(set(members)))

    def _ring(self, members: set[str]) -> Origin:
        return Origin(
            sort=Sort.OUTLET,
            name=" and ".join(sorted(members)),
            description="",
            outlets=members,
            articles={v.article for v in self.kept if v.outlet in members},
            statements=[v.statement for v in self.kept if v.outlet in members],
        )


def alike(one: str, other: str) -> bool:
    """Whether two descriptions of bodies or documents are of the same one."""
    a, b = stems_of(one), stems_of(other)
    return bool(a and b) and len(a & b) >= 0.6 * min(len(a), len(b))


def fits(description: str, origin: Origin) -> bool:
    """Whether an anonymous description may be of an origin: nothing in it speaks against that."""
    own, theirs = stems_of(description), stems_of(origin.description) | stems_of(origin.name)
    anyone, official, offices = (_stems(name) for name in ("anyone", "official", "offices"))
    if origin.sort is Sort.ANONYMOUS:
        return (
            bool(own & theirs or own & anyone or theirs & anyone)
            or bool(own & official and theirs & offices)
            or bool(theirs & official and own & offices)
        )
    return bool(own & theirs or own & anyone) or bool(own & official and theirs & offices)


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words("lines.toml", name))


def differ(one: Origin, other: Origin) -> bool:
    """Whether two origins can't be one and the same."""
    if Sort.OUTLET in (one.sort, other.sort):
        return False  # nobody sees what such a report rests on
    sorts = {one.sort, other.sort}
    if sorts == {Sort.ANONYMOUS}:
        same_text = bool(one.articles & other.articles)
        return (
            one.pool == other.pool
            or (same_text and (one.apart or other.apart))
            or not fits(one.description, other)
        )
    if sorts == {Sort.ANONYMOUS, Sort.PERSON}:
        hidden, named = (one, other) if one.sort is Sort.ANONYMOUS else (other, one)
        return bool(one.articles & other.articles) or not fits(hidden.description, named)
    return True


def _because(origins: list[Origin], clash: nx.Graph, least: int, taken: tuple[str, ...]) -> tuple[str, str]:
    if not origins:
        reason = f"taken back: {'; '.join(taken)}" if taken else "nobody is said to assert it"
        return reason, reason
    shown = "; ".join(dict.fromkeys(o.titled for o in origins))
    heard = len({s for o in origins for s in o.statements})
    count = "one origin" if len(origins) == 1 else f"{len(origins)} origins"
    if least == len(origins):
        low = f"{count}: {shown}" if least == 1 else f"{count} that cannot be the same: {shown}"
    else:
        loose = [o for i, o in enumerate(origins) if clash.degree(i) < len(origins) - 1]
        named = dict.fromkeys(f"{o.titled} ({_where(o)})" for o in loose)
        low = f"some of these may be the same: {'; '.join(named)}"
    high = (
        f"{count}, none known to be another: {shown}"
        if len(origins) > 1
        else f"nobody else asserts it than {shown}"
    )
    if heard > len(origins):
        high += f"; the {heard} statements lead back there"
    return low, high + (f"; taken back: {'; '.join(taken)}" if taken else "")


def _where(origin: Origin) -> str:
    return ", ".join(sorted(origin.outlets))
