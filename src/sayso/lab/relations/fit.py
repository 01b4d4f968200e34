"""Fit the judge's weights: ``python -m sayso.lab.relations.fit FOLDER --version V``.

A multinomial logistic regression from the evidence of the gold pairs to their kinds, with a ridge. What
it scores is measured with whole claims held out of the fit, ten ways; the weights that are written are
fitted on all. Without ``--network`` the weights for evidence from the words alone are fitted, with it
those for evidence from the network as well; the other set stays as it is. To the gold come those of
the written claims and of the drawn ones that the network was never trained on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.lab.relations.answered import answered
from sayso.lab.relations.denials import denials
from sayso.lab.relations.gold import gold_pairs
from sayso.lab.relations.pairs import KINDS
from sayso.lab.relations.score import table
from sayso.relations.entailment import CrossEncoder
from sayso.relations.evidence import NETWORK, STRUCTURE, evidence, read_by
from sayso.relations.unwrap import unwrap

Floats = NDArray[np.float64]
#: What a figure says by its meaning, for the kinds in their order: weights are held to these and not to 0,
#: since the pairs are too few to teach what is rare.
PRIOR = {
    "number_fits": (2.5, -2.5, -0.5, 0.0, 0.0),
    "number_breaks": (-2.0, 2.0, -0.5, 0.0, 0.0),
    "number_denied": (-0.5, -1.0, 1.5, 0.0, 0.0),
    "number_open": (-0.5, -0.5, 1.0, 0.0, 0.0),
    "negated_time_differs": (0.0, -1.5, 1.5, 0.0, 0.0),
    "negated_other_subject": (0.0, -1.0, 1.0, 0.0, 0.0),
    "negated_new_hedge": (0.0, -1.0, 1.0, 0.0, 0.0),
    "denies_wider": (-0.5, 3.0, -2.0, 0.0, 0.0),
    "denies_same": (-0.5, 1.0, -0.5, 0.0, 0.0),
    "time_within": (0.0, 1.5, -1.5, 0.0, 0.0),
}
_FOLDS = 10
#: The seed of the training run, and how many of the drawn pairs that it held out stand for one.
_SEED, _EVERY = 13, 10
#: What the written pairs count together: less than the gold, since more of them are denials that miss than
#: people make.
_WRITTEN = 250
_TARGET = Path(__file__).parents[2] / "relations" / "judge.json"

#: The same where there is no network to tell another act from the same.
PRIOR_OF_WORDS = {**PRIOR, "negated_verb_new": (0.0, -2.5, 2.5, 0.0, 0.0)}


def prior(names: Sequence[str], *, network: bool) -> Floats:
    """Where the weights are held, (1 + figures, kinds)."""
    none = (0.0,) * len(KINDS)
    known = PRIOR if network else PRIOR_OF_WORDS
    return np.array([none, *(known.get(n, none) for n in names)])


def fit(
    rows: Floats, kinds: NDArray[np.int64], counted: Floats, ridge: float, held: Floats, steps: int = 400
) -> Floats:
    """The weights, (figures, kinds), by Nesterov's accelerated gradient descent.

    ``counted`` is what each row counts.
    """
    weights = held.copy()
    wanted, counted = np.eye(len(KINDS))[kinds], counted[:, None]
    rate = 1 / (0.5 * float(np.linalg.norm(np.sqrt(counted) * rows, 2)) ** 2 + ridge)
    ahead, pace = weights.copy(), 1.0
    for _ in range(steps):
        sums = rows @ ahead
        powers = np.exp(sums - sums.max(1, keepdims=True))
        slope = rows.T @ (counted * (powers / powers.sum(1, keepdims=True) - wanted)) + ridge * (ahead - held)
        new, pace_new = ahead - rate * slope, (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = new + (pace - 1) / pace_new * (new - weights)
        weights, pace = new, pace_new
    return weights


def held_out(
    rows: Floats, kinds: NDArray[np.int64], counted: Floats, claims: list[str], ridge: float, held: Floats
) -> list[str]:
    """Each pair's kind from a fit that has not seen its claim."""
    folds = np.array([int(hashlib.sha256(c.encode()).hexdigest(), 16) % _FOLDS for c in claims])
    found = np.zeros(len(kinds), dtype=np.int64)
    for fold in range(_FOLDS):
        inside = folds == fold
        if inside.any():
            weights = fit(rows[~inside], kinds[~inside], counted[~inside], ridge, held)
            found[inside] = (rows[inside] @ weights).argmax(1)
    return [KINDS[k] for k in found]


def main() -> None:
    """Fit, report and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a folder with .tsv files")
    parser.add_argument("--version", required=True, help="the weights' version, such as 1.0")
    parser.add_argument("--network", action="store_true", help="with evidence from the network")
    parser.add_argument("--ridge", type=float, default=2.0, help="how far weights are held down")
    options = parser.parse_args()
    gold = [(p.kind, p.claim, p.answer) for p in gold_pairs(options.folder)]
    written = [
        (kind, one.claim, answer) for one in answered() if one.held_out for kind, answer in one.answers
    ]
    drawn = [(KINDS[p.kind], p.hypothesis, p.premise) for p in denials(_SEED) if p.held_out][::_EVERY]
    pairs = [*gold, *written, *drawn]
    names = (*STRUCTURE, *NETWORK) if options.network else STRUCTURE
    model = CrossEncoder() if options.network else None
    found = [evidence(unwrap(claim), unwrap(answer)) for _, claim, answer in pairs]
    if model is not None:
        for one in found:
            read_by(model, one)
    rows = np.array([[1.0, *(f.figures.get(n, 0.0) for n in names)] for f in found])
    kinds = np.array([KINDS.index(kind) for kind, _, _ in pairs])
    held = prior(names, network=options.network)
    ends = (0, len(gold), len(gold) + len(written), len(pairs))
    counted = np.ones(len(pairs))
    counted[ends[1] : ends[2]] = _WRITTEN / len(written)
    told = held_out(rows, kinds, counted, [claim for _, claim, _ in pairs], options.ridge, held)
    for name, part in zip(("gold", "written", "drawn"), map(slice, ends, ends[1:]), strict=True):
        print(f"{name}, with claims held out of the fit:")
        print(table([kind for kind, _, _ in pairs[part]], told[part]))
    made = np.round(fit(rows, kinds, counted, options.ridge, held), 4).tolist()
    kept = json.loads(_TARGET.read_text("utf-8")) if _TARGET.exists() else {}
    kept["network" if options.network else "structure"] = {
        "version": options.version,
        "bias": made[0],
        "figures": dict(zip(names, made[1:], strict=True)),
    }
    _TARGET.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
