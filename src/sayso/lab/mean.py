"""The mean of training runs' weights: ``python -m sayso.lab.mean RUN:0.3 RUN:0.7 --out FOLDER``.

Runs that went on from one another lie in one valley of the loss, and the mean of their weights does better
than each of them (Wortsman et al., "Model soups", ICML 2022). What is written is a run, of the tagger or of
the pair network as the runs are, that training goes on from and that is released.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from sayso.lab.training import save

#: How far shares may be from 1 together.
_NEAR = 1e-6


def mean(runs: Sequence[tuple[Path, float]], out: Path) -> None:
    """Write a run with the mean of the runs' averaged weights.

    Args:
        runs: folders of runs of one shape, each with its share; shares make 1 together.
        out: the folder to write; its plan is the last run's.

    Raises:
        ValueError: where the shares don't make 1.
    """
    if abs(sum(share for _, share in runs) - 1) > _NEAR:
        raise ValueError("the runs' shares have to make 1 together")
    state: dict[str, Any] = {}
    averaged: list[torch.Tensor] = []
    whole = 0.0
    for run, share in runs:
        state = torch.load(run / "checkpoint.pt", weights_only=True)
        whole += share
        before = averaged or state["average"]
        averaged = [a.lerp(b, share / whole) for a, b in zip(before, state["average"], strict=True)]
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(runs[-1][0] / "plan.json", out / "plan.json")
    kept = {name: value for name, value in state.items() if name != "optimizer"}
    save(out / "checkpoint.pt", {**kept, "average": averaged})


def _shared(given: str) -> tuple[Path, float]:
    run, _, share = given.rpartition(":")
    if not run:
        raise argparse.ArgumentTypeError(f"{given}: write a run's folder and its share, such as RUN:0.5")
    return Path(run), float(share)


def main() -> None:
    """Write the mean."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("runs", nargs="+", type=_shared, help="a run's folder and its share: RUN:0.3")
    parser.add_argument("--out", required=True, type=Path, help="the run to write")
    options = parser.parse_args()
    try:
        mean(options.runs, options.out)
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
