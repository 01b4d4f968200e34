"""The cross-encoder as an ONNX graph, for one pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import TensorProto
from torch import nn

from sayso.lab.graph import Graph, layer, places
from sayso.relations.pieces import LONGEST

if TYPE_CHECKING:
    from sayso.lab.relations.network import CrossEncoder


def graph(network: CrossEncoder, *, reduce_range: bool) -> onnx.ModelProto:
    """The network, its encoder's matrix products in 8 bits a channel, its heads in 32 bits.

    Args:
        network: the trained network, on a BERT encoder.
        reduce_range: 7 bits a weight, so that processors without VNNI give the same sums.
    """
    g = Graph(reduce_range=reduce_range)
    embeddings = network.encoder.embeddings
    word = g.table(embeddings.word_embeddings.weight, "ids")
    side = g.add("Gather", g.numbers(embeddings.token_type_embeddings.weight), "types")
    place = places(g, embeddings.position_embeddings.weight, LONGEST)
    x = g.norm(g.add("Add", g.add("Add", word, side), place), embeddings.LayerNorm)
    for one in network.encoder.encoder.layer:
        x = layer(g, x, one)
    _heads(g, g.add("Squeeze", x, g.whole(0)), network)
    shape = (1, "pieces")
    return g.model("pairs", {"ids": shape, "types": shape}, {"ways": ["ways"], "kinds": ["kinds"]})


def _heads(g: Graph, x: str, network: CrossEncoder) -> None:
    """The logits of both heads; x is (pieces, width)."""
    second = g.add("Cast", "types", to=TensorProto.FLOAT)
    first = g.add("Sub", g.constant(np.ones(1, dtype=np.float32)), second)
    start = g.add("Slice", x, g.whole(0), g.whole(1), g.whole(0))
    premise, hypothesis = _mean(g, x, first), _mean(g, x, second)
    apart = g.add("Abs", g.add("Sub", premise, hypothesis))
    both = g.add("Mul", premise, hypothesis)
    compared = g.add("Concat", start, premise, hypothesis, apart, both, axis=1)
    joined = g.own("Gelu", _linear(g, compared, network.join))
    for name, head in (("ways", network.way), ("kinds", network.kind)):
        g.add("Squeeze", _linear(g, joined, head), g.whole(0), out=name)


def _mean(g: Graph, x: str, chosen: str) -> str:
    """The mean of the chosen pieces, (1, width); ``chosen`` is (1, pieces)."""
    return g.add("Div", g.add("MatMul", chosen, x), g.add("ReduceSum", chosen, g.whole(1)))


def _linear(g: Graph, x: str, module: nn.Linear) -> str:
    return g.add("Gemm", x, g.numbers(module.weight), g.numbers(module.bias), transB=1)
