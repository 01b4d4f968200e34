"""A proposition's words: what it names, when, how many, who does it, and whether it is denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.relations.lexicon import patterns, plain, table, words

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['-][^\W\d_]+)*")
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_SORTS_OF_TIME = (
    ("month", "months"), ("weekday", "weekdays"), ("daypart", "dayparts"), ("season", "seasons"),
)  # fmt: skip
#: The month and not the verb; the walk and not the month.
_MAY = re.compile(r"\b(?:in|of|since|until|\d+|last|by|from|to) may\b|\bmay \d")
_MARCH = re.compile(r"\b(?:the|a|protest) march\b")
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
    lower = [token.lower() for token in tokens]
    function = words("grammar.toml", "function")
    start, end, pronoun, nobody = _subject(lower)
    own = tuple(stem(word) for word in lower[start:end] if word not in function)
    plainly = plain(text)
    return Proposition(
        text=text,
        stems=frozenset(stem(word) for word in lower if word.removesuffix("'s") not in function),
        names=frozenset(
            stem(word)
            for i, (token, word) in enumerate(zip(tokens, lower, strict=True))
            if token[0].isupper() and word not in function and (i or _is_name(token))
        ),
        subject=own,
        head=own[-1] if own else "",
        pronoun=pronoun,
        nobody=nobody,
        negated=patterns("answers.toml", "negation").search(plainly) is not None,
        verb=_done(lower, end - start),
        times=times(plainly),
    )


_TURNS = frozenset({"not", "never", "nor", "nobody", "none", "neither"})
_ANY_TIME = frozenset({"ever", "single"})


def _done(lower: list[str], start: int) -> str:
    """The stem of the verb after a negation, or of the first after the subject."""
    function = words("grammar.toml", "function")
    turn = next((i for i, word in enumerate(lower) if word in _TURNS or word.endswith("n't")), None)
    for word in lower[turn + 1 if turn is not None else start :]:
        if word in function or word in _ANY_TIME or (word.endswith("ly") and len(word) > 4):
            continue
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
    return not first.endswith("s") and first.lower() not in words("grammar.toml", "function")


_NOBODY = frozenset({"nobody", "no", "none", "neither", "noone"})
#: Words before a subject.
_OPENING = frozenset({"and", "but", "that", "well", "look", "so", "yes", "no", "sure"})
#: Words of a subject at most.
_LONGEST_SUBJECT = 9


def _subject(lower: list[str]) -> tuple[int, int, bool, bool]:
    """Where the words before the first verb begin and end; whether they are a pronoun; whether they are
    "nobody" or "no …"."""
    pronouns = words("grammar.toml", "pronouns")
    start = 0
    while start < len(lower) and lower[start] in _OPENING:
        if lower[start] == "no" and start + 1 < len(lower) and lower[start + 1] not in pronouns:
            break
        start += 1
    end = start
    for word in lower[start:]:
        if end > start and _is_verb(word):
            break
        end += 1
        if word in pronouns or end - start > _LONGEST_SUBJECT:
            break
    first = lower[start] if end > start else ""
    not_one = lower[start:end][:2] in (["not", "one"], ["not", "a"])
    return start, end, end - start == 1 and first in pronouns, first in _NOBODY or not_one


def first_verb(text: str) -> re.Match[str] | None:
    """Where the first verb after the subject stands in a text; null where there is none."""
    tokens = list(_TOKEN.finditer(text))
    _, end, _, _ = _subject([token[0].lower() for token in tokens])
    found = tokens[end] if end < len(tokens) else None
    return found if found is not None and _is_verb(found[0].lower()) else None


#: Forms of irregular verbs that are more often nouns or adjectives ...
_NO_VERBS = frozenset({
    "people", "children", "bribes", "women", "men", "dead", "death", "set", "cut", "hit", "shot", "left",
})  # fmt: skip
#: ... participles that are none, and verbs that no list of forms has.
_NO_PARTICIPLES = frozenset({"unnamed", "armed", "united"})
_VERBS = frozenset({
    "hit", "set", "cut", "shot", "left", "owns", "uses", "prevents", "pays", "takes", "employs",
})  # fmt: skip


@lru_cache(maxsize=32768)
def _is_verb(low: str) -> bool:
    return (
        low in words("grammar.toml", "auxiliaries")
        or (low in table("grammar.toml")["irregular"] and low not in _NO_VERBS)
        or (low.endswith("ed") and len(low) > 4 and low not in _NO_PARTICIPLES)
        or low in _VERBS
    )


def times(plainly: str) -> dict[str, frozenset[str]]:
    """The words of time in plain text, by sort: year, month, weekday, daypart, season."""
    tokens = set(_TOKEN.findall(plainly))
    found = {"year": frozenset(_YEAR.findall(plainly))}
    for name, key in _SORTS_OF_TIME:
        hits = tokens & words("grammar.toml", key)
        if "may" in hits and not _MAY.search(plainly):
            hits -= {"may"}
        if "march" in hits and _MARCH.search(plainly):
            hits -= {"march"}
        found[name] = frozenset(hits)
    return {k: v for k, v in found.items() if v}
