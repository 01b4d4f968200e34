"""Claims with answers of each kind, written to learn from: the files in ``answers/``.

A line ``= …`` is a claim; each line below it an answer, behind its kind's first letter. Some answers fit
any claim ("That is a lie") and stand in ``frames.toml`` and ``anywhere.toml``; they are drawn for each
claim, as are answers to other claims, which are unrelated. Everything is drawn from the seed. Whole claims
are held out.
"""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.lab.relations.pairs import KINDS, NONE, Pair
from sayso.lab.relations.written import written
from sayso.relations.denied import denied
from sayso.relations.proposition import first_verb
from sayso.relations.unwrap import unwrap

_KINDS = {kind[0]: kind for kind in KINDS}
_FOLDS = 8
#: The lists of ``frames.toml`` that answer any claim, with their kinds and how many are drawn a claim.
_ANYWHERE = (
    ("evades", "evades", 4), ("attack", "misses", 1), ("virtue", "misses", 1), ("status", "misses", 1),
    ("denies", "contradicts", 2), ("admits", "supports", 1),
)  # fmt: skip
_OTHERS = 2
#: Whether a claim entails what an answer of a kind denies, as an index of ``WAYS``.
_BACK = {"contradicts": 0, "misses": 1}
_LONGEST_DENIED = 16
_DENIES = re.compile(r"\b(?:not|never|no|none|nobody|nothing|only|fewer|less)\b", re.IGNORECASE)
_WRAPS = (
    "{claim}", "{claim}", "{claim}", "A former aide said that {small}.",
    "According to two officials, {small}.", "The Courier reported that {small}.", "“{bare},” a witness said.",
    "{bare}, a person close to the matter said.", "The lawsuit says that {small}.",
    "A neighbour told the inquiry that {small}.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A claim with its answers, each with its kind."""

    claim: str
    answers: tuple[tuple[str, str], ...]

    @property
    def held_out(self) -> bool:
        """Whether training never sees the claim; by hash, so that it stays so."""
        digest = hashlib.sha256(self.claim.encode()).digest()
        return int.from_bytes(digest[:4], "big") % _FOLDS == 0


@cache
def answered() -> tuple[Answered, ...]:
    """What is written in the folder, in the order of its files."""
    return tuple(Answered(claim=claim, answers=told) for claim, told in written("answers", _KINDS))


def answers(seed: int, rounds: int = 3) -> list[Pair]:
    """The pairs to train on and to hold out: written ones in each round, drawn ones new in each."""
    made: list[Pair] = []
    for turn in range(rounds):
        for number, one in enumerate(answered()):
            draw = random.Random(f"{seed}-answers-{turn}-{number}")
            written = [
                (kind, one.claim if turn == 0 else wrapped(one.claim, draw), a) for kind, a in one.answers
            ]
            drawn = list(_drawn(one, draw)) if turn or not one.held_out else []
            if turn and one.held_out:
                continue
            made.extend(_pair(*row, held_out=one.held_out) for row in (*written, *drawn))
            made.extend(p for row in written if (p := _back(*row, held_out=one.held_out)))
    return made


def _back(kind: str, claim: str, answer: str, *, held_out: bool) -> Pair | None:
    """The claim against what the answer denies: entailed by it where the denial meets the claim."""
    taken = unwrap(answer)
    inner = unwrap(claim).content
    what = denied(taken)
    if not what or kind not in _BACK or len(taken.content.split()) > _LONGEST_DENIED or _DENIES.search(inner):
        return None
    if re.search(r"[;:]| and | but ", taken.content):
        return None
    return Pair(
        origin="answers", premise=inner, hypothesis=what, way=_BACK[kind], kind=NONE, held_out=held_out
    )


def _pair(kind: str, claim: str, answer: str, *, held_out: bool) -> Pair:
    return Pair(
        origin="answers", premise=answer, hypothesis=claim, way=NONE, kind=KINDS.index(kind),
        held_out=held_out,
    )  # fmt: skip


def wrapped(claim: str, draw: random.Random) -> str:
    """The claim, sometimes as what somebody said."""
    bare = claim.rstrip(".")
    if unwrap(claim).cue or "“" in claim:
        return claim
    return draw.choice(_WRAPS).format(claim=claim, bare=bare, small=_inside(bare))


def speakers(one: Answered) -> list[str]:
    """Who speaks in a claim's answers."""
    found = {s for _, a in one.answers if (s := unwrap(a).speaker) and len(s.split()) < 5}
    return sorted(found) or ["The spokesman"]


def said(answer: str, by: list[str], draw: random.Random) -> str:
    """The answer, sometimes as what somebody said where nobody does, or bare where somebody does.

    Without this, whether there is a speaker would tell the kinds apart.
    """
    taken, roll = unwrap(answer), draw.random()
    if not taken.cue and "“" not in answer and roll < 0.6:
        bare = answer.rstrip(".")
        speaker = draw.choice(by)
        return draw.choice(_SAYS).format(bare=bare, small=_inside(bare), S=speaker, s=_inside(speaker))
    if taken.cue and not taken.denied and not taken.quoted and roll < 0.2:
        return f"{taken.content[:1].upper()}{taken.content[1:]}."
    return answer


_SAYS = (
    "{S} said that {small}.", "{S} said {small}.", "{bare}, {s} said.", "“{bare},” {s} said.",
    "{S} told reporters that {small}.", "{bare}, according to {s}.", "{S} noted that {small}.",
)  # fmt: skip
_SMALL = frozenset({
    "The", "A", "An", "All", "Some", "Several", "Every", "None", "Nobody", "Most", "More", "Fewer", "Only",
    "At", "Two", "Three", "Not", "No", "Each", "It",
})  # fmt: skip


@cache
def _lists() -> dict[str, list[str]]:
    """Answers that fit any claim, by the name of their list."""
    made: dict[str, list[str]] = {}
    for name, section in (("frames.toml", "answers"), ("anywhere.toml", "")):
        found: dict[str, Any] = tomllib.loads((files(__package__) / name).read_text("utf-8"))
        for key, *_ in _ANYWHERE:
            made.setdefault(key, []).extend((found[section] if section else found)[key])
    return made


def _drawn(one: Answered, draw: random.Random) -> Iterator[tuple[str, str, str]]:
    """Answers that fit any claim, and answers to others."""
    known = speakers(one)
    for name, kind, many in _ANYWHERE:
        for template in draw.sample(_lists()[name], many):
            speaker = draw.choice(known)
            text = template.format(S=_inside(speaker), X="the matter", a=draw.choice(["he", "she", "it"]))
            yield kind, wrapped(one.claim, draw), text[:1].upper() + text[1:]
    if plainly := negated(one.claim, draw):
        speaker = draw.choice(known)
        yield "contradicts", wrapped(one.claim, draw), said(plainly, [speaker], draw)
        small = _inside(one.claim.rstrip("."))
        verb = draw.choice(("denied that", "rejected the claim that", "flatly denied that"))
        yield "contradicts", wrapped(one.claim, draw), f"{speaker} {verb} {small}."
        yield "supports", wrapped(one.claim, draw), said(one.claim, [speaker], draw)
        yield "supports", plainly, said(plainly, [speaker], draw)
    for other in draw.sample(answered(), _OTHERS):
        if other.claim != one.claim and other.held_out == one.held_out:
            kind, answer = draw.choice(other.answers)
            if kind != "evades" and not _shared(one.claim, other.claim):
                yield "unrelated", wrapped(one.claim, draw), answer


_HELPING = frozenset({"was", "were", "had", "has", "have", "will", "is", "are", "could", "would", "can"})
#: A claim with one of these is not denied by the same words with a "not": "all were", "only two had".
_MEASURED = re.compile(
    r"[“\"\d:;]|\b(?:all|every|each|most|some|any|only|least|more|fewer|less|half|none|nobody|nothing|no|not|never|both|several"
    r"|many|few|before|after|until|who|which|that|than|because|although|and|or)\b",
    re.IGNORECASE,
)


def negated(claim: str, draw: random.Random) -> str:
    """The claim with a plain "not" or "never"; empty where that would not deny all of it."""
    if _MEASURED.search(claim) or unwrap(claim).cue:
        return ""
    at = first_verb(claim)
    if at is None:
        return ""
    before, verb, rest = claim[: at.start()], at[0], claim[at.end() :]
    if verb not in _HELPING:
        return f"{before}never {verb}{rest}"
    return f"{before}{verb} {draw.choice(('not', 'not', 'never'))}{rest}"


def _inside(words: str) -> str:
    """A speaker's or a claim's words as they stand inside a sentence."""
    return words[0].lower() + words[1:] if words.split()[0] in _SMALL else words


def _shared(claim: str, other: str) -> bool:
    """Whether two claims may be of one matter: they share more than two long words."""
    words = [{w.strip(".,").lower() for w in c.split() if len(w) > 4} for c in (claim, other)]
    return len(words[0] & words[1]) > 1
