"""Candidates for articles of laws and agreements: 第七條第二項, with the law before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.zh.text.analyze import squeeze, squeezed_fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel
    from judian.zh.instruments import Mention

_ARTICLE = compiled(
    "第[一二三四五六七八九十百零〇0-9]{1,6}條(?:之[一二三四五六七八九十0-9]{1,3})?"
    "(?:第[一二三四五六七八九十0-9]{1,4}[項款目]){0,3}"
)


_STATUTE = compiled("(?:法|條例|辦法|規則|細則|準則|規程|通則|標準|要點|公約|條約|協定|協議)$")
#: What a statute calls itself before an article: 本法第十條.
_SELF = compiled("本(?:法|條例|辦法|規則|細則|準則|規程|通則|標準|要點|公約|條約|協定|協議)$")
_SELF_REACH = 4


def articles(_question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield each article of the passage, with the name of its law if that directly precedes it.

    In the text of a statute the article that the passage belongs to comes first, with all that it
    says about it; that one, and those of 本法, have the name of the statute as `texts`.
    """
    statute = context.hit.document.title
    in_statute = _STATUTE.search(squeezed_fold(statute)) is not None
    if in_statute and (under := _article_above(context)):
        end = context.sentence_of(0)[1]
        texts = (f"{statute}{under}",)
        yield Candidate(
            context, 0, end, "entity", 1.0, texts=texts, about=context.text, source="own_article"
        )
    mentions = [context.folded_span(m.start, m.end) for m in context.hit.passage.mentions]
    found = [m.span() for m in _ARTICLE.finditer(context.text)]
    # The name of the next law ends the text about an article, as the next article does.
    laws = [law for law in mentions if not any(law[0] <= a[0] < law[1] for a in found)]
    rivals = sorted([*found, *laws])
    for low, end in found:
        start = next((m[0] for m in mentions if m[0] < low <= m[1] <= end), low)
        law = _law_before(context, low)
        if law is not None:
            start = context.folded_span(law.start, law.end)[0]
            start -= context.text[start - 1 : start] in _OPENING
        is_own = in_statute and low == 0
        is_self = in_statute and _SELF.search(context.text, max(0, low - _SELF_REACH), low)
        yield Candidate(
            context,
            start,
            end,
            "entity",
            1.0,
            previous=max((e for _, e in rivals if e <= start and e != start), default=0),
            following=None if is_own else min((s for s, _ in rivals if s >= end), default=None),
            about=context.text if is_own else context.text[start:end],
            rivals=tuple((s, e) for s, e in found if e <= start or end <= s),
            texts=(f"{law.name if law else statute}{context.squeezed[low:end]}",)
            if law or is_own or is_self
            else (),
            source="own_article" if is_own else "",
        )


#: Marks around the name of a law.
_OPENING, _CLOSING = ("「", "《"), "」》"
#: A reference back to a law that was named before.
_REFERENCE = re.compile("[該同前上][揭開述項]?(?:條例|法|辦法|規則|細則|要點|協定|條約|公約)?")


def _law_before(context: CandidateContext, at: int) -> Mention | None:
    """The law whose name, in quotation marks or as 該條例, ends right before offset `at`; None if a
    plain name or another word does."""
    for mention in context.hit.passage.mentions:
        end = context.folded_span(mention.start, mention.end)[1]
        between = context.text[end:at]
        is_quoted = bool(between) and not between.strip(_CLOSING)
        is_reference = not between and _REFERENCE.match(mention.text) is not None
        if end <= at and (is_quoted or is_reference):
            return mention
    return None


def _article_above(context: CandidateContext) -> str | None:
    """The article of the headings over a passage, as written; None if the passage begins with
    one."""
    if _ARTICLE.match(context.text):
        return None
    for heading in reversed(context.hit.passage.section):
        if found := _ARTICLE.match(squeezed_fold(heading)):
            return squeeze(heading)[0][: found.end()]
    return None
