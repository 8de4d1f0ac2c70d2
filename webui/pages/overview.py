"""Pictures of a collection: its documents over the years, and small charts side by side.

Small charts that stand together have one unit, one table and one scale, so that their heights can
be compared; each shows a series of periods of equal length that follow each other. All lengths are
units of a picture's own coordinates.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.lists.comparison import is_total
from judian.search.requests.values import FigureRequest
from webui.pages.charts import scale
from webui.wording.dates import point_labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from judian.search.replies.listings import EntityIndex, PartialRead, Series
    from webui.http.backend import Backend

#: Years of the timeline, the last ones; earlier documents are counted together.
MOST_YEARS = 60
#: Fewest points of a small chart: two say nothing that their numbers do not say.
FEWEST_POINTS = 3
#: Groups of small charts, and charts of one group.
MOST_GROUPS = 8
MOST_PANELS = 12
_JOINT = " › "

#: The picture of the timeline: height of the plot, width of a year, room for names of years.
TIMELINE_PLOT, _YEAR, _FOOT, _HEAD = 120, 30, 22, 16
#: Most years that are named at the foot, and the least width for a name (113年 and 2024 at 13 px
#: take 30).
_NAMED, _LABEL = 15, 44
#: A small chart: its width and height, and the room around its line.
PANEL_WIDTH, PANEL_HEIGHT = 168, 92
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 8, 16, 18


@dataclass(frozen=True, slots=True)
class Year:
    """A Gregorian year with its number of documents, and its column in the picture."""

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float
    is_named: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The documents of each year from the first to the last one; `earlier` counts those of years
    that are not shown."""

    years: tuple[Year, ...]
    earlier: int
    width: float
    height: float
    base: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A small chart: the path of its line and the dots on it; `name` is what the series measures
    beside the title of its group, `labels` are the periods in words."""

    name: str
    series: Series
    labels: tuple[str, ...]
    path: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Small charts of one table, or one measure, in one unit and on one scale, whose ends are `low`
    and `high`; `base` is the height of zero."""

    title: str
    unit: str | None
    low: Decimal
    high: Decimal
    base: float
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Comparable:
    """The series of a collection that can be compared, and whether all passages were read."""

    series: tuple[Series, ...]
    cut: PartialRead | None


def comparable(backend: Backend) -> Comparable:
    """The series over periods of the whole collection that may be joined by a line."""
    reply = backend.figures(FigureRequest(size=1))
    chosen = (
        one
        for one in reply.series
        if one.axis == "period" and len(one.points) >= FEWEST_POINTS and one.is_even
    )
    return Comparable(tuple(chosen), reply.cut)


def names(backend: Backend) -> EntityIndex:
    """The index of names of a read path."""
    return backend.entities()


def timeline(years: Sequence[tuple[int, int]]) -> Timeline | None:
    """The picture of (year, documents) pairs, newest first as in `Holdings.years`; None without
    any."""
    if not years:
        return None
    counts = dict(years)
    last = max(counts)
    first = max(min(counts), last - MOST_YEARS + 1)
    highest = max(count for year, count in counts.items() if year >= first)
    every = max(-(-(last - first + 1) // _NAMED), -(-_LABEL // _YEAR))
    columns = []
    for year in range(first, last + 1):
        high = round(TIMELINE_PLOT * counts.get(year, 0) / highest, 1)
        columns.append(
            Year(
                year,
                counts.get(year, 0),
                x=(year - first) * _YEAR + 5.0,
                y=round(_HEAD + TIMELINE_PLOT - high, 1),
                width=_YEAR - 10.0,
                height=high,
                is_named=(last - year) % every == 0,
            )
        )
    return Timeline(
        tuple(columns),
        earlier=sum(count for year, count in counts.items() if year < first),
        width=max(len(columns) * _YEAR, 3 * _YEAR),
        height=_HEAD + TIMELINE_PLOT + _FOOT,
        base=_HEAD + TIMELINE_PLOT,
    )


def small_multiples(found: Sequence[Series]) -> list[Group]:
    """The series in groups that share table and unit, in the order of the first of each.

    Totals stand apart from what they sum: on one scale the parts would be flat.
    """
    groups: dict[tuple[str, str | None, str, bool], list[Series]] = defaultdict(list)
    for series in found:
        total = is_total(series.measure.removeprefix(_title(series)))
        groups[_title(series), series.unit, series.kind, total].append(series)
    made = [_group(title, unit, same) for (title, unit, *_), same in groups.items()]
    return made[:MOST_GROUPS]


def _title(series: Series) -> str:
    """The caption of the series' table, or else its whole measure."""
    in_table = series.points[0].row.passage.table is not None
    return series.measure.partition(_JOINT)[0] if in_table else series.measure


def _group(title: str, unit: str | None, found: Sequence[Series]) -> Group:
    ticks = scale([point.value for one in found for point in one.points])
    low, high = ticks[0], ticks[-1]

    def y(value: Decimal) -> float:
        share = float((value - low) / (high - low))
        return round(_TOP + (PANEL_HEIGHT - _TOP - _BOTTOM) * (1 - share), 1)

    panels = []
    for series in found[:MOST_PANELS]:
        step = (PANEL_WIDTH - _LEFT - _RIGHT) / (len(series.points) - 1)
        dots = tuple(
            (round(_LEFT + step * at, 1), y(point.value)) for at, point in enumerate(series.points)
        )
        path = "M" + " L".join(f"{x} {height}" for x, height in dots)
        name = series.measure.removeprefix(title).removeprefix(_JOINT)
        panels.append(Panel(name, series, tuple(point_labels(series)), path, dots))
    return Group(title, unit, low, high, y(low * 0), tuple(panels))
