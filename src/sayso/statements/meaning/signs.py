"""What speaks for or against somebody as the one that a pronoun means, as numbers."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.statements.meaning.lexicon import words

#: The pronouns by gender and number.
GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
}  # fmt: skip
_LIKE = {
    gender: re.compile(rf"\b(?:{'|'.join(w for w, g in GENDERS.items() if g == gender)})\b", re.IGNORECASE)
    for gender in "mfnp"
}
_VERB = re.compile(
    r"\s+(?:\w+ly\s+)?(?:[a-z]+(?:ed|s)|was|is|were|are|had|has|have|would|will|could|did|won|said|told|went"
    r"|made|took|became|began|left|met|wrote|gave|got|saw|came|read|sent|ran|held|kept|led|lost|paid|fell|rose|spoke"
    r"|stood|put|knew|thought|heard|felt|found|brought|bought|drew|chose|rang|swore)\b"
)
_SAYS = re.compile(
    r"\s+(?:\w+\s)?(?:said|says|told|claimed|believed|thought|knew|felt|found|realized|asked|stated|wrote"
    r"|announced|revealed|decided)\b"
)
_CLAUSE = re.compile(r"[;:.]|,\s|\b(?:that|who|which|when|while|after|before|because|but|as|if|where|and)\b")
_NAME = re.compile(r"\b[A-Z]\w+(?:\s[A-Z]\w+)*")
_AFTER_PREPOSITION = re.compile(r"\b(?:of|by|with|to|for|from|in|at|on|and|against|than|as)\s+(?:\w+\s)?$")
_AFTER_SHORT = re.compile(r"\b(?:of|by|with|to|for|from|against|between)\s+$")
_AFTER_PLACE = re.compile(r"\b(?:of|in|at|with|by|for)\s+$")
_AFTER_VERB = re.compile(r"\b\w+(?:ed|ing)\s(?:the\s\w+\s)?$")
_AFTER_ANY_VERB = re.compile(r"\b\w+(?:ed|ing|[^i]s)\s$")
_AFTER_COMMA = re.compile(r"\b(?:\w+), $")
_BEFORE_WHO = re.compile(r",?\s+(?:who|whose|whom)\b")
_LISTED = re.compile(r"\s*(?:,|and)\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody that the pronoun may mean: where the last mention stands, and how it is used.

    ``speaking`` counts the statements back to the last one of this speaker (0: it is the last), or is
    null; ``mentions`` are the starts of all mentions in the text; ``known`` whether the text or the name
    tells that the pronoun's gender is theirs.
    """

    start: int
    end: int
    mentions: Sequence[int]
    speaking: int | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """The text around a pronoun: where it stands, where sentences begin, what is quoted."""

    text: str
    start: int
    end: int
    sentences: Sequence[int]
    quoted: Sequence[tuple[int, int]] = ()

    @property
    def use(self) -> str:
        """Whether the pronoun is a subject, a possessive or an object ("her" is taken as an object)."""
        word = self.text[self.start : self.end].lower()
        if word in ("he", "she", "it", "they"):
            return "subject"
        return "possessive" if word in ("his", "its", "their") else "object"

    @property
    def like(self) -> re.Pattern[str]:
        """The pronouns of the same gender."""
        return _LIKE[GENDERS[self.text[self.start : self.end].lower()]]

    def head_of(self, place: int) -> int:
        """Where the sentence of a place begins."""
        count = bisect_right(self.sentences, place)
        return self.sentences[count - 1] if count else 0

    def back_to(self, place: int) -> int:
        """Sentences back from the pronoun to a place, negative where it comes later."""
        first, last = min(place, self.start), max(place, self.start)
        count = bisect_right(self.sentences, last) - bisect_right(self.sentences, first)
        return count if place <= self.start else -count


def signs(setting: Setting, candidate: Candidate) -> dict[str, float]:
    """All the signs of a candidate by their names; those that are not there are 0."""
    back = setting.back_to(candidate.start)
    is_subject = _VERB.match(setting.text[candidate.end : candidate.end + 40]) is not None
    return {
        **_distance(setting, candidate, back, is_subject),
        **_form(setting, candidate, back, is_subject),
        **_between(setting, candidate, back, is_subject),
        **_standing(setting, candidate),
    }


