"""Make a run's network narrower, in one command.

``python -m sayso.lab.attributions.prune --run RUN --keep 768 --data TRAIN --out FOLDER``. Two
thirds of a layer's products are its feed-forward part. Of its neurons those are taken out, a few at
a time, that the others can best stand in for, and the weights of those that stay are fitted anew,
by least squares over what the layer gave on real text (Hassibi and Stork's optimal brain surgeon,
NIPS 1992, as Frantar and Alistarh apply it to whole neurons, NeurIPS 2022). What is written is a
run to train on from.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch
from torch import Tensor, nn

from sayso.lab.attributions.batches import batch, grouped
from sayso.lab.attributions.brat import articles
from sayso.lab.attributions.examples import Example, examples
from sayso.lab.attributions.network import Tagger
from sayso.lab.attributions.train import default_base
from sayso.lab.attributions.trained import load_run
from sayso.lab.tokenizer import tokenizer_of
from sayso.statements.model_v1.pieces import Pieces

#: Neurons that are taken out at a time, before it is asked again which others can spare.
_AT_ONCE = 16
_RIDGE = 1e-3
_SEED = 13


def prune(tagger: Tagger, keep: int, found: list[Example], pieces: int = 1024) -> None:
    """Leave ``keep`` neurons in each layer, from the first on, by what the layers below now give."""
    steps = [step[0] for step in grouped(found, pieces, 1, random.Random(_SEED))]
    for layer in tagger.encoder.encoder.layer:
        feed, out = layer.intermediate.dense, layer.output.dense
        moments = _moments(tagger, out, [[found[i] for i in step] for step in steps])
        weights = torch.cat([out.weight.detach().T.double(), out.bias.detach().double()[None]])
        kept, fitted = _fitted(moments, weights, keep)
        feed.weight, feed.bias = (nn.Parameter(p.detach()[kept].clone()) for p in (feed.weight, feed.bias))
        out.weight = nn.Parameter(fitted[:-1].T.float().contiguous())
        out.bias = nn.Parameter(fitted[-1].float().clone())
        feed.out_features = out.in_features = keep


def _moments(tagger: Tagger, out: nn.Linear, steps: list[list[Example]]) -> Tensor:
    """The sums of products of the module's inputs, and of a one, over all pieces: (1 + inputs) squared."""
    size = out.in_features + 1
    total = torch.zeros(size, size, dtype=torch.float64)
    mask = torch.empty(0)

    def add(_: nn.Module, given: tuple[Tensor, ...]) -> None:
        rows = given[0][mask.bool()]
        rows = torch.cat([rows, torch.ones(len(rows), 1)], 1)
        total.add_((rows.T @ rows).double())

    hook = out.register_forward_pre_hook(add)
    with torch.no_grad():
        for step in steps:
            b = batch(step)
            mask = b.mask
            tagger(b.ids, b.features, b.mask, b.firsts)
    hook.remove()
    return total / total[-1, -1]


def _fitted(moments: Tensor, weights: Tensor, keep: int) -> tuple[Tensor, Tensor]:
    """The neurons that stay, by number, and their weights with the bias as the last row.

    Args:
        moments: as ``_moments`` gives them.
        weights: (inputs + 1, outputs), the bias as the last row.
        keep: how many inputs stay.
    """
    size = len(moments) - 1
    ridge = _RIDGE * moments.diagonal()[:size].mean()
    held = moments + ridge * torch.eye(size + 1, dtype=moments.dtype)
    inverse, kept, fitted = torch.linalg.inv(held), torch.arange(size), weights
    while len(kept) > keep:
        cost = (fitted[:-1] ** 2).sum(1) / inverse.diagonal()[:-1]
        out = cost.argsort()[: min(_AT_ONCE, len(kept) - keep)]
        stay = torch.ones(len(inverse), dtype=torch.bool)
        stay[out] = False
        # what the others take over, and the inverse without the ones that go (by its Schur complement)
        share = torch.linalg.solve(inverse[out][:, out], inverse[out]).T[stay]
        fitted = fitted[stay] - share @ fitted[out]
        inverse = inverse[stay][:, stay] - share @ inverse[out][:, stay]
        kept = kept[stay[:-1]]
    return kept, fitted


def sample(data: Path, base: str, every: int) -> list[Example]:
    """The windows of every so many-th article of a folder."""
    pieces = Pieces(tokenizer_of(base))
    some = [a for a in articles(data) if a.annotations][::every]
    return [one for article in some for one in examples(article, 0, pieces)]


def main() -> None:
    """Write the narrower run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--run", required=True, type=Path, help="the training run's folder")
    parser.add_argument("--keep", required=True, type=int, help="how many neurons a layer keeps")
    parser.add_argument("--data", required=True, type=Path, help="a folder with text/ and attributions/")
    parser.add_argument("--every", type=int, default=12, help="read one in so many articles")
    parser.add_argument("--out", required=True, type=Path, help="the run to write")
    options = parser.parse_args()
    base = default_base()
    tagger = load_run(options.run, base)
    prune(tagger, options.keep, sample(options.data, base, options.every))
    options.out.mkdir(parents=True, exist_ok=True)
    plan = json.loads((options.run / "plan.json").read_text())
    (options.out / "plan.json").write_text(json.dumps({**plan, "neurons": options.keep}, indent=1))
    averaged = [p.detach() for p in tagger.parameters() if p.requires_grad]
    state = {"tagger": tagger.state_dict(), "average": averaged, "step": 0}
    torch.save(state, options.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
