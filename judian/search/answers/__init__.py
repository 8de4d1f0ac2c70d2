"""Question answering: a verbatim span of one passage, or a refusal with its reason.

`question` analyses the question once and completes follow-up questions; `pipeline` retrieves
passages, `candidates` proposes spans of the answer type in them, `scoring` scores each by its
context and the rules that apply, and makes probabilities of their features; `refusals` gives the
reason if no candidate is accepted, `explanation` shows all scores.
"""

from judian.search.answers.explanation import explain_question
from judian.search.answers.pipeline import (
    AnswerSearch,
    Find,
    answer_question,
    find_candidates,
    keywords_refused,
    search_answers,
)
from judian.search.answers.question.follow_up import complete_follow_up
from judian.search.answers.scoring.features import Found

__all__ = [
    "AnswerSearch",
    "Find",
    "Found",
    "answer_question",
    "complete_follow_up",
    "explain_question",
    "find_candidates",
    "keywords_refused",
    "search_answers",
]
