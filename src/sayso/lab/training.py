"""What the training of every network has in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel


def rate_at(step: int, total: int, warmup: float) -> float:
    """The share of the learning rate: linear up over the warm-up, then linear down to nothing."""
    begin = max(1, int(total * warmup))
    return step / begin if step < begin else max(0.0, (total - step) / (total - begin))


def optimizer_of(
    network: nn.Module, encoder: nn.Module, rates: tuple[float, float], decay: float
) -> torch.optim.AdamW:
    """AdamW over what is trained of the encoder and of the heads, each at its own of the two rates."""
    known = {id(p) for p in encoder.parameters()}
    trained = [p for p in network.parameters() if p.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": [p for p in trained if id(p) in known], "lr": rates[0]},
            {"params": [p for p in trained if id(p) not in known], "lr": rates[1]},
        ],
        weight_decay=decay,
        fused=True,
    )


def parallel(learner: nn.Module) -> DistributedDataParallel:
    """The network with its loss, its gradients averaged over the workers."""
    # the buffers are constants, and the pools of dropout among them are large: none is sent at each step
    return DistributedDataParallel(learner, gradient_as_bucket_view=True, broadcast_buffers=False)


class Average:
    """A running mean of the trained weights (Polyak averaging), short at first."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = [p.detach().clone() for p in network.parameters() if p.requires_grad]

    def update(self, network: nn.Module, step: int) -> None:
        """Move the mean towards the weights as they are."""
        decay = min(self.decay, (1 + step) / (10 + step))
        now = [p.detach() for p in network.parameters() if p.requires_grad]
        with torch.no_grad():
            torch._foreach_lerp_(self.weights, now, 1 - decay)


def save(path: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint, complete or not at all."""
    half = path.with_suffix(".part")
    torch.save(state, half)
    half.replace(path)
