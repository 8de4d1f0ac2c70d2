"""Reading what a question counts or chooses: what lies on a side of a limit or of another value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from judian.search.answers.question import operation_words as words
from judian.search.answers.question.operations import Operation, OperationKind, Span, Threshold
from judian.zh.figures.extraction import extract
from judian.zh.questions.forms import AnswerType
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from judian.search.answers.question.operation_text import OperationText

#: Types of answers of which one is chosen; the first seven are names.
NAMES = (
    AnswerType.ENTITY,
    AnswerType.PLACE,
    AnswerType.ORGANISATION,
    AnswerType.PERSON,
    AnswerType.INSTRUMENT,
    AnswerType.ARTICLE,  # 哪條航線
    AnswerType.LIST,
    AnswerType.DATE,
    AnswerType.FIGURE,
    AnswerType.NOTHING,
)


def limited(reading: OperationText) -> Operation | None:
    """有幾個港超過500件, 哪些港超過500件."""
    kinds = {AnswerType.FIGURE: OperationKind.COUNT, AnswerType.LIST: OperationKind.SELECT}
    kind = kinds.get(reading.form.answer_type)
    limit = threshold_of(reading) if kind else None
    if kind is None or limit is None:
        return None
    threshold, spans = limit
    start = min(start for start, _ in spans)
    changed = words.CHANGE_BEFORE_LIMIT.search(reading.text[:start])
    if changed is None:
        return reading.operation(kind, *spans, threshold=threshold)
    less = changed["change"].startswith(tuple(words.DECREASES))
    is_percent = threshold.unit == "%" and not changed["change"].startswith(words.BEHIND_SIDES)
    return reading.operation(
        kind,
        *spans,
        changed.span("change"),
        threshold=threshold,
        of_change=-1 if less else 1,
        is_percent=is_percent,
    )


def threshold_of(reading: OperationText) -> tuple[Threshold, list[Span]] | None:
    """The only limit of a question with the spans of its words."""
    found = []
    for figure in extract(reading.squeezed):
        before = words.LIMIT_BEFORE.search(reading.text[: figure.start])
        inside = words.LIMIT_INSIDE.match(reading.text, figure.start)
        before = before or inside
        after = words.LIMIT_AFTER.search(reading.text[figure.end :])
        own = words.LIMIT_INSIDE_AFTER.search(reading.text[figure.start : figure.end])
        exact = words.EXACTLY.search(reading.text[: figure.start])
        is_had = figure.unit == "%" and words.HAVING.match(reading.text, figure.end) is not None
        base = words.LIMIT_OF_BASE.search(reading.text[: figure.start])
        base = base if before is None and figure.unit == "%" else None
        is_limit = any(found is not None for found in (before, after, own, base))
        if not is_limit and exact is None and not is_had:
            continue
        spans = [(figure.start, figure.end)]
        sign = ">"
        if before is not None:
            spans.append((figure.start, figure.start) if before is inside else before.span())
            word = before["over"] or before["under"]
            sign = words.EQUAL_SIGNS.get(word, ">" if before["over"] else "<")
        if base is not None:
            spans.append(base.span("word"))
            sign = words.EQUAL_SIGNS.get(base["word"], ">" if base["over"] else "<")
        if not is_limit:
            spans += [exact.span()] if exact is not None else []
            sign = "="
        if after is not None:
            spans.append((figure.end + after.start(), figure.end + after.end()))
            sign = ">=" if after["side"] == "上" else "<="
        if own is not None:
            sign = ">=" if own["side"] == "上" else "<="
        remark = words.LIMIT_REMARK.match(reading.text, figure.end)
        if remark is not None:
            spans.append(remark.span())
            sign = sign[0] if remark["no"] else f"{sign[0]}="
        found.append((Threshold(sign, figure.value, figure.unit), spans))
    return found[0] if len(found) == 1 else None


def below_nothing(reading: OperationText) -> Operation | None:
    """虧損的公司有幾家: those with a value below 0."""
    kinds = {AnswerType.FIGURE: OperationKind.COUNT, AnswerType.LIST: OperationKind.SELECT}
    kind = kinds.get(reading.form.answer_type)
    asked = reading.text[reading.form.start : reading.form.end]
    found = words.BELOW_NOTHING.search(reading.text)
    if kind is None or found is None:
        return None
    if kind is OperationKind.COUNT and fold("幾") not in asked:
        return None
    return reading.operation(kind, threshold=Threshold("<", Decimal(0), None))


def nothing_of(reading: OperationText) -> Operation | None:
    """完全沒有積案的分局有幾個: those with the value 0."""
    kinds = {AnswerType.FIGURE: OperationKind.COUNT, AnswerType.LIST: OperationKind.SELECT}
    kind = kinds.get(reading.form.answer_type)
    found = words.NONE_OF.search(reading.text)
    if kind is None or found is None:
        return None
    return reading.operation(kind, found.span(), threshold=Threshold("=", Decimal(0), None))


def changed_rows(reading: OperationText) -> Operation | None:
    """有幾個港比去年減少, 比112年多的是哪個港."""
    form = reading.form
    counts = (
        form.answer_type is AnswerType.FIGURE and fold("幾") in form.text[form.start : form.end]
    )
    names = form.answer_type in NAMES[:7]
    if not (counts or names):
        return None
    kind = OperationKind.COUNT if counts else OperationKind.SELECT
    same = words.UNCHANGED.search(reading.text)
    if same is not None and counts:
        up = same["change"] not in words.DECREASES and words.is_more(same["change"][-1])
        limit = Threshold("<=", Decimal(0), None)
        return reading.operation(kind, same.span(), of_change=1 if up else -1, threshold=limit)
    changed = words.CHANGE_LIMITED.search(reading.text)
    if changed is None or changed.end() > form.start:
        changed = words.CHANGE_AFTER.search(reading.text, form.end)
    if changed is None:
        return _beside_column(reading, kind)
    less = changed["change"] in words.DECREASES or not words.is_more(changed["change"])
    return reading.operation(
        kind,
        changed.span("change"),
        pivot=changed.span("pivot"),
        of_change=-1 if less else 1,
    )


def _beside_column(reading: OperationText, kind: OperationKind) -> Operation | None:
    """規劃面積小於都市計畫面積的縣市有幾個: those of which one column is on a side of another."""
    found = words.COLUMN_LIMITED.search(reading.text)
    if found is None or found.end() > reading.form.start or words.EXTREME.search(reading.text):
        return None
    more = words.is_more(found["side"]) and found["side"] not in words.SMALLER
    return reading.operation(kind, pivot=found.span("side"), of_change=1 if more else -1)
