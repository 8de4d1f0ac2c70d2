"""Candidates for figures and dates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.question.cues import FROM_END, TO_END, Cue
from judian.search.answers.question.unit_fit import unit_fit
from judian.zh.dates.expressions import DateMention
from judian.zh.dates.expressions import find as find_dates
from judian.zh.figures.extraction import Figure, Period, ordinals
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel


def figures(
    question: QuestionModel, context: CandidateContext, least: float = 0.0
) -> Iterator[Candidate]:
    """Yield the figures whose unit can be the requested one; for 第幾 the ordinals too. With
    `least` all figures have that form at least."""
    previous = 0
    found = context.hit.passage.figures
    if Cue.ORDINAL in question.cues:
        found = tuple(
            sorted((*found, *ordinals(context.hit.passage.text)), key=lambda f: (f.start, f.end))
        )
    spans = [context.folded_span(f.start, f.end) for f in found]
    for number, figure in enumerate(found):
        start, end = spans[number]
        form = unit_fit(question.unit, figure.unit, context.text[start:end])
        form *= _fit_of_end(question, context, start)
        if figure.kind == "rank" and Cue.ORDINAL not in question.cues:
            form = 0.0
        form = max(form, least)
        if form > 0 and start < end:
            value, value_high = _asked_end(question, figure)
            yield Candidate(
                context,
                start,
                end,
                "table" if context.is_row else "figure",
                form,
                value,
                figure.unit,
                periods=_periods(context, figure, start),
                previous=previous,
                following=spans[number + 1][0] if number + 1 < len(spans) else None,
                about=fold(f"{figure.unit or ''}\n{figure.measure or ''}"),
                total=_is_total(context, start),
                measure=_measure(context, figure, start),
                is_change=figure.kind == "change",
                value_high=value_high,
            )
        previous = end


#: Words for the upper and the lower end of a range.
_UPPER = compiled("最[高多大久長重遠]|上限|至多|頂多")
_LOWER = compiled("最[低少小短輕近]|下限|至少|起碼")


def _asked_end(question: QuestionModel, figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """The value of a figure and its upper end; of a range (2萬至5萬元) only the end that the
    question asks for (最多罰多少)."""
    ends = (_UPPER.search(question.text), _LOWER.search(question.text))
    if figure.value_high is None or bool(ends[0]) == bool(ends[1]):
        return figure.value, figure.value_high
    return (figure.value_high if ends[0] else figure.value), None


#: Factors for the wrong end of a change (由62處增為97處): a start where no start is asked for, an
#: end where a start is, an end where 原本 precedes the interrogative, and another number than an
#: end where an end is asked for.
NOT_FROM, NOT_TO, TO_NOT_ORIGINAL, OTHER_THAN_TO = 0.5, 0.5, 0.8, 0.85
#: Characters before a number that hold its preposition.
_PREPOSITION = 5


def _fit_of_end(question: QuestionModel, context: CandidateContext, start: int) -> float:
    """A factor for the wrong end of a change, 1 for any other number."""
    cues = question.cues
    ahead = context.text[max(0, start - _PREPOSITION) : start]
    is_end = TO_END.search(ahead) is not None
    if FROM_END.search(ahead):
        return 1.0 if cues & {Cue.FROM_VALUE, Cue.ORIGINAL} else NOT_FROM
    if is_end and Cue.FROM_VALUE in cues:
        return NOT_TO
    if is_end and Cue.ORIGINAL_BEFORE in cues:
        return TO_NOT_ORIGINAL
    return OTHER_THAN_TO if Cue.TO_VALUE in cues and not is_end else 1.0


_TOTAL = re.compile("合計|總計|小計|總和|平均")


def _is_total(context: CandidateContext, start: int) -> bool:
    """True for a cell whose headers name a total."""
    cell = context.cell_of(start)
    return cell is not None and any(_TOTAL.search(h) for h in (*cell.column, *cell.row))


def _measure(context: CandidateContext, figure: Figure, start: int) -> str:
    """The measure that the figure's own words name; "" if only the headers of its cell name it."""
    measured = (figure.measure or "").rpartition(" › ")[2]
    cell = context.cell_of(start)
    if cell is not None and measured in (h.strip() for h in (*cell.column, *cell.row)):
        return ""
    return fold(measured)


