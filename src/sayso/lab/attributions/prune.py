"""Make a run's network smaller, in one command.

``python -m sayso.lab.attributions.prune --run RUN --layers 4 --heads 8 --neurons 640 --data TRAIN
--out FOLDER``. Whole layers go first, one at a time: the one without which the tags stay nearest to
what they were. A layer's products are a third its attention's and two thirds its feed-forward part's.
Of the heads of the one and the neurons of the other those are taken out, a few at a time, that the
others can best stand in for, and the weights of those that stay are fitted anew, by least squares over
what the layer gave on real text (Hassibi and Stork's optimal brain surgeon, NIPS 1992, as Frantar and
Alistarh apply it to whole neurons, NeurIPS 2022). What is written is a run to train on from.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from sayso.lab.attributions.batches import Batch, batched
from sayso.lab.attributions.brat import articles
from sayso.lab.attributions.examples import examples
from sayso.lab.attributions.network import Tagger
from sayso.lab.attributions.train import default_base
from sayso.lab.attributions.trained import load_run
from sayso.lab.tokenizer import tokenizer_of
from sayso.lab.training import save
from sayso.statements.model_v1.pieces import Pieces

#: Of how many inputs at once those are taken out that cost least, before it is asked again.
_AT_ONCE = 16
_RIDGE = 1e-3
#: Word pieces that are read together.
_PIECES = 1024


def prune(tagger: Tagger, heads: int, neurons: int, shown: list[Batch]) -> None:
    """Leave so many heads and neurons in each layer, from the first on, by what the layers below now give."""
    for layer in tagger.encoder.encoder.layer:
        own, out = layer.attention.self, layer.attention.output.dense
        kept = _narrow(tagger, out, heads * own.attention_head_size, own.attention_head_size, shown)
        for linear in (own.query, own.key, own.value):
            _keep_outputs(linear, kept)
        own.num_attention_heads, own.all_head_size = heads, len(kept)
        kept = _narrow(tagger, layer.output.dense, neurons, 1, shown)
        _keep_outputs(layer.intermediate.dense, kept)


def shorten(tagger: Tagger, layers: int, shown: list[Batch]) -> list[int]:
    """Leave so many layers, those that the tags rest on most; which ones, by number."""
    before = _tags(tagger, shown)
    encoder, every = tagger.encoder.encoder, list(tagger.encoder.encoder.layer)
    kept = list(range(len(every)))

    def leave(numbers: list[int]) -> None:
        encoder.layer = nn.ModuleList(every[i] for i in numbers)
        tagger.encoder.config.num_hidden_layers = len(numbers)

    def apart(numbers: list[int]) -> float:
        leave(numbers)
        return float(nn.functional.kl_div(_tags(tagger, shown), before, reduction="sum", log_target=True))

    while len(kept) > layers:
        kept = min(([k for k in kept if k != out] for out in kept), key=apart)
    leave(kept)
    return kept


def _tags(tagger: Tagger, shown: list[Batch]) -> Tensor:
    """The logarithms of all words' chances of each tag, (words, tags)."""
    with torch.no_grad():
        read = [(b, tagger(b.ids, b.features, b.mask, b.firsts)) for b in shown]
    return torch.cat([scores.tags.log_softmax(-1)[b.words] for b, scores in read])


def _narrow(tagger: Tagger, out: nn.Linear, keep: int, group: int, shown: list[Batch]) -> Tensor:
    """Leave the module so many inputs, whole groups of them; which ones."""
    moments = _moments(tagger, out, shown)
    weights = torch.cat([out.weight.detach().T.double(), out.bias.detach().double()[None]])
    kept, fitted = _fitted(moments, weights, keep, group)
    out.weight = nn.Parameter(fitted[:-1].T.float().contiguous())
    out.bias = nn.Parameter(fitted[-1].float().clone())
    out.in_features = keep
    return kept


def _keep_outputs(linear: nn.Linear, kept: Tensor) -> None:
    linear.weight, linear.bias = (
        nn.Parameter(p.detach()[kept].clone()) for p in (linear.weight, linear.bias)
    )
    linear.out_features = len(kept)


def _moments(tagger: Tagger, out: nn.Linear, shown: list[Batch]) -> Tensor:
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
        for b in shown:
            mask = b.mask
            tagger(b.ids, b.features, b.mask, b.firsts)
    hook.remove()
    return total / total[-1, -1]


def _fitted(moments: Tensor, weights: Tensor, keep: int, group: int) -> tuple[Tensor, Tensor]:
    """The inputs that stay, by number, and their weights with the bias as the last row.

    Args:
        moments: as ``_moments`` gives them.
        weights: (inputs + 1, outputs), the bias as the last row.
        keep: how many inputs stay.
        group: how many inputs that follow one another stay or go together.
    """
    size = len(moments) - 1
    ridge = _RIDGE * moments.diagonal()[:size].mean()
    held = moments + ridge * torch.eye(size + 1, dtype=moments.dtype)
    inverse, kept, fitted = torch.linalg.inv(held), torch.arange(size), weights
    while len(kept) > keep:
        groups = torch.arange(len(kept)).view(-1, group)
        own = inverse[groups[:, :, None], groups[:, None]]
        cost = (torch.linalg.solve(own, fitted[groups]) * fitted[groups]).sum((1, 2))
        out = groups[cost.argsort()[: min(max(1, _AT_ONCE // group), (len(kept) - keep) // group)]].flatten()
        stay = torch.ones(len(inverse), dtype=torch.bool)
        stay[out] = False
        # what the others take over, and the inverse without the ones that go (by its Schur complement)
        share = torch.linalg.solve(inverse[out][:, out], inverse[out]).T[stay]
        fitted = fitted[stay] - share @ fitted[out]
        inverse = inverse[stay][:, stay] - share @ inverse[out][:, stay]
        kept = kept[stay[:-1]]
    return kept, fitted


def sample(data: Path, base: str, every: int) -> list[Batch]:
    """The windows of every so many-th article of a folder."""
    pieces = Pieces(tokenizer_of(base))
    some = [a for a in articles(data) if a.annotations][::every]
    found = [one for article in some for one in examples(article, 0, pieces)]
    return list(batched(found, _PIECES))


def main() -> None:
    """Write the narrower run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--run", required=True, type=Path, help="the training run's folder")
    parser.add_argument("--layers", required=True, type=int, help="how many layers stay")
    parser.add_argument("--heads", required=True, type=int, help="how many heads a layer keeps")
    parser.add_argument("--neurons", required=True, type=int, help="how many neurons a layer keeps")
    parser.add_argument("--data", required=True, type=Path, help="a folder with text/ and attributions/")
    parser.add_argument("--every", type=int, default=12, help="read one in so many articles")
    parser.add_argument("--out", required=True, type=Path, help="the run to write")
    options = parser.parse_args()
    base = default_base()
    tagger = load_run(options.run, base)
    shown = sample(options.data, base, options.every)
    kept = shorten(tagger, options.layers, shown)
    print("layers that stay, from 0: " + ", ".join(map(str, kept)))
    prune(tagger, options.heads, options.neurons, shown)
    options.out.mkdir(parents=True, exist_ok=True)
    plan = json.loads((options.run / "plan.json").read_text())
    plan = {**plan, "layers": options.layers, "heads": options.heads, "neurons": options.neurons}
    (options.out / "plan.json").write_text(json.dumps(plan, indent=1))
    averaged = [p.detach() for p in tagger.parameters() if p.requires_grad]
    state = {"tagger": tagger.state_dict(), "average": averaged, "step": 0}
    save(options.out / "checkpoint.pt", state)


if __name__ == "__main__":
    main()
