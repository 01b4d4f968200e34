"""Load what a training run left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import torch

from sayso.lab.attributions.network import Tagger, load_encoder


def load_run(run: Path, base: str) -> Tagger:
    """The tagger of a training run, with the averaged weights."""
    tagger = Tagger(load_encoder(base, *shape(run)))
    load_averaged(tagger, run)
    return tagger.eval()


def shape(run: Path) -> tuple[int, int | None, int | None]:
    """How many layers a run's encoder has, and heads and neurons in each (none told: those of its base)."""
    plan = json.loads((run / "plan.json").read_text())
    return plan["layers"], plan.get("heads"), plan.get("neurons")


def load_averaged(tagger: Tagger, run: Path) -> None:
    """Put a run's averaged weights into the tagger."""
    state = torch.load(run / "checkpoint.pt", weights_only=True)
    tagger.load_state_dict(state["tagger"])
    put_averaged(tagger, state["average"])


def put_averaged(network: torch.nn.Module, averaged: Sequence[torch.Tensor]) -> None:
    """Put averaged weights in the place of those that were trained, which they stand in the order of."""
    trained = [p for p in network.parameters() if p.requires_grad]
    for parameter, mean in zip(trained, averaged, strict=True):
        parameter.data.copy_(mean)
