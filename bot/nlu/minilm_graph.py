"""Writes the network of all-MiniLM-L6-v2 as an ONNX graph, straight from its weights.

The shape is BERT's encoder (Devlin et al. 2019): embeddings, six layers of attention and
feed-forward, then the mean over the words, scaled to length one. The last layer's mean is the
model's own sentence vector; the three layers before it are read too, because they keep more of
the wording, which tells questions of like meaning apart.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

HIDDEN = 384
LAYERS = 6
LAYERS_READ = 4
HEADS = 12
EPSILON = 1e-12


class _Graph:
    """Collects nodes and weights; every method returns the name of its result."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        self._weights = weights
        self._constants: dict[str, onnx.TensorProto] = {}
        self.nodes: list[onnx.NodeProto] = []

    @property
    def constants(self) -> list[onnx.TensorProto]:
        return list(self._constants.values())

    def apply(self, operator: str, *inputs: str, **attributes: Any) -> str:
        result = f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [result], **attributes))
        return result

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self._constants.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def numbers(self, *values: int) -> str:
        name = "numbers_" + "_".join(map(str, values))
        return self.constant(name, np.array(values, dtype=np.int64))

    def scalar(self, value: float) -> str:
        return self.constant(f"scalar_{value}", np.array(value, dtype=np.float32))

    def weight(self, name: str) -> str:
        return self.constant(name, self._weights[name].astype(np.float32))

    def embedding(self, name: str, rows: str) -> str:
        # Half precision halves the largest table; the vectors' cosine stays 1.00000.
        table = self.constant(name, self._weights[name].astype(np.float16))
        return self.apply("Cast", self.apply("Gather", table, rows), to=TensorProto.FLOAT)

    def linear(self, layer: str, values: str) -> str:
        # Turned round here, once: the graph then multiplies without a transpose.
        turned = np.ascontiguousarray(self._weights[f"{layer}.weight"].T.astype(np.float32))
        product = self.apply("MatMul", values, self.constant(f"{layer}.weight.T", turned))
        return self.apply("Add", product, self.weight(f"{layer}.bias"))

    def norm(self, layer: str, values: str) -> str:
        return self.apply(
            "LayerNormalization",
            values,
            self.weight(f"{layer}.weight"),
            self.weight(f"{layer}.bias"),
            epsilon=EPSILON,
        )

    def heads(self, values: str, *, order: tuple[int, int, int, int]) -> str:
        split = self.apply("Reshape", values, self.numbers(0, 0, HEADS, HIDDEN // HEADS))
        return self.apply("Transpose", split, perm=list(order))

    def attention(self, layer: str, values: str, hidden_words: str) -> str:
        queries = self.heads(self.linear(f"{layer}.self.query", values), order=(0, 2, 1, 3))
        keys = self.heads(self.linear(f"{layer}.self.key", values), order=(0, 2, 3, 1))
        answers = self.heads(self.linear(f"{layer}.self.value", values), order=(0, 2, 1, 3))
        likeness = self.apply("MatMul", queries, keys)
        scaled = self.apply("Mul", likeness, self.scalar((HIDDEN // HEADS) ** -0.5))
        shares = self.apply("Softmax", self.apply("Add", scaled, hidden_words), axis=-1)
        mixed = self.apply("Transpose", self.apply("MatMul", shares, answers), perm=[0, 2, 1, 3])
        joined = self.apply("Reshape", mixed, self.numbers(0, 0, HIDDEN))
        sum_ = self.apply("Add", self.linear(f"{layer}.output.dense", joined), values)
        return self.norm(f"{layer}.output.LayerNorm", sum_)

    def gelu(self, values: str) -> str:
        error = self.apply("Erf", self.apply("Mul", values, self.scalar(2**-0.5)))
        half = self.apply("Mul", values, self.scalar(0.5))
        return self.apply("Mul", half, self.apply("Add", error, self.scalar(1.0)))


def write_graph(weights: Path, target: Path) -> None:
    """Writes the ONNX file `target` from the safetensors file `weights`.

    Inputs `ids` (int64, batch × words) and `mask` (float32, the same shape, 1 where there is a
    word); output `vectors` (float32, batch × 1536): four
    means of length one side by side, of the last four layers, the last one last.
    """
    graph = _Graph(load_file(str(weights)))
    length = graph.apply("Gather", graph.apply("Shape", "ids"), graph.numbers(1), axis=0)
    places = graph.apply(
        "Range",
        graph.constant("zero", np.array(0, dtype=np.int64)),
        graph.apply("Squeeze", length),
        graph.constant("one", np.array(1, dtype=np.int64)),
    )
    words = graph.embedding("embeddings.word_embeddings.weight", "ids")
    here = graph.embedding("embeddings.position_embeddings.weight", places)
    first_sentence = graph.embedding("embeddings.token_type_embeddings.weight", graph.numbers(0))
    values = graph.apply("Add", graph.apply("Add", words, here), first_sentence)
    values = graph.norm("embeddings.LayerNorm", values)

    wide = graph.apply("Unsqueeze", "mask", graph.numbers(1, 2))
    hidden_words = graph.apply(
        "Mul", graph.apply("Sub", graph.scalar(1.0), wide), graph.scalar(-1e9)
    )
    column = graph.apply("Unsqueeze", "mask", graph.numbers(2))
    count = graph.apply("ReduceSum", "mask", graph.numbers(1), keepdims=1)
    means: list[str] = []
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        values = graph.attention(f"{layer}.attention", values, hidden_words)
        middle = graph.gelu(graph.linear(f"{layer}.intermediate.dense", values))
        sum_ = graph.apply("Add", graph.linear(f"{layer}.output.dense", middle), values)
        values = graph.norm(f"{layer}.output.LayerNorm", sum_)
        if number >= LAYERS - LAYERS_READ:
            total = graph.apply(
                "ReduceSum", graph.apply("Mul", values, column), graph.numbers(1), keepdims=0
            )
            mean = graph.apply("Div", total, count)
            means.append(graph.apply("LpNormalization", mean, axis=-1, p=2))
    graph.nodes.append(helper.make_node("Concat", means, ["vectors"], axis=-1))

    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "words"]),
                helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["batch", "words"]),
            ],
            [
                helper.make_tensor_value_info(
                    "vectors", TensorProto.FLOAT, ["batch", LAYERS_READ * HIDDEN]
                )
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17)],
    )
    model.ir_version = 8  # what the oldest ONNX Runtime in the lock reads
    onnx.save(model, str(target))
