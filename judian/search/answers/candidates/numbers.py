"""Candidates that are figures or dates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.question.units import fits
from judian.zh.dates.expressions import DateMention
from judian.zh.dates.expressions import find as find_dates
from judian.zh.figures.extraction import Figure, Period
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.search.answers.candidates.context import Scene
    from judian.search.answers.question.requirements import Demand


def figures(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """The passage's figures whose unit can be the one asked for."""
    previous = 0
    spans = [scene.folded_span(f.start, f.end) for f in scene.hit.passage.figures]
    ordinal = demand.question.text[demand.question.start :].startswith(fold("第"))
    for number, figure in enumerate(scene.hit.passage.figures):
        start, end = spans[number]
        form = fits(demand.unit, figure.unit, scene.text[start:end]) * _side(demand, scene, start)
        if figure.kind in ("ordinal", "rank") and not ordinal:
            form = 0.0
        if form > 0 and start < end:
            yield Candidate(
                scene,
                start,
                end,
                "table" if scene.is_row else "figure",
                form,
                figure.value,
                figure.unit,
                periods=_periods(scene, figure, start),
                previous=previous,
                following=spans[number + 1][0] if number + 1 < len(spans) else None,
                about=fold(f"{figure.unit or ''}\n{figure.measure or ''}"),
                total=_is_total(scene, start),
                measure=_measure(scene, figure, start),
                is_change=figure.kind == "change",
            )
        previous = end


# 由62處增為97處: 97 is what it grew to.
_EACH = "(?:每(?:年|月|日|天|人|件|次|小時)|約)?"  # 降為每月275分鐘
_ASKS_TO = compiled(f"(?:[增減升降提調成]\\S{{0,3}}|達|變)[到至為成]{_EACH}$")
_ASKS_FROM = compiled("原本|原來|原先|本來|之前|上一|上季|前一|上年|原")
_FROM, _TO = compiled(f"[由自從]{_EACH}$"), compiled(f"[為至到達]{_EACH}$")


def _side(demand: Demand, scene: Scene, start: int) -> float:
    """A factor for the wrong end of a change: 1 unless the question asks for the other end."""
    ahead = scene.text[max(0, start - 5) : start]
    before = demand.question.before.rstrip()
    asks_from = _FROM.search(before) or _ASKS_FROM.search(demand.question.text)
    if _FROM.search(ahead):
        return 1.0 if asks_from else 0.5
    if _TO.search(ahead) and _FROM.search(before):
        return 0.5
    if _TO.search(ahead) and _ASKS_FROM.search(demand.question.before):
        return 0.8
    if _ASKS_TO.search(before) and not _TO.search(ahead):
        return 0.85
    return 1.0


_TOTAL = re.compile("合計|總計|小計|總和|平均")


def _is_total(scene: Scene, start: int) -> bool:
    """True for a cell whose headers say that it sums up others."""
    cell = scene.cell_of(start)
    return cell is not None and any(_TOTAL.search(h) for h in (*cell.column, *cell.row))


def _measure(scene: Scene, figure: Figure, start: int) -> str:
    """What the figure's own words say it measures; "" where only the headers of its cell do."""
    measured = (figure.measure or "").rpartition(" › ")[2]
    cell = scene.cell_of(start)
    if cell is not None and measured in (h.strip() for h in (*cell.column, *cell.row)):
        return ""
    return fold(measured)


def _periods(scene: Scene, figure: Figure, start: int) -> tuple[Period, ...]:
    """When a figure is true: its own period, else the date named before it in its sentence,
    else the document's."""
    if figure.period is not None:
        return (figure.period,)
    if scene.is_row:
        return ()
    low, high = scene.sentence_of(start)
    named = [d.period for d in scene.dates if low <= d.start < high]
    before = [d.period for d in scene.dates if low <= d.start < start]
    return tuple(before[-1:] or named[:1]) or _document_periods(scene)


def _document_periods(scene: Scene) -> tuple[Period, ...]:
    """The document's own period, else the year in its title."""
    info = scene.hit.document
    if info.period_start or info.period_end:
        return (Period("", info.period_start, info.period_end),)
    titled = find_dates(analyze(info.title).folded)
    return (titled[0].period,) if len(titled) == 1 and titled[0].form == "point" else ()


def dates(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """The dates of the passage; each end of an interval is one of its own."""
    previous = 0
    mentions = list(_single_dates(scene.dates))
    wrong_ends = _wrong_ends(demand, scene)
    for number, mention in enumerate(mentions):
        form = _PRECISION.get(mention.precision, 0.3)
        is_bound = mention.form == "until" and not _BEGINS.match(scene.text, mention.end)
        if is_bound and not _asks_until(demand):
            form *= 0.4  # 截至…止 bounds a state; it is not when something happened.
        if mention.start in wrong_ends:
            form *= 0.5
        if demand.question.noun in _YEARS and mention.precision == "year":
            form = 1.0
        if _ASKS_DAY.search(demand.question.text):
            if mention.precision not in ("day", "month"):
                continue  # A year does not say on which day.
            form *= 1.0 if mention.precision == "day" else MONTH_FOR_DAY
        yield Candidate(
            scene,
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
        for found in _BARE_YEAR.finditer(scene.text)
        if not any(d.start <= found.start() < d.end for d in scene.dates)
    ]
    for number, (start, end) in enumerate(years):
        yield Candidate(
            scene,
            start,
            end,
            "citation",
            0.8,
            scene.text[start:end],
            previous=years[number - 1][1] if number else 0,
            following=end,  # A reference stands behind what it is of.
        )


#: 至6月20日始同意復工: on that day, not up to it.
_BEGINS = compiled("(?:止|底)?(?:始|才|方|即)(?!至)")
_SINCE, _UNTIL = compiled("[從自]$"), compiled("[到至]$|截止|結束|屆滿|為止")


def _asks_until(demand: Demand) -> bool:
    before, after = demand.question.before.rstrip(), demand.question.after
    return bool(_UNTIL.search(before) or _UNTIL.search(after))


def _wrong_ends(demand: Demand, scene: Scene) -> frozenset[int]:
    """Where the other end of an interval begins, if the question asks since or until when."""
    intervals = [d.parts for d in scene.dates if d.form == "interval" and d.parts]
    before = demand.question.before.rstrip()
    if _SINCE.search(before):
        return frozenset(parts[-1].start for parts in intervals)
    if _asks_until(demand):
        return frozenset(parts[0].start for parts in intervals)
    return frozenset()


#: The year in a reference: UN Convention against …. Palermo, 2000
_BARE_YEAR = re.compile(r"(?<![0-9a-z])(?<![0-9][.,])(?:1[89]|20)[0-9]{2}(?![0-9a-z]|[.,][0-9])")
# What a date of each precision is worth where a day could have been told.
_PRECISION = {"day": 1.0, "month": 0.9, "year": 0.8}
MONTH_FOR_DAY = 0.5
_ASKS_DAY = compiled("哪一?[天日]|幾月幾[日號]|日期")
_YEARS = (fold("年"), fold("年度"))


def _single_dates(mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """Each date by itself: the ends of an interval, the members of a list; 截至…止 keeps its
    form."""
    for mention in mentions:
        if mention.form == "until":
            yield from (replace(part, form=mention.form) for part in mention.parts or (mention,))
        elif mention.parts:
            yield from _single_dates(mention.parts)
        else:
            yield mention


def _iso(mention: DateMention) -> str | None:
    """The date as ISO day, month or year; None for what is none of these."""
    start = mention.period.start or mention.period.end
    if start is None:
        return None
    return {"day": start, "month": start[:7], "year": start[:4]}.get(mention.precision)
