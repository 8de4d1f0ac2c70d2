"""Candidates for reasons and manners: the clauses that a word like 因, 由於 or 透過 introduces.

A reason ends where its consequence begins (致, 造成, 爰); if only the consequence is marked
(…，造成流標), the reason is what stands before it. A name is never a reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.search.answers.candidates.candidate import Candidate
from judian.zh.questions.forms import AnswerType
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel

Span = tuple[int, int]

#: Fewest and most characters of a reason or manner.
SHORTEST, LONGEST = 4, 160
#: The forms of what a word introduces that can only mean a reason (由於), of what one introduces
#: that means it mostly (因, 為), of what stands before a consequence, and of a cell under 原因.
CERTAIN, LIKELY, BEFORE_CONSEQUENCE, CELL = 1.0, 0.9, 0.8, 1.0

# At the start of a clause or after its subject. The group `sure` are words with one meaning.
_REASON = compiled(
    "(?P<sure>由於|緣於|(?:主[要]?)?(?:係|是|乃)?(?:肇|起|導|歸)因(?:於|為)?|係因|是因為?|乃因|主因(?:係|為|是|在於)?|因為"
    "|(?:主要)?(?:原因|理由|緣由)(?:係|為|是|在於|包括|:|如下:?|略以:?))"
    "|(?<![原肇起導歸主成外內死誘基要病])因(?![此而應子素公案果數之犯涉]|人|地制|時|故意)"
)
# Words that introduce one clause: a purpose or a ground.
_GROUND = compiled(
    "(?P<sure>鑑於|基於|有鑑於|囿於|礙於|限於)|考量(?:到)?"
    "|(?<![以認視列成作改稱定變轉化訂較更最])為(?:了|求|因應|使|應|期|維護|維持|避免|配合|符合|促進|提[升高昇供]|改善|加[強速]|解決|確[保認]|防[止範]"
    "|減[少輕]|保[障護]|兼顧|落實|推[動廣]|鼓勵|協助|辦理|強化|健全|滿足|吸引|節省|儘[速早]|擴大|簡化|穩定)"
)
#: A consequence at the start of a clause, which ends the reason before it.
_CONSEQUENCE = compiled(
    ",(?:而)?(?:肇?致(?!力)|以致|導致|造成|使得?(?!用)|因此|因而|爰|故(?!意)|所以|遂|乃|從而|進而|致使|改[以由採])"
)
_COMMA = re.compile(",")
_MANNER = compiled(
    "(?P<sure>透過|藉由|藉著|經由|憑藉|採取?用?(?=[^,。;]{2,30}(?:方式|作法|做法|措施|制|法))|以(?=[^,。;]{2,30}(?:方式|作法|做法|手法|名義|為餌|途徑)))"
    "|利用|運用|(?<![所可足予加難據除乘減])以(?![上下內外來及前後致免])(?=[^,。;]{2,20}(?:加以|予以|作為|為(?:之|準|據|分母|基礎|原則|限)|計算|核算|處分|處理|支付|辦理|執行))|採(?!購)|依(?=[^,。;]{2,30}(?:辦理|規定|計算|處理))"
)
#: 依某法規定 alone says by what, not how.
_GROUND_ALONE = compiled("依[^,。;]{2,60}(?:規定|條)")
_CELL_HEADER = compiled("原因|理由|事由|緣由|肇因")
_MANNER_HEADER = compiled("方式|作法|做法|措施|方法|手法|對策")


def reasons(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the reasons in the nearest passages, or the manners if one is asked for: a cause says
    not how."""
    if not context.is_near or context.hit.passage.kind in (Kind.HEADING, Kind.TITLE):
        return
    is_manner = question.answer_type is AnswerType.MANNER
    found: dict[Span, float] = {}
    for span, form in (*_cells(context, is_manner), *_clauses(context, is_manner)):
        if SHORTEST <= span[1] - span[0] <= LONGEST:
            found[span] = max(form, found.get(span, 0.0))
    for (start, end), form in sorted(found.items()):
        low, high = context.sentence_of(start)
        yield Candidate(context, start, end, "passage", form, about=context.text[low:high])


def _clauses(context: CandidateContext, is_manner: bool) -> Iterator[tuple[Span, float]]:
    """Yield what words of manners introduce, or those of reasons and what stands before a
    consequence."""
    for low, high in context.sentences:
        if is_manner:
            for span, form in _introduced(context.text, _MANNER, low, high, _COMMA):
                if not _GROUND_ALONE.fullmatch(context.text, *span):
                    yield span, form
            continue
        for pattern, border in ((_REASON, _CONSEQUENCE), (_GROUND, _COMMA)):
            for span, form in _introduced(context.text, pattern, low, high, border):
                yield span, form
        for found in _CONSEQUENCE.finditer(context.text, low, high):
            start = _start_of_reason(context.text, low, found.start())
            yield (start, found.start()), BEFORE_CONSEQUENCE


def _introduced(
    text: str, pattern: re.Pattern[str], low: int, high: int, border: re.Pattern[str]
) -> Iterator[tuple[Span, float]]:
    """Yield what the words of a pattern introduce in a sentence, up to the next `border`, those
    words included."""
    for found in pattern.finditer(text, low, high):
        after = border.search(text, found.end(), high)
        end = after.start() if after else high
        yield (
            (found.start(), _trimmed(text, found.start(), end)),
            (CERTAIN if found["sure"] else LIKELY),
        )


#: Clauses before a consequence that belong to its reason.
CLAUSES_BEFORE = 2


def _start_of_reason(text: str, low: int, end: int) -> int:
    """The start of the clauses that give the reason for a consequence at `end`."""
    start = end
    for _ in range(CLAUSES_BEFORE):
        at = text.rfind(",", low, start)
        if at < 0:
            return low
        start = at
    return start + 1


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "。;,:!\n ":
        end -= 1
    return end


def _cells(context: CandidateContext, is_manner: bool) -> Iterator[tuple[Span, float]]:
    """Yield the cells of a row whose header names a reason, or a manner if that is asked for."""
    table = context.hit.passage.table
    pattern = _MANNER_HEADER if is_manner else _CELL_HEADER
    for cell in table.cells if table is not None else ():
        if any(pattern.search(squeezed_fold(header)) for header in cell.column):
            start, end = context.folded_span(cell.start, cell.end)
            yield (start, _trimmed(context.text, start, end)), CELL
