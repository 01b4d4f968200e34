"""Pairs with one word exchanged for one that is near it, for a teacher to judge.

Augmentation for distillation as in TinyBERT (Jiao et al., Findings of EMNLP 2020): where "plays a guitar"
becomes "plays a violin", a small network learns from its teacher which words decide. What is near a word
is told by the base's own embeddings of word pieces.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sayso.lab.relations.pairs import Pair, unlabelled

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

#: The origins whose pairs are varied, and how many new pairs each of theirs gives.
_SHARE = {"snli": 2.0, "scenes": 1.0}
#: How often it is the premise in which a word is exchanged.
_IN_PREMISE = 0.3
#: How many words are near one, and how often a word has to occur.
_NEAR, _OFTEN = 10, 4
#: Words that share so many first letters are taken for forms of one word: "runs" says what "running" says.
_FORM = 4
_WORD = re.compile(r"[A-Za-z]{3,}")
#: Words whose exchange leaves no sentence.
_LEFT = frozenset({"the", "and", "are", "was", "were", "has", "have", "had", "been", "being", "there", "that",
                   "this", "these", "those", "which", "who", "for", "from", "with"})  # fmt: skip


def near_words(
    found: Sequence[Pair], tokenizer: Tokenizer, table: NDArray[np.float32]
) -> dict[str, list[str]]:
    """For each word of the pairs that is one piece, the words among them nearest to it.

    ``table`` holds the embeddings of word pieces, (pieces, width); nearness is the cosine.
    """
    counts = Counter(w for p in found for t in (p.premise, p.hypothesis) for w in _WORD.findall(t.lower()))
    often = sorted(w for w, n in counts.items() if n >= _OFTEN and w not in _LEFT)
    ids = {w: at for w in often if (at := tokenizer.token_to_id(w)) is not None}
    words = list(ids)
    rows = table[list(ids.values())]
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    # a word is nearest to itself
    nearest = np.argsort(-(rows @ rows.T), axis=1, kind="stable")[:, 1 : _NEAR + 1]
    return {
        word: others
        for word, row in zip(words, nearest.tolist(), strict=True)
        if (others := [words[at] for at in row if words[at][:_FORM] != word[:_FORM]])
    }


def varied(found: Sequence[Pair], near: Mapping[str, Sequence[str]], seed: int) -> Iterator[Pair]:
    """Unlabelled pairs, each one of those found with one word exchanged; none is held out."""

    def new(pair: Pair, draw: random.Random) -> tuple[str, str]:
        if draw.random() < _IN_PREMISE:
            return _exchanged(pair.premise, near, draw), pair.hypothesis
        return pair.premise, _exchanged(pair.hypothesis, near, draw)

    return unlabelled(found, _SHARE, new, "varied", random.Random(f"varied-{seed}"))


def _exchanged(text: str, near: Mapping[str, Sequence[str]], draw: random.Random) -> str:
    """The text with one of its words exchanged; as it is where none has a word near it."""
    places = [m for m in _WORD.finditer(text) if m[0].lower() in near]
    if not places:
        return text
    at = draw.choice(places)
    other = draw.choice(near[at[0].lower()])
    return text[: at.start()] + (other.capitalize() if at[0][0].isupper() else other) + text[at.end() :]
