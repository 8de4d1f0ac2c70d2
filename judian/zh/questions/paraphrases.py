"""Words that a report may use where a question uses another.

Unlike `judian.zh.questions.synonyms` these are no names of one thing: 抓 and 查獲 differ, and
nobody's search is widened by them. They only let a question's everyday word be met by the report's
formal one when an answer is weighed. Groups are in judian/zh/data/paraphrases.tsv.
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
    """Other folded words for a folded word; () when none are known."""
    return _groups().get(folded, ())
