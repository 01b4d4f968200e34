"""A proposition's words: what it names, when, how many, who does it, and whether it is denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.relations.lexicon import patterns, plain, table, words

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['-][^\W\d_]+)*")
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_SUFFIXES = (
    "ations", "ation", "ingly", "ments", "ment", "ings", "ing", "ies", "ied", "edly", "ers", "ed", "er", "es",
    "ly", "s", "e",
)  # fmt: skip
_LEAST_STEM = 3


@cache
def stem(word: str) -> str:
    """A word cut down so that its forms meet: rough, and the same for both sides."""
    word = word.lower().removesuffix("'s").removesuffix("'")
    word = table("grammar.toml")["irregular"].get(word, word)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST_STEM:
            cut = word[: -len(suffix)]
            if len(cut) > _LEAST_STEM and cut[-1] == cut[-2] and cut[-1] not in "sl":
                cut = cut[:-1]
            return cut.removesuffix("i") if suffix in ("es", "ed", "er", "ly") else cut
    return word.removesuffix("y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What is read from a proposition's words.

    ``stems`` are its content words, ``names`` those with a capital inside the sentence, ``subject`` the
    stems before its first verb with ``head`` the last of them, ``verb`` the stem of what is done or (after
    the first "not", "never", "no …") denied, ``times`` its words of time by sort.
    """

    text: str
    stems: frozenset[str]
    names: frozenset[str]
    subject: tuple[str, ...]
    head: str
    pronoun: bool
    nobody: bool
    negated: bool
    verb: str
    times: dict[str, frozenset[str]]


def proposition(text: str) -> Proposition:
    """The proposition of a text without its attribution."""
    tokens = _TOKEN.findall(text)
    function = words("grammar.toml", "function")
    subject, pronoun, nobody = _subject(tokens)
    own = [stem(t) for t in subject if t.lower() not in function]
    plainly = plain(text)
    return Proposition(
        text=text,
        stems=frozenset(stem(t) for t in tokens if t.lower().removesuffix("'s") not in function),
        names=frozenset(
            stem(t)
            for i, t in enumerate(tokens)
            if t[0].isupper() and t.lower() not in function and (i or _is_name(t))
        ),
        subject=tuple(own),
        head=own[-1] if own else "",
        pronoun=pronoun,
        nobody=nobody,
        negated=patterns("answers.toml", "negation").search(plainly) is not None,
        verb=_done(tokens, len(subject)),
        times=times(plainly),
    )


_TURNS = frozenset({"not", "never", "nor", "nobody", "none", "neither"})


def _done(tokens: list[str], start: int) -> str:
    """The stem of the verb after a negation, or of the first after the subject."""
    function = words("grammar.toml", "function") | {"ever", "single"}
    lower = [t.lower() for t in tokens]
    turn = next((i for i, t in enumerate(lower) if t in _TURNS or t.endswith("n't")), None)
    for word in lower[turn + 1 if turn is not None else start :]:
        if word not in function and not (word.endswith("ly") and len(word) > 4):
            return stem(word)
    return ""


@cache
def senses(of: str) -> frozenset[str]:
    """The stems that stand for a stem: itself and those that share a sense with it."""
    found = {of}
    for group in _groups():
        if of in group:
            found |= group
    return frozenset(found)


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(stem(w) for w in group) for group in table("senses.toml")["senses"])


@cache
def generic() -> frozenset[str]:
    """The stems of words that limit nothing in a denial."""
    return frozenset(stem(w) for w in table("senses.toml")["generic"])


def _is_name(first: str) -> bool:
    """Whether a sentence's first word is a name for all that is known: no function word, no plural."""
    return first.lower() not in words("grammar.toml", "function") and not first.endswith("s")


_NOBODY = frozenset({"nobody", "no", "none", "neither", "noone"})


def _subject(tokens: list[str]) -> tuple[list[str], bool, bool]:
    """The words before the first verb; whether they are a pronoun; whether they are "nobody" or "no …"."""
    lower = [t.lower() for t in tokens]
    start = 0
    while start < len(lower) and lower[start] in (
        "and",
        "but",
        "that",
        "well",
        "look",
        "so",
        "yes",
        "no",
        "sure",
    ):
        if (
            lower[start] == "no"
            and start + 1 < len(lower)
            and lower[start + 1] not in words("grammar.toml", "pronouns")
        ):
            break
        start += 1
    taken: list[str] = []
    for word, low in zip(tokens[start:], lower[start:], strict=True):
        if taken and _is_verb(low):
            break
        taken.append(word)
        if low in words("grammar.toml", "pronouns") or len(taken) > 9:
            break
    first = taken[0].lower() if taken else ""
    not_one = [t.lower() for t in taken[:2]] == ["not", "one"] or [t.lower() for t in taken[:2]] == [
        "not",
        "a",
    ]
    return taken, len(taken) == 1 and first in words("grammar.toml", "pronouns"), first in _NOBODY or not_one


def _is_verb(low: str) -> bool:
    irregular = table("grammar.toml")["irregular"]
    return (
        low in words("grammar.toml", "auxiliaries")
        or (
            low in irregular
            and low
            not in (
                "people",
                "children",
                "bribes",
                "women",
                "men",
                "dead",
                "death",
                "set",
                "cut",
                "hit",
                "shot",
                "left",
            )
        )
        or (low.endswith("ed") and len(low) > 4 and low not in ("unnamed", "armed", "united"))
        or low
        in ("hit", "set", "cut", "shot", "left", "owns", "uses", "prevents", "pays", "takes", "employs")
    )


def times(plainly: str) -> dict[str, frozenset[str]]:
    """The words of time in plain text, by sort: year, month, weekday, daypart, season."""
    tokens = set(_TOKEN.findall(plainly))
    found = {"year": frozenset(_YEAR.findall(plainly))}
    for name, key in (
        ("month", "months"),
        ("weekday", "weekdays"),
        ("daypart", "dayparts"),
        ("season", "seasons"),
    ):
        hits = tokens & words("grammar.toml", key)
        if "may" in hits and not re.search(
            r"\b(?:in|of|since|until|\d+|last|by|from|to) may\b|\bmay \d", plainly
        ):
            hits -= {"may"}
        if "march" in hits and re.search(r"\b(?:the|a|protest) march\b", plainly):
            hits -= {"march"}
        found[name] = frozenset(hits)
    return {k: v for k, v in found.items() if v}
