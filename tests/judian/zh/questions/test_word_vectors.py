"""Word vectors: near words, and pairs that never count as near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.zh.questions.word_vectors import (
    NEAR,
    excluded,
    pack_vectors,
    read_vectors,
    similarity,
)
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from pathlib import Path


def _near(left: str, right: str) -> float:
    return similarity(fold(left), fold(right))


@pytest.mark.parametrize(
    ("left", "right"), [("費用", "支出"), ("醫院", "診所"), ("員工", "僱員"), ("調查", "偵查")]
)
def test_similar_words_are_nearer_than_unlike_ones(left: str, right: str) -> None:
    assert _near(left, right) > _near(left, "海洋") or excluded(fold(left), fold(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("北區", "南區"),
        ("增加", "減少"),
        ("進口", "輸出"),
        ("男性", "女生"),
        ("日本", "韓國"),
        ("起訴", "不起訴"),
        ("死亡", "受傷"),
        ("上半年", "下半年"),
    ],
)
def test_opposites_and_siblings_are_not_near(left: str, right: str) -> None:
    assert excluded(fold(left), fold(right))
    assert _near(left, right) == 0


def test_other_names_of_one_side_are_not_excluded() -> None:
    assert not excluded(fold("增加"), fold("成長"))
    assert not excluded(fold("罹難"), fold("身亡"))


def test_similarity_is_symmetric_and_bounded() -> None:
    assert _near("費用", "支出") == _near("支出", "費用")
    assert 0 <= _near("費用", "海洋") < NEAR
    assert _near("費用", "費用") == 1


def test_a_word_without_a_vector_is_near_to_itself_only() -> None:
    assert _near("鑰鑰鑰", "費用") == 0
    assert _near("鑰鑰鑰", "鑰鑰鑰") == 1


def test_vectors_are_read_as_they_were_packed(tmp_path: Path) -> None:
    path = tmp_path / "vectors.bin"
    path.write_bytes(pack_vectors(["港", "燈塔"], bytes([1, 255, 10, 20]), 2))
    found = read_vectors(path)
    assert found.rows == {"港": 0, "燈塔": 1}
    assert found.numbers.tolist() == [1, -1, 10, 20]
    assert found.width == 2
