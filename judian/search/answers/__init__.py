"""Answers: a verbatim span of one passage, or an honest refusal.

`demand` reads the question, `scene` prepares the best passages, `numbers`, `lists` and `spans`
propose candidates of the type asked for, `weigh` scores them by what stands around them and
`contradictions` by what speaks against them, and `decide` answers or refuses.
"""

from judian.search.answers.pipeline import Find, answer_question, explain_question

__all__ = ["Find", "answer_question", "explain_question"]
