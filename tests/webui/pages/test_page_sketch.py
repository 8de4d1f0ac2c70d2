"""Sketches of pages: a passage on the picture of its page, from places of lines alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.model import Kind, Passage
from tests.webui.reading import get, tree, words
from webui.app import create_app
from webui.pages.page_sketch import sheets

if TYPE_CHECKING:
    from tests.webui.fake import FakeService

DOC = "aaaaaaaaaaaaaaaa"
Box = tuple[int, float, float, float, float]


def passage(number: int, boxes: tuple[Box, ...]) -> Passage:
    return Passage(f"p-{number}", "d", number, Kind.PARAGRAPH, "文", 0, 1, number, boxes=boxes)


def test_a_passage_without_places_has_no_sketch() -> None:
    one, other = passage(1, ()), passage(2, ((1, 0.0, 0.0, 10.0, 10.0),))
    assert sheets(one, [one, other]) == ()


def test_a_passage_over_a_page_break_stands_on_two_pages() -> None:
    one = passage(1, ((2, 72.0, 758.0, 523.0, 770.0), (3, 72.0, 60.0, 300.0, 72.0)))
    other = passage(2, ((3, 72.0, 80.0, 523.0, 92.0), (4, 72.0, 80.0, 523.0, 92.0)))
    first, second = sheets(one, [one, other])
    assert (first.page, first.own[0].width, first.others) == (2, 451.0, ())
    assert (first.top, first.bottom) == (90, 91)
    assert (second.page, len(second.own), len(second.others)) == (3, 1, 1)
    assert (second.width, second.height) == (595.0, 842.0)


@pytest.mark.parametrize(
    ("right", "bottom", "size"),
    [
        (500.0, 800.0, (595.0, 842.0)),
        (600.0, 700.0, (612.0, 792.0)),
        (800.0, 500.0, (842.0, 595.0)),
        (900.0, 500.0, (960.0, 540.0)),
        (2000.0, 300.0, (2036.0, 336.0)),
    ],
)
def test_the_paper_is_the_first_that_holds_every_line(
    right: float, bottom: float, size: tuple[float, float]
) -> None:
    one = passage(1, ((1, 10.0, 10.0, right, bottom),))
    (sheet,) = sheets(one, [one])
    assert (sheet.width, sheet.height) == size


place = st.floats(-200, 3000, allow_nan=False)


@given(st.lists(st.tuples(st.integers(1, 3), place, place, place, place), max_size=8))
def test_what_is_drawn_lies_on_the_page(
    boxes: list[Box],
) -> None:
    one = passage(1, tuple(boxes))
    for sheet in sheets(one, [one]):
        for box in (*sheet.own, *sheet.others):
            assert 0 <= box.x < box.x + box.width <= sheet.width + 1e-6
            assert 0 <= box.y < box.y + box.height <= sheet.height + 1e-6
        assert 0 <= sheet.top <= sheet.bottom <= 100


def test_the_page_of_citations_shows_it_and_the_api_gives_the_places(service: FakeService) -> None:
    held = service.pages[DOC].passages
    held[2] = replace(held[2], boxes=((1, 72.0, 84.2, 523.0, 96.0), (1, 72.0, 100.0, 300.0, 112.0)))
    held[3] = replace(held[3], boxes=((1, 300.0, 100.0, 523.0, 112.0),))
    client = create_app({}, service).test_client()
    page = tree(get(client, f"/passages/{DOC}-3/cite"))
    drawing = page.xpath("//figure[@class='page-sketch']")[0]
    assert len(drawing.xpath(".//*[@class='own']")) == 2
    assert len(drawing.xpath(".//*[@class='line']")) == 1
    assert "10% 至 13%" in words(drawing)
    assert not tree(get(client, f"/passages/{DOC}-5/cite")).xpath("//figure")
    places = client.get(f"/api/v1/passages/{DOC}-3").get_json()["location"]["boxes"]
    assert places[0] == [1, 72.0, 84.2, 523.0, 96.0]
