"""Candidates that are figures or dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.answers.demand import Demand
from search.answers.scene import Scene
from search.answers.units import fits
from search.answers.weigh import Candidate
from zh.dates import DateMention
from zh.figures import Figure, Period
from zh.fold import fold


def figures(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """The passage's figures whose unit can be the one asked for."""
    previous = 0
    ordinal = demand.question.text[demand.question.start :].startswith(fold("第"))
    for figure in scene.hit.passage.figures:
        start, end = scene.folded_span(figure.start, figure.end)
        form = fits(demand.unit, figure.unit, figure.kind)
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
                periods=_periods(scene, figure, start, end),
                previous=previous,
            )
        previous = end


def _periods(scene: Scene, figure: Figure, start: int, end: int) -> tuple[Period, ...]:
    """When a figure is true: its own period, and every date named in its own clause."""
    low, high = scene.sentence_of(start)
    named = [d.period for d in scene.dates if low <= d.start < high]
    own = [figure.period] if figure.period else []
    if scene.is_row or (own and not named):
        return tuple(own)
    before = [d.period for d in scene.dates if low <= d.start < start]
    if own:
        return tuple(own + before[-1:])
    return tuple(before[-1:] or named[:1]) or _document_periods(scene)


def _document_periods(scene: Scene) -> tuple[Period, ...]:
    info = scene.hit.document
    if info.period_start or info.period_end:
        return (Period("", info.period_start, info.period_end),)
    return ()


def dates(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """The dates of the passage; each end of an interval is one of its own."""
    previous = 0
    for mention in _single_dates(scene.dates):
        form = _PRECISION.get(mention.precision, 0.3)
        if demand.question.noun in _YEARS and mention.precision == "year":
            form = 1.0
        yield Candidate(
            scene,
            mention.start,
            mention.end,
            "date",
            form,
            _iso(mention),
            periods=(mention.period,),
            previous=previous,
        )
        previous = mention.end


# What a date of each precision is worth where a day could have been told.
_PRECISION = {"day": 1.0, "month": 0.9, "year": 0.8}
_YEARS = (fold("年"), fold("年度"))


def _single_dates(mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """Each date by itself: the ends of an interval, the members of a list."""
    for mention in mentions:
        if mention.parts:
            yield from _single_dates(mention.parts)
        else:
            yield mention


def _iso(mention: DateMention) -> str | None:
    """The date as ISO day, month or year; None for what is none of these."""
    start = mention.period.start or mention.period.end
    if start is None:
        return None
    return {"day": start, "month": start[:7], "year": start[:4]}.get(mention.precision)
