"""Words that carry little of what a question is about, from judian/zh/data/light_words.txt."""

from __future__ import annotations

from judian.zh.text.fold import fold, read_table

#: Folded function words, light verbs, measure words and words of asking.
LIGHT_WORDS = frozenset(
    fold(word) for (line,) in read_table("light_words.txt") for word in line.split()
)
