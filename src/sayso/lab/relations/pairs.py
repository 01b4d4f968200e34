"""Pairs to learn entailment from, and which of them are held out."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: The three ways, in the order of the network's outputs.
WAYS = ("entailment", "neutral", "contradiction")
#: The five kinds of answer, in the order of the network's outputs.
KINDS = ("supports", "contradicts", "misses", "evades", "unrelated")
#: No label for this head, and "neutral or contradiction", which two-way data doesn't tell apart.
NONE, NOT_ENTAILED = -1, -2
#: Origins in which many premises stand beside one hypothesis: it is held out with all of them.
_BY_HYPOTHESIS = frozenset({"emergent", "rumours", "climate_fever", "healthver"})
_FOLDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts; ``way`` is an index of ``WAYS`` (or ``NONE``, ``NOT_ENTAILED``), ``kind`` of ``KINDS``.

    ``soft`` are a teacher's chances of the three ways; all zero where there is none.
    """

    origin: str
    premise: str
    hypothesis: str
    way: int
    kind: int = NONE
    held_out: bool = False
    soft: tuple[float, float, float] = (0.0, 0.0, 0.0)


def pairs(folder: Path) -> list[Pair]:
    """The pairs of each ``ORIGIN.jsonl`` in the folder, in the order of the files' names."""
    return [pair for path in sorted(folder.glob("*.jsonl")) for pair in _of(path)]


def _of(path: Path) -> Iterator[Pair]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            premise, hypothesis = found["premise"], found["hypothesis"]
            yield Pair(
                origin=path.stem,
                premise=premise,
                hypothesis=hypothesis,
                way=WAYS.index(found["label"]) if found["label"] in WAYS else NOT_ENTAILED,
                held_out=is_held_out(path.stem, premise, hypothesis),
            )


def is_held_out(origin: str, premise: str, hypothesis: str) -> bool:
    """Whether the pair is of the tenth that training never sees: by hash, so that it stays so."""
    key = hypothesis if origin in _BY_HYPOTHESIS else premise
    digest = hashlib.sha256(f"{origin}\n{key.strip()}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % _FOLDS == 0


def unlabelled(
    found: Sequence[Pair],
    shares: Mapping[str, float],
    new: Callable[[Pair, random.Random], tuple[str, str]],
    called: str,
    draw: random.Random,
) -> Iterator[Pair]:
    """New pairs without a label, each made of one of those found; none is held out.

    Args:
        found: what to make them of.
        shares: how many each pair of an origin gives, on average.
        new: draws another premise and hypothesis from a pair.
        called: what is put behind the origin's name.
        draw: where everything is drawn from.
    """
    seen = {(p.premise, p.hypothesis) for p in found}
    for pair in found:
        share = shares.get(pair.origin, 0.0)
        for _ in range(int(share) + (draw.random() < share % 1)):
            key = new(pair, draw)
            if key not in seen and not is_held_out(pair.origin, *key):
                seen.add(key)
                yield Pair(origin=f"{pair.origin}_{called}", premise=key[0], hypothesis=key[1], way=NONE)
