"""Which statements are worth comparing: those that share rare words, names and dates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log

from sayso.relations.proposition import Proposition

#: Candidates for each statement, the best first.
MOST = 20
#: A stem's list is cut here, so that a common word costs no more than a rare one.
_LONGEST = 2000
_RAREST = 8


class Candidates:
    """An index of propositions by their stems; adding and asking cost about the same, however many."""

    def __init__(self) -> None:
        self._postings: dict[str, list[str]] = defaultdict(list)
        self._seen: Counter[str] = Counter()
        self._count = 0

    def add(self, key: str, proposition: Proposition) -> None:
        """Put a proposition in under its key."""
        self._count += 1
        for name in sorted(_keys(proposition)):
            self._seen[name] += 1
            if len(self._postings[name]) < _LONGEST:
                self._postings[name].append(key)

    def near(self, key: str, proposition: Proposition, most: int = MOST) -> list[str]:
        """The keys that share the most, weighted by rarity; the own key is left out."""
        score: Counter[str] = Counter()
        for name, weight in self._rarest(proposition):
            for other in self._postings.get(name, ()):
                score[other] += weight  # type: ignore[assignment]
        score.pop(key, None)
        return [k for k, _ in sorted(score.items(), key=lambda kv: (-kv[1], kv[0]))[:most]]

    def _rarest(self, proposition: Proposition) -> Iterator[tuple[str, float]]:
        weighed = [
            (n, log((1 + self._count) / (1 + self._seen[n])) + 0.1)
            for n in _keys(proposition)
            if self._seen[n]
        ]
        yield from sorted(weighed, key=lambda nw: (-nw[1], nw[0]))[:_RAREST]


def _keys(proposition: Proposition) -> frozenset[str]:
    times = {f"{sort}:{word}" for sort, found in proposition.times.items() for word in found}
    return proposition.stems | times
