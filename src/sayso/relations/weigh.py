"""Weigh evidence: figures in, a probability of each kind out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from sayso.model.relation import RelationKind

#: The kinds of an answer, in the order of the weights.
KINDS = (
    RelationKind.SUPPORTS, RelationKind.CONTRADICTS, RelationKind.MISSES, RelationKind.EVADES,
    RelationKind.UNRELATED,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression: for each figure a weight of every kind, the bias under its own name."""

    version: str
    bias: Sequence[float]
    figures: Mapping[str, Sequence[float]]

    def weigh(self, figures: Mapping[str, float]) -> dict[RelationKind, float]:
        """The probability of each kind."""
        sums = list(self.bias)
        for name, row in self.figures.items():
            if value := figures.get(name, 0.0):
                sums = [s + value * w for s, w in zip(sums, row, strict=True)]
        top = max(sums)
        powers = [exp(s - top) for s in sums]
        return {kind: p / sum(powers) for kind, p in zip(KINDS, powers, strict=True)}


@cache
def weights(with_network: bool) -> Weights:
    """The fitted weights, for evidence from the words alone or from the network as well."""
    found = json.loads((files(__package__) / "judge.json").read_text("utf-8"))
    return Weights(**found["network" if with_network else "structure"])
