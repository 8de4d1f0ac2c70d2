"""The statutes that a question names, and whether a document is the text of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh import instruments
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Container

    from judian.search.answers.question.model import QuestionModel

#: Fewest characters of a title that a question may hold by chance.
SHORTEST_TITLE = 4


def named_statutes(question: QuestionModel) -> frozenset[str]:
    """The ids of the statutes and treaties that a question names."""
    named = instruments.extract(question.analysis.squeezed)
    return frozenset(mention.instrument for mention in named)


def is_named(title: str, question: QuestionModel, statutes: Container[str]) -> bool:
    """True if the question names the document with this title: by the title itself, or because it
    is the name of one of its `statutes`."""
    text = title.strip()
    folded = squeezed_fold(text)
    if len(folded) >= SHORTEST_TITLE and folded in question.text:
        return True
    found = instruments.extract(text) if statutes else []
    return len(found) == 1 and found[0].text == text and found[0].instrument in statutes
