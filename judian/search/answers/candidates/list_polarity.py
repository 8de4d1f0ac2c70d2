"""Whether a list is of what is asked for or of its opposite (已簽署, 尚未簽署), and whether it
claims to be complete."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.zh.text.patterns import compiled
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel

#: Characters between a denial and its verb: 尚【未】與我國正式【簽訂】.
REACH = 10
#: Characters of a verb whose first one stands for it: 簽 in 簽署, 簽訂 and 簽定.
_LONG_VERB = 2
_DENIED = compiled(
    f"(?:尚未|仍未|並未|未曾|從未|迄未|尚無|並無|沒有|還沒|未能|無法|(?<![前])未|沒)[^,。;:!?\n]{{0,{REACH}}}$"
)
_EXAMPLE = compiled("(?:例如|諸如|譬如|像是|(?<=[,。;:\n])如)[:「]?$")
_AND_OTHERS = compiled("」?等(?![0-9]|[一二三四五六七八九十兩]{1,3}[一-鿿])")


def is_denied(question: QuestionModel, context: CandidateContext, start: int, end: int) -> bool:
    """True if the sentence of the list [start, end) denies the verb of the question and the
    question does not, or the reverse. False where the sentence does not have the verb."""
    verbs = [term.names + term.paraphrases for term in question.terms if _is_action(term.text)]
    low, high = context.sentence_of(start)
    for names in verbs:
        asked = _denials(question.text, names, 0, len(question.text))
        stated = _denials(context.text, names, low, high)
        if asked and stated:
            nearest = min(stated, key=lambda verb: _distance(verb[0], start, end))
            return nearest[1] != asked[0][1]
    return False


def is_partial(text: str, items: Sequence[tuple[int, int]]) -> bool:
    """True if the text says that there are others: 例如甲、乙; 甲、乙等. 等3項 states how many
    there are."""
    return bool(_EXAMPLE.search(text, 0, items[0][0]) or _AND_OTHERS.match(text, items[-1][1]))


def _is_action(word: str) -> bool:
    return is_verb(word) and len(word) <= _LONG_VERB


def _denials(text: str, names: Iterable[str], low: int, high: int) -> list[tuple[int, bool]]:
    """(offset, denied) of each occurrence of a verb, under one of its names or their first
    character."""
    stems = sorted(
        {name for name in names if len(name) == _LONG_VERB} | {n for n in names if len(n) == 1}
    )
    found = re.compile("|".join(map(re.escape, stems))).finditer(text, low, high) if stems else ()
    return [(m.start(), _DENIED.search(text, low, m.start()) is not None) for m in found]


def _distance(at: int, start: int, end: int) -> int:
    return max(start - at, at - end, 0)
