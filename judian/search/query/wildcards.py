"""Words with * and ?: the node that an engine answers for each of them."""

from __future__ import annotations

import re

from judian.core.query import Contains, Node, Pattern, Prefix, TermPattern
from judian.zh.text.analyze import certain_terms, squeeze
from judian.zh.text.fold import fold
from judian.zh.text.segment import HAN

#: Most * and most ? inside one word: the time to match grows with each *.
MAX_STARS, MAX_OPEN = 2, 8
_HAN_RUN = re.compile(rf"[{HAN}]+")
_LATIN = re.compile(r"[0-9a-z*?]+")


class WildcardInvalid(ValueError):
    """A wildcard that cannot be searched; `en` and `zh` say why."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


def pattern_of(text: str, exact: bool) -> Contains | Pattern:
    """The part of a text that the wildcard `text` asks for; a literal one if * stands only at its
    Chinese ends, where it may stand for nothing. Raises WildcardInvalid."""
    squeezed = squeeze(text)[0]
    folded = fold(squeezed)
    start = 1 if re.match(rf"\*[{HAN}]", folded) else 0
    end = len(folded) - (1 if re.search(rf"[{HAN}]\*$", folded) else 0)
    folded, shown = folded[start:end], squeezed[start:end]
    if not re.search(r"[^\W_]", folded):
        raise WildcardInvalid(
            f"{text} has no letter or character beside its wildcards",
            f"「{text}」除萬用字元外沒有字詞",
        )
    if folded.count("*") > MAX_STARS or folded.count("?") > MAX_OPEN:
        raise WildcardInvalid(
            f"{text} has more than {MAX_STARS} * or {MAX_OPEN} ? and is left out",
            f"「{text}」的 * 超過 {MAX_STARS} 個或 ? 超過 {MAX_OPEN} 個，已略過",
        )
    wanted = shown if exact else folded
    if not {"*", "?"} & set(folded):
        return Contains(wanted, certain_terms(folded), exact)
    runs = _HAN_RUN.findall(folded)
    certain = tuple(dict.fromkeys(term for run in runs for term in certain_terms(run)))
    return Pattern(wanted, certain, exact)


def wildcard_node(part: Contains | Pattern) -> Node:
    """The node of a wildcard by itself: of Latin letters and digits it is decided on terms."""
    if isinstance(part, Contains) or part.exact or not _LATIN.fullmatch(part.text):
        return part
    stem = part.text[:-1]
    if part.text.endswith("*") and not {"*", "?"} & set(stem):
        return Prefix("singles", stem)
    return TermPattern("singles", part.text)
