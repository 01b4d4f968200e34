"""Find copies and rewrites: what one article took over from another.

MinHash over shingles of words (Broder, 1997) finds candidates, containment decides: edited wire copy
shares few of all shingles, but the shorter of the two has most of its own in the longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datasketch import MinHash, MinHashLSH

from sayso.relations.lexicon import plain

_SHINGLE = 4
_WORD = re.compile(r"[^\W_]+")
_HASHES = 128
#: Bands and rows of the index: half of the pairs with a Jaccard of 0.1 become candidates, nearly all
#: with 0.2; low, since containment decides.
_BANDS = (64, 2)
#: The share of the shorter one's shingles that have to be in the other.
_CONTAINED = 0.5
#: Below so many shingles two texts are alike by chance, unless nearly all are shared.
_SHORT = 24
_CONTAINED_SHORT = 0.85
_LEAST_SHINGLES = 6
#: So few texts are compared each with each: that costs less than their sketches.
_FEW = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Text ``later`` took over ``share`` of its shingles from text ``earlier`` (positions in the input)."""

    later: int
    earlier: int
    share: float


def shingles(text: str) -> frozenset[str]:
    """Every run of four words."""
    words = _WORD.findall(plain(text))
    return frozenset(map(" ".join, zip(*(words[n:] for n in range(_SHINGLE)), strict=False)))


def copies(texts: Sequence[str]) -> list[Copied]:
    """Each text's nearest earlier one that it was taken from; the texts are in the order of publication."""
    cut = [shingles(text) for text in texts]
    if len(texts) <= _FEW:
        return [c for n, own in enumerate(cut) if (c := _nearest(n, own, cut, range(n)))]
    index = MinHashLSH(num_perm=_HASHES, params=_BANDS)
    found: list[Copied] = []
    for number, own in enumerate(cut):
        if len(own) < _LEAST_SHINGLES:
            continue
        sketch = _sketch(own)
        near = _nearest(number, own, cut, index.query(sketch))
        if near is not None:
            found.append(near)
        index.insert(number, sketch)
    return found


def _nearest(
    number: int, own: frozenset[str], cut: Sequence[frozenset[str]], near: Sequence[int]
) -> Copied | None:
    """The earlier text that most of it was taken from, if from any."""
    if len(own) < _LEAST_SHINGLES:
        return None
    return max(_contained(number, own, cut, near), key=lambda c: c.share, default=None)


def _contained(
    number: int, own: frozenset[str], cut: Sequence[frozenset[str]], near: Sequence[int]
) -> Iterator[Copied]:
    for earlier in sorted(near):
        if len(cut[earlier]) < _LEAST_SHINGLES:
            continue
        size = min(len(own), len(cut[earlier]))
        share = len(own & cut[earlier]) / size
        if share >= (_CONTAINED if size >= _SHORT else _CONTAINED_SHORT):
            yield Copied(later=number, earlier=earlier, share=round(share, 3))


def _sketch(cut: frozenset[str]) -> MinHash:
    made = MinHash(num_perm=_HASHES)
    made.update_batch([s.encode() for s in sorted(cut)])
    return made
