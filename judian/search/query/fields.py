"""Fields and filters of a query: from the values typed or chosen to nodes for the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.core.query import Key, KeyRange, Node, Nothing
from judian.search.replies.results import Problem
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.query.instrument_catalogue import Instruments
    from judian.search.query.trees import FieldTest
    from judian.search.requests.values import Filters

_KIND_NAMES = {
    "標題": Kind.TITLE, "題名": Kind.TITLE, "節名": Kind.HEADING, "段落": Kind.PARAGRAPH,
    "列表": Kind.LIST_ITEM, "清單": Kind.LIST_ITEM, "表格": Kind.TABLE_ROW, "表": Kind.TABLE_ROW,
    "表頭": Kind.TABLE_HEAD, "附註": Kind.NOTE, "註": Kind.NOTE, "註腳": Kind.FOOTNOTE,
    "table": Kind.TABLE_ROW, "list": Kind.LIST_ITEM, "引文": Kind.QUOTE,
}  # fmt: skip
_KINDS = {fold(name): kind for name, kind in _KIND_NAMES.items()} | {str(k): k for k in Kind}

_FIELD_ZH = {
    "title": "標題", "agency": "機關", "doc": "文件", "kind": "種類", "instrument": "條約或法規",
}  # fmt: skip

_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The values of a collection's fields: folded titles and file names by document id, agency
    names as stored, and the instruments that passages mention."""

    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agencies: Sequence[str] = ()
    instruments: Instruments | None = None


def field_node(tree: FieldTest, catalogue: Catalogue, problems: list[Problem]) -> Node | None:
    """The node of a field test; None if its value is invalid, which is added to `problems`."""
    if tree.field == "year":
        years = read_years(tree.value)
        if years is None:
            problems.append(
                Problem(
                    tree.position,
                    f"{tree.value} is not a year or a range such as 105..107",
                    f"「{tree.value}」不是年份或年份範圍，例如 105..107",
                )
            )
            return None
        return KeyRange("year", *years)
    found = _values(tree, catalogue)
    if not found:
        problems.append(
            Problem(
                tree.position,
                f"nothing in the collection has {tree.field} {tree.value}",
                f"館藏中沒有「{tree.value}」這個{_FIELD_ZH[tree.field]}",
            )
        )
        return Nothing()
    return Key("doc" if tree.field == "title" else tree.field, found)


def _values(tree: FieldTest, catalogue: Catalogue) -> tuple[str, ...]:
    """The values of the key field that the test names."""
    value = analyze(tree.value).folded
    if not value:
        return ()
    if tree.field == "kind":
        kind = _KINDS.get(value)
        return (str(kind),) if kind else ()
    if tree.field == "agency":
        return tuple(a for a in catalogue.agencies if value in analyze(a).folded)
    if tree.field == "instrument":
        known = catalogue.instruments
        return known.find(tree.value) if known is not None else ()
    return tuple(
        doc_id
        for doc_id, names in catalogue.documents.items()
        if value == doc_id or any(value in name for name in names)
    )


def filter_nodes(filters: Filters) -> list[Node]:
    """A node for each filter."""
    nodes: list[Node] = [
        Key(name, values)
        for name in ("doc", "agency", "kind", "instrument")
        if (values := getattr(filters, name))
    ]
    if filters.year_from is not None or filters.year_to is not None:
        nodes.append(KeyRange("year", filters.year_from or 0, filters.year_to or _LAST_YEAR))
    return nodes


def read_years(text: str) -> tuple[int, int] | None:
    """First and last Gregorian year of 105, 2016, 105..107, 105-107, 105年; None for other text.

    A number under 1000 is a year of the Republic (+ 1911), as `judian.zh.dates.expressions` reads
    it. One end of a range may be open. A descending range is reversed, unless its ends are of two
    calendars: 2016-05 is a month.
    """
    folded = "".join(fold(text).split())
    for mark in ("年度", "年", "民國", "西元", "公元"):
        folded = folded.replace(fold(mark), "")
    for mark in ("~", "-", "–", "—", "至", "到"):
        folded = folded.replace(fold(mark), "..")
    ends = folded.split("..")
    if len(ends) > 2 or not any(ends):
        return None
    if not all(end == "" or (end.isascii() and end.isdigit() and len(end) <= 4) for end in ends):
        return None
    if any(end and int(end) == 0 for end in ends):
        return None
    low, high = ends[0], ends[-1]
    first, last = _gregorian(low, 0), _gregorian(high, _LAST_YEAR)
    if first <= last:
        return first, last
    same_calendar = (int(low) < 1000) == (int(high) < 1000)
    return (last, first) if same_calendar else None


def _gregorian(year: str, otherwise: int) -> int:
    if not year:
        return otherwise
    return int(year) + 1911 if int(year) < 1000 else int(year)
