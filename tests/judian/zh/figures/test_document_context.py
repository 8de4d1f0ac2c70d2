"""The document context of figures: the period of the document and its reference events."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh import instruments
from judian.zh.dates.reference_events import ReferenceEvents
from judian.zh.figures import document_context
from judian.zh.figures.extraction import Figure, PassageContext, extract

TITLES = [
    (["113年海域執法年報"], ("2024-01-01", "2024-12-31")),
    (["關務通報", "112年下半年出口貨物查驗概況"], ("2023-07-01", "2023-12-31")),
    (["108至112年度緝毒成果"], ("2019-01-01", "2023-12-31")),
    (["統計通報（113年第7號）"], None),
    (["中華民國114年3月編印"], None),
    (["會議紀錄", "時間：112年5月3日"], None),
    (["1982年聯合國海洋法公約簡介"], None),
    (["本署於112年辦理三次演習。成果如下"], None),
    (["年報"], None),
]


@pytest.mark.parametrize(("titles", "wanted"), TITLES, ids=str)
def test_the_first_title_that_names_a_period_gives_it(
    titles: list[str], wanted: tuple[str, str] | None
) -> None:
    found = document_context.period_of_titles(titles, "2024-03")
    assert (found and (found.start, found.end)) == wanted


DOCUMENT = (
    "我國與友邦簽署「臺灣與帛琉海域執法合作協定」（下稱臺帛協定），該協定於108年3月5日簽署，"
    "109年6月1日生效。"
)


def events(*texts: str, anchor_date: str | None = "2024-03") -> ReferenceEvents:
    names = instruments.introduced("\n".join(texts))
    read = [(text, instruments.extract(text, names)) for text in texts]
    return document_context.reference_events(read, names, anchor_date)


def figures(text: str, known: ReferenceEvents) -> list[Figure]:
    return list(extract(text, PassageContext(anchor_date="2024-03-15", events=known)))


SINCE = [
    ("自臺帛協定生效以來，共聯合巡護12次。", ("2020-06-01", None)),
    ("自該協定生效迄今，共聯合巡護12次。", ("2020-06-01", None)),
    ("自本協定簽署以來，共聯合巡護12次。", ("2019-03-05", None)),
    ("自臺帛協定生效以來，截至112年底，共聯合巡護12次。", ("2020-06-01", "2023-12-31")),
    ("自本協定生效後至112年底止，共聯合巡護12次。", ("2020-06-01", "2023-12-31")),
]


@pytest.mark.parametrize(("text", "wanted"), SINCE, ids=str)
def test_since_an_instrument_began_is_since_the_day_stated_elsewhere(
    text: str, wanted: tuple[str, str | None]
) -> None:
    (figure,) = figures(text, events(DOCUMENT))
    assert figure.period
    assert (figure.period.start, figure.period.end) == wanted


def test_since_ends_where_the_document_ends_that_stretch_of_time() -> None:
    stretch = "臺帛協定自109年6月1日生效至112年6月30日止，請求互助8件。"
    (figure,) = figures("自協定生效以來，共聯合巡護12次。", events(DOCUMENT, stretch))
    assert figure.period
    assert (figure.period.start, figure.period.end) == ("2020-06-01", "2023-06-30")


def test_an_event_that_the_document_does_not_date_gives_no_period() -> None:
    (figure,) = figures("自另一條約生效以來，共聯合巡護12次。", events(DOCUMENT))
    assert figure.period is None


def test_days_that_contradict_each_other_are_left_out() -> None:
    other = "臺帛協定係109年7月1日生效。"
    (figure,) = figures("自臺帛協定生效以來，共巡護12次。", events(DOCUMENT, other))
    assert figure.period is None


@given(st.text(max_size=40))
def test_any_text_is_a_title_or_an_event(text: str) -> None:
    document_context.period_of_titles([text], text)
    ReferenceEvents({("协定", "in_force"): date(2020, 1, 1)}).began(text, "生效")
