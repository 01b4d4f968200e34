"""A BERT encoder as an ONNX graph of the runtime's own operators, for one input at a time.

The graph is written node by node: exporting the modules and letting the runtime fuse what it finds
gives half as many nodes again, and on inputs of some thirty pieces each costs. Two things are done
here that a module cannot say: the pieces of attention are taken from where they stand, without copies
in another order, and one quantisation of a layer's input serves query, key and value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OWN = "com.microsoft"
#: The axes of an input or an output: a size, or the name of one that varies.
Shape = Sequence[int | str]


class Graph:
    """Nodes and constants, in the order in which they are added."""

    def __init__(self, *, reduce_range: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._most = 64 if reduce_range else 127

    def add(self, kind: str, *inputs: str, out: str | None = None, **attributes: Any) -> str:
        """The output of a node of ONNX's own kinds."""
        return self._node(kind, "", inputs, out, attributes)

    def own(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """The output of a node of the runtime's own kinds."""
        return self._node(kind, _OWN, inputs, None, attributes)

    def _node(
        self, kind: str, domain: str, inputs: tuple[str, ...], out: str | None, attributes: dict[str, Any]
    ) -> str:
        name = out or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def constant(self, value: NDArray[Any]) -> str:
        """The name of a constant."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def numbers(self, tensor: Tensor) -> str:
        """The name of a constant in 32 bits."""
        return self.constant(tensor.detach().numpy().astype(np.float32))

    def whole(self, *values: int) -> str:
        """The name of a constant of whole numbers."""
        return self.constant(np.array(values, dtype=np.int64))

    def table(self, weight: Tensor, ids: str) -> str:
        """The rows of the ids, from a table of 8-bit rows, each with its scale."""
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        rows = self.constant((weight / scale).round().detach().numpy().astype(np.int8))
        taken = self.add("Cast", self.add("Gather", rows, ids), to=TensorProto.FLOAT)
        return self.add("Mul", taken, self.add("Gather", self.numbers(scale), ids))

    def eight_bits(self, weight: Tensor) -> tuple[str, str, str]:
        """A matrix (inputs, outputs) in 8 bits, the scale of each output and the zero point of all."""
        values = weight.detach().numpy().astype(np.float32)
        scale = np.maximum(np.abs(values).max(0), 1e-8).astype(np.float32) / np.float32(self._most)
        held = np.clip(np.rint(values / scale), -self._most, self._most).astype(np.int8)
        return self.constant(held), self.constant(scale), self.constant(np.zeros_like(scale, dtype=np.int8))

    def linear(self, x: str, weight: Tensor, bias: Tensor) -> str:
        """``x @ weight.T + bias``, the product in 8 bits with x quantised over all that it holds."""
        return self.own("DynamicQuantizeMatMul", x, *self.eight_bits(weight.t()), self.numbers(bias))

    def quantized(self, x: str) -> tuple[str, str, str]:
        """x in 8 bits, its scale and its zero point."""
        outputs = [f"{part}_{len(self.nodes)}" for part in ("held", "scale", "zero")]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], outputs, name=outputs[0]))
        return outputs[0], outputs[1], outputs[2]

    def product(self, x: tuple[str, str, str], weight: Tensor, bias: Tensor) -> str:
        """The same as ``linear`` for what is quantised already."""
        held, scale, zero = self.eight_bits(weight.t())
        return self.own("MatMulIntegerToFloat", x[0], held, x[1], scale, x[2], zero, self.numbers(bias))

    def norm(self, x: str, module: nn.LayerNorm) -> str:
        """Layer normalisation over the last axis."""
        weight, bias = self.numbers(module.weight), self.numbers(module.bias)
        return self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=module.eps)

    def model(self, name: str, inputs: Mapping[str, Shape], outputs: Mapping[str, Shape]) -> onnx.ModelProto:
        """The whole, with the shapes of its inputs (whole numbers) and outputs (32 bits)."""
        made = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n, shape in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in outputs.items()],
            self.constants,
        )
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(_OWN, 1)]
        return helper.make_model(made, opset_imports=versions, ir_version=8, producer_name="sayso")


def places(g: Graph, table: Tensor, most: int) -> str:
    """The rows of the pieces' places, (pieces, width), for ``ids`` of (1, pieces)."""
    pieces = g.add("Shape", "ids", start=1, end=2)
    return g.add("Slice", g.numbers(table[:most]), g.whole(0), pieces, g.whole(0))


def layer(g: Graph, x: str, module: nn.Module, rows: str | None = None) -> str:
    """One encoder layer; with ``rows`` only these come out."""
    own, out = module.attention.self, module.attention.output
    heads, size = own.num_attention_heads, own.attention_head_size
    quantized = g.quantized(x)
    key, value = (g.product(quantized, p.weight, p.bias) for p in (own.key, own.value))
    if rows is not None:
        x = g.add("Gather", x, rows, axis=1)
        quantized = (g.add("Gather", quantized[0], rows, axis=1), *quantized[1:])
    scale = size**0.5
    query = g.product(quantized, own.query.weight / scale, own.query.bias / scale)
    apart = g.whole(-1, heads, size)
    query, key, value = (g.add("Reshape", part, apart) for part in (query, key, value))
    scores = g.own("FusedMatMul", query, key, transB=1, transBatchA=1, transBatchB=1)
    weights = g.add("Softmax", scores, axis=-1)
    mixed = g.own("FusedMatMul", weights, value, transBatchB=1)
    together = g.add("Reshape", g.add("Transpose", mixed, perm=[1, 0, 2]), g.whole(1, -1, heads * size))
    x = g.norm(g.add("Add", g.linear(together, out.dense.weight, out.dense.bias), x), out.LayerNorm)
    inner = g.own("Gelu", g.linear(x, module.intermediate.dense.weight, module.intermediate.dense.bias))
    outer = g.linear(inner, module.output.dense.weight, module.output.dense.bias)
    return g.norm(g.add("Add", outer, x), module.output.LayerNorm)
