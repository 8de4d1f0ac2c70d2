"""Questions that are asked in English: they are recognised, not analyzed.

A closed list of function words decides, since names in Latin letters (WHO, IT) stand in Chinese
questions too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.zh.text.segment import HAN

if TYPE_CHECKING:
    from collections.abc import Container

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
#: Fewest words of a question; shorter texts are names or keywords.
_FEWEST = 3
#: Words that begin a question.
_ASKING = frozenset(
    (
        *("what", "when", "where", "who", "whom", "whose", "which", "why", "how"),
        *("is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would"),
        *("should", "has", "have", "had"),
    )
)
#: Words that say how others hang together, and nothing of the subject.
FUNCTION_WORDS = _ASKING | {
    *("a", "an", "the", "this", "that", "these", "those", "there", "it", "its", "they", "their"),
    *("he", "she", "his", "her", "we", "our", "you", "your", "i", "my", "me", "them", "us"),
    *("of", "in", "on", "at", "to", "for", "from", "by", "with", "about", "into", "over", "under"),
    *("between", "during", "before", "after", "since", "until", "as", "than", "per", "and", "or"),
    *("but", "if", "not", "no", "be", "been", "being", "many", "much", "some", "any", "all"),
    *("most", "more", "least", "less", "please", "tell", "may", "might", "must", "shall"),
}


def is_english(text: str) -> bool:
    """True if a text has words in Latin letters and no Chinese character."""
    return _HAN.search(text) is None and _WORD.search(text) is not None


def is_english_question(text: str) -> bool:
    """True if a text asks something in English: it has no Chinese character, and begins with a
    word of asking, or has a function word and ends with a question mark."""
    words = _WORD.findall(text)
    if len(words) < _FEWEST or not is_english(text):
        return False
    # Names alone, with a question mark behind them, ask nothing.
    is_marked = text.rstrip()[-1] in "?？"
    return is_function_word(words[0], _ASKING) or (is_marked and any(map(is_function_word, words)))


def is_function_word(word: str, words: Container[str] = FUNCTION_WORDS) -> bool:
    """True if a word is among these, in any letters but capitals: WHO and IT are names."""
    return word.lower() in words and not (word.isupper() and len(word) > 1)
