"""Find the statements of a ledger that are worth comparing with one: at most twenty, not all of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from math import sqrt

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.ledger.terms import terms
from sayso.relations.lexicon import words
from sayso.relations.placed import Placed, of_recorded
from sayso.relations.proposition import Proposition, stem
from sayso.relations.voices import covered

#: Candidates of each statement.
MOST = 20
#: Statements that are looked at for them; a word that stands in more is not looked up at all ...
_LOOKED_AT = 120
_COMMON = 3000
#: Statements that are looked at around a claim: the first, how many of these tell whether more are, at most.
_FIRST, _LAST, _AROUND = 24, 12, 150
#: The share of a claim's words from which a statement is still near it.
_STILL_NEAR = 0.4
#: ... and the words that are together stand in no more than so many.
_TOGETHER = 6000
#: Around a claim, so many different words are enough where they are together in so many statements.
_ENOUGH, _FEW_TOGETHER = 4, 1000
#: ... and a word in so many is not looked up, if there is another.
_COMMON_STILL = 1000
#: A word in so many statements is known to be common, and not counted again.
_SETTLED = 200
_NAME = re.compile(r"(?<=\s)[A-Z][\w'-]+")
_ENDINGS = ("", "e", "s", "es", "ed", "d", "ing", "er")
#: What it counts that both are by one speaker, or that one speaks of the other's speaker.
_SAME_SPEAKER, _SPOKEN_OF = 0.2, 0.2


class Near:
    """Looks candidates up; keeps how often the common words stand, which changes little in one run.

    With ``still`` the ledger is taken as it is now: nothing is asked of it twice.
    """

    def __init__(self, ledger: LedgerReader, *, still: bool = False) -> None:
        self._ledger, self._still = ledger, still
        self._known: dict[str, int] = {}
        self._ranked: dict[tuple[str, ...], list[tuple[Recorded, Placed]]] = {}

    def near(self, one: Placed, most: int = MOST) -> list[Placed]:
        """The nearest statements of other articles, the nearest first."""
        found = {p.statement.id: p for p in self.sharing(_looked_up(one), _LOOKED_AT)}
        scored = [
            (likeness(one, other), key)
            for key, other in found.items()
            if other.document != one.document and key != one.statement.id
        ]
        kept = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1]))
        return [found[key] for _, key in kept[:most]]

    def sharing(self, wanted: Collection[str], most: int) -> list[Placed]:
        """Statements that share the rarest of these terms, the best first."""
        rare = self.rare(wanted)
        if not rare:
            return []
        return [of_recorded(r) for r in self._ledger.sharing(rare, most) if not r.statement.negated]

    def ranked(self, read: Proposition) -> list[tuple[Recorded, Placed]]:
        """The statements that share a proposition's rarest terms, the best first.

        A few are looked at first, and the others only where those at the end of the few are still near it.
        """
        rare = self.rare(lookup(read))
        if not rare:
            return []
        if rare not in self._ranked:
            found = self._ranks(rare, 0, _FIRST)
            last = [covered(read, p.read) for _, p in found[-_LAST:]]
            if len(found) == _FIRST and max(last) >= _STILL_NEAR:
                found += self._ranks(rare, _FIRST, _AROUND - _FIRST)
            self._ranked[rare] = found
        return self._ranked[rare]

    def _ranks(self, rare: tuple[str, ...], after: int, most: int) -> list[tuple[Recorded, Placed]]:
        return [(r, of_recorded(r)) for r in self._ledger.sharing(rare, most, after=after)]

    def rare(self, wanted: Collection[str]) -> tuple[str, ...]:
        """The rarest of the terms, as many as can be looked up at once."""
        unknown = [t for t in wanted if t not in self._known]
        common = _COMMON_STILL if self._still else _COMMON
        asked = self._ledger.frequencies(unknown, common)
        # what is rare may be so no longer after the next article
        self._known.update((t, count) for t, count in asked.items() if self._still or count >= _SETTLED)
        counts = {t: self._known.get(t, asked.get(t, 0)) for t in wanted}
        taken: list[str] = []
        found: set[str] = set()
        together = 0
        for term in sorted(set(wanted), key=lambda t: (counts[t], t)):
            count = counts[term]
            if not count:
                continue
            together += count
            enough = self._still and len(found) >= _ENOUGH and together > _FEW_TOGETHER
            if taken and (together > _TOGETHER or count >= common or enough):
                break
            taken.append(term)
            found.add(stem(term))
        return tuple(taken)


def likeness(one: Placed, other: Placed) -> float:
    """How much two statements have in common: their words, and whom they are by and about."""
    both = len(one.read.stems & other.read.stems)
    sizes = sqrt(len(one.read.stems) * len(other.read.stems))
    share = both / sizes if sizes else 0.0
    speakers = one.statement.speaker.name, other.statement.speaker.name
    if speakers[0] and speakers[0] == speakers[1]:
        share += _SAME_SPEAKER
    about = _names(speakers[0]) & other.read.stems or _names(speakers[1]) & one.read.stems
    return share + (_SPOKEN_OF if about else 0.0)


def lookup(read: Proposition) -> frozenset[str]:
    """The terms that a proposition is looked up by: its words in the forms that they may stand in."""
    function = words("grammar.toml", "function")
    found = {term for term in terms(read.text) if term not in function and len(term) > 1}
    named = {stem(word) for word in _NAME.findall(read.text)}  # a name has no other forms
    for word in list(found):
        cut = stem(word)
        if cut.isalpha() and len(cut) > 3 and cut not in named:
            found |= {t for ending in _ENDINGS for t in terms(cut + ending)}
    return frozenset(found)


def _looked_up(one: Placed) -> frozenset[str]:
    name = one.statement.speaker.name
    return lookup(one.read) | frozenset(terms(name or "")[-1:])


def _names(name: str | None) -> frozenset[str]:
    return frozenset(stem(w) for w in terms(name or "")[-1:])
