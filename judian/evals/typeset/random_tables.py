"""Random tables of sample reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from judian.evals.typeset import vocabulary
from judian.evals.typeset.column_widths import random_widths
from judian.evals.typeset.table_model import SampleCell, SampleTable

if TYPE_CHECKING:
    import random


class _Content(NamedTuple):
    """The cells of a table, and how many of its rows and columns are headers."""

    cells: list[SampleCell]
    header_rows: int
    header_columns: int


def make_table(
    rng: random.Random, number: int, style: str, width: float, *, narrow: bool, footnotes: bool
) -> SampleTable:
    """A random table at most `width` points wide; a `narrow` one has few columns."""
    size = rng.choice((9.0, 10.0, 10.5) if narrow else (9.0, 10.0, 11.0, 12.0))
    padding = rng.choice((1.0, 2.75, 2.75, 4.0))
    kind = rng.choice(("figures", "figures", "figures", "mixed", "mixed", "words"))
    while True:
        if kind == "words":
            content = _words(rng, narrow)
        else:
            content = _figures(rng, narrow, mixed=kind == "mixed")
        cells = content.cells
        widths = random_widths(rng, cells, size, padding, width)
        if sum(widths) < width + 1:
            break
    if footnotes and rng.random() < 0.08:
        at = rng.choice([i for i, c in enumerate(cells) if c.row >= content.header_rows and c.text])
        cells[at] = replace(cells[at], footnote=vocabulary.paragraph(rng, 10, 40))
    remarks = []
    if rng.random() < 0.5:
        remarks.append("資料來源：" + rng.choice(vocabulary.BUREAUS) + "。")
    if rng.random() < 0.3:
        remarks.append("註：" + vocabulary.paragraph(rng, 10, 60))
    return SampleTable(
        style=style, cells=cells, header_rows=content.header_rows,
        header_columns=content.header_columns, widths=widths, size=size, padding=padding,
        height=rng.choice((0.0, 0.0, 20.0, 26.0)), middle=rng.random() < 0.6,
        repeat=rng.random() < 0.6, split=rng.random() < 0.4, bold=rng.random() < 0.4,
        variant=rng.randrange(4), caption=f"表{number}　{vocabulary.heading(rng)}",
        unit=rng.choice(("件", "千元", "人次；%")) if rng.random() < 0.4 else "",
        remarks=remarks,
    )  # fmt: skip


def _figures(rng: random.Random, narrow: bool, *, mixed: bool) -> _Content:
    """A table of figures; a `mixed` one has columns of words after them."""
    header_rows = rng.choice((1, 1, 2, 2, 2, 3)) if not narrow else rng.choice((1, 1, 2))
    header_columns = rng.choice((1, 1, 2))
    count = rng.randint(2, 3) if narrow else rng.randint(2 if mixed else 3, 5 if mixed else 7)
    measures, cells = _column_headers(rng, header_rows, header_columns, count)
    text_headers = _text_headers(rng, narrow) if mixed else []
    for i, header in enumerate(text_headers):
        cells.append(SampleCell(header, 0, header_columns + count + i, rows=header_rows))
    figure_align = rng.choice(("end", "end", "end", "center"))
    longest = rng.choice((12, 30, 55)) if not narrow else 14
    names = _names(rng, 3 + rng.randrange(14))
    name_align = rng.choice(("start", "start", "center"))
    total = rng.choice(("", "", "first", "last"))
    spans_columns = False
    if total:
        spans_columns = header_columns == 2 and rng.random() < 0.7
        names.insert(0 if total == "first" else len(names), "")
    groups = _row_groups(rng, len(names), total) if header_columns == 2 else []
    for first, rows, text in groups:
        align = rng.choice((name_align, "center"))
        cells.append(SampleCell(text, header_rows + first, 0, rows=rows, align=align))
    for row, name in enumerate(names, header_rows):
        if name:
            cells.append(SampleCell(name, row, header_columns - 1, align=name_align))
        else:
            text = rng.choice(("合計", "總計", "合　計"))
            columns = 2 if spans_columns else 1
            cells.append(SampleCell(text, row, 0, columns=columns, align=name_align))
            if header_columns == 2 and not spans_columns:
                cells.append(SampleCell("", row, 1))
        for column, measure in enumerate(measures, header_columns):
            figure = vocabulary.figure(rng, measure)
            cells.append(SampleCell(figure, row, column, align=figure_align))
        for column, header in enumerate(text_headers, header_columns + count):
            cells.append(_text_cell(rng, header, row, column, longest))
    return _Content(cells, header_rows, header_columns)


def _text_headers(rng: random.Random, narrow: bool) -> list[str]:
    """Headers of the columns of words after the figures."""
    headers = [rng.choice(vocabulary.TEXT_HEADERS)]
    if not narrow and rng.random() < 0.4:
        headers.insert(0, rng.choice(vocabulary.SHORT_TEXT_HEADERS))
    return headers


def _text_cell(rng: random.Random, header: str, row: int, column: int, longest: int) -> SampleCell:
    """A cell of words, sometimes empty."""
    is_short = header in vocabulary.SHORT_TEXT_HEADERS
    text = rng.choice(vocabulary.SHORT_TEXTS) if is_short else vocabulary.remark(rng, longest)
    if rng.random() < (0.1 if is_short else 0.3):
        text = ""
    return SampleCell(text, row, column, align="center" if is_short else "start")


def _names(rng: random.Random, count: int) -> list[str]:
    """Distinct names of rows: years, offices, kinds of cases or topics."""
    kind = rng.randrange(3)
    if rng.random() < 0.15:
        first = rng.randrange(95, 104)
        return [f"{first + i}年" for i in range(min(count, 11))]
    found: list[str] = []
    while len(found) < count:
        if kind == 0:
            name = vocabulary.office(rng)
        elif kind == 1:
            name = rng.choice(vocabulary.KINDS)
        else:
            name = rng.choice(vocabulary.TOPICS) + rng.choice(("", "", "及相關行政事務"))
        if name in found:
            name += rng.choice(vocabulary.PLACES)
        if name not in found:
            found.append(name)
    return found


def _row_groups(rng: random.Random, count: int, total: str) -> list[tuple[int, int, str]]:
    """(first row, number of rows, text) of the labels of the first of two header columns."""
    first, last = (1 if total == "first" else 0), count - (total == "last")
    found, regions = [], list(vocabulary.REGIONS)
    rng.shuffle(regions)
    while first < last:
        rows = min(rng.randint(1, 4), last - first)
        if not regions or (len(regions) == 1 and last - first > rows):
            rows = last - first
        found.append((first, rows, regions.pop()))
        first += rows
        if not regions and first < last:
            start, rows, text = found.pop()
            found.append((start, rows + last - first, text))
            break
    return found


def _column_headers(
    rng: random.Random, header_rows: int, header_columns: int, count: int
) -> tuple[list[str], list[SampleCell]]:
    """The measure of each of `count` columns of figures, and the cells of the header rows."""
    cells = _corner(rng, header_rows, header_columns)
    if header_rows == 1:
        if rng.random() < 0.2:
            first = rng.randrange(100, 108)
            measures = [f"{first + i}年" for i in range(count)]
        else:
            measures = rng.sample(vocabulary.MEASURES, count)
        cells += [SampleCell(text, 0, header_columns + i) for i, text in enumerate(measures)]
        return measures, cells
    measures = []
    groups = _partition(rng, count, 3)
    names = rng.sample(vocabulary.GROUPS, len(groups))
    top = header_rows - 2
    column = header_columns
    for size, name in zip(groups, names, strict=True):
        if size == 1:
            measure = rng.choice(vocabulary.MEASURES)
            cells.append(SampleCell(measure, top, column, rows=2))
            measures.append(measure)
        else:
            own = rng.sample(vocabulary.MEASURES, size)
            cells.append(SampleCell(name, top, column, columns=size))
            cells += [SampleCell(text, top + 1, column + i) for i, text in enumerate(own)]
            measures += own
        column += size
    if header_rows == 3:
        cells += _spanning_headers(rng, groups, header_columns)
    return measures, cells


def _corner(rng: random.Random, header_rows: int, header_columns: int) -> list[SampleCell]:
    """The headers above the row headers: one cell that spans all, or one for each column."""
    if header_columns == 2 and rng.random() < 0.3:
        text = rng.choice(vocabulary.LABEL_HEADERS)
        return [SampleCell(text, 0, 0, rows=header_rows, columns=2)]
    cells = []
    if header_columns == 2:
        cells.append(SampleCell(rng.choice(vocabulary.REGION_HEADERS), 0, 0, rows=header_rows))
    text = rng.choice(vocabulary.LABEL_HEADERS)
    cells.append(SampleCell(text, 0, header_columns - 1, rows=header_rows))
    return cells


def _spanning_headers(
    rng: random.Random, groups: list[int], header_columns: int
) -> list[SampleCell]:
    """The top header row of three: each cell spans one or two of the groups of columns."""
    cells = []
    column, rest = header_columns, list(groups)
    texts = rng.sample(vocabulary.WIDER, len(vocabulary.WIDER))
    for number in _partition(rng, len(groups), 2):
        width = sum(rest[:number])
        del rest[:number]
        cells.append(SampleCell(texts.pop(), 0, column, columns=width))
        column += width
    return cells


def _partition(rng: random.Random, count: int, most: int) -> list[int]:
    """`count` as a random sum of numbers up to `most`, not all of them 1."""
    found: list[int] = []
    while sum(found) < count:
        found.append(min(rng.randint(1, most), count - sum(found)))
    if max(found) == 1 and count > 1:
        return [2, *found[2:]]
    return found


def _words(rng: random.Random, narrow: bool) -> _Content:
    """A table of words only, with or without a column of item numbers in front."""
    is_numbered = rng.random() < 0.5
    count = rng.randint(1, 2) if narrow else rng.randint(1, 3)
    headers = ["項次"] if is_numbered else []
    headers += [rng.choice(vocabulary.LABEL_HEADERS)]
    others = rng.sample(vocabulary.TEXT_HEADERS, 1)
    others += rng.sample(vocabulary.SHORT_TEXT_HEADERS, count)
    rng.shuffle(others)
    headers += others[: count + (not narrow)]
    if not any(header in vocabulary.TEXT_HEADERS for header in headers):
        headers[-1] = rng.choice(vocabulary.TEXT_HEADERS)
    cells = [SampleCell(header, 0, i) for i, header in enumerate(headers)]
    longest = rng.choice((16, 40, 70)) if not narrow else 16
    names = _names(rng, rng.randint(3, 8))
    header_columns = 2 if is_numbered else 1
    for row, name in enumerate(names, 1):
        if is_numbered:
            cells.append(SampleCell(str(row), row, 0))
        cells.append(SampleCell(name, row, header_columns - 1, align="start"))
        for column, header in enumerate(headers[header_columns:], header_columns):
            if header in vocabulary.TEXT_HEADERS:
                text = vocabulary.remark(rng, longest) if rng.random() < 0.9 else ""
                cells.append(SampleCell(text, row, column, align="start"))
            else:
                cells.append(SampleCell(rng.choice(vocabulary.SHORT_TEXTS), row, column))
    return _Content(cells, 1, header_columns)
