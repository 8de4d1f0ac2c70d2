"""Name types: the form of the names that answer a question for a noun.

哪個【港口】 is answered by a name that ends in 港, 哪些【毒品】 by one of the substances of
`judian.zh.entities.categories`. The types are a table (judian/zh/data/name_types.tsv); a noun that
it lacks is answered by names with the noun's ending (哪個【資料庫】).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from judian.zh.text.fold import fold, read_table

#: Marks of the table for all names of a sort.
ORGANISATION, PLACE, TITLE = "*organisation", "*place", "*title"
INSTRUMENT = "*instrument"


@dataclass(frozen=True, slots=True)
class NameType:
    """The names that a folded noun asks for.

    `endings` are folded, `categories` those of `judian.zh.entities.categories`, and `sorts` marks
    like ORGANISATION. `known` is False if the table lacks the noun.
    """

    noun: str
    endings: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    known: bool = False


NO_NAME_TYPE = NameType("")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {
        fold(noun): tuple(map(fold, marks.split()))
        for nouns, marks in read_table("name_types.tsv")
        for noun in nouns.split()
    }


def name_type(noun: str) -> NameType:
    """The name type of a folded noun, by its longest ending in the table (資料庫 of
    失竊文物資料庫).

    Without one, the type of names that end in the last two characters of the noun.
    """
    table = _table()
    for start in range(len(noun)):
        marks = table.get(noun[start:])
        if marks is not None and (start == 0 or len(noun) - start > 1):
            return NameType(
                noun,
                tuple(m for m in marks if m[0] not in "*@"),
                tuple(m[1:] for m in marks if m[0] == "@"),
                tuple(m for m in marks if m[0] == "*"),
                True,
            )
    return NameType(noun, (noun[-2:],) if noun else ())
