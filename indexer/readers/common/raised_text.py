"""Raised text (<sup>, vertAlign, text-position) as footnote marks, exponents or words.

A reader puts raised text between `RAISED` and `LOWERED` in its raw text. What it is follows from
the text around it, as a reader of the page would decide: 345⁴ has a mark, 5×10³ and 公尺³ an
exponent. A mark is left out, because its footnote is a paragraph of its own. An exponent, and
anything that might be a part of a number, becomes superscript characters, so that no other number
arises.
"""

from __future__ import annotations

import re

#: Noncharacters around raised text.
RAISED, LOWERED = "\ufdd0", "\ufdd1"
_RAISED_TEXT = re.compile(f"{RAISED}([^{RAISED}{LOWERED}]*){LOWERED}")
_LIMITS = re.compile(f"[{RAISED}{LOWERED}]")
_SUPERSCRIPT = str.maketrans(
    "0123456789+-−–=()n０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ⁰¹²³⁴⁵⁶⁷⁸⁹"
)
_ONE_MARK = (
    r"(?:[0-9０-９]{1,3}|[*＊†‡§#]{1,3}|[註注]\s*[0-9０-９一二三四五六七八九十]{0,3}|[①-⑳㊟]|[a-z])"
)
#: One or several marks, perhaps in brackets: 1, 註3, (1), 1,2, *.
_MARK = re.compile(rf"[(（\[〔【]?{_ONE_MARK}(?:\s*[,，、;；~～–-]\s*{_ONE_MARK})*[)）\]〕】]?")
_EXPONENT = re.compile(r"[-+−–]?[0-9０-９]{1,2}|n")
#: Before an exponent: a power of ten, a factor or the right side of an equation, a unit of length
#: or time, a variable.
_POWER = re.compile(r"(?<![0-9０-９.．])(?:10|１０)$|[×xX✕╳*＊·÷=＝^]\s*[0-9０-９.]+$")
_LENGTH = re.compile(
    r"(?<![平立]方)(?:公尺|公分|公里|公釐|公厘|毫米|厘米|釐米|千米|米|英[尺寸里]|[吋呎哩])$"
    r"|(?<![A-Za-z])(?:[kcdmnμµN]?m|ft|in)$|[ｍ㎝㎞㎜]$"
)
_VARIABLE = re.compile(r"(?<![A-Za-z])[A-Za-zα-ωΑ-Ω]$")
_ORDINALS = ("st", "nd", "rd", "th")
_DEGREES = ("o", "O", "0", "○", "〇", "°", "º")
#: Behind the mass number of an isotope (¹³⁷Cs), and behind the numerator of a fraction.
_ELEMENT = re.compile(r"(?:[A-Z][a-z]?)(?![A-Za-z])")
_FRACTION = re.compile(r"\s*[/⁄]\s*[0-9]")
_FRONT_OF_EQUATION = re.compile(r"\s*[=＝×✕+＋÷]")


def resolve_raised(raw: str) -> str:
    """The raw text with each raised piece as it is to be read. Text without any is unchanged."""
    if RAISED not in raw and LOWERED not in raw:
        return raw
    raw = raw.replace(LOWERED + RAISED, "")
    whole = ""
    at = 0
    for found in _RAISED_TEXT.finditer(raw):
        whole += _LIMITS.sub("", raw[at : found.start()])
        at = found.end()
        behind = _LIMITS.sub("", raw[at : at + 8])
        whole += _resolved(whole, found[1], behind)
    return whole + _LIMITS.sub("", raw[at:])


def _resolved(before: str, raised: str, behind: str) -> str:
    """The text of a raised piece after `before` and in front of `behind`."""
    bare = raised.strip()
    front = before.rstrip(" \t\u3000\u00a0")
    if not bare or bare in ("®", "™", "TM"):
        return raised
    if bare.isdecimal() and _ELEMENT.match(behind) and not front[-1:].isdecimal():
        return bare.translate(_SUPERSCRIPT)
    if bare.isdecimal() and _FRACTION.match(behind):
        return f" {bare}" if front[-1:].isdecimal() else bare
    if not front or front[-1] == "\n":
        return _label(raised, behind)
    if bare.lower() in _ORDINALS and front[-1].isdecimal():
        return bare
    if bare in _DEGREES and front[-1].isdecimal() and re.match("[CFNSEW]", behind):
        return "°"
    if _is_exponent(front, bare, behind):
        return bare.translate(_SUPERSCRIPT)
    if _MARK.fullmatch(bare) and not (front[-1].isdecimal() and behind[:1].isdecimal()):
        return ""
    return _apart(front, raised, behind)


def _label(raised: str, behind: str) -> str:
    """A mark at the front of a footnote or note, apart from its text. In front of a number it is
    written as a superscript: 3 720 件 would be one number."""
    if behind.lstrip()[:1].isdecimal():
        raised = raised.translate(_SUPERSCRIPT)
    return raised if not behind or behind[0].isspace() else f"{raised} "


def _is_exponent(front: str, bare: str, behind: str) -> bool:
    """True for the exponent of a number, a unit or a variable."""
    if not _EXPONENT.fullmatch(bare):
        return False
    if bare[0] in "-+−–" and (front[-1].isalnum() or front[-1] in ")）"):
        return True
    if _POWER.search(front) or (front[-1].isdecimal() and _FRONT_OF_EQUATION.match(behind)):
        return True
    if _LENGTH.search(front):
        return bare in ("2", "3", "２", "３")
    return bool(_VARIABLE.search(front))


def _apart(front: str, raised: str, behind: str) -> str:
    """Raised text that is part of the sentence, without touching a number as its digits."""
    bare = raised.strip()
    touches = front[-1].isdecimal() or behind[:1].isdecimal()
    if not touches or not any(c.isdecimal() for c in bare):
        return raised
    written = bare.translate(_SUPERSCRIPT)
    return written if not any(c.isdecimal() for c in written) else f" {bare} "
