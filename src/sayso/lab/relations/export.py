"""Write a trained cross-encoder as ONNX: ``python -m sayso.lab.relations.export --run FOLDER --version V``.

Matrix products are quantised to 8 bits a channel, word embeddings to 8 bits a row; the rest stays in
32 bits. One pair goes in at a time, unpadded, so that no pair's result depends on another's.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from sayso.lab.attributions.export import write_tokenizer
from sayso.lab.attributions.train import default_base
from sayso.lab.relations.network import CrossEncoder
from sayso.lab.relations.train import load_run
from sayso.relations.entailment import WEIGHTS


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


class OnePair(nn.Module):
    """The network for a single pair, without a mask and without the batch in its outputs."""

    def __init__(self, network: CrossEncoder) -> None:
        super().__init__()
        self.network = network
        embeddings = network.encoder.embeddings
        embeddings.word_embeddings = RowQuantized(embeddings.word_embeddings.weight.detach())

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        """The logits of both heads."""
        network = self.network
        embeddings = network.encoder.embeddings
        positions = embeddings.position_embeddings.weight[: ids.shape[1]]
        kinds = embeddings.token_type_embeddings.weight[types]
        hidden = embeddings.LayerNorm(embeddings.word_embeddings(ids) + positions + kinds)
        for layer in network.encoder.encoder.layer:
            hidden = _layer(layer, hidden)
        second = types.unsqueeze(-1).float()
        scores = network.heads(hidden[:, 0], _mean(hidden, 1 - second), _mean(hidden, second))
        return scores.ways[0], scores.kinds[0]


def _mean(hidden: Tensor, weight: Tensor) -> Tensor:
    return (hidden * weight).sum(1) / weight.sum(1)


def to_onnx(network: CrossEncoder, path: Path) -> None:
    """The network in 32 bits, fused for the runtime."""
    sample = (torch.ones(1, 9, dtype=torch.long), torch.tensor([[0] * 5 + [1] * 4]))
    torch.onnx.export(
        OnePair(network),
        sample,
        str(path),
        input_names=["ids", "types"],
        output_names=["ways", "kinds"],
        dynamic_axes={"ids": {1: "pieces"}, "types": {1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    config = network.encoder.config
    wanted = FusionOptions("bert")
    wanted.enable_attention = wanted.enable_skip_layer_norm = wanted.enable_bias_skip_layer_norm = False
    fused = optimizer.optimize_model(
        str(path), "bert", config.num_attention_heads, config.hidden_size, optimization_options=wanted
    )
    fused.save_model_to_file(str(path))


def release(run: Path, folder: Path, version: str, *, reduce_range: bool) -> None:
    """Write the folder that the program loads: the network, the tokenizer, the card with their digests."""
    base = default_base()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        plain = Path(work) / "plain.onnx"
        to_onnx(load_run(run, base), plain)
        quantize(plain, folder / "model.onnx", reduce_range)
    write_tokenizer(Path(base) / "tokenizer.json", folder / "tokenizer.json")
    digests = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("model.onnx", "tokenizer.json")
    }
    card = {"version": version, "temperatures": [1.0, 1.0], "digests": digests}
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Export a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True, type=Path, help="the training run's folder")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the released files go")
    parser.add_argument("--version", required=True, help="the model's version, such as 1.0")
    parser.add_argument("--reduce-range", action="store_true", help="7 bits a weight")
    options = parser.parse_args()
    release(options.run, options.out, options.version, reduce_range=options.reduce_range)
    print(json.dumps({p.name: p.stat().st_size for p in sorted(options.out.iterdir())}))


if __name__ == "__main__":
    main()
