"""What a denial denies: the proposition p′ with its negation taken out."""

from __future__ import annotations

import re

#: In this order; the first that is found is taken out, and what it stood for put in its place.
_TURNS = (
    (re.compile(r"\b(?:nobody|no one|no-one)\b", re.IGNORECASE), "someone"),
    (re.compile(r"\bnot (?:a|one) single\b|\bnot one\b|\bnone\b", re.IGNORECASE), "one"),
    (re.compile(r"\bneither\b", re.IGNORECASE), "either"),
    (re.compile(r"\b(ca|do|does|did|is|are|was|were|has|have|had|would|will|could|should)n't\b"), r"\1"),
    (re.compile(r"\bwon't\b"), "will"),
    (re.compile(r"\b(?:did|do|does) (?:not|never) "), ""),
    (re.compile(r"\b(?:not|never) (?:ever )?"), ""),
    (re.compile(r"\bnothing\b", re.IGNORECASE), "something"),
    (re.compile(r"\bno (?=\w+s\b)", re.IGNORECASE), "some "),
    (re.compile(r"\bno (?=\w)", re.IGNORECASE), "a "),
)
_ANY = (
    (re.compile(r"\bany(one|body|thing|where)\b"), r"some\1"),
    (re.compile(r"\bever "), ""),
    (re.compile(r"\bany\b"), "some"),
)


def positive(content: str) -> str:
    """What is denied, as a plain proposition; empty where nothing is."""
    for turn, instead in _TURNS:
        if turn.search(content):
            made = turn.sub(instead, content, count=1)
            for words, other in _ANY:
                made = words.sub(other, made)
            return made[:1].upper() + made[1:]
    return ""
