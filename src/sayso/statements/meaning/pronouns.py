"""Choose whom a pronoun means among those named before it.

A linear model over what can be seen without a parse (``signs.py``). Its weights are data
(``pronouns.toml``), fitted on GAP (Webster et al., TACL 2018) by ``sayso.lab.meaning.gap``.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from sayso.statements.meaning.signs import Candidate, Setting, signs


def choose(setting: Setting, candidates: Sequence[Candidate]) -> tuple[int | None, float]:
    """The index of the likeliest candidate and its probability among them; null if there is none."""
    if not candidates:
        return None, 0.0
    scores = [score(setting, c) for c in candidates]
    top = max(scores)
    best = scores.index(top)
    return best, 1 / sum(math.exp(s - top) for s in scores)


def score(setting: Setting, candidate: Candidate) -> float:
    """How well the candidate fits: the weighted sum of its signs."""
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in signs(setting, candidate).items())


@cache
def _weights() -> dict[str, float]:
    found = tomllib.loads((files(__package__) / "pronouns.toml").read_text("utf-8"))
    return {k: float(v) for k, v in {**found["fitted"], **found["set"]}.items()}
