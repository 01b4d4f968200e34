"""Fit and measure the choice among names for a pronoun on GAP (Webster et al., TACL 2018).

``python -m sayso.lab.meaning.gap FOLDER`` prints the accuracy where the pronoun means one of its two
candidates; ``--fit`` fits the weights on both files and writes them. A logistic regression over the
differences of the two candidates' signs, with a ridge.
"""

from __future__ import annotations

import argparse
import csv
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.statements.meaning import pronouns
from sayso.statements.meaning.signs import Candidate, Setting, signs
from sayso.statements.sentences import sentences

Floats = NDArray[np.float64]
_RIDGE = 4.0
_FOLDS = 10
_WEIGHTS = Path(pronouns.__file__).with_name("pronouns.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pronoun in its text with two candidates, of whom the first or the second is meant."""

    setting: Setting
    candidates: tuple[Candidate, Candidate]
    first: bool


def cases(path: Path) -> list[Case]:
    """The file's cases in which one of the two is meant."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [_case(row) for row in rows if "TRUE" in (row["A-coref"], row["B-coref"])]


def _case(row: dict[str, str]) -> Case:
    text, at = row["Text"], int(row["Pronoun-offset"])
    starts = [s.start for s in sentences(text, 0, len(text))]
    return Case(
        setting=Setting(text, at, at + len(row["Pronoun"]), starts),
        candidates=(_candidate(row, "A"), _candidate(row, "B")),
        first=row["A-coref"] == "TRUE",
    )


def _candidate(row: dict[str, str], name: str) -> Candidate:
    start, last = int(row[f"{name}-offset"]), row[name].split()[-1]
    places = [m.start() for m in re.finditer(rf"\b{re.escape(last)}\b", row["Text"])]
    return Candidate(start, start + len(row[name]), places)


def accuracy(found: list[Case]) -> float:
    """How often the program's own choice is the right one."""
    right = sum((pronouns.choose(c.setting, c.candidates)[0] == 0) == c.first for c in found)
    return right / len(found)


def _matrix(found: list[Case], names: list[str]) -> tuple[Floats, Floats]:
    rows = []
    for case in found:
        a, b = (signs(case.setting, c) for c in case.candidates)
        rows.append([a.get(n, 0.0) - b.get(n, 0.0) for n in names])
    return np.array(rows), np.array([float(c.first) for c in found])


def fit(rows: Floats, first: Floats) -> Floats:
    """The weights (Newton's method)."""
    weights = np.zeros(rows.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - first) + _RIDGE * weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + _RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def held_out(rows: Floats, first: Floats, more: tuple[Floats, Floats]) -> float:
    """Accuracy on the rows when each tenth is left out of the fit, which also has ``more``."""
    order = np.random.default_rng(0).permutation(len(rows))
    right = 0
    for fold in range(_FOLDS):
        test, train = order[fold::_FOLDS], np.delete(order, np.s_[fold::_FOLDS])
        weights = fit(np.vstack([rows[train], more[0]]), np.concatenate([first[train], more[1]]))
        right += int(((rows[test] @ weights > 0) == (first[test] > 0)).sum())
    return right / len(rows)


def main() -> None:
    """Measure, and fit where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the folder with gap-development.tsv")
    parser.add_argument("--fit", action="store_true", help="fit the weights anew and write them")
    options = parser.parse_args()
    files = {n: cases(options.folder / f"gap-{n}.tsv") for n in ("development", "validation")}
    every = [signs(c.setting, x) for found in files.values() for c in found for x in c.candidates]
    names = sorted({name for one in every for name in one})
    development, validation = (_matrix(found, names) for found in files.values())
    if options.fit:
        both = np.vstack([development[0], validation[0]]), np.concatenate([development[1], validation[1]])
        _write(dict(zip(names, fit(*both), strict=True)))
        pronouns._weights.cache_clear()
    for name, found in files.items():
        print(f"{name}: {accuracy(found):.3f} of {len(found)}, with the weights as they are")
    alone = (development[0] @ fit(*validation) > 0) == (development[1] > 0)
    print(f"development, fitted on validation alone: {alone.mean():.3f}")
    print(f"development, each tenth left out of the fit: {held_out(*development, validation):.3f}")


def _write(weights: dict[str, Any]) -> None:
    kept = tomllib.loads(_WEIGHTS.read_text("utf-8"))["set"]
    lines = [
        "# Weights of the signs in signs.py.",
        "[fitted] # on GAP (Apache-2.0), by sayso.lab.meaning.gap",
        *(
            f"{name} = {value:.3f}"
            for name, value in weights.items()
            if abs(value) >= 0.001 and name not in kept
        ),
        "",
        "[set] # by hand on news: GAP has neither quotations nor speakers",
        *(f"{name} = {value}" for name, value in kept.items()),
    ]
    _WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
