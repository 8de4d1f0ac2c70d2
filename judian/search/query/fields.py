"""Fields and filters of a query: from the values typed or chosen to nodes for the engine."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from judian.core.query import Contains, Key, KeyRange, Node, Nothing, Or, Terms
from judian.search.query.field_names import FIELD_NAMES
from judian.search.query.field_values import (
    FIRST_YEAR,
    LAST_YEAR,
    read_days,
    read_numbers,
    read_pages,
    read_years,
)
from judian.search.query.value_names import read_formats, read_kind
from judian.search.replies.results import Problem
from judian.zh import instruments
from judian.zh.figures.keys import read_key
from judian.zh.instruments.article_terms import article_names
from judian.zh.numbers.conversion import conversions
from judian.zh.text.analyze import analyze, certain_terms
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from judian.search.query.catalogue import Catalogue
    from judian.search.query.trees import FieldTest
    from judian.search.requests.values import Filters

#: What a value must look like, in English and Chinese, for fields with a form of their own.
_FORMS = {
    "year": ("a year or a range such as 105..107", "年份或年份範圍，例如 105..107"),
    "date": (
        "a date or a range such as 2016-05..2016-08",
        "日期或日期範圍，例如 105年5月..105年8月",
    ),
    "since": ("a date such as 2016-05-01 or 105", "日期，例如 2016-05-01 或 105"),
    "until": ("a date such as 2016-05-01 or 105", "日期，例如 2016-05-01 或 105"),
    "figure": (
        "a number such as >1000公斤 or 100..200公斤",
        "數值，例如 >1000公斤 或 100..200公斤",
    ),
}


#: Fields that test the date of the document, not the dates that a passage speaks of.
_OF_DOCUMENTS = frozenset({"date", "since", "until"})


class _Malformed(ValueError):
    """A value that has not the form of its field."""


def field_node(tree: FieldTest, catalogue: Catalogue, problems: list[Problem]) -> Node | None:
    """The node of a field test; None if its value is invalid, which is added to `problems`."""
    try:
        node = _NODES[tree.field](tree.value, catalogue)
    except _Malformed:
        en, zh = _FORMS[tree.field]
        problems.append(
            Problem(tree.position, f"{tree.value} is not {en}", f"「{tree.value}」不是{zh}")
        )
        return None
    if node is None and tree.field in _OF_DOCUMENTS:
        problems.append(
            Problem(
                tree.position,
                f"no document is dated {tree.value}; years that passages speak of are found by"
                " year:",
                f"沒有日期為「{tree.value}」的文件；段落所述的年份請用「年:」檢索",
            )
        )
        return Nothing()
    if tree.field in _OF_DOCUMENTS:
        _report_undated(tree, catalogue, problems)
    if node is None:
        name = FIELD_NAMES[tree.field][0]
        problems.append(
            Problem(
                tree.position,
                f"nothing in the collection has {tree.field} {tree.value}",
                f"館藏中沒有「{tree.value}」這個{name}",
            )
        )
        return Nothing()
    return node


def _report_undated(tree: FieldTest, catalogue: Catalogue, problems: list[Problem]) -> None:
    """Report once how many documents a test of dates leaves out because they have none."""
    count = sum(not doc.date for doc in catalogue.documents.values())
    report = Problem(
        tree.position,
        f"{count:,} of {len(catalogue.documents):,} documents have no date and are left out",
        f"館藏 {len(catalogue.documents):,} 份文件中有 {count:,} 份沒有日期，不在其列",
    )
    if count and report.message_en not in {problem.message_en for problem in problems}:
        problems.append(report)


def _key(field: str, values: tuple[str, ...]) -> Node | None:
    return Key(field, values) if values else None


def _title(value: str, catalogue: Catalogue) -> Node | None:
    wanted = analyze(value).folded
    known = catalogue.documents.items()
    return _key("doc", tuple(i for i, doc in known if wanted and wanted in doc.title))


def _doc(value: str, catalogue: Catalogue) -> Node | None:
    """The document with this id or file name; else those with the value in a file name, else in
    the title."""
    wanted = analyze(value).folded
    known = catalogue.documents.items()
    for found in (
        [i for i, doc in known if wanted == i or any(wanted in _stems(n) for n in doc.names)],
        [i for i, doc in known if any(wanted in name for name in doc.names)],
        [i for i, doc in known if wanted in doc.title],
    ):
        if wanted and found:
            return Key("doc", tuple(found))
    return None


def _stems(name: str) -> tuple[str, ...]:
    """A path of a file, its name, and its name without the ending."""
    path = PurePosixPath(name)
    return name, path.name, path.stem


def _agency(value: str, catalogue: Catalogue) -> Node | None:
    wanted = analyze(value).folded
    found = (a for a in catalogue.agencies if wanted and wanted in analyze(a).folded)
    return _key("agency", tuple(found))


def _kind(value: str, _catalogue: Catalogue) -> Node | None:
    kind = read_kind(value)
    return _key("kind", (str(kind),) if kind else ())


def _format(value: str, catalogue: Catalogue) -> Node | None:
    wanted = read_formats(value)
    known = catalogue.documents.items()
    return _key("doc", tuple(i for i, doc in known if doc.format in wanted))


def _section(value: str, catalogue: Catalogue) -> Node | None:
    wanted = analyze(value).folded
    found = (s for s in catalogue.values("section", "") if wanted and wanted in s)
    return _key("section", tuple(found))


def _page(value: str, catalogue: Catalogue) -> Node | None:
    """Passages of a page by its label (乙-45), else of a number or a range of page numbers."""
    labels = tuple(
        label
        for label in dict.fromkeys((value, fold(value)))
        if label in catalogue.values("page", label)
    )
    if labels:
        return Key("page", labels)
    pages = read_pages(value)
    if pages is None:
        return None
    first, last = pages
    known = (int(label) for label in catalogue.values("page", "") if label.isdecimal())
    return KeyRange("page", first, last) if any(first <= n <= last for n in known) else None


def _year(value: str, _catalogue: Catalogue) -> Node | None:
    years = read_years(value)
    if years is None:
        raise _Malformed
    return KeyRange("year", *years)


def _date(value: str, catalogue: Catalogue) -> Node | None:
    days = read_days(value)
    if days is None:
        raise _Malformed
    return _dated(catalogue, *days)


def _since(value: str, catalogue: Catalogue) -> Node | None:
    days = read_days(value)
    if days is None:
        raise _Malformed
    return _dated(catalogue, days[0], "9999-12-31")


def _until(value: str, catalogue: Catalogue) -> Node | None:
    days = read_days(value)
    if days is None:
        raise _Malformed
    return _dated(catalogue, "0001-01-01", days[1])


def _dated(catalogue: Catalogue, first: str, last: str) -> Node | None:
    """The documents of a date in [first, last]; one known by its month or year is among them if
    a day of it is."""
    found = (
        doc_id
        for doc_id, doc in catalogue.documents.items()
        if doc.date and doc.date <= last and doc.date + "~" >= first
    )
    return _key("doc", tuple(found))


def _instrument(value: str, catalogue: Catalogue) -> Node | None:
    """The passages that mention an instrument or one of its articles; for 第26條 alone, of any
    instrument."""
    known = catalogue.instruments
    analysis = analyze(value)
    named = article_names(analysis.squeezed, analysis.folded)
    if named and named[0].start == 0:
        return Terms(tuple(("words", term) for term in named[0].terms))
    mentions = [m for m in instruments.extract(value) if m.articles]
    if mentions:
        pairs = [(m.instrument, article) for m in mentions for article in m.articles]
    elif named and known is not None:
        ids = known.find(analysis.squeezed[: named[-1].start])
        pairs = [(one, term[1:]) for one in ids for term in named[-1].terms]
    else:
        return _key("instrument", known.find(value) if known is not None else ())
    wanted = (f"{instrument}§{article}" for instrument, article in pairs)
    found = tuple(key for key in wanted if key in catalogue.values("article", key))
    return _key("article", found)


def _figure(value: str, catalogue: Catalogue) -> Node | None:
    """The passages with such a number, in its unit or another one of the same quantity."""
    wanted = read_numbers(value)
    if wanted is None:
        raise _Malformed
    if wanted.unit is None:
        keys = catalogue.values("figure", "")
        return _key("figure", tuple(key for key in keys if read_key(key)[1] in wanted))
    found = (
        key
        for unit, factor in conversions(wanted.unit).items()
        for key in catalogue.values("figure", f"{unit}|")
        if (read_key(key)[1] if factor == 1 else Fraction(read_key(key)[1]) * factor) in wanted
    )
    return _key("figure", tuple(found))


def _entity(value: str, catalogue: Catalogue) -> Node | None:
    """The passages that name something by this or by any other name known for it."""
    folded = analyze(value).folded
    names = tuple(dict.fromkeys((folded, *catalogue.synonyms.expand(folded)))) if folded else ()
    nodes = tuple(Contains(name, certain_terms(name)) for name in names)
    return Or(nodes) if len(nodes) > 1 else (nodes[0] if nodes else None)


_NODES: dict[str, Callable[[str, Catalogue], Node | None]] = {
    "title": _title,
    "agency": _agency,
    "doc": _doc,
    "section": _section,
    "kind": _kind,
    "format": _format,
    "page": _page,
    "date": _date,
    "year": _year,
    "since": _since,
    "until": _until,
    "instrument": _instrument,
    "figure": _figure,
    "entity": _entity,
}


def filter_nodes(filters: Filters, catalogue: Catalogue) -> list[Node]:
    """A node for each filter."""
    nodes: list[Node] = [
        Key(name, values)
        for name in ("doc", "agency", "kind", "instrument")
        if (values := getattr(filters, name))
    ]
    if filters.year_from is not None or filters.year_to is not None:
        nodes.append(
            KeyRange("year", filters.year_from or FIRST_YEAR, filters.year_to or LAST_YEAR)
        )
    if filters.new_since is not None:
        nodes.append(_key("doc", _read_after(filters.new_since, catalogue)) or Nothing())
    return nodes


def _read_after(time: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The documents that were read after an ISO date and time; those of an unknown time are not
    among them."""
    limit = datetime.fromisoformat(time)
    return tuple(
        doc_id
        for doc_id, document in catalogue.documents.items()
        if document.indexed_at and datetime.fromisoformat(document.indexed_at) > limit
    )
