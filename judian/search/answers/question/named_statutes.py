"""The statutes that a question names, and whether a document is the text of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.query.titled_documents import SHORTEST_TITLE, statute_of
from judian.zh import instruments
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Container

    from judian.search.answers.question.model import QuestionModel


def named_statutes(question: QuestionModel) -> frozenset[str]:
    """The ids of the statutes and treaties that a question names."""
    named = instruments.extract(question.analysis.squeezed)
    return frozenset(mention.instrument for mention in named)


def is_named(title: str, question: QuestionModel, statutes: Container[str]) -> bool:
    """True if the question names the document with this title: by the title itself, or because it
    is the name of one of its `statutes`."""
    folded = squeezed_fold(title)
    if len(folded) >= SHORTEST_TITLE and folded in question.text:
        return True
    return bool(statutes) and statute_of(title) in statutes
