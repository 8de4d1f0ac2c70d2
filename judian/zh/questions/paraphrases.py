"""Paraphrases: words of reports for the words of a question.

Unlike `judian.zh.questions.synonyms`, they are not names of one thing (抓, 查獲) and do not expand
a query. In the scoring of answers they match the everyday word of a question with the formal word
of a report. The groups are in judian/zh/data/paraphrases.tsv.
"""

from __future__ import annotations

from functools import cache

from judian.zh.text.fold import fold, read_table


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    known: dict[str, list[str]] = {}
    for (line,) in read_table("paraphrases.tsv"):
        words = [fold(word) for word in line.split()]
        for word in words:
            known.setdefault(word, []).extend(w for w in words if w != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in known.items()}


def paraphrases(folded: str) -> tuple[str, ...]:
    """The folded paraphrases of a folded word; () if it has none."""
    return _groups().get(folded, ())
