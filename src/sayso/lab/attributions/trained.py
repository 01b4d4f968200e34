"""Load what a training run left."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from sayso.lab.attributions.network import Tagger, load_encoder


def load_run(run: Path, base: str) -> Tagger:
    """The tagger of a training run, with the averaged weights."""
    plan = json.loads((run / "plan.json").read_text())
    tagger = Tagger(load_encoder(base, plan["layers"]))
    load_averaged(tagger, run)
    return tagger.eval()


def mix(network: torch.nn.Module, other: torch.nn.Module, share: float) -> None:
    """Put the mean of both networks' weights into the first, the other's with that share."""
    for mine, theirs in zip(network.parameters(), other.parameters(), strict=True):
        mine.data.lerp_(theirs.data, share)


def load_averaged(tagger: Tagger, run: Path) -> None:
    """Put a run's averaged weights into the tagger."""
    state = torch.load(run / "checkpoint.pt", weights_only=True)
    tagger.load_state_dict(state["tagger"])
    trained = [p for p in tagger.parameters() if p.requires_grad]
    for parameter, mean in zip(trained, state["average"], strict=True):
        parameter.data.copy_(mean)
