"""The file of multilingual-e5-small, read from a tiny one of the same form."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from judian.evals.reader.e5 import E5File, encoder_weights
from judian.evals.reader.pieces import choose_pieces

if TYPE_CHECKING:
    from pathlib import Path

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "港", "港口", "xyzw", "longword"]
HIDDEN, INNER = 32, 64


def _blocks(values: np.ndarray) -> bytes:
    """Matrices in blocks of 32 4-bit integers with a scale of 1."""
    parts = []
    for block in values.reshape(-1, 32):
        codes = (block + 8).astype(np.uint8)
        packed = codes[:16] | (codes[16:] << 4)
        parts.append(np.float16(1).tobytes() + packed.tobytes())
    return b"".join(parts)


def _write(path: Path) -> dict[str, np.ndarray]:
    """A file of one layer; its arrays by name."""
    rng = np.random.default_rng(0)
    shapes = {"emb.word": (len(PIECES), HIDDEN), "emb.pos": (4, HIDDEN), "emb.type": (1, HIDDEN)}
    shapes |= {f"l0.{part}.w": (HIDDEN, HIDDEN) for part in ("q", "k", "v", "ao")}
    shapes |= {"l0.fi.w": (INNER, HIDDEN), "l0.fo.w": (HIDDEN, INNER), "l0.fi.b": (INNER,)}
    vectors = ("emb.ln.w", "emb.ln.b", "l0.aln.w", "l0.aln.b", "l0.oln.w", "l0.oln.b",
               "l0.q.b", "l0.k.b", "l0.v.b", "l0.ao.b", "l0.fo.b")  # fmt: skip
    shapes |= dict.fromkeys(vectors, (HIDDEN,))
    arrays = {name: rng.integers(-8, 8, shape).astype(np.float32) for name, shape in shapes.items()}
    text = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype(np.uint32)
    scores = np.arange(len(PIECES), dtype=np.float32) * -1
    head = b"magic---" + struct.pack("<7i", HIDDEN, 1, 2, INNER, len(PIECES), 4, 1)
    head += struct.pack("<fi", 1e-12, 0) + struct.pack("<5i", len(PIECES), 0, 2, 1, 3)
    head += struct.pack("<Q", len(text)) + offsets.tobytes() + scores.tobytes() + text
    head += struct.pack("<iI", 1, 3) + b"abc"
    packed = {n: _blocks(a) if a.ndim == 2 else a.tobytes() for n, a in arrays.items()}
    size = len(head) + 4 + sum(2 + len(name) + 5 + 16 for name in arrays)
    directory = struct.pack("<i", len(arrays))
    for name, content in packed.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, arrays[name].size, size, len(content))
        size += len(content)
    path.write_bytes(head + directory + b"".join(packed.values()))
    return arrays


def test_matrices_vectors_and_pieces_are_read(tmp_path: Path) -> None:
    arrays = _write(tmp_path / "e5.bin")
    file = E5File(tmp_path / "e5.bin")
    assert file.pieces == PIECES
    assert (file.hidden, file.attentions, file.inner) == (HIDDEN, 2, INNER)
    weights = encoder_weights(file, 1, [4, 0])
    np.testing.assert_array_equal(weights["word.weight"], arrays["emb.word"][[4, 0]])
    np.testing.assert_array_equal(weights["layers.0.g.weight"], arrays["l0.fo.w"])
    np.testing.assert_array_equal(weights["layers.0.qkv.weight"][HIDDEN:-HIDDEN], arrays["l0.k.w"])
    np.testing.assert_array_equal(weights["layers.0.f.bias"], arrays["l0.fi.b"])


def test_used_and_short_chinese_pieces_are_kept(tmp_path: Path) -> None:
    _write(tmp_path / "e5.bin")
    vocabulary, rows = choose_pieces(E5File(tmp_path / "e5.bin"), ["xyzw"])
    assert vocabulary.pieces[4:] == ("港", "港口", "xyzw")
    assert rows == [1, 0, 2, 3, 4, 5, 6]


def test_pieces_of_a_reader_that_is_trained_further_are_kept(tmp_path: Path) -> None:
    _write(tmp_path / "e5.bin")
    vocabulary, _ = choose_pieces(E5File(tmp_path / "e5.bin"), [], ["longword", "unknown"])
    assert vocabulary.pieces[4:] == ("港", "港口", "longword")
