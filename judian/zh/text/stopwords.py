"""Stop words: words that say little about the topic of a question."""

from __future__ import annotations

from judian.zh.text.fold import fold, read_table

#: Folded function words, light verbs, measure words and words of asking, from
#: judian/zh/data/stop_words.txt.
STOP_WORDS = frozenset(
    fold(word) for (line,) in read_table("stop_words.txt") for word in line.split()
)
