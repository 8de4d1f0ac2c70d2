"""Clauses of a folded text: where they begin, and the joining words at their start."""

from __future__ import annotations

from judian.zh.text.patterns import compiled

#: Most steps back through a clause, one a character; a bracket or quotation counts as one.
MOST_STEPS = 60
#: Longest bracket or quotation that is skipped, in code points.
_LONGEST_BRACKET = 200
_STOPS = frozenset(",。;:!?\n，；：")
_OPENING = frozenset("([「<")
_CLOSING = {")": "(", "]": "[", "」": "「", ">": "<"}
#: Joining words before a phrase, each with the words that only begin like it.
LEADING = compiled(
    r"^(?:約(?![定談束聘訪會旦翰半])|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.)、]\s?|[0-9]{1,2}\s+|（[^（）]{0,80}）|[\s、,)\]%*」]|其中|其次|最後|另外?|並且?|而且|且|而"
    r"|惟|又|亦|致使|致(?![力死癌])|使(?![用館])|以及|及(?![時格])|與(?!會)|和(?![平解])|或(?!然)|以(?![上下內外來後前])|係|是|為(?!人)|在(?![學職地途宅])|於"
    r"|含(?!量)|包括|包含|分別|間(?![接隔])|止|以來|等(?![級候])|嗣|再(?:度|次)?(?![生犯])|仍|已|業(?![者務別])"
    r"|計(?![畫程算價])|共(?![同犯])|如(?![何])|則|即(?![時])|截至|至|自(?![用來動行主由然營有費])|之|的|了(?!解)"
    r"|份(?![會局署區院行支公級類組隊店校機項析布期母子數享工流發配擔攤部])|底(?![層])|初(?![步級次期審診])|中(?=[查破緝取移])|上升|下降|增加|減少|成長|約有|後|內(?![政部容湖科外需閣])|人(?=[,、])"
    r"|有(?![關效期限償])|者)+"
)


def squeezed(text: str) -> str:
    """The text without white space, except between Latin words."""
    joined = ""
    for word in text.split():
        if joined and joined[-1].isascii() and word[0].isascii() and joined[-1].isalnum():
            joined += " "
        joined += word
    return joined


def clause_start(folded: str, low: int, start: int) -> int:
    """The start of the clause that ends at `start`, not before `low`."""
    at = start
    for _ in range(MOST_STEPS):
        if at <= low:
            return low
        char = folded[at - 1]
        if char in _CLOSING:
            opening = folded.rfind(_CLOSING[char], max(low, at - _LONGEST_BRACKET), at - 1)
            if opening < 0:
                return at
            at = opening
        elif char in _OPENING or char in _STOPS:
            return at
        else:
            at -= 1
    return at
