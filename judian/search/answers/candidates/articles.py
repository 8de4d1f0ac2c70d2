"""Candidates for articles of laws and agreements: 第七條第二項, with the law before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel

_ARTICLE = compiled(
    "第[一二三四五六七八九十百零〇0-9]{1,6}條(?:之[一二三四五六七八九十0-9]{1,3})?"
    "(?:第[一二三四五六七八九十0-9]{1,4}[項款目]){0,3}"
)


def articles(_question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield each article of the passage, with the name of its law if that directly precedes it."""
    mentions = [context.folded_span(m.start, m.end) for m in context.hit.passage.mentions]
    found = [m.span() for m in _ARTICLE.finditer(context.text)]
    # The name of the next law ends the text about an article, as the next article does.
    laws = [law for law in mentions if not any(law[0] <= a[0] < law[1] for a in found)]
    rivals = sorted([*found, *laws])
    for low, end in found:
        start = next((m[0] for m in mentions if m[0] < low <= m[1] <= end), low)
        yield Candidate(
            context,
            start,
            end,
            "entity",
            1.0,
            previous=max((e for _, e in rivals if e <= start and e != start), default=0),
            following=min((s for s, _ in rivals if s >= end), default=None),
            about=context.text[start:end],
            rivals=tuple((s, e) for s, e in found if e <= start or end <= s),
        )
