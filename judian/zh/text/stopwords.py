"""Words that carry little of what a question is about, from judian/zh/data/stop_words.txt."""

from __future__ import annotations

from judian.zh.text.fold import fold, read_table

#: Folded function words, light verbs, measure words and words of asking.
STOP_WORDS = frozenset(
    fold(word) for (line,) in read_table("stop_words.txt") for word in line.split()
)