def _periods(context: CandidateContext, figure: Figure, start: int) -> tuple[Period, ...]:
    """The period of a figure: its own, else the last date before it in its sentence, else the
    first one of the sentence, else that of the document."""
    if figure.period is not None:
        return (figure.period,)
    if context.is_row:
        return ()
    low, high = context.sentence_of(start)
    named = [d.period for d in context.dates if low <= d.start < high]
    before = [d.period for d in context.dates if low <= d.start < start]
    return tuple(before[-1:] or named[:1]) or _document_periods(context)


def _document_periods(context: CandidateContext) -> tuple[Period, ...]:
    """The document's own period, else the only date in its title."""
    info = context.hit.document
    if info.period_start or info.period_end:
        return (Period("", info.period_start, info.period_end),)
    titled = find_dates(analyze(info.title).folded)
    return (titled[0].period,) if len(titled) == 1 and titled[0].form == "point" else ()


def dates(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the dates of the passage; each end of an interval is a candidate of its own."""
    previous = 0
    mentions = list(_single_dates(context.dates))
    wrong_ends = _wrong_ends(question, context)
    for number, mention in enumerate(mentions):
        form = _PRECISION.get(mention.precision, OTHER_PRECISION)
        is_bound = mention.form == "until" and not _BEGINS.match(context.text, mention.end)
        if is_bound and Cue.UNTIL not in question.cues:
            form *= BOUND  # 截至…止 bounds a state; nothing happened then.
        if mention.start in wrong_ends:
            form *= WRONG_END
        if question.form.noun in _YEARS and mention.precision == "year":
            form = 1.0
        if Cue.DAY in question.cues:
            if mention.precision not in ("day", "month"):
                continue  # A year does not contain the day.
            form *= 1.0 if mention.precision == "day" else MONTH_FOR_DAY
        yield Candidate(
            context,
            mention.start,
            mention.end,
            "date",
            form,
            _iso(mention),
            periods=(mention.period,),
            previous=previous,
            following=mentions[number + 1].start if number + 1 < len(mentions) else None,
        )
        previous = mention.end
    years = [
        found.span()
        for found in _BARE_YEAR.finditer(context.text)
        if not any(d.start <= found.start() < d.end for d in context.dates)
    ]
    for number, (start, end) in enumerate(years):
        yield Candidate(
            context,
            start,
            end,
            "citation",
            BARE_YEAR,
            context.text[start:end],
            previous=years[number - 1][1] if number else 0,
            following=end,  # A reference follows the text that it belongs to.
        )


#: 至6月20日始同意復工: on that day, not up to it.
_BEGINS = compiled("(?:止|底)?(?:始|才|方|即)(?!至)")


def _wrong_ends(question: QuestionModel, context: CandidateContext) -> frozenset[int]:
    """The starts of the ends of intervals that the question does not ask for: the last if it
    asks since when, the first if it asks until when."""
    intervals = [d.parts for d in context.dates if d.form == "interval" and d.parts]
    if Cue.SINCE in question.cues:
        return frozenset(parts[-1].start for parts in intervals)
    if Cue.UNTIL in question.cues:
        return frozenset(parts[0].start for parts in intervals)
    return frozenset()


#: The year in a reference: UN Convention against …. Palermo, 2000
_BARE_YEAR = re.compile(r"(?<![0-9a-z])(?<![0-9][.,])(?:1[89]|20)[0-9]{2}(?![0-9a-z]|[.,][0-9])")
#: The form of a date of each precision, and of any other precision.
_PRECISION = {"day": 1.0, "month": 0.9, "year": 0.8}
OTHER_PRECISION = 0.3
#: The factor of a month where a day is asked for.
MONTH_FOR_DAY = 0.5
#: Factors of a date that bounds a state and of the other end of an interval; the form of a year
#: in a reference.
BOUND, WRONG_END, BARE_YEAR = 0.4, 0.5, 0.8
_YEARS = (fold("年"), fold("年度"))


def _single_dates(mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """Yield each date by itself: the ends of an interval, the members of a list. A date of 截至…止
    keeps that form."""
    for mention in mentions:
        if mention.form == "until":
            yield from (replace(part, form=mention.form) for part in mention.parts or (mention,))
        elif mention.parts:
            yield from _single_dates(mention.parts)
        else:
            yield mention


def _iso(mention: DateMention) -> str | None:
    """ISO date at day, month or year precision; None for any other precision."""
    start = mention.period.start or mention.period.end
    if start is None:
        return None
    return {"day": start, "month": start[:7], "year": start[:4]}.get(mention.precision)
