"""The tagger's network as an ONNX graph, for one window.

The last layer is computed only for the pieces that the heads look at, the first of each word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch

from sayso.lab.graph import Graph, layer, places
from sayso.statements.model_v1.pieces import MOST

if TYPE_CHECKING:
    from sayso.lab.attributions.network import Tagger


def graph(tagger: Tagger, *, reduce_range: bool) -> onnx.ModelProto:
    """The network, its matrix products in 8 bits a channel.

    Args:
        tagger: the trained network.
        reduce_range: 7 bits a weight, so that processors without VNNI give the same sums.
    """
    g = Graph(reduce_range=reduce_range)
    x = _embedded(g, tagger)
    # the first piece, which stands for none, and the first of each word
    rows = g.add("Concat", g.constant(np.zeros((1, 1), dtype=np.int64)), "firsts", axis=1)
    rows = g.add("Squeeze", rows, g.whole(0))
    layers = list(tagger.encoder.encoder.layer)
    for one in layers:
        x = layer(g, x, one, rows if one is layers[-1] else None)
    _heads(g, x, tagger)
    return g.model(
        "tagger",
        {"ids": [1, "pieces"], "features": [1, "pieces"], "firsts": [1, "words"]},
        {"tags": ["words", "tags"], "cues": ["words", "heads"], "sources": ["words", "heads"]},
    )


def _embedded(g: Graph, tagger: Tagger) -> str:
    """The sum of a piece's word, features and place, normalised."""
    embeddings = tagger.encoder.embeddings
    table = embeddings.position_embeddings.weight + embeddings.token_type_embeddings.weight[0]
    place = places(g, table, MOST + 2)
    word = g.table(embeddings.word_embeddings.weight, "ids")
    feature = g.add("Gather", g.numbers(tagger.features.weight), "features")
    return g.norm(g.add("Add", g.add("Add", word, feature), place), embeddings.LayerNorm)


def _heads(g: Graph, x: str, tagger: Tagger) -> None:
    """The scores of tags, cues and sources; x holds the piece for none and then the words'.

    The sign of what is nested is one more column of the tags.
    """
    x = g.add("Squeeze", x, g.whole(0))
    words = g.add("Slice", x, g.whole(1), g.whole(1 << 30), g.whole(0))
    held, all_held = g.quantized(words), g.quantized(x)
    weight = torch.cat([tagger.tag.weight, tagger.sign.weight])
    bias = torch.cat([tagger.tag.bias, tagger.sign.bias])
    g.add("Identity", g.product(held, weight, bias), out="tags")
    for name, pointer in (("cues", tagger.cue), ("sources", tagger.source)):
        left = g.own("Gelu", g.product(held, pointer.dependent.weight, pointer.dependent.bias))
        right = g.own("Gelu", g.product(all_held, pointer.head.weight, pointer.head.bias))
        mixed = g.add("Gemm", left, g.numbers(pointer.weight[:-1]), g.numbers(pointer.weight[-1]))
        g.add("Gemm", mixed, right, out=name, transB=1)
