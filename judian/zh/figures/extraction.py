"""Extraction of the figures of a passage, from running text and from table cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from judian.zh.dates import expressions
from judian.zh.dates.context import DateContext
from judian.zh.dates.periods import Period, years_of
from judian.zh.dates.reference_events import NO_EVENTS, ReferenceEvents
from judian.zh.figures import bare_cells, measures, respective, table_headers
from judian.zh.figures.bare_cells import HeaderUnit
from judian.zh.figures.period_scope import PeriodScope
from judian.zh.numbers import (
    coordination,
    non_quantities,
    numerals,
    quantities,
    touching,
)
from judian.zh.text.patterns import folded_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.zh.dates.expressions import DateMention
    from judian.zh.numbers.quantities import Quantity

__all__ = ["Figure", "PassageContext", "Period", "extract", "last_period", "ordinals"]


_ORDINAL, _ORDINAL_SIGN = "ordinal", "第"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that measures something, at `[start, end)` of its passage.

    `text` is the verbatim span with modifier and unit, `value` the exact number in its base
    unit (4萬5,426件 → 45426 件), `value_high` the upper end of a range. `kind` is one of
    count, amount, weight, area, length, volume, duration, rate, change, rank, other; of those that
    `ordinals` returns it is ordinal.
    `qualifier` is the modifier as written (約, 逾). `measure` is the noun phrase of what is
    counted, in the words of the passage or of the headers of the cell. `period` is None where
    nothing dates the figure. `recognised` is the lowest confidence (0 to 1) of OCR in its
    characters, None for text that was not recognised.
    """

    text: str
    start: int
    end: int
    value: Decimal
    unit: str | None
    kind: str
    qualifier: str | None = None
    value_high: Decimal | None = None
    measure: str | None = None
    period: Period | None = None
    recognised: float | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figure:
        """The inverse of `judian.core.model.to_json`."""
        period = data.get("period")
        high = data.get("value_high")
        return cls(
            **{
                **data,
                "value": Decimal(data["value"]),
                "unit": data.get("unit"),
                "value_high": None if high is None else Decimal(high),
                "period": period
                and Period(period.get("text", ""), period.get("start"), period.get("end")),
            }
        )


@dataclass(frozen=True, slots=True)
class PassageContext:
    """The document context and the table of a passage, from which its figures are completed.

    `cells` are (start, end, column header path, row header path) of a table row, `rows` the
    row header paths of the whole table, from which the period of a total is taken. `unit`,
    `caption` and `note` belong to the table, `line_period` is the period on the line above it
    (中華民國102年度); `section` is the path of headings. `before` is the text before the passage,
    whose last number may go on in it. The other fields are those of
    `judian.zh.dates.context.DateContext`.
    """

    cells: Sequence[tuple[int, int, tuple[str, ...], tuple[str, ...]]] = ()
    unit: str | None = None
    caption: str | None = None
    note: str | None = None
    section: tuple[str, ...] = ()
    document_period: Period | None = None
    anchor_date: str | None = None
    antecedent: Period | None = None
    rows: Sequence[tuple[str, ...]] = ()
    events: ReferenceEvents = NO_EVENTS
    fiscal: bool = False
    names: tuple[tuple[str, Period], ...] = ()
    line_period: Period | None = None
    before: str = ""

    @property
    def dates(self) -> DateContext:
        """The part that resolves temporal expressions."""
        return DateContext(
            self.anchor_date,
            self.antecedent,
            self.document_period,
            self.events,
            self.fiscal,
            self.names,
        )

    @property
    def header_dates(self) -> DateContext:
        """The part that resolves the expressions of a table's headers and caption.

        今年 in a table on one year is that year, whenever the document was written. A month takes
        its year from the document alone, not from the text above the table.
        """
        own = self.line_period or self.document_period
        dates = replace(self.dates, document_period=own, antecedent=None)
        is_one_year = own and own.start and own.end and own.start[:4] == own.end[:4]
        return replace(dates, anchor_date=own.end) if own and is_one_year else dates


def extract(text: str, context: PassageContext | None = None) -> tuple[Figure, ...]:
    """The figures of a passage, in order; ordinals (第5屆) measure nothing and are left out.

    The period of a figure is its governing date; without one, a cell has the period of its
    headers, of the table's note or of its caption, and any figure the period of the document.
    """
    context = context or PassageContext()
    folded = folded_numbers(text)
    if not (numerals.may_be_in(folded) or quantities.FORMAL_SIGN in folded):
        return ()
    if context.cells:
        return _from_cells(text, folded, context)
    found = _from_prose(text, folded, context, 0, context.document_period)
    if found and touching.goes_on(context.before) and not text[: found[0].start].strip():
        del found[0]  # its first half may end the text before
    return tuple(f for f in found if f.kind != _ORDINAL)


def ordinals(text: str) -> tuple[Figure, ...]:
    """The ordinals of a passage, in order: what 第幾屆 and 第幾次 ask for. They have no period."""
    folded = folded_numbers(text)
    if _ORDINAL_SIGN not in folded:
        return ()
    found = _from_prose(text, folded, PassageContext(), 0, None)
    return tuple(replace(f, period=None) for f in found if f.kind == _ORDINAL)


def last_period(text: str, context: PassageContext | None = None) -> Period | None:
    """The antecedent for the next passage.

    It is the last resolved period that the passage names, else the antecedent of `context`.
    """
    context = context or PassageContext()
    mentions = expressions.find_folded(text, folded_numbers(text), context.dates)
    known = [m.period for m in mentions if not m.compared and (m.period.start or m.period.end)]
    return known[-1] if known else context.antecedent


