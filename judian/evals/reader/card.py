"""The files of a reader: network, vocabulary and the card that names their digests."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from judian.evals.reader.network import network, quantised
from judian.search.answers.reader.loading import CARD, MODEL, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from judian.evals.reader.network import Array
    from judian.search.answers.reader.vocabulary import Vocabulary

LICENSE = "CC-BY-SA-4.0"
#: The weights of a reader in the folder that is written, for further training.
CHECKPOINT = "weights.npz"
#: The embeddings of words: those of the language model, which training leaves as they are.
WORDS = "word.weight"


def write_reader(
    folder: Path,
    weights: Mapping[str, Array],
    attentions: int,
    epsilon: float,
    vocabulary: Vocabulary,
) -> None:
    """Write a reader as 8-bit integers, its vocabulary and a card without figures."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        MODEL: quantised(network(weights, attentions, epsilon)),
        VOCABULARY: vocabulary.write().encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    write_card(folder, {"license": LICENSE, "sha256": digests, "temperature": 1.0})


def write_card(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write the card; facts that it had and that are not given stay."""
    path = folder / CARD
    before = json.loads(path.read_text("utf-8")) if path.exists() else {}
    text = json.dumps({**before, **facts}, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
