"""Question answering: a verbatim span of one passage, or an honest refusal.

`question` analyses the question once; `pipeline` retrieves passages, `candidates` proposes spans
of the answer type in them, `scoring` scores each by its context and the rules that apply, and
calibrates numbers and dates; `refusals` says why there is no answer, `explanation` shows all
scores.
"""

from judian.search.answers.explanation import explain_question
from judian.search.answers.pipeline import Find, answer_question

__all__ = ["Find", "answer_question", "explain_question"]
