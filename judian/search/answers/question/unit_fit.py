"""The fit of a figure's unit to the unit that a question asks for."""

from __future__ import annotations

from judian.search.answers.question.units import THINGS, RequestedUnit, unit_class
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

#: The fit of the very unit, of one of its class, of an unknown one and of a wrong one.
SAME, SAME_CLASS, UNKNOWN, WRONG = 1.0, 0.8, 0.5, 0.0
#: A measured quantity where things are counted; another unit than a named one of no class.
MEASURED, OTHER_NAME = 0.1, 0.15
#: A unit of no class or of another class, where the class was inferred from the subject.
INFERRED_NO_CLASS, INFERRED_OTHER = 0.4, 0.2
#: A unit of no class where a loose class is asked for, and visits for persons.
LOOSE, VISITS = 0.3, 0.4

#: Classes that people use for one another, with the fit of one for the other; the first set
#: that has both counts.
_ALIKE: tuple[tuple[frozenset[str], float], ...] = (
    (frozenset(("countries", "pieces", "organisations", "kinds")), 0.5),
    (frozenset(("cases", "times", "pieces")), 0.3),
    (frozenset(("articles", "kinds", "pieces")), 0.4),
)
_PERSONS = frozenset(("persons", "visits"))
#: Classes with units that are in no class themselves: 家 and 個 count countries or banks as well.
_LOOSE = frozenset(("pieces", "organisations", "kinds", "cases", "ordinal"))
_MEASURED = frozenset(
    ("weight", "money", "share", "factor", "area", "length", "volume", "hours", "days", "months",
     "years", "age")
)  # fmt: skip
#: Containers and pieces, which do not measure one another.
_CONTAINERS = frozenset(map(fold, "錠塊包支張株棵本冊份頭袋箱瓶劑"))
#: The noun that a general measure word counts, in the figure's own text: 120個【成員國】
_COUNTED = compiled("[0-9一二三四五六七八九十百千萬億餘多](?:個|項|種|類|處)([一-鿿]{2,})$")


def unit_fit(requested: RequestedUnit, unit: str | None, text: str) -> float:
    """The fit, in [0, 1], of a figure by its unit and its folded text (十三個部分 for 條文: 0)."""
    noun = requested.unit if requested.unit and len(requested.unit) > 1 else requested.noun[-2:]
    counted = _COUNTED.search(text)
    if noun and counted:
        if noun in counted.group(1):
            return SAME
        if len(noun) > 1 and not set(noun) & set(counted.group(1)):
            return WRONG
    if requested.group is None:
        return _fit_without_class(requested, unit)
    group = unit_class(unit)
    if requested.group == THINGS:
        return MEASURED if group in _MEASURED else UNKNOWN
    if not requested.is_sure:
        return _fit_to_inferred(requested.group, group)
    if unit is None:
        return WRONG if requested.group == "share" or requested.is_measure else UNKNOWN
    if requested.unit == fold(unit):
        return SAME
    if requested.unit and {requested.unit, fold(unit)} <= _CONTAINERS:
        return OTHER_NAME
    return _fit_of_classes(requested, group)


def _fit_without_class(requested: RequestedUnit, unit: str | None) -> float:
    """A named unit of no class is like no other unit."""
    if requested.unit is None or unit is None:
        return UNKNOWN
    return SAME if fold(unit) == requested.unit else OTHER_NAME


def _fit_to_inferred(inferred: str, group: str | None) -> float:
    if group is None:
        return INFERRED_NO_CLASS
    return SAME_CLASS if group == inferred else INFERRED_OTHER


def _fit_of_classes(requested: RequestedUnit, group: str | None) -> float:
    """The fit of another unit of the class `group`, by the table of classes."""
    if group == requested.group:
        return SAME_CLASS
    if group is None:
        return LOOSE if requested.group in _LOOSE else WRONG
    if {group, requested.group} == _PERSONS:
        return VISITS if requested.unit is None else WRONG
    return next((fit for alike, fit in _ALIKE if {group, requested.group} <= alike), WRONG)