def _distance(setting: Setting, c: Candidate, back: int, is_subject: bool) -> dict[str, float]:
    """How far back it stands, and where in its sentence."""
    lead = len(setting.text[setting.head_of(c.start) : c.start].split())
    use, after = setting.use, c.start > setting.start
    return {
        "back": float(min(abs(back), 6)),
        "same": float(back == 0),
        "one_back": float(back == 1),
        "far": float(back > 2),
        "distance": math.log1p(abs(setting.start - c.start)),
        "head": float(lead <= 1),
        "lead": math.log1p(lead),
        "after": float(after),
        "after_same": float(after and back == 0),
        "earlier_subject": float(is_subject and back == 1 and use == "subject"),
        f"head_{use}": float(lead <= 1),
        f"same_{use}": float(back == 0),
        f"one_back_{use}": float(back == 1),
        f"after_{use}": float(after),
        f"head_back_{use}": float(back == 1 and lead <= 1),
        f"sub_back_{use}": float(back == 0 and is_subject),
    }


def _form(setting: Setting, c: Candidate, back: int, is_subject: bool) -> dict[str, float]:
    """What stands right before and after the name."""
    text, use = setting.text, setting.use
    before, after = text[max(0, c.start - 24) : c.start], text[c.end : c.end + 30]
    possessed = after[:2] in ("'s", "’s")
    own = setting.head_of(setting.start)
    related = before.rstrip(" ,").rsplit(" ", 1)[-1].lower().removesuffix("s")
    return {
        f"is_subject_{use}": float(is_subject),
        "possessive_name": float(possessed),
        f"possessed_{use}": float(possessed),
        "after_preposition": float(_AFTER_PREPOSITION.search(before[-14:]) is not None),
        f"preposition_{use}": float(_AFTER_SHORT.search(before[-9:]) is not None),
        "within_of": float(back == 0 and _AFTER_PLACE.search(before[-6:]) is not None),
        "object_of_verb": float(_AFTER_VERB.search(before) is not None),
        f"object_{use}": float(_AFTER_ANY_VERB.search(before[-16:]) is not None and not is_subject),
        "single": float(" " not in text[c.start : c.end].strip()),
        "comma_after": float(after[:1] == ","),
        "pronoun_at_head": float(setting.start - own < 3) * float(is_subject),
        "listed": float(_LISTED.match(after[:6]) is not None or before[-4:] == "and "),
        "bracketed": float(before[-1:] == "("),
        "apposed": float(_AFTER_COMMA.search(before[-20:]) is not None and after[:1] in (",", ".")),
        "quote_before": float(before[-1:] in ('"', "“", "‘", "'")),
        "before_who": float(_BEFORE_WHO.match(after[:8]) is not None),
        "relation": float(related in words("relations")),
        f"says_{use}": float(_SAYS.match(after) is not None),
    }


def _between(setting: Setting, c: Candidate, back: int, is_subject: bool) -> dict[str, float]:
    """What stands between the name and the pronoun."""
    first, last = (c.end, setting.start) if c.start < setting.start else (setting.end, c.start)
    between, use = setting.text[first:last], setting.use
    clauses, names = len(_CLAUSE.findall(between)), len(_NAME.findall(between))
    same_clause = back == 0 and not clauses
    return {
        "named_between": math.log1p(sum(c.start < m < setting.start for m in c.mentions)),
        "pronouns_between": math.log1p(len(setting.like.findall(between))),
        "clauses_between": math.log1p(clauses),
        f"clause_{use}": math.log1p(clauses),
        "names_between": math.log1p(names),
        f"name_between_{use}": math.log1p(names),
        f"same_clause_{use}": float(same_clause),
        "own_clause": float(use == "possessive" and same_clause and is_subject),
        "paren_pronoun": float("(" in between and ")" not in between),
    }


@lru_cache(maxsize=8)
def _count(pattern: re.Pattern[str], text: str) -> int:
    """How often a pattern stands in a text; asked for each candidate of each pronoun."""
    return len(pattern.findall(text))


def _standing(setting: Setting, c: Candidate) -> dict[str, float]:
    """How much the text is about the candidate, and whether it has just spoken."""
    text, use = setting.text, setting.use
    first = c.mentions[0] if c.mentions else None
    inside = [any(s <= place < e for s, e in setting.quoted) for place in (c.start, setting.start)]
    return {
        "mentions": math.log1p(len(c.mentions)),
        f"mentions_{use}": math.log1p(len(c.mentions)),
        "share": len(c.mentions) / (1 + _count(setting.like, text)),
        "first_named": float(first is not None and first < 0.2 * setting.start),
        "first_in_text": float(first is not None and _NAME.search(text[2:first]) is None),
        "earlier": math.log1p(sum(m < c.start for m in c.mentions)),
        "later": math.log1p(sum(m > setting.end for m in c.mentions)),
        "later_same": float(any(setting.end < m < setting.end + 60 for m in c.mentions)),
        "quoted": float(inside[0] != inside[1]),
        "last_speaker": float(c.speaking == 0),
        "known": float(c.known),
        "recent_speaker": float(c.speaking in (1, 2)),
    }
