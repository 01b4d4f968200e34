"""Choose whom a pronoun means among those named before it.

A linear model over what can be seen without a parse: how far back, whether at a sentence's head,
how often, inside a quotation or not. Its weights are data (``pronouns.toml``), fitted on GAP's
validation file (Webster et al., TACL 2018) by ``sayso.lab.meaning.fit_pronouns``.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: The pronouns by gender and number.
GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
}  # fmt: skip
_SUBJECTS = frozenset({"he", "she", "it", "they"})
_POSSESSIVES = frozenset({"his", "its", "their"})
_VERBISH = re.compile(
    r"\s+(?:\w+ly\s+)?(?:[a-z]+(?:ed|s)|was|is|were|are|had|has|have|would|will|could|did|won|said|told|went|made|took|became|began|left|met|wrote|gave|got|saw|came)\b"
)

_LIKE = {
    "m": re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE),
    "f": re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE),
    "n": re.compile(r"\b(?:it|its|itself)\b", re.IGNORECASE),
    "p": re.compile(r"\b(?:they|them|their|themselves)\b", re.IGNORECASE),
}
_CLAUSE = re.compile(r"[;:.]|,\s|\b(?:that|who|which|when|while|after|before|because|but|as|if|where|and)\b")
_NAME = re.compile(r"\b[A-Z]\w+(?:\s[A-Z]\w+)*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody that the pronoun may mean: where the last mention stands, and how it is used.

    ``speaking`` counts the statements back to the last one of this speaker (0: it is the last), or is
    null; ``mentions`` are the starts of all mentions before the pronoun.
    """

    start: int
    end: int
    mentions: Sequence[int]
    speaking: int | None = None


def choose(
    text: str,
    pronoun: tuple[int, int],
    candidates: Sequence[Candidate],
    sentence_starts: Sequence[int],
    quoted: Sequence[tuple[int, int]] = (),
) -> tuple[int | None, float]:
    """The index of the likeliest candidate and its probability among them; null if there is none."""
    if not candidates:
        return None, 0.0
    weights = _weights()
    scores = [
        sum(weights.get(k, 0.0) * v for k, v in signs(text, pronoun, c, sentence_starts, quoted).items())
        for c in candidates
    ]
    top = max(scores)
    total = sum(math.exp(s - top) for s in scores)
    best = max(range(len(scores)), key=scores.__getitem__)
    return best, 1 / total


def signs(
    text: str,
    pronoun: tuple[int, int],
    candidate: Candidate,
    sentence_starts: Sequence[int],
    quoted: Sequence[tuple[int, int]] = (),
) -> dict[str, float]:
    """What speaks for or against a candidate, as numbers."""
    begin, end = candidate.start, candidate.end
    word = text[pronoun[0] : pronoun[1]].lower()
    back = _between(sentence_starts, begin, pronoun[0])
    head = max((s for s in sentence_starts if s <= begin), default=0)
    lead = text[head:begin]
    is_subject = _VERBISH.match(text[end : end + 40]) is not None
    after = begin > pronoun[0]
    kind = "subject" if word in _SUBJECTS else "possessive" if word in _POSSESSIVES else "object"
    gender = GENDERS[word]
    between = text[end : pronoun[0]] if begin < pronoun[0] else text[pronoun[1] : begin]
    own = max((s for s in sentence_starts if s <= pronoun[0]), default=0)
    return {
        "back": float(min(abs(back), 6)),
        "same": float(back == 0),
        "one_back": float(back == 1),
        "far": float(back > 2),
        "distance": math.log1p(abs(pronoun[0] - begin)),
        "head": float(len(lead.split()) <= 1),
        "lead": math.log1p(len(lead.split())),
        f"is_subject_{kind}": float(is_subject),
        f"head_{kind}": float(len(lead.split()) <= 1),
        f"same_{kind}": float(back == 0),
        "parallel": float(is_subject and kind == "subject"),
        "possessive_name": float(text[end : end + 2] in ("'s", "’s")),
        "after_preposition": float(
            re.search(
                r"\b(?:of|by|with|to|for|from|in|at|on|and|against|than|as)\s+(?:\w+\s)?$",
                text[max(0, begin - 14) : begin],
            )
            is not None
        ),
        "after_by": float(re.search(r"\bby\s+$", text[max(0, begin - 6) : begin]) is not None),
        "mentions": math.log1p(len(candidate.mentions)),
        "single": float(" " not in text[begin:end].strip()),
        "after": float(after),
        "after_same": float(after and back == 0),
        "comma_after": float(text[end : end + 1] == ","),
        "pronoun_at_head": float(pronoun[0] - own < 3) * float(is_subject),
        "quoted": float(
            any(s <= begin < e for s, e in quoted) != any(s <= pronoun[0] < e for s, e in quoted)
        ),
        "first_named": float(bool(candidate.mentions) and candidate.mentions[0] < 0.2 * pronoun[0]),
        "named_between": math.log1p(sum(begin < m < pronoun[0] for m in candidate.mentions)),
        "pronouns_between": math.log1p(len(_LIKE[gender].findall(between))),
        "clauses_between": math.log1p(len(_CLAUSE.findall(between))),
        "names_between": math.log1p(len(_NAME.findall(between))),
        "direct_object": float(kind == "object" and back == 0 and not _CLAUSE.search(between)),
        "own_clause": float(
            kind == "possessive" and back == 0 and is_subject and not _CLAUSE.search(between)
        ),
        "within_of": float(
            re.search(r"\b(?:of|in|at|with|by|for)\s+$", text[max(0, begin - 6) : begin]) is not None
            and back == 0
        ),
        "listed": float(
            re.match(r"\s*(?:,|and)\s+[A-Z]", text[end : end + 6]) is not None
            or text[max(0, begin - 4) : begin] == "and "
        ),
        "bracketed": float(text[max(0, begin - 1) : begin] == "("),
        "apposed": float(
            re.search(r"\b(?:\w+), $", text[max(0, begin - 20) : begin]) is not None
            and text[end : end + 1] in ",."
        ),
        "colon_quote": float(text[begin - 1 : begin] in "\"“‘'"),
        "before_who": float(re.match(r",?\s+(?:who|whose|whom)\b", text[end : end + 8]) is not None),
        "relation": float(
            re.search(
                r"\b(?:wife|husband|son|daughter|father|mother|brother|sister|friend|partner|boyfriend|girlfriend|uncle|aunt|cousin|colleague|teammate|co-star|opponent|rival)s?,?\s+$",
                text[max(0, begin - 14) : begin],
            )
            is not None
        ),
        "earlier_subject": float(is_subject and back == 1 and kind == "subject"),
        "last_speaker": float(candidate.speaking == 0),
        "recent_speaker": float(candidate.speaking in (1, 2)),
    }


def _between(starts: Sequence[int], a: int, b: int) -> int:
    """Sentences between two places, negative where the first is later."""
    first, last = min(a, b), max(a, b)
    count = sum(first < s <= last for s in starts)
    return count if a <= b else -count


@cache
def _weights() -> dict[str, float]:
    found = tomllib.loads((files(__package__) / "pronouns.toml").read_text("utf-8"))
    return {k: float(v) for k, v in found["weights"].items()}
