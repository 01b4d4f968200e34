"""Load what a training run left."""

from __future__ import annotations

from pathlib import Path

import torch

from sayso.lab.attributions.trained import put_averaged
from sayso.lab.relations.network import CrossEncoder, load_base


def untrained(base: str, frozen: int = 0) -> CrossEncoder:
    """A new network on a pretrained encoder, whose lowest layers may be left as they are."""
    return CrossEncoder(load_base(base, frozen))


def load_run(run: Path, base: str, *, frozen: int = 0) -> CrossEncoder:
    """The network of a training run, with the averaged weights."""
    network = untrained(base, frozen)
    state = torch.load(run / "checkpoint.pt", weights_only=True)
    network.load_state_dict(state["network"])
    put_averaged(network, state["average"])
    return network.eval()
