"""Invent the words, people and outlets that synthetic articles are made of."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

_ONSETS = (*"bcdfghjklmnprstvwyz", "br", "ch", "dr", "fl", "gr", "qu", "sh", "st", "tr")
_VOWELS = (*"aeiou", "ai", "ea", "ou")
_CODAS = ("", "", "", "l", "m", "n", "nd", "r", "rt", "s", "ck", "st", "th")
_ROLES = ("the mayor", "a councillor", "the minister", "a spokesman", "the director", "a resident", None)
_PAPERS = ("Courier", "Gazette", "Observer", "Herald", "Post", "Echo")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What articles are drawn from: each list with its cumulated weights, the most common first."""

    words: tuple[str, ...]
    word_weights: tuple[float, ...]
    speakers: tuple[tuple[str, str | None], ...]
    speaker_weights: tuple[float, ...]
    outlets: tuple[str, ...]
    outlet_weights: tuple[float, ...]


def world(seed: int, *, words: int = 30_000, speakers: int = 5_000, outlets: int = 300) -> World:
    """A world of invented words; how often each is used falls by Zipf's law."""
    draw = random.Random(f"sayso world {seed}")
    invented = _different(words, lambda: _word(draw, draw.choice((1, 2, 2, 3, 3, 4))))
    # the common ones are short, as in every language (Zipf, 1935)
    invented.sort(key=lambda word: len(word) + draw.uniform(0, 4))
    given = _different(400, lambda: _word(draw, 2).capitalize())
    family = _different(max(400, speakers // 2), lambda: _word(draw, draw.choice((2, 3))).capitalize())
    people = _different(speakers, lambda: f"{draw.choice(given)} {draw.choice(family)}")
    places = _different(outlets, lambda: f"{_word(draw, 2).capitalize()} {draw.choice(_PAPERS)}")
    return World(
        words=tuple(invented),
        word_weights=zipf(words, 1.0),
        speakers=tuple((name, draw.choice(_ROLES)) for name in people),
        speaker_weights=zipf(speakers, 1.0),
        outlets=tuple(places),
        outlet_weights=zipf(outlets, 0.8),
    )


def zipf(size: int, exponent: float) -> tuple[float, ...]:
    """Cumulated weights that fall with the rank."""
    return tuple(accumulate((rank + 2) ** -exponent for rank in range(size)))


def _different(size: int, make: Callable[[], str]) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < size:
        found[make()] = None
    return list(found)


def _word(draw: random.Random, syllables: int) -> str:
    parts = (draw.choice(_ONSETS) + draw.choice(_VOWELS) + draw.choice(_CODAS) for _ in range(syllables))
    return "".join(parts)
