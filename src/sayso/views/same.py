"""Suggest which names may be one speaker's. Nothing here decides: a person does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import KnownSpeaker
from sayso.model.speaker import Kind
from sayso.views.speakers import merged

#: The judge's name and version, told with each suggestion.
JUDGE = "names_v1"
#: Names that share a word are compared unless the word is as common as this.
_TOO_COMMON = 200
_LEAST = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two names that may be one speaker's: the shorter, and the fuller that it would go into."""

    name: str
    into: str
    confidence: float
    because: tuple[str, ...]
    judge: str = JUDGE


def suggestions(ledger: LedgerReader) -> tuple[Suggestion, ...]:
    """The pairs that are likely one, the likeliest first; what people decided on is left out."""
    return unsettled(ledger, likely(ledger.speakers()))


def likely(known: Sequence[KnownSpeaker]) -> tuple[Suggestion, ...]:
    """The pairs that are likely one by their names alone, the likeliest first."""
    found = [suggestion for a, b in _near(known) if (suggestion := compare(a, b)) is not None]
    return tuple(sorted(found, key=lambda s: (-s.confidence, s.into, s.name)))


def unsettled(ledger: LedgerReader, found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Those that people have not decided on."""
    into = merged(ledger)
    settled = {frozenset((d.subject, str(d.body["other"]))) for d in ledger.same_speakers() if d.active}
    keys = ((one, name_key(one.name), name_key(one.into)) for one in found)
    return tuple(
        one for one, a, b in keys if frozenset((a, b)) not in settled and into.get(a, a) != into.get(b, b)
    )


def compare(a: KnownSpeaker, b: KnownSpeaker) -> Suggestion | None:
    """The suggestion that two names are one speaker's, or null where they hardly are."""
    if a.kind is not b.kind:
        return None
    score, because = _people(a, b) if a.kind is Kind.PERSON else _bodies(a, b)
    if not because:
        return None
    score, because = _with_circumstances(a, b, score, because)
    if score < _LEAST:
        return None
    short, full = sorted((a, b), key=lambda s: (len(s.name), s.name))
    return Suggestion(
        name=short.name, into=full.name, confidence=round(min(score, 0.95), 2), because=tuple(because)
    )


def _near(known: Sequence[KnownSpeaker]) -> Iterator[tuple[KnownSpeaker, KnownSpeaker]]:
    """Pairs that share a word or its first letters: not all pairs of a large ledger."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        words = one.key.split()
        for word in {w[:4] for w in words if len(w) > 2} | {"".join(w[0] for w in words)}:
            by_word[word].append(number)
    pairs = {
        pair for group in by_word.values() if len(group) <= _TOO_COMMON for pair in combinations(group, 2)
    }
    for first, second in sorted(pairs):
        yield known[first], known[second]


def _people(a: KnownSpeaker, b: KnownSpeaker) -> tuple[float, list[str]]:
    """Given names and surnames apart (nameparser): "J. Hallam" may be Joss, "Nora Hallam" is not."""
    from rapidfuzz.distance import JaroWinkler

    one, two = _parted(a.name), _parted(b.name)
    last = [surname.casefold() for _, surname in (one, two)]
    first = [given.casefold().rstrip(".") for given, _ in (one, two)]
    alike = JaroWinkler.similarity(*last)
    if alike < 0.9:
        return 0.0, []
    because = [f"the surname is {one[1]}" if alike == 1.0 else "the surnames differ by a letter or two"]
    if not all(first):
        return 0.5 * alike, [*because, "one is without a given name"]
    if first[0] == first[1]:
        return 0.85 * alike, [*because, "the given name is the same"]
    if 1 in map(len, first) and first[0][0] == first[1][0]:
        return 0.65 * alike, [*because, "the initial fits the given name"]
    near = JaroWinkler.similarity(*first)
    if near >= 0.88:
        return 0.7 * alike * near, [*because, "the given names are spelt alike"]
    return 0.0, []


@lru_cache(maxsize=20_000)
def _parted(name: str) -> tuple[str, str]:
    """The given name and the surname; a single name is a surname. Kept, since it takes its time."""
    from nameparser import HumanName

    found = HumanName(name)
    return (found.first, found.last) if found.last else ("", found.first)


def _bodies(a: KnownSpeaker, b: KnownSpeaker) -> tuple[float, list[str]]:
    from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

    short, full = sorted((a.key.split(), b.key.split()), key=len)
    initials = "".join(word[0] for word in full if word not in ("of", "the", "and", "for"))
    if len(short) == 1 and len(full) > 1 and short[0] == initials:
        return 0.7, [f"{short[0].upper()} are the initials"]
    if token_sort_ratio(a.key, b.key) >= 90:
        return 0.75, ["the names differ by a letter or two"]
    if len(short) > 1 and token_set_ratio(a.key, b.key) == 100:
        return 0.6, ["one name holds the other"]
    return 0.0, []


def _with_circumstances(
    a: KnownSpeaker, b: KnownSpeaker, score: float, because: list[str]
) -> tuple[float, list[str]]:
    from rapidfuzz.fuzz import token_set_ratio

    if any(token_set_ratio(x, y) >= 85 for x in a.roles for y in b.roles):
        score, because = score + 0.15, [*because, "they are described alike"]
    elif a.roles and b.roles:
        score = score - 0.1
    if set(a.outlets) & set(b.outlets):
        score, because = score + 0.05, [*because, "the same outlet quotes both"]
    return score, because
