"""A tiny reader with random weights, as files like those that ship."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np

from judian.evals.reader.network import network
from judian.search.answers.reader.loading import CARD, MODEL, VOCABULARY
from judian.search.answers.reader.vocabulary import SPECIAL, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from judian.evals.reader.network import Array

HIDDEN, INNER, HEADS, LAYERS, PLACES = 16, 32, 2, 2, 200
PIECES = "进港船舶总艘次计年度货物装卸量约万公吨北码头0123456789,.。"


def tiny_weights(rows: int, seed: int = 0) -> dict[str, Array]:
    """Random weights of a network with a vocabulary of `rows` pieces."""
    rng = np.random.default_rng(seed)

    def normal(*shape: int) -> Array:
        return rng.normal(0, 0.3, shape).astype(np.float32)

    tables = {"word": rows, "pos": PLACES, "part": 3, "match": 3}
    weights = {f"{name}.weight": normal(count, HIDDEN) for name, count in tables.items()}
    linears = {"output": (2, HIDDEN)}
    norms = ["ln"]
    for layer in range(LAYERS):
        path = f"layers.{layer}"
        linears |= {
            f"{path}.qkv": (3 * HIDDEN, HIDDEN),
            f"{path}.o": (HIDDEN, HIDDEN),
            f"{path}.f": (INNER, HIDDEN),
            f"{path}.g": (HIDDEN, INNER),
        }
        norms += [f"{path}.l1", f"{path}.l2"]
    for name, shape in linears.items():
        weights |= {f"{name}.weight": normal(*shape), f"{name}.bias": normal(shape[0])}
    for name in norms:
        weights |= {f"{name}.weight": 1 + normal(HIDDEN), f"{name}.bias": normal(HIDDEN)}
    return weights


def write_tiny(folder: Path) -> Path:
    """Write card, model and vocabulary into `folder`, which is returned."""
    pieces = [(name, 0.0) for name in SPECIAL] + [(char, -1.0) for char in PIECES]
    vocabulary = Vocabulary(pieces)
    files = {
        MODEL: network(tiny_weights(len(pieces)), HEADS, 1e-12),
        VOCABULARY: vocabulary.write().encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    card = {"sha256": digests, "temperature": 1.5}
    (folder / CARD).write_text(json.dumps(card), encoding="utf-8")
    return folder
