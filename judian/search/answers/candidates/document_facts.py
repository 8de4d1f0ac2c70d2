"""Candidates from what is known of a document as a whole: its agency, its date, its period.

They answer questions about a document (這份報告是哪個機關做的, 何時發布), and only of a document
that the question names by words of its title, or of the only one that was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from judian.core.model import DocumentInfo
    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel
    from judian.zh.dates.mention import DateMention

_DOCUMENT = "(?:報告|年報|季報|月報|公報|通報|紀錄|專刊|新聞稿|手冊|簡報|文件|白皮書|研究|》)書?"
_MADE = "(?:做|寫|出具?|編|發布|發表|公布|提出|製作|編製|撰寫|撰擬|出版|發行|印行|刊行|公告|完成)"
_ASKED = "(?:哪|誰|什麼|甚麼|何|幾)[^,。;]{0,8}"
# 這份報告是哪個機關做的; 年報的發布機關是哪個單位
_AUTHOR = compiled(
    f"{_DOCUMENT}(?:是|係|由|為|乃)*{_ASKED}{_MADE}|{_DOCUMENT}的?{_MADE}(?:機關|單位|者|人)|{_MADE}這?份?[^,。;]{{0,20}}{_DOCUMENT}的(?:是|機關|單位|人)"
)
_PUBLISHED = compiled(
    f"{_DOCUMENT}(?:是|係|於|在)*{_ASKED}{_MADE}|{_DOCUMENT}的?{_MADE}(?:日期|時間|年份|日|年)"
)
_COVERED = compiled(
    f"{_DOCUMENT}[^,。;]{{0,4}}(?:涵蓋|包含|統計|查核|審計)?[^,。;]{{0,4}}(?:期間|時期|年度)"
)
#: Words that speak of the document or of its making and need not be in its title.
_GENERAL = compiled(
    f"^(?:{_DOCUMENT}|{_MADE}|機關|單位|日期|時間|期間|涵蓋|年度|這份|本|該|份|作者)+$"
)


def document_agencies(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the agency of the document where the question asks who made it."""
    info, found = context.hit.document, _AUTHOR.search(question.text)
    if found is None or not info.agency or not _is_about(question, context):
        return
    name = squeezed_fold(info.agency)
    start = context.text.find(name)
    if start >= 0:
        about = _about(info, found)
        yield Candidate(context, start, start + len(name), "entity", 1.0, about=about)


def document_dates(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the date of the document where the question asks when it was published."""
    info = context.hit.document
    found = _PUBLISHED.search(question.text)
    if found is not None and info.date and _is_about(question, context):
        for mention in context.dates:
            if mention.period.start and mention.period.start.startswith(info.date):
                yield _dated(context, mention, info.date, _about(info, found))


def document_periods(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the period that the document covers where the question asks for it."""
    info = context.hit.document
    found = _COVERED.search(question.text)
    if found is None or not info.period_start or not _is_about(question, context):
        return
    for mention in context.dates:
        if (mention.period.start, mention.period.end) == (info.period_start, info.period_end):
            yield _dated(context, mention, None, _about(info, found))


def _dated(
    context: CandidateContext, mention: DateMention, value: str | None, about: str
) -> Candidate:
    return Candidate(
        context,
        mention.start,
        mention.end,
        "date",
        1.0,
        value,
        periods=(mention.period,),
        about=about,
    )


def _about(info: DocumentInfo, found: re.Match[str]) -> str:
    """The title, and the words of the question that the fact itself says."""
    return f"{squeezed_fold(info.title)}\n{found.group()}"


def _is_about(question: QuestionModel, context: CandidateContext) -> bool:
    return is_named(question, context.hit.document, context.only_document)


def is_about_document(question: QuestionModel) -> bool:
    """True if the question asks who made a document, when, or which period it covers."""
    return any(form.search(question.text) for form in (_AUTHOR, _PUBLISHED, _COVERED))


def is_named(question: QuestionModel, document: DocumentInfo, is_only: bool) -> bool:
    """True if the title of the document has every word of the question that does not speak of
    documents in general; without such a word (這份報告), if it `is_only` one that was found."""
    title = squeezed_fold(document.title)
    words = [term for term in question.terms if not _GENERAL.match(term.text)]
    if not words:
        return is_only
    return all(any(name in title for name in term.names) for term in words)
