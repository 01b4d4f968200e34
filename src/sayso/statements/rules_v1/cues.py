"""The cues as data: which words signal a statement, and in which frames."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What ``cues.toml`` lists, by lemma.

    ``frames`` are what follows (or precedes) a verb that attributes: quote, clause, question, to,
    object, gerund, aside, passive. ``classes`` are the verb's own ("say", "think", "judge").
    """

    frames: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    hearers: frozenset[str]
    prepositions: Mapping[str, frozenset[str]]
    carriers: frozenset[str]
    noun_clause: frozenset[str]
    noun_to: frozenset[str]
    noun_about: Mapping[str, frozenset[str]]
    adjectives: Mapping[str, frozenset[str]]
    according: tuple[tuple[str, ...], ...]
    tails: frozenset[str]
    questions: frozenset[str]
    completing: frozenset[str]
    dates: frozenset[str]
    venues: frozenset[str]
    own: frozenset[str]
    empty: frozenset[str]
    bare: frozenset[str]
    anonymity: frozenset[str]
    confidence: Mapping[str, float]

    def takes(self, lemma: str, frame: str) -> bool:
        """Whether the verb attributes in this frame."""
        return frame in self.frames.get(lemma, frozenset())


@cache
def cues() -> Cues:
    """The list that this version of the rules is made with."""
    data = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    verbs = data["verbs"]
    nouns = data["nouns"]
    return Cues(
        frames=_by_word({name: (v["words"], v["takes"]) for name, v in verbs.items()}),
        classes=_by_word({name: (v["words"], [name]) for name, v in verbs.items()}),
        hearers=frozenset(w for v in verbs.values() if v.get("hearer") for w in v["words"]),
        prepositions={w: frozenset(p) for w, p in data["prepositions"].items()},
        carriers=frozenset(data["carriers"]["words"]),
        noun_clause=frozenset(nouns["clause"]),
        noun_to=frozenset(nouns["to"]),
        noun_about={w: frozenset(p) for w, p in nouns["about"].items()},
        adjectives={w: frozenset(t) for w, t in data["adjectives"].items()},
        according=tuple(tuple(p.split()) for p in data["phrases"]["according"]),
        tails=frozenset(data["headlines"]["tails"]),
        questions=frozenset(data["grammar"]["questions"]),
        completing=frozenset(data["grammar"]["completing"]),
        dates=frozenset(data["grammar"]["dates"]),
        venues=frozenset(data["grammar"]["venues"]),
        own=frozenset(data["pronouns"]["own"]),
        empty=frozenset(data["pronouns"]["empty"]),
        bare=frozenset(data["pronouns"]["bare"]),
        anonymity=frozenset(data["anonymity"]["words"]),
        confidence=data["confidence"],
    )


def _by_word(listed: Mapping[str, tuple[list[str], list[str]]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for words, values in listed.values():
        for word in words:
            found[word] = found.get(word, frozenset()) | frozenset(values)
    return found
