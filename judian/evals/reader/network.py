"""The reader's network as an ONNX graph, made from its weights.

The graph is written node by node from arrays, so that neither PyTorch nor its exporter is needed:
a transformer encoder (Vaswani et al., "Attention Is All You Need", 2017) with layer normalisation
behind each block, as multilingual-e5-small has it, two more embeddings (the part of the window,
what the token has in common with the question), and two scores a token.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

#: The operator set and the format of the file, old enough for onnxruntime from 2023 on.
_OPSET, _FORMAT = 17, 8
#: Added to the scores of padding.
_NEVER = 1e9
#: The node whose weights stay as they are: two columns gain nothing.
_OUTPUT = "output"


@dataclass(slots=True)
class _Graph:
    """Nodes and constants in the order in which they are added."""

    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)

    def constant(self, name: str, value: npt.ArrayLike, kind: type = np.float32) -> str:
        array: npt.NDArray[Any] = np.ascontiguousarray(np.asarray(value, kind))
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def add(self, operator: str, inputs: Sequence[str], name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [name], name, **attributes))
        return name

    def linear(self, x: str, name: str, weight: Array, bias: Array) -> str:
        """x · weightᵀ + bias, as PyTorch stores them."""
        product = self.add("MatMul", [x, self.constant(f"{name}.w", weight.T)], name)
        return self.add("Add", [product, self.constant(f"{name}.b", bias)], f"{name}.sum")

    def normalised(self, x: str, name: str, scale: Array, shift: Array, epsilon: float) -> str:
        inputs = [x, self.constant(f"{name}.scale", scale), self.constant(f"{name}.shift", shift)]
        return self.add("LayerNormalization", inputs, name, axis=-1, epsilon=epsilon)


def network(weights: Mapping[str, Array], attentions: int, epsilon: float) -> bytes:
    """The ONNX file of the network.

    `weights` are named as `judian.evals.reader.model.ReaderModel` names them. Inputs are
    `judian.search.answers.reader.session.INPUTS`, outputs the scores as start and as end.
    """
    graph = _Graph()
    hidden = weights["word.weight"].shape[1]
    x = _embedded(graph, weights, epsilon)
    graph.add("Cast", ["filled"], "filled.float", to=TensorProto.FLOAT)
    graph.add("Sub", ["filled.float", graph.constant("one", 1.0)], "filled.less")
    graph.add("Mul", ["filled.less", graph.constant("never", _NEVER)], "filled.bias")
    graph.add("Unsqueeze", ["filled.bias", graph.constant("axes", [1, 2], np.int64)], "filled.keys")
    graph.constant("split", [0, 0, attentions, hidden // attentions], np.int64)
    graph.constant("joined", [0, 0, hidden], np.int64)
    graph.constant("half", 0.5)
    graph.constant("root", sqrt(2.0))
    layer = 0
    while f"layers.{layer}.qkv.weight" in weights:
        x = _layer(graph, x, weights, f"layers.{layer}", attentions, epsilon)
        layer += 1
    both = graph.linear(x, _OUTPUT, weights["output.weight"], weights["output.bias"])
    columns = ["starts.column", "ends.column"]
    graph.nodes.append(helper.make_node("Split", [both], columns, "columns", axis=2))
    last = graph.constant("last", [2], np.int64)
    for name in ("starts", "ends"):
        one = graph.add("Squeeze", [f"{name}.column", last], f"{name}.scores")
        graph.add("Add", [one, "filled.bias"], name)
    return _file(graph)


def _embedded(graph: _Graph, weights: Mapping[str, Array], epsilon: float) -> str:
    """The sum of the embeddings of each token, normalised."""
    first, one = (graph.constant(f"at.{n}", [n], np.int64) for n in (0, 1))
    graph.add("Shape", ["ids"], "shape")
    graph.add("Gather", ["shape", one], "length", axis=0)
    positions = graph.constant("pos.table", weights["pos.weight"])
    total = graph.add("Slice", [positions, first, "length"], "pos.found")
    for name, rows in (("word", "ids"), ("part", "parts"), ("match", "matches")):
        table = graph.constant(f"{name}.table", weights[f"{name}.weight"])
        found = graph.add("Gather", [table, rows], f"{name}.found", axis=0)
        total = graph.add("Add", [found, total], f"{name}.sum")
    return graph.normalised(total, "ln", weights["ln.weight"], weights["ln.bias"], epsilon)


def _layer(
    graph: _Graph,
    x: str,
    weights: Mapping[str, Array],
    name: str,
    attentions: int,
    epsilon: float,
) -> str:
    """One layer of the encoder over `x`."""

    def linear(inputs: str, part: str) -> str:
        path = f"{name}.{part}"
        return graph.linear(inputs, path, weights[f"{path}.weight"], weights[f"{path}.bias"])

    def residual(left: str, right: str, part: str) -> str:
        path = f"{name}.{part}"
        total = graph.add("Add", [left, right], f"{path}.in")
        scale, shift = weights[f"{path}.weight"], weights[f"{path}.bias"]
        return graph.normalised(total, path, scale, shift, epsilon)

    width = weights[f"{name}.o.weight"].shape[0] // attentions
    mixed = _attention(graph, linear(x, "qkv"), name, width)
    x = residual(x, linear(mixed, "o"), "l1")
    wide = linear(x, "f")
    graph.add("Div", [wide, "root"], f"{name}.scaled")
    graph.add("Erf", [f"{name}.scaled"], f"{name}.erf")
    graph.add("Add", [f"{name}.erf", "one"], f"{name}.shifted")
    graph.add("Mul", [wide, f"{name}.shifted"], f"{name}.gated")
    gelu = graph.add("Mul", [f"{name}.gated", "half"], f"{name}.gelu")
    return residual(x, linear(gelu, "g"), "l2")


def _attention(graph: _Graph, projected: str, name: str, width: int) -> str:
    """Attention of all heads over queries, keys and values side by side in `projected`; a head
    has `width` columns of each."""
    parts = [f"{name}.{part}" for part in ("q", "k", "v")]
    graph.nodes.append(helper.make_node("Split", [projected], parts, f"{name}.split", axis=-1))
    for part in parts:
        graph.add("Reshape", [part, "split"], f"{part}.heads")
        order = [0, 2, 3, 1] if part.endswith(".k") else [0, 2, 1, 3]
        graph.add("Transpose", [f"{part}.heads"], f"{part}.turned", perm=order)
    q, k, v = (f"{part}.turned" for part in parts)
    scale = graph.constant(f"{name}.scale", 1 / sqrt(width))
    graph.add("MatMul", [q, k], f"{name}.products")
    graph.add("Mul", [f"{name}.products", scale], f"{name}.logits")
    graph.add("Add", [f"{name}.logits", "filled.keys"], f"{name}.masked")
    graph.add("Softmax", [f"{name}.masked"], f"{name}.shares", axis=-1)
    graph.add("MatMul", [f"{name}.shares", v], f"{name}.mixed")
    graph.add("Transpose", [f"{name}.mixed"], f"{name}.back", perm=[0, 2, 1, 3])
    return graph.add("Reshape", [f"{name}.back", "joined"], f"{name}.joined")


def _file(graph: _Graph) -> bytes:
    shape = ["windows", "tokens"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, shape)
        for name in ("ids", "parts", "matches", "filled")
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("starts", "ends")
    ]
    built = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", _OPSET)]
    model = helper.make_model(built, opset_imports=opsets, ir_version=_FORMAT)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def quantised(model: bytes) -> bytes:
    """The network with its matrices and word embeddings as 8-bit integers, a quarter of the size.

    A column a scale; activations are quantised as they come (dynamic quantisation).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "float.onnx"), Path(folder, "int8.onnx")
        before.write_bytes(model)
        small = [f"{name}.found" for name in ("part", "match")]
        quantize_dynamic(
            before,
            after,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[_OUTPUT, *small, "length"],
        )
        return after.read_bytes()
