"""The questions that a ledger is timed with, drawn from what it holds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from sayso.lab.ledger.invent import World
from sayso.ledger.port import LedgerReader
from sayso.views.search import search
from sayso.views.who import who

Clock = Callable[[], float]
#: Beyond this rank words are no longer those that stand everywhere.
_RARE = 200
_LIMIT = 200


def searches(
    ledger: LedgerReader, world: World, clock: Clock, *, seed: int, each: int
) -> dict[str, list[float]]:
    """Seconds that each search took, by its sort; all that is found is read."""
    draw = random.Random(f"sayso searches {seed}")

    def rare() -> str:
        return draw.choice(world.words[_RARE:])

    def common() -> str:
        return draw.choices(world.words, cum_weights=world.word_weights)[0]

    def outlet() -> str:
        return draw.choices(world.outlets, cum_weights=world.outlet_weights)[0]

    known = _known(ledger)

    def speaker() -> str:
        return _drawn(world, draw, known)

    sorts: dict[str, Callable[[], list[object]]] = {
        "a word as common as those of the text": lambda: list(search(ledger, common())),
        "the commonest word": lambda: list(search(ledger, world.words[0])),
        "a rare word": lambda: list(search(ledger, rare())),
        "two words of the text": lambda: list(search(ledger, f"{common()} {common()}")),
        "a phrase of two words": lambda: list(search(ledger, f'"{common()} {common()}"')),
        "the beginning of a word": lambda: list(search(ledger, f"{rare()[:4]}*")),
        "a word, by a speaker": lambda: list(search(ledger, common(), speaker=speaker())),
        "a word, in an outlet": lambda: list(search(ledger, common(), publisher=outlet())),
        "a word, in a month": lambda: list(search(ledger, common(), since="2019-03-01", until="2019-03-31")),
        "a speaker in a month": lambda: list(
            search(ledger, None, speaker=speaker(), since="2019-03-01", until="2019-03-31")
        ),
    }
    return {name: [timed(ask, clock) for _ in range(each)] for name, ask in sorts.items()}


def whos(ledger: LedgerReader, world: World, clock: Clock, *, seed: int, each: int) -> dict[str, list[float]]:
    """Seconds that each listing of a speaker took."""
    draw = random.Random(f"sayso whos {seed}")
    names = sorted(_known(ledger))

    known = _known(ledger)

    def speaker() -> str:
        return _drawn(world, draw, known)

    sorts: dict[str, Callable[[], list[object]]] = {
        "a speaker, as often as they speak": lambda: list(who(ledger, speaker(), limit=_LIMIT).statements),
        "the one who speaks most": lambda: list(who(ledger, world.speakers[0][0], limit=_LIMIT).statements),
        "any speaker": lambda: list(who(ledger, draw.choice(names), limit=_LIMIT).statements),
    }
    return {name: [timed(ask, clock) for _ in range(each)] for name, ask in sorts.items()}


def _known(ledger: LedgerReader) -> frozenset[str]:
    """The names of those who speak in the ledger: in a small one not everybody does."""
    return frozenset(one.name for one in ledger.speakers())


def _drawn(world: World, draw: random.Random, known: frozenset[str]) -> str:
    while True:
        name = draw.choices(world.speakers, cum_weights=world.speaker_weights)[0][0]
        if name in known:
            return name


def timed(ask: Callable[[], object], clock: Clock) -> float:
    """How long it takes, in seconds."""
    start = clock()
    ask()
    return clock() - start


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 100 * len(ordered)) // 100) - 1))]


def every(found: dict[str, list[float]]) -> Iterator[float]:
    """All times of all sorts."""
    for own in found.values():
        yield from own
