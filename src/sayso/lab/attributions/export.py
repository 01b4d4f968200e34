"""Write a trained tagger as ONNX: ``python -m sayso.lab.attributions.export --run FOLDER --version V``.

Matrix products are quantised to 8 bits a channel, word embeddings to 8 bits a row; the rest stays in
32 bits. One window goes in at a time, unpadded, so that no window's result depends on another's.
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
from tokenizers import Tokenizer
from torch import Tensor, nn

from sayso.lab.attributions.network import Tagger
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


class OneWindow(nn.Module):
    """The network for a single window, without a mask and without the batch in its outputs."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger
        embeddings = tagger.encoder.embeddings
        embeddings.word_embeddings = RowQuantized(embeddings.word_embeddings.weight.detach())

    def forward(self, ids: Tensor, features: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """The scores of tags, cues and sources."""
        tagger = self.tagger
        embeddings = tagger.encoder.embeddings
        positions = embeddings.position_embeddings.weight[: ids.shape[1]]
        embedded = embeddings.word_embeddings(ids) + tagger.features(features)
        hidden = embeddings.LayerNorm(embedded + positions + embeddings.token_type_embeddings.weight[0])
        for layer in tagger.encoder.encoder.layer:
            hidden = _layer(layer, hidden)
        word = hidden[0, firsts[0]].unsqueeze(0)
        heads = torch.cat([hidden[:, :1], word], 1)
        return tagger.tag(word)[0], tagger.cue(word, heads)[0], tagger.source(word, heads)[0]


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


def to_onnx(tagger: Tagger, path: Path) -> None:
    """The network in 32 bits, fused for the runtime."""
    sample = (torch.ones(1, 9, dtype=torch.long),) * 2 + (torch.arange(1, 8)[None],)
    torch.onnx.export(
        OneWindow(tagger),
        sample,
        str(path),
        input_names=["ids", "features", "firsts"],
        output_names=["tags", "cues", "sources"],
        dynamic_axes={
            "ids": {1: "pieces"},
            "features": {1: "pieces"},
            "firsts": {1: "words"},
            "tags": {0: "words"},
            "cues": {0: "words", 1: "heads"},
            "sources": {0: "words", 1: "heads"},
        },
        opset_version=17,
        dynamo=False,
    )
    config = tagger.encoder.config
    wanted = FusionOptions("bert")
    wanted.enable_attention = wanted.enable_skip_layer_norm = wanted.enable_bias_skip_layer_norm = False
    fused = optimizer.optimize_model(
        str(path), "bert", config.num_attention_heads, config.hidden_size, optimization_options=wanted
    )
    fused.save_model_to_file(str(path))


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
    # before the export, which replaces the embeddings in place
    transitions = (tagger.transitions + tagger.barred).tolist()
    starts = (tagger.starts + tagger.barred_start).tolist()
    with tempfile.TemporaryDirectory() as work:
        plain = Path(work) / "plain.onnx"
        to_onnx(tagger, plain)
        quantize(plain, folder / "tagger.onnx", reduce_range)
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
