"""The organisations, places and persons of a text that are single things by their form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.entities.names import organisations, places
from judian.zh.entities.persons import persons
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import segment
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.zh.entities.names import NamedEntity

#: Words that no name begins with: they point, count or compare.
_BEFORE = compiled(
    "本|該|各|其|此|同|貴|全|前|後|上級|下級|上年|下年|年度|茲|業於|經|由|向|對|為|有關|所屬|相關|部分|其他|主管"
)
#: Ends that are words of their own: 執行, 定期會, 報告所.
_BEHIND = compiled(
    "(?:執行|妥處|所在|會議|機會|社會|全部|內部|市區|定期會|臨時會|報告所|機關學校|(?<!中華)民國)$"
)


def entities_in(folded: str) -> Iterator[NamedEntity]:
    """Yield the entities of a folded text without those of a class or with a verb in front; one
    that is named in two ways (a place and an organisation) is given twice."""
    for one in (*organisations(folded), *places(folded), *persons(folded)):
        name = folded[one.start : one.end]
        if one.generic or _BEFORE.match(name) or _BEHIND.search(name):
            continue
        if one.kind == "person" or not is_verb(segment(name)[0]):
            yield one
