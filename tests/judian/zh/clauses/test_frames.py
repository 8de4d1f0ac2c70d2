"""Frames: who does what to whom, by word order and prepositions."""

from __future__ import annotations

import pytest

from judian.zh.clauses.frames import Frame, frames_of, participants
from judian.zh.text.fold import fold


def frames(text: str) -> list[Frame]:
    folded = fold(text)
    return frames_of(folded, 0, len(folded), participants(folded))


def read(text: str) -> list[tuple[str, str, str]]:
    """(predicate, actors, others) of each frame, names joined by a space."""
    folded = fold(text)
    return [
        (
            frame.word,
            " ".join(folded[p.start : p.end] for p in frame.actors),
            " ".join(folded[p.start : p.end] for p in frame.others),
        )
        for frame in frames(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我方接返陸方", [("接返", "我方", "陸方")]),
        ("我方接返12人予陸方", [("接返", "我方", "陸方")]),
        ("我方已向陸方通報12件", [("通報", "我方", "陸方")]),
        ("我方替陸方完成12件", [("完成", "我方", "陸方")]),
        ("贓車由日方查獲12輛", [("查獲", "日方", "")]),
        ("遭日方逮捕12人", [("逮捕", "日方", "")]),
        ("我方漁船遭日方扣押", [("扣押", "日方", "我方")]),
        ("我方漁船被扣押12艘", [("扣押", "", "我方")]),
        ("日方請求我方逮捕", [("請求", "日方", "我方"), ("逮捕", "我方", "")]),
        ("日方查獲之香菸，美方銷毀12箱", [("查獲", "日方", ""), ("銷毀", "美方", "")]),
        ("我方請求9件、日方請求4件", [("請求", "我方", ""), ("請求", "日方", "")]),
        ("乙方應給付甲方12萬元", [("給付", "乙方", "甲方")]),
        ("我國與日本、韓國及泰國簽署", [("簽署", "我國", "日本 韓國 泰國")]),
        ("完成率為96%", []),
        ("走私案件12件", []),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == [tuple(map(fold, frame)) for frame in expected]


@pytest.mark.parametrize(
    ("text", "negation"),
    [
        ("尚未返還", "尚未"),
        ("還沒跟我國簽署", "沒"),
        ("未曾向我方通報", "未曾"),
        ("迄未獲回復", "迄未獲"),
        ("已返還", None),
        ("未滿十二歲者返還", None),
    ],
)
def test_negation_reaches_over_a_prepositional_phrase(text: str, negation: str | None) -> None:
    span = frames(text)[-1].negation
    assert (fold(text)[slice(*span)] if span else None) == (fold(negation) if negation else None)


@pytest.mark.parametrize(
    ("text", "is_planned"),
    [
        ("推動與日本簽署", True),
        ("預計簽署", True),
        ("已與日本簽署", False),
        ("將日籍嫌犯逮捕", False),
    ],
)
def test_a_plan_is_kept_apart(text: str, is_planned: bool) -> None:
    assert (frames(text)[-1].plan is not None) is is_planned


def test_a_mutual_predicate_and_a_relative_one() -> None:
    (signed,) = frames("與日本簽署")
    assert signed.is_mutual
    relative, effective = frames("與日本簽署之協定已生效")
    assert relative.is_relative
    assert not effective.is_relative