def _from_prose(
    text: str, folded: str, context: PassageContext, shift: int, fallback: Period | None
) -> list[Figure]:
    """The figures of running text.

    `shift` is added to their offsets; `fallback` is the period of figures without a governing
    date.
    """
    items = quantities.read(text, folded)
    if not any(item.quantity for item in items):
        return []
    mentions = expressions.find_folded(text, folded, context.dates)
    dated = [(m.start, m.end) for m in mentions]
    places = [(i.numeral.start, i.numeral.end) for i in items]
    names = quantities.SpanIndex(sorted([*dated, *non_quantities.find(folded, places)]))
    items = [i for i in items if not names.overlaps(i.numeral.start, i.numeral.end)]
    found = coordination.coordinated(text, folded, items)
    if not found:
        return []
    scope = PeriodScope(folded, mentions, [(q.start, q.end) for q in found])
    shared = _periods_of_lists(text, folded, found, scope, dated)
    phrases = measures.measures_of(
        text, folded, found, dated, {at: first for at, (first, _) in shared.items() if at != first}
    )
    figures = []
    for at, quantity in enumerate(found):
        governing = scope.governing(quantity.start, quantity.end)
        if governing is None and fallback is None:
            governing = scope.following(quantity.end)
        period = _since_event(governing, context.document_period) if governing else fallback
        if at in shared:
            period = shared[at][1]
        elif measures.is_legal_limit(folded, quantity):
            period = None
        figures.append(
            Figure(
                text[quantity.start : quantity.end],
                shift + quantity.start,
                shift + quantity.end,
                quantity.value,
                quantity.unit,
                quantity.kind,
                quantity.modifier,
                quantity.high,
                phrases[at],
                period,
            )
        )
    return figures


def _since_event(governing: DateMention, own: Period | None) -> Period:
    """The period of a governing date.

    自公約施行後至108年3月底止 begins with the document's period `own` if both end on the same day.
    """
    period = governing.period
    if governing.form == "until" and own and own.start and own.end == period.end:
        return replace(period, start=own.start) if governing.text.startswith("自") else period
    return period


def _periods_of_lists(
    text: str,
    folded: str,
    found: Sequence[Quantity],
    scope: PeriodScope,
    dated: Sequence[tuple[int, int]],
) -> dict[int, tuple[int, Period]]:
    """(index of the first of its list, period) of each quantity in a list of years, by index.

    111、112及113年分別為3件、4件及5件, 111至113年依序為….
    """
    periods: dict[int, tuple[int, Period]] = {}
    for low, high in respective.lists(folded, found):
        governing = scope.governing(found[low].start, found[low].end)
        if governing is None or not respective.is_respective(folded, found[low]):
            continue
        own = [part.period for part in governing.parts]
        if len(own) != high - low or governing.form not in ("list", "interval"):
            own = years_of(governing.period)
            if respective.lists_names(text, folded, found[low], dated, high - low):
                continue
        if len(own) == high - low:
            periods.update((low + n, (low, period)) for n, period in enumerate(own))
    return periods


def _from_cells(text: str, folded: str, context: PassageContext) -> tuple[Figure, ...]:
    """The figures of the cells of a table row."""
    dates = context.header_dates
    table = table_headers.table_period(context.caption, context.note, dates)
    row_headers = {h.strip() for cell in context.cells for h in cell[3]}
    columns = [cell[2] for cell in context.cells]
    dated = table_headers.row_date(text, context.cells)
    figures: list[Figure] = []
    for start, end, column, row in context.cells:
        content = text[start:end]
        if not numerals.may_be_in(folded[start:end]):
            continue
        if content.strip() in row_headers or table_headers.is_numbering(column):
            continue
        if dated and dated.text == content.strip() and table_headers.is_date(column):
            continue
        period = (
            table_headers.period_of(tuple(column), tuple(row), dates)
            or dated
            or table_headers.total_period(column, row, columns, context.rows, dates)
            or table_headers.change_period(column, row, columns, context.rows, dates)
        )
        if not period and not table_headers.names_unknown_period(tuple(column), tuple(row), dates):
            period = table or context.line_period or context.document_period
        path = measures.path(column, row)
        bare = bare_cells.read(
            content, folded[start:end], partial(_header_unit, column, row, context)
        )
        if bare is None:
            found = _from_prose(content, folded[start:end], context, start, period)
            factor = _header_unit(column, row, context).factor if found else 1
            figures.extend(
                replace(f, measure=" › ".join([p for p in (path, f.measure) if p]) or None)
                for f in found
                # $1,234 under 千元 may leave out the thousands
                if f.kind != _ORDINAL and not (factor > 1 and _is_sign_alone(f))
            )
        else:
            figures.append(
                Figure(
                    content[bare.start : bare.end],
                    start + bare.start,
                    start + bare.end,
                    bare.value,
                    bare.unit,
                    bare.kind,
                    bare.qualifier,
                    bare.high,
                    measure=path or None,
                    period=period,
                )
            )
    return tuple(figures)


def _is_sign_alone(figure: Figure) -> bool:
    """True for an amount whose currency stands before it and no unit behind: $1,234."""
    return figure.kind == "amount" and figure.text[-1:].isdecimal()


def _header_unit(column: Sequence[str], row: Sequence[str], context: PassageContext) -> HeaderUnit:
    """The unit that the headers, the unit line or the titles give a bare number."""
    titles = [t for t in (context.caption, *context.section[-1:]) if t]
    found = table_headers.unit_of(
        column, row, context.unit, titles, [cell[2] for cell in context.cells if cell[3]]
    )
    use = None
    if table_headers.is_rank(column):
        use = "rank"
    elif table_headers.is_change((*column, *row)):
        use = "change"
    if found is None:
        return HeaderUnit(None, None, use=use)
    return HeaderUnit(found[0].name, found[0].kind, found[1], use)
