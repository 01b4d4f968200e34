"""Calibrate the tagger's confidence: ``python -m sayso.lab.attributions.calibrate --data FOLDER``.

A logistic regression from the network's own probabilities to whether an attribution is right (Platt,
1999, with several inputs). Right is: half of the content's words shared (Dice), and the sources share a
word, or neither has one. The expected calibration error (ten bins, Guo et al., ICML 2017) is measured
with articles held out of the fit, ten ways; the weights that are written are fitted on all.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.lab.attributions.brat import Annotated, articles
from sayso.lab.attributions.examples import paragraphs
from sayso.statements.model_v1.extractor import ModelExtractor
from sayso.statements.model_v1.tagger import WEIGHTS
from sayso.statements.model_v1.words import words

Floats = NDArray[np.float64]
_FOLDS = 10
_BINS = 10
_RIDGE = 1.0


def samples(data: Path, weights: Path) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """For each attribution found its evidence, whether it is right, and its article's number."""
    extractor = ModelExtractor(weights=weights)
    rows, right, owners = [], [], []
    for number, article in enumerate(a for a in articles(data) if a.annotations):
        gold = _words_of(article)
        for found in extractor.find(article.text, paragraphs(article.text)):
            content = _inside(article.text, [(s.start, s.end) for s in found.contents])
            source = _inside(article.text, [(found.source.start, found.source.end)] if found.source else [])
            rows.append(found.evidence)
            right.append(float(any(_is_right(content, source, *g) for g in gold)))
            owners.append(number)
    return np.array(rows), np.array(right), np.array(owners)


def _words_of(article: Annotated) -> list[tuple[frozenset[int], frozenset[int]]]:
    return [
        (_inside(article.text, list(a["content"])), _inside(article.text, list(a["source"])))
        for a in article.annotations[0]
    ]


def _inside(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """The starts of the words inside the spans, marks left out."""
    return frozenset(s for start, end in spans for s, e in words(text, start, end) if text[s:e][0].isalnum())


def _is_right(
    content: frozenset[int],
    source: frozenset[int],
    gold: frozenset[int],
    gold_source: frozenset[int],
) -> bool:
    alike = 2 * len(content & gold) >= 0.5 * (len(content) + len(gold)) and bool(content & gold)
    return alike and bool(source & gold_source or not (source or gold_source))


def fit(rows: Floats, right: Floats) -> Floats:
    """The weights, the bias first (Newton's method with a ridge)."""
    inputs = np.hstack([np.ones((len(rows), 1)), rows])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        chance = _chance(inputs, weights)
        slope = inputs.T @ (chance - right) + _RIDGE * weights
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + _RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def _chance(inputs: Floats, weights: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
    return found


def held_out(rows: Floats, right: Floats, owners: NDArray[np.int64]) -> Floats:
    """Each attribution's probability from a fit that has not seen its article."""
    inputs = np.hstack([np.ones((len(rows), 1)), rows])
    found = np.zeros(len(rows))
    for fold in range(_FOLDS):
        inside = owners % _FOLDS == fold
        found[inside] = _chance(inputs[inside], fit(rows[~inside], right[~inside]))
    return found


def expected_error(chance: Floats, right: Floats) -> float:
    """The expected calibration error over equal bins."""
    which = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    parts = [(which == b) for b in range(_BINS)]
    return float(sum(abs(chance[p].sum() - right[p].sum()) for p in parts) / len(chance))


def main() -> None:
    """Fit, report and write the weights into the card."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", required=True, type=Path, help="a folder with text/ and attributions/")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder of the exported model")
    options = parser.parse_args()
    rows, right, owners = samples(options.data, options.weights)
    chance = held_out(rows, right, owners)
    error = expected_error(chance, right)
    print(f"{len(rows)} attributions, {right.mean():.3f} of them right")
    print(f"expected calibration error {error:.4f}, with articles held out")
    path = options.weights / "card.json"
    card = json.loads(path.read_text("utf-8"))
    card["calibration"] = [round(float(w), 5) for w in fit(rows, right)]
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
