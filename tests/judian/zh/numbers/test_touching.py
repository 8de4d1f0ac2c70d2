"""Fragments of longer numbers give no figure; the whole numbers beside them do."""

from __future__ import annotations

import pytest

from judian.zh.figures.extraction import PassageContext, extract


def values(text: str) -> list[tuple[str, str | None]]:
    return [(str(figure.value), figure.unit) for figure in extract(text, PassageContext())]


@pytest.mark.parametrize(
    "text",
    [
        "濃度2.5×10-3毫克",
        "流量3.2×10－4公噸",
        "每升1.2x10-5克",
        "負債比-12~-5%",
        "變動幅度-3至-1個百分點",
        "氣溫零下5至零下10度",
        "約占百分之二十至三十",
        "含量為千分之三到五",
    ],
)
def test_a_fragment_gives_no_figure(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("流量5×10³公噸", [("5000", "公噸")]),
        ("氣溫零下5度", [("-5", "度")]),
        ("占百分之三至百分之五", [("3", "%")]),
        ("約占百分之二十，其餘為自籌", [("20", "%")]),
        ("長10公尺至12公尺", [("10", "公尺")]),
    ],
)
def test_a_whole_number_gives_its_figure(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected
