"""The overview of a collection: pictures with their numbers, and the index of names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.errors import IndexMissing
from judian.core.model import Cell, DocumentInfo, Kind, Passage, TableRow
from judian.search.replies.listings import Figure, FigureRow, Period, Point, Series
from tests.webui.fake import HOSTILE, FakeService
from tests.webui.reading import get, tree, words
from webui.app import create_app
from webui.pages import overview
from webui.pages.overview import comparable, small_multiples, timeline

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

INFO = DocumentInfo("a", "a", ("a",), "text", "0" * 64)
ROW = TableRow(1, 1, (Cell(0, 1),), "表1")


def series(measure: str, values: list[int], unit: str = "件", *, table: bool = True) -> Series:
    points = []
    for number, value in enumerate(values):
        year = 2001 + number
        period = Period(str(year), f"{year}-01-01", f"{year}-12-31")
        passage = Passage(
            "a-1", "a", 1, Kind.PARAGRAPH, "數", 0, 1, 1, table=ROW if table else None
        )
        figure = Figure("1", 0, 1, Decimal(value), unit, "count", period=period)
        points.append(Point(str(year), period, Decimal(value), FigureRow(figure, passage, INFO)))
    return Series(measure, unit, "count", "period", tuple(points))


years = st.dictionaries(st.integers(1, 2200), st.integers(1, 10**6), max_size=80)


@given(years)
def test_every_document_is_in_the_timeline_or_counted_as_earlier(counts: dict[int, int]) -> None:
    made = timeline(sorted(counts.items(), reverse=True))
    if made is None:
        assert not counts
        return
    assert sum(year.count for year in made.years) + made.earlier == sum(counts.values())
    assert len(made.years) <= overview.MOST_YEARS
    for year in made.years:
        assert 0 <= year.x <= year.x + year.width <= made.width
        assert 0 <= year.y <= year.y + year.height <= made.base + 0.2


def test_series_of_one_table_and_unit_share_a_scale(app: Flask) -> None:
    with app.test_request_context("/"):
        groups = small_multiples(
            [
                series("表1 › 甲", [1, 2, 3]),
                series("表2 › 丙", [5, 5, 5]),
                series("表1 › 乙", [10, 20, 90]),
                series("表1 › 甲", [1, 2, 3], "人"),
            ]
        )
    assert [(g.title, g.unit, [p.name for p in g.panels]) for g in groups] == [
        ("表1", "件", ["甲", "乙"]),
        ("表2", "件", ["丙"]),
        ("表1", "人", ["甲"]),
    ]
    assert (groups[0].low, groups[0].high) == (0, 100)
    low, high = groups[0].panels
    assert low.dots[-1][1] > high.dots[-1][1], "the smaller value is lower"


def test_totals_have_a_scale_of_their_own(app: Flask) -> None:
    with app.test_request_context("/"):
        found = [series("表1 › 合計", [90, 80, 99]), series("表1 › 甲", [1, 2, 3])]
        assert [(g.high, len(g.panels)) for g in small_multiples(found)] == [(100, 1), (3, 1)]


def test_measures_of_sentences_are_not_mixed(app: Flask) -> None:
    with app.test_request_context("/"):
        found = [series(name, [1, 2, 3], table=False) for name in ("甲的件數", "乙的件數")]
        assert [len(group.panels) for group in small_multiples(found)] == [1, 1]


@given(
    st.lists(st.lists(st.integers(-(10**9), 10**9), min_size=3, max_size=9), min_size=1, max_size=4)
)
def test_every_dot_lies_in_its_panel(values: list[list[int]]) -> None:
    app = create_app({}, FakeService())
    with app.test_request_context("/"):
        for group in small_multiples([series(f"表1 › {n}", one) for n, one in enumerate(values)]):
            assert 0 <= group.base <= overview.PANEL_HEIGHT
            for panel in group.panels:
                for x, y in panel.dots:
                    assert 0 <= x <= overview.PANEL_WIDTH
                    assert 0 <= y <= overview.PANEL_HEIGHT


def test_only_series_that_can_be_compared_are_drawn() -> None:
    service = FakeService()
    uneven = series("表1 › 乙", [1, 2, 3])
    last = uneven.points[-1]
    part = Point("部分", Period("", "2003-01-01", "2003-06-30"), last.value, last.row)
    mixed = Series("表1 › 乙", "件", "count", "period", (*uneven.points[:2], part))
    few, good = series("表1 › 丙", [1, 2]), series("表1 › 甲", [1, 2, 3])
    reply = service.figures
    service.figures = lambda request: replace(reply(request), series=(mixed, few, good))  # type: ignore[method-assign]
    assert [one.measure for one in comparable(service).series] == ["表1 › 甲"]


def test_each_picture_has_its_numbers_as_links(client: FlaskClient) -> None:
    page = tree(get(client, "/overview"))
    [picture] = page.xpath("//section[@aria-labelledby='over-years']//svg[@role='img']")
    assert words(picture.xpath("./title")[0])
    rows = page.xpath("//section[@aria-labelledby='over-years']//li")
    assert words(rows[0]) == "113年（2024） 1 份"
    assert rows[0].xpath("./a/@href")[0].startswith("/search?q=")
    assert page.xpath("//section[@aria-labelledby='names']//a[contains(@href, '/entities?kind=')]")


def test_names_lead_to_their_passages_and_to_a_search(client: FlaskClient) -> None:
    page = tree(get(client, "/entities?kind=substance"))
    [row] = page.xpath("//tbody/tr")
    assert words(row.xpath("./td[1]")[0]) == "護照"
    found = tree(client.get(row.xpath("./td[1]/a/@href")[0]))
    assert found.xpath("//input[@id='q']/@value") == ["「護照」"]
    assert "#p-" in row.xpath("./td[2]//a/@href")[0]
    assert row.xpath("./td[2]//mark")
    assert "只讀了 9 個段落中的前 3 個" in words(page)


def test_names_are_narrowed_by_kind_and_words(client: FlaskClient) -> None:
    assert not tree(get(client, "/entities?kind=substance&q=無")).xpath("//tbody/tr")
    kinds = tree(get(client, "/entities")).xpath("//p[@class='choice']/a")
    assert [a.get("aria-current") for a in kinds] == ["true", None, None, None, None, None]
    assert get(client, "/entities?kind=poem").status_code == 400


def test_hostile_names_are_text(client: FlaskClient) -> None:
    page = tree(get(client, "/entities?kind=person"))
    assert HOSTILE[:8] in words(page.xpath("//tbody/tr")[0])
    assert not page.xpath("//main//script | //main//img")


@pytest.mark.parametrize("path", ["/overview", "/entities"])
def test_an_unusable_index_is_reported(path: str) -> None:
    client = create_app({}, FakeService(IndexMissing(Path("ix")))).test_client()
    assert client.get(path).status_code == 503
