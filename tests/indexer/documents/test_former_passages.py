"""What became of passages: moved, edited, joined, repeated, gone; and the threshold, measured."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.documents import former_passages
from indexer.documents.former_passages import became, found_again, share_found
from judian.core.editions import Fate, digest_of
from tests.project import ROOT

A = "雲海縣政府於112年5月完成坑洞修補1,204件。"
B = "同年6月完成人孔蓋調降350處，並公布辦理情形。"
C = "113年度預算編列新臺幣3億2,000萬元。"
D = "本案由工務處道路養護科承辦，聯絡電話如後。"


def successors(former: list[str], texts: list[str]) -> list[tuple[str, int]]:
    return [(str(p.fate), p.successor) for p in became(former, texts)]


@pytest.mark.parametrize(
    ("about", "texts", "expected"),
    [
        ("nothing changed", [A, B, C, D], [("same", 1), ("same", 2), ("same", 3), ("same", 4)]),
        ("one before all", [D * 2, A, B, C, D],
         [("same", 2), ("same", 3), ("same", 4), ("same", 5)]),
        ("moved to the end", [B, C, D, A], [("same", 4), ("same", 1), ("same", 2), ("same", 3)]),
        ("one is gone", [A, C, D], [("same", 1), ("gone", 0), ("same", 2), ("same", 3)]),
        ("one was edited", [A, B.replace("350", "353"), C, D],
         [("same", 1), ("changed", 2), ("same", 3), ("same", 4)]),
        ("two were joined", [A, B + C, D],
         [("same", 1), ("changed", 2), ("changed", 2), ("same", 3)]),
        ("nothing is left", [], [("gone", 0)] * 4),
    ],
)  # fmt: skip
def test_each_passage_finds_its_successor(
    about: str, texts: list[str], expected: list[tuple[str, int]]
) -> None:
    assert successors([A, B, C, D], texts) == expected, about


def test_an_edited_passage_says_what_is_new_and_how_much_is_missing() -> None:
    (found,) = became([B], ["同年6月完成人孔蓋調降353處，並已公布。"])
    new = "".join("同年6月完成人孔蓋調降353處，並已公布。"[a:b] for a, b in found.changed)
    assert found.fate is Fate.CHANGED
    assert new == "3已"
    assert found.dropped == 5  # 0 of 350, 辦理情形


def test_repeated_texts_are_paired_in_their_order() -> None:
    assert successors(["無。", A, "無。"], [B, "無。", A, "無。"]) == [
        ("same", 2), ("same", 3), ("same", 4),
    ]  # fmt: skip
    assert successors(["無。", "無。", "無。"], ["無。"]) == [("same", 1)] * 3


def test_texts_too_long_to_compare_are_changed_without_ranges(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(former_passages, "_LARGEST_COMPARED", 10)
    (found,) = became([A], [A + D[:5]])
    assert (found.fate, found.changed, found.dropped) == (Fate.CHANGED, (), None)


def test_the_budget_of_one_document_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(former_passages, "_MOST_COMPARED", len(A) * (len(A) + 1))
    found = became([A, B], [A + "甲", B + "乙"])
    assert [p.dropped for p in found] == [0, None]


def test_without_the_former_text_only_the_same_text_is_found() -> None:
    former = became([A, B, C], [])
    assert [p.successor for p in found_again(former, [C, A])] == [2, 0, 1]


def test_the_share_counts_characters() -> None:
    texts = ["一" * 30, "二" * 10]
    assert share_found(became(texts, ["一" * 30]), texts) == 0.75
    assert share_found((), []) == 0


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=12), st.lists(st.sampled_from("甲乙丙丁")))
def test_a_passage_whose_text_is_there_is_never_called_gone(
    former: list[str], texts: list[str]
) -> None:
    for text, found in zip(former, became(former, texts), strict=True):
        assert (found.fate is Fate.SAME) == (text in texts)
        if found.fate is Fate.SAME:
            assert texts[found.successor - 1] == text


def test_ten_thousand_rows_alike_take_no_quadratic_time() -> None:
    began = time.process_time()
    became(["合計\t1"] * 10_000, ["合計\t2"] * 10_000)
    assert time.process_time() - began < 20


def test_the_threshold_parts_edited_passages_from_others() -> None:
    """The measurement behind NEAR: on the paragraphs of the seeds."""
    rng = random.Random(1)
    others = edited = total = 0
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        lines = path.read_text("utf-8").splitlines()
        texts = list(dict.fromkeys(line.strip() for line in lines if len(line.strip()) > 30))
        pairs = [former_passages._character_pairs(text) for text in texts]
        for at, own in enumerate(pairs):
            near = (
                p
                for n, p in enumerate(pairs[max(0, at - 20) : at + 21], max(0, at - 20))
                if n != at
            )
            others += (
                max((former_passages._likeness(own, p) for p in near), default=0)
                >= former_passages.NEAR
            )
            changed = list(texts[at])
            for _ in range(len(changed) // 20):
                place = rng.randrange(len(changed) - 1)
                source = rng.randrange(len(texts[at]) - 1)
                changed[place : place + 2] = texts[at][source : source + 2]
            now = former_passages._character_pairs("".join(changed))
            edited += former_passages._likeness(own, now) >= former_passages.NEAR
            total += 1
    assert total > 100
    assert others / total < 0.06
    assert edited / total > 0.94


def test_digests_are_of_the_exact_text() -> None:
    assert digest_of("甲乙") != digest_of("甲 乙")
