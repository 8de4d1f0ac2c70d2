"""Cells that hold one number or a range, and passages that begin in the middle of a number."""

from __future__ import annotations

import pytest

from judian.zh.figures.extraction import PassageContext, extract

Row = tuple[str, str | None, str | None, str | None]


def cell(text: str, header: str, unit: str | None = None) -> list[Row]:
    context = PassageContext(cells=((0, len(text), (header,), ("甲",)),), unit=unit)
    return [
        (str(f.value), None if f.value_high is None else str(f.value_high), f.unit, f.qualifier)
        for f in extract(text, context)
    ]


@pytest.mark.parametrize(
    ("text", "header", "expected"),
    [
        ("約4,300", "件數", ("4300", None, "件", "約")),
        ("未滿6", "件數", ("6", None, "件", "未滿")),
        ("4,300餘", "件數", ("4300", None, "件", "餘")),
        ("約4,300件", "件數", ("4300", None, "件", "約")),
        ("13-16", "件數", ("13", "16", "件", None)),
        ("13～16", "件數", ("13", "16", "件", None)),
        ("1.5至2", "占比（%）", ("1.5", "2", "%", None)),
        ("１３－１６", "件數", ("13", "16", "件", None)),
        ("壹佰參拾", "件數", ("130", None, "件", None)),
        ("四十六", "人數", ("46", None, "人", None)),
        ("－46", "件數", ("-46", None, "件", None)),
    ],
)
def test_a_number_of_a_cell(text: str, header: str, expected: Row) -> None:
    assert cell(text, header) == [expected]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("－", "件數"),
        ("---", "件數"),
        ("(13)", "件數"),
        ("16-13", "件數"),
        ("13-16", "備考"),
        ("110-112", "期程（年）"),
        ("1/3", "占比（%）"),
        ("(4.5)", "占比（%）"),
        ("12 34", "件數"),
        ("▲46", "件數"),
        ("五", "件數"),
        ("四十六", "備考"),
        ("13±2", "件數"),
        ("13-16-19", "件數"),
    ],
)
def test_a_cell_that_is_uncertain_gives_none(text: str, header: str) -> None:
    assert cell(text, header) == []


@pytest.mark.parametrize("before", ["查獲毒品8", "共3億", "短絀-", "計新臺幣1,23", "約", "餘絀("])
def test_a_number_whose_first_half_ends_the_text_before_is_none(before: str) -> None:
    assert extract("7公斤", PassageContext(before=before)) == ()
    assert len(extract("另7公斤", PassageContext(before=before))) == 1
    assert len(extract("7公斤，共9件", PassageContext(before=before))) == 1


@pytest.mark.parametrize("before", ["", "查獲如下：", "計8件。", "如表3，"])
def test_a_number_behind_a_finished_text_is_read(before: str) -> None:
    assert [f.text for f in extract("7公斤", PassageContext(before=before))] == ["7公斤"]
