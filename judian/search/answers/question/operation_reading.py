"""Reading the operation of a question, by the words that ask for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.question import operation_words as words
from judian.search.answers.question.asked_periods import asked_periods
from judian.search.answers.question.class_noun import class_noun
from judian.search.answers.question.limit_reading import (
    NAMES,
    below_nothing,
    changed_rows,
    limited,
    nothing_of,
    threshold_of,
)
from judian.search.answers.question.operation_text import OperationText
from judian.search.answers.question.operations import (
    Operation,
    OperationKind,
    Span,
)
from judian.zh.numbers.numerals import parse
from judian.zh.questions.forms import AnswerType, Question
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from judian.search.answers.question.units import RequestedUnit
    from judian.zh.dates.expressions import DateMention

_NUMBERS = (AnswerType.FIGURE, AnswerType.NOTHING)


def read_operation(
    form: Question, dates: Sequence[DateMention], unit: RequestedUnit, noun: str, squeezed: str
) -> Operation:
    """The operation of a question with the times in it. `noun` names the type of its answer,
    `squeezed` is its text as typed."""
    periods = asked_periods(form.content, dates)
    reading = OperationText(form, unit, squeezed, periods, class_noun(form, noun))
    for reader in _READERS:
        found = reader(reading)
        if found is not None:
            return found
    return reading.operation(OperationKind.VALUE)


def _compare(reading: OperationText) -> Operation | None:
    """A是否高於B, A比B多嗎."""
    if reading.form.answer_type is not AnswerType.WHETHER:
        return None
    limit = threshold_of(reading)
    if limit is not None:
        threshold, spans = limit
        return reading.operation(OperationKind.COMPARE, *spans, threshold=threshold)
    found = words.HIGHER.search(reading.text)
    if found is not None:
        more = found["pivot"] is not None
        return reading.operation(OperationKind.COMPARE, pivot=found.span(), descending=more)
    found = words.COMPARED.search(reading.text)
    if found is None:
        return None
    more = words.is_more(found["side"]) and found["side"] not in words.DECREASES
    return reading.operation(
        OperationKind.COMPARE, found.span("side"), pivot=found.span("pivot"), descending=more
    )


def _rank(reading: OperationText) -> Operation | None:
    """丙港排名第幾, 丙港是第幾高."""
    found = words.RANK.search(reading.text)
    if found is None:
        return None
    side = found["side"]
    return reading.operation(
        OperationKind.RANK, found.span(), descending=side is None or words.is_more(side)
    )


#: The words for an order, those with a side before those without.
_ORDERS = (
    words.FIRST,
    words.TOP,
    words.NTH,
    words.PLACED,
    words.NEXT,
    words.EXTREME,
    words.WHICH_OF_TWO,
    words.LEADER,
    words.EITHER,
)


def _extreme(reading: OperationText) -> Operation | None:
    """The greatest or the first of many."""
    if reading.form.answer_type not in NAMES:
        return None
    changed = words.CHANGE_ORDERED.search(reading.text)
    text, spans = reading.text, list[Span]()
    descending, first, count, side = True, 1, 1, None
    each = words.AVERAGE.search(text)
    per = each["per"] if each is not None else None
    for pattern in _ORDERS:
        found = pattern.search(text)
        if found is None or any(
            found.start() < end and start < found.end() for start, end in spans
        ):
            continue
        groups = found.groupdict()
        named = ("word", "side") if pattern is words.EITHER else (0,)
        spans += [found.span(group) for group in named]
        side = side or groups.get("side")
        if groups.get("count"):
            count = int(parse(groups["count"]) or count)
        if groups.get("nth"):
            first = int(parse(groups["nth"]) or first)
        if pattern is words.NEXT:
            first = 2
        if groups.get("last"):
            descending = False
    sides = {words.is_more(found["side"]) for found in words.EXTREME.finditer(text)}
    if not spans or len(sides) > 1:
        return None
    descending = descending if side is None else words.is_more(side)
    if words.BELOW_NOTHING.search(text):
        descending = not descending  # 虧損最多: the lowest
    of_change, is_percent = 0, False
    if changed is not None:
        spans.append(changed.span())
        of_change = -1 if changed["change"].startswith(tuple(words.DECREASES)) else 1
        is_percent = changed["noun"] is not None
    return reading.operation(
        OperationKind.EXTREME,
        *spans,
        descending=descending,
        first=first,
        count=count,
        of_change=of_change,
        is_percent=is_percent,
        of_time=side in words.OF_TIME,
        per=per,
    )


def _of_top(reading: OperationText) -> Operation | None:
    """前三名合計多少, 最多的三個縣市加起來占全部幾成: what the first few make together."""
    text = reading.text
    found = words.TOP.search(text) or words.FIRST.search(text)
    if found is None or reading.form.answer_type not in _NUMBERS:
        return None
    added = [each.span() for each in words.SUM.finditer(text)]
    share = words.SHARE.search(text)
    if words.CHANGE_ORDERED.search(text) or not (share or added):
        return None
    if share is not None:
        added += [noun.span() for noun in words.SHARE_NOUN.finditer(text, share.end())]
        added += [whole.span() for whole in words.WHOLE.finditer(text, share.end())]
    sides = list(words.EXTREME.finditer(text))
    if len({words.is_more(side["side"]) for side in sides}) > 1:
        return None
    return reading.operation(
        OperationKind.EXTREME,
        found.span(),
        *(side.span() for side in sides),
        *added,
        pivot=share.span("pivot") if share is not None else (),
        descending=not sides or words.is_more(sides[0]["side"]),
        count=int(parse(found["count"]) or 1),
        added=OperationKind.SHARE if share is not None else OperationKind.SUM,
    )


def _first_of_two(reading: OperationText) -> Operation | None:
    """最多的縣市比第二名多多少."""
    found = words.FIRST_OF_TWO.search(reading.text)
    if found is None or reading.form.answer_type not in _NUMBERS:
        return None
    noun = re.sub("^的", "", found["noun"])
    return replace(
        reading.operation(
            OperationKind.DIFFERENCE, found.span(), pivot=found.span("pivot"), of_ranks=True
        ),
        class_noun=noun,
    )


def _ratio(reading: OperationText) -> Operation | None:
    """甲港是丙港的幾倍."""
    found = words.TIMES.search(reading.text)
    if found is None:
        return None
    pivot = [m.span() for m in re.finditer("[是為]", reading.text[: found.start()])]
    return reading.operation(OperationKind.RATIO, found.span(), pivot=pivot[-1] if pivot else ())


def _share(reading: OperationText) -> Operation | None:
    """甲港占全部的百分之幾."""
    found = words.SHARE.search(reading.text)
    is_whole_first = False
    if found is None:
        found = words.SHARE_OF_WHOLE.search(reading.text)
        is_whole_first = True
    if found is None or reading.unit.group not in ("share", None, "money"):
        return None
    nouns = [noun.span() for noun in words.SHARE_NOUN.finditer(reading.text, found.end())]
    nouns += [whole.span() for whole in words.WHOLE.finditer(reading.text, found.end())]
    return reading.operation(
        OperationKind.SHARE, *nouns, pivot=found.span("pivot"), is_whole_first=is_whole_first
    )


def _change(reading: OperationText) -> Operation | None:
    """較去年增加多少, 成長率多少; 成長率相差多少 is read by `_difference`."""
    if reading.form.answer_type not in _NUMBERS or words.APART.search(reading.text):
        return None
    noun = words.GROWTH_NOUN.search(reading.text)
    is_share = reading.is_percent
    changed = words.CHANGED.search(reading.text)
    if noun is not None:
        pivot = re.search(fold("較|(?<![百分占])比(?![例率重較值])"), reading.text[: noun.start()])
        sides = [w for w in words.DECREASES if noun["noun"].startswith(w)]
        return reading.operation(
            OperationKind.GROWTH,
            noun.span("noun"),
            pivot=pivot.span() if pivot else (),
            direction=-1 if sides else 0,
            is_percent=True,
        )
    is_keyword = reading.form.answer_type is AnswerType.NOTHING
    if changed is None or (not is_keyword and changed.end("change") > reading.form.start):
        return _than_at_time(reading)
    word = changed["change"]
    neutral = word in map(fold, ("增減", "變動", "變化"))
    return reading.operation(
        OperationKind.GROWTH if is_share else OperationKind.DIFFERENCE,
        changed.span("change"),
        pivot=changed.span("pivot") if changed["pivot"] else (),
        direction=0 if neutral else -1 if word in words.DECREASES else 1,
        is_percent=is_share,
    )


def _than_at_time(reading: OperationText) -> Operation | None:
    """比去年推進了多少; 多 and 少 are read by `_difference`."""
    found = words.THAN_AT_TIME.search(reading.text)
    if found is None or found["verb"][0] in fold("多少"):
        return None
    return reading.operation(
        OperationKind.GROWTH if reading.is_percent else OperationKind.DIFFERENCE,
        found.span("verb"),
        pivot=found.span("pivot"),
        is_percent=reading.is_percent,
    )


def _difference(reading: OperationText) -> Operation | None:
    """甲港比丙港多多少, 甲港與丙港相差多少."""
    if reading.form.answer_type not in _NUMBERS:
        return None
    found = words.THAN.search(reading.text)
    if found is not None:
        return reading.operation(
            OperationKind.DIFFERENCE,
            found.span("side"),
            pivot=found.span("pivot"),
            direction=1 if words.is_more(found["side"]) else -1,
            is_percent=reading.unit.group == "share" and reading.unit.unit is None,
        )
    found = words.BEHIND.search(reading.text)
    if found is not None:
        more = words.is_more(found["side"])
        return reading.operation(
            OperationKind.DIFFERENCE, pivot=found.span("side"), direction=1 if more else -1
        )
    for pattern in (words.THAN_DONE, words.CHANGE_DONE):
        done = pattern.search(reading.text)
        if done is not None:
            return _done(reading, done.groupdict(), done.span)
    found = words.MINUS.search(reading.text)
    if found is not None:
        return reading.operation(OperationKind.DIFFERENCE, pivot=found.span(), direction=1)
    found = words.APART.search(reading.text)
    return found and reading.operation(OperationKind.DIFFERENCE, found.span(), is_open=True)


def _done(
    reading: OperationText, groups: dict[str, str | None], span: Callable[[str], Span]
) -> Operation:
    """比臺中多生了幾個, 113年多投保了幾公頃: more or less, with what was done."""
    side = "side" if groups.get("side") else "less"
    return reading.operation(
        OperationKind.DIFFERENCE,
        span(side),
        pivot=span("pivot") if groups.get("pivot") else (),
        direction=1 if words.is_more(groups[side] or "") else -1,
        is_percent=reading.is_percent,
    )


def _average(reading: OperationText) -> Operation | None:
    """各港平均多少."""
    found = words.AVERAGE.search(reading.text)
    if found is None or reading.form.answer_type not in _NUMBERS:
        return None
    per = found["per"]
    if per == fold("個"):
        per = None  # 平均每個機關: over all of them, not by a number of 個
    return reading.operation(OperationKind.AVERAGE, found.span(), per=per)


def _sum(reading: OperationText) -> Operation | None:
    """甲港及丙港合計多少."""
    spans = [found.span() for found in words.SUM.finditer(reading.text)]
    if not spans or reading.form.answer_type not in _NUMBERS:
        return None
    return reading.operation(OperationKind.SUM, *spans)


#: Tried in order; the first that finds its words decides.
_READERS = (
    _compare,
    _rank,
    limited,
    below_nothing,
    changed_rows,
    nothing_of,
    _first_of_two,
    _of_top,
    _extreme,
    _ratio,
    _share,
    _change,
    _difference,
    _average,
    _sum,
)
