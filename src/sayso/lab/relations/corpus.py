"""All pairs of a run, to train on and to hold out."""

from __future__ import annotations

from pathlib import Path

from sayso.lab.relations.answered import answers
from sayso.lab.relations.denials import denials
from sayso.lab.relations.judged import judged
from sayso.lab.relations.pairs import Pair, pairs


def corpus(folder: Path, seed: int) -> list[Pair]:
    """Those of the folder, and the project's own; what is drawn comes from the seed."""
    return [*pairs(folder), *judged(), *denials(seed), *answers(seed)]
