"""Lists of figures: what is in them, in which order, what they are compared with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import judian.search.lists.figures
from judian.core.errors import QueryInvalid
from judian.core.model import DocumentInfo, Kind, Passage
from judian.search.lists.all_lists import AllLists
from judian.search.lists.comparison import conflicts, series
from judian.search.lists.figures import ordered
from judian.search.lists.kept import KeptLists
from judian.search.replies.listings import FigureRow, Series, years
from judian.search.requests.values import FIGURE_SORTS, FigureFilters, FigureRequest
from judian.zh.figures.extraction import Figure, Period
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("figures"))
    yield opened
    opened.close()


def doc(service: Service, name: str) -> str:
    return next(d.id for d in service.documents() if d.source == name)


def values(service: Service, **filters: object) -> list[Decimal]:
    chosen = FigureFilters(**filters)  # type: ignore[arg-type]
    return [
        row.figure.value for row in service.figures(FigureRequest(filters=chosen, size=None)).rows
    ]


def test_without_a_query_every_figure_is_in_the_list(service: Service) -> None:
    reply = service.figures(FigureRequest(size=None))
    held = sum(len(p.figures) for d in service.documents() for p in service.document(d.id).passages)
    assert reply.total == len(reply.rows) == held > 15
    assert reply.documents == 2
    assert reply.cut is None
    for row in reply.rows:
        figure = row.figure
        assert row.passage.text[figure.start : figure.end] == figure.text
        assert row.passage.doc_id == row.document.id


def test_a_query_chooses_the_passages(service: Service) -> None:
    reply = service.figures('"走私香菸"')
    assert {row.document.source for row in reply.rows} == {"coast.md"}
    assert Decimal(5200) in [row.figure.value for row in reply.rows]
    assert service.figures("查無此詞乙丙丁").total == 0


def test_a_problem_of_the_query_is_reported_as_in_a_search(service: Service) -> None:
    reply = service.figures('"走私香菸')
    assert reply.query.problems
    assert service.figures("(").total == 0


def test_filters_hold_for_each_figure(service: Service) -> None:
    assert set(values(service, unit=("公斤",))) == {Decimal(5200)}
    assert values(service, kind=("change",)) == [Decimal("-2.5")]
    assert Decimal(1015) in values(service, year_from=2021, year_to=2021)
    assert Decimal(1204) not in values(service, year_from=2021, year_to=2021)
    assert values(service, doc=(doc(service, "empty.md"),)) == []
    assert Decimal(1350) in values(service, agency=("海岸巡防處",))
    assert values(service, agency=("無此機關",)) == []
    assert Decimal(7) in values(service, instrument=("K0080001",))


@pytest.mark.parametrize("unit", ["'", '"', "<script>", "件 OR 人", "\\", "公斤\n"])
def test_a_filter_is_a_value_and_no_language(service: Service, unit: str) -> None:
    assert values(service, unit=(unit,)) == []


@pytest.mark.parametrize("sort", FIGURE_SORTS)
def test_every_order_holds_the_same_figures(service: Service, sort: str) -> None:
    def ids(reply_sort: str) -> list[tuple[str, int]]:
        rows = service.figures(FigureRequest(sort=reply_sort, size=None)).rows
        return sorted((row.passage.id, row.figure.start) for row in rows)

    assert ids(sort) == ids("relevance")


def test_values_and_periods_are_sorted_both_ways(service: Service) -> None:
    rising = [
        row.figure.value for row in service.figures(FigureRequest(sort="value", size=None)).rows
    ]
    falling = [
        row.figure.value for row in service.figures(FigureRequest(sort="-value", size=None)).rows
    ]
    assert rising == sorted(rising)
    assert falling == sorted(rising, reverse=True)
    for sort in ("period", "-period"):
        rows = service.figures(FigureRequest(sort=sort, size=None)).rows
        dated = [r.figure.period is not None and bool(r.figure.period.end) for r in rows]
        assert dated == sorted(dated, reverse=True), "figures without a period come last"
        stamps = [r.figure.period.end for r in rows if r.figure.period and r.figure.period.end]
        assert stamps == sorted(stamps, reverse=sort.startswith("-"))


def test_pages_cut_the_list_without_gap_or_overlap(service: Service) -> None:
    whole = service.figures(FigureRequest(size=None)).rows
    pages = [service.figures(FigureRequest(page=n, size=7)).rows for n in range(1, 6)]
    assert [row for page in pages for row in page] == list(whole[:35])
    assert service.figures(FigureRequest(page=10_000, size=7)).rows == ()


@pytest.mark.parametrize(
    "wrong",
    [{"sort": "best"}, {"page": 0}, {"page": -3}, {"size": 0}, {"size": 10_000}],
    ids=str,
)
def test_what_is_out_of_range_is_refused(service: Service, wrong: dict[str, object]) -> None:
    with pytest.raises(QueryInvalid):
        service.figures(FigureRequest(**wrong))  # type: ignore[arg-type]


def test_facets_count_figures(service: Service) -> None:
    facets = service.figures(FigureRequest(size=None)).facets
    counts = {v.value: v.count for v in facets["unit"]}
    assert counts["公斤"] == 1
    assert sum(v.count for v in facets["kind"]) == service.figures(FigureRequest(size=1)).total
    assert {v.label for v in facets["doc"]} == {"東岬港務局年度工作報告", "海岸巡防統計通報"}
    assert "商港法" in {v.label for v in facets["instrument"]}
    assert {"2021", "2022", "2023"} <= {v.value for v in facets["year"]}


def test_unread_passages_are_reported(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_lists", AllLists(KeptLists()))
    monkeypatch.setattr(judian.search.lists.figures, "MAX_PASSAGES", 3)
    cut = service.figures(FigureRequest(size=None)).cut
    assert cut
    assert cut.read == 3
    assert cut.found > 3
    monkeypatch.setattr(service, "_lists", AllLists(KeptLists()))
    monkeypatch.setattr(judian.search.lists.figures, "MAX_PASSAGES", 10_000)
    monkeypatch.setattr(judian.search.lists.figures, "MAX_FIGURES", 2)
    reply = service.figures(FigureRequest(size=None))
    assert reply.total == 2
    assert reply.cut


def test_a_measure_over_several_years_is_a_series(service: Service) -> None:
    found = [s for s in service.figures(FigureRequest(size=None)).series if s.axis == "period"]
    (ships,) = [s for s in found if "進港船舶總艘次" in s.measure]
    points = [(point.period and point.period.start, point.value) for point in ships.points]
    assert points[:2] == [("2021-01-01", Decimal(1015)), ("2022-01-01", Decimal(1180))]
    assert [stamp for stamp, _ in points] == ["2021-01-01", "2022-01-01", "2023-01-01"]


def test_the_rows_of_a_table_are_a_series_without_its_total(service: Service) -> None:
    found = [s for s in service.figures(FigureRequest(size=None)).series if s.axis == "category"]
    weights = next(s for s in found if s.unit == "公噸")
    assert [(p.label, p.value) for p in weights.points] == [
        ("北碼頭", Decimal(12500)),
        ("南碼頭", Decimal(9800)),
        ("西碼頭", Decimal(4100)),
    ]


def test_documents_that_disagree_are_named(service: Service) -> None:
    (conflict,) = service.figures(FigureRequest(size=None)).conflicts
    assert "進港船舶總艘次" in conflict.measure
    assert {row.figure.value for row in conflict.rows} == {Decimal(1204), Decimal(1350)}
    assert conflict.period.start == "2023-01-01"


# ---- comparison alone, over figures made by hand ----

YEAR = Period("112年", "2023-01-01", "2023-12-31")


def row(
    value: str,
    *,
    measure: str = "進港船舶總艘次",
    period: Period | None = YEAR,
    document: str = "a",
    **more: object,
) -> FigureRow:
    known: dict[str, object] = {"unit": "艘", "kind": "count", **more}
    figure = Figure(
        f"{value}艘", 0, len(value) + 1, Decimal(value), measure=measure, period=period,
        **known,  # type: ignore[arg-type]
    )  # fmt: skip
    text = figure.text
    passage = Passage(f"{document}-1", document, 1, Kind.PARAGRAPH, text, 0, len(text), 1)
    info = DocumentInfo(document, document, (document,), "text", "0" * 64, date="2024")
    return FigureRow(figure, passage, info)


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        (row("12"), row("13", document="b"), True),
        (row("12"), row("12", document="b"), False),
        (row("12"), row("12.0", document="b"), False),
        (row("100", qualifier="約"), row("103", document="b"), False),
        (row("100", qualifier="約"), row("150", document="b"), True),
        (row("5", value_high=Decimal(7)), row("6", document="b"), False),
        (row("5", value_high=Decimal(7)), row("9", document="b"), True),
        (row("12"), row("13"), False),
        (row("12"), row("13", document="b", unit="噸"), False),
        (row("12"), row("13", document="b", period=None), False),
        (row("12", measure="件數"), row("13", document="b", measure="件數"), False),
        (row("12", kind="change"), row("13", document="b", kind="change"), False),
        (row("12", measure="進港船舶總艘次"), row("13", document="b", measure="进港船舶总艘次"),
         True),
    ],
)  # fmt: skip
def test_only_what_cannot_both_be_true_is_a_conflict(
    one: FigureRow, other: FigureRow, disagree: bool
) -> None:
    assert bool(conflicts([one, other])) == disagree


def test_a_document_with_two_values_of_a_measure_is_not_compared() -> None:
    assert conflicts([row("12"), row("14"), row("13", document="b")]) == ()


def points(found: Series) -> list[str]:
    return [str(point.value) for point in found.points]


def test_a_total_over_the_years_is_no_point_among_them() -> None:
    one = Period("111年", "2022-01-01", "2022-12-31")
    both = Period("111至112年", "2022-01-01", "2023-12-31")
    (found,) = series([row("3", period=one), row("4"), row("7", period=both)])
    assert points(found) == ["3", "4"]


def test_short_measures_are_compared_within_a_document_only() -> None:
    before = Period("111年", "2022-01-01", "2022-12-31")
    short = [row("3", measure="金額"), row("4", measure="金額", period=before, document="b")]
    assert series(short) == ()
    alike = [row("3"), row("4", period=before, document="b")]
    assert points(series(alike)[0]) == ["4", "3"]


def test_what_sentences_count_on_single_days_is_no_series() -> None:
    days = [Period(day, day, day) for day in ("2013-05-31", "2013-08-07", "2013-09-13")]
    assert series([row("4", measure="嫌犯", period=day) for day in days]) == ()
    assert series([row("4", period=day) for day in days]) == ()
    ends = [Period(f"{n}年底", None, f"{n + 1911}-12-31") for n in (111, 112)]
    assert len(series([row("4", period=end) for end in ends])) == 1


def test_the_name_of_the_period_is_no_part_of_the_measure() -> None:
    before = Period("111年", "2022-01-01", "2022-12-31")
    found = series(
        [
            row("3", measure="111年 › 艘數 › 東區", period=before),
            row("4", measure="112年 › 艘數 › 東區"),
        ]
    )
    assert [s.measure for s in found] == ["艘數 › 東區"]
    # 112 in 1120號 is no year.
    ships = [row("3", measure="1120號", period=Period("112", "2023-01-01", "2023-12-31"))]
    assert series(ships) == ()


@pytest.mark.parametrize(
    ("period", "want"),
    [
        (None, set()),
        (Period("某日", None, None), set()),
        (YEAR, {2023}),
        (Period("", "2021-05-01", "2023-02-01"), {2021, 2022, 2023}),
        (Period("", None, "2023-02-01"), {2023}),
        (Period("", "1900-01-01", "2023-02-01"), {1900, 2023}),
    ],
)
def test_years_of_a_period(period: Period | None, want: set[int]) -> None:
    assert years(period) == want


dates = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
periods = st.one_of(st.none(), st.builds(Period, st.text(max_size=6), dates, dates))
rows = st.builds(
    row,
    st.integers(-(10**6), 10**6).map(str),
    measure=st.text(alphabet="件數合計金額東區112年 ›", max_size=14),
    period=periods,
    document=st.sampled_from("abc"),
)


@given(st.lists(rows, max_size=12))
def test_any_figures_can_be_sorted_and_compared(found: list[FigureRow]) -> None:
    for sort in FIGURE_SORTS:
        assert len(ordered(found, sort)) == len(found)
    for one in series(found):
        assert len(one.points) >= 2
        stamps = [point.period for point in one.points]
        assert len(set(stamps)) == len(stamps)
    for conflict in conflicts(found):
        assert len({r.document.id for r in conflict.rows}) == len(conflict.rows) > 1
