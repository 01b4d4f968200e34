"""Write a trained tagger as ONNX: ``python -m sayso.lab.attributions.export --run FOLDER --version V``.

Matrix products are quantised to 8 bits a channel, word embeddings to 8 bits a row; the rest stays in
32 bits. One window goes in at a time, unpadded, so that no window's result depends on another's.
``graph.py`` holds the network as it is written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from sayso.lab.attributions.graph import graph
from sayso.lab.attributions.train import default_base
from sayso.lab.attributions.trained import load_run, mix
from sayso.statements.model_v1.extractor import EVIDENCE
from sayso.statements.model_v1.tagger import WEIGHTS

#: How much of the weights is the other run's, where two are mixed.
_OTHER_SHARE = 0.4


class RowQuantized(nn.Module):
    """An embedding table of 8-bit rows, each with its scale."""

    table: Tensor
    scale: Tensor

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The rows of the ids."""
        return self.table[ids].float() * self.scale[ids]


def _layer(layer: nn.Module, hidden: Tensor) -> Tensor:
    """One encoder layer, with the three projections of its attention as one matrix product.

    Written out because the runtime's own fused attention and fused norm are a sixth slower here.
    """
    attention = layer.attention.self
    heads, size = attention.num_attention_heads, attention.attention_head_size
    query, key, value = attention.query, attention.key, attention.value
    weight = torch.cat([query.weight / size**0.5, key.weight, value.weight])
    bias = torch.cat([query.bias / size**0.5, key.bias, value.bias])
    parts = (hidden @ weight.t() + bias).reshape(-1, 3, heads, size).permute(1, 2, 0, 3)
    weights = (parts[0] @ parts[1].transpose(1, 2)).softmax(-1)
    mixed = (weights @ parts[2]).transpose(0, 1).reshape(1, -1, heads * size)
    out = layer.attention.output
    hidden = out.LayerNorm(out.dense(mixed) + hidden)
    inner = nn.functional.gelu(layer.intermediate.dense(hidden))
    return layer.output.LayerNorm(layer.output.dense(inner) + hidden)


def quantize(source: Path, target: Path, reduce_range: bool) -> None:
    """Eight bits for the encoder's matrix products; the small heads stay in 32 bits."""
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        reduce_range=reduce_range,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def release(
    run: Path, base: str, folder: Path, version: str, *, reduce_range: bool, mixed_with: Path | None = None
) -> None:
    """Write the folder that the program loads: the network, the tokenizer, the card with their digests."""
    tagger = load_run(run, base)
    if mixed_with is not None:
        mix(tagger, load_run(mixed_with, base), _OTHER_SHARE)
    folder.mkdir(parents=True, exist_ok=True)
    transitions = (tagger.transitions + tagger.barred).tolist()
    starts = (tagger.starts + tagger.barred_start).tolist()
    onnx.save(graph(tagger, reduce_range=reduce_range), str(folder / "tagger.onnx"))
    _tokenizer(Path(base) / "tokenizer.json", folder / "tokenizer.json")
    names = ("tagger.onnx", "tokenizer.json")
    card = {
        "version": version,
        "transitions": [[round(t, 4) for t in row] for row in transitions],
        "starts": [round(s, 4) for s in starts],
        "calibration": [0.0] * (1 + EVIDENCE),
        "digests": {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names},
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _tokenizer(source: Path, target: Path) -> None:
    """The tokenizer without padding and truncation, which are the caller's."""
    tokenizer = Tokenizer.from_file(str(source))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    target.write_text(tokenizer.to_str(), encoding="utf-8")


def main() -> None:
    """Export a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True, type=Path, help="the training run's folder")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the released files go")
    parser.add_argument("--version", required=True, help="the model's version, such as 1.0")
    parser.add_argument("--mixed-with", type=Path, help="another run, to release the mean of both")
    parser.add_argument("--reduce-range", action="store_true", help="7 bits a weight")
    options = parser.parse_args()
    release(
        options.run,
        default_base(),
        options.out,
        options.version,
        reduce_range=options.reduce_range,
        mixed_with=options.mixed_with,
    )
    sizes = {p.name: p.stat().st_size for p in sorted(options.out.iterdir())}
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()
