"""Reference events: the days on which the instruments of a document were signed or took effect.

Dates that are counted from such an event are resolved by them: 自協定生效以來, 自簽署後至112年底.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: Verbs of a text for the statement kinds signed and in_force of `judian.zh.instruments`.
_KINDS = {
    kind: compiled(words)
    for kind, words in (("signed", "簽訂|簽署"), ("in_force", "生效|施行|實施|上路"))
}
#: Words before the name of the instrument: 自本協議生效.
_POINTER = compiled(r"^(?:自|我國|雙方|兩岸|上開|前揭|前開|系爭|[本該此]項?|[「<\"])+")
_CLOSED = '」>" 正式於簽订之的後后'


@dataclass(frozen=True, eq=False)
class ReferenceEvents:
    """The events of one document.

    `dates` maps (folded name, signed or in_force) to the day; the last word of a name is a key
    too if the document has one such instrument only. `until` maps such a day to the last day of
    the interval that begins on it in the document (自98年6月25日生效至102年底止).
    """

    dates: Mapping[tuple[str, str], date] = field(default_factory=dict)
    until: Mapping[date, date] = field(default_factory=dict)

    def began(self, folded_phrase: str, folded_verb: str) -> date | None:
        """The day of the event that 自本協議 and 生效 name; None if the document gives none."""
        kind = next((k for k, words in _KINDS.items() if words.fullmatch(folded_verb)), None)
        if kind is None:
            return None
        name = _POINTER.sub("", folded_phrase).strip(_CLOSED)
        if not name:
            days = {day for (_, k), day in self.dates.items() if k == kind}
            return days.pop() if len(days) == 1 else None
        for start in range(len(name) - 1):
            if (name[start:], kind) in self.dates:
                return self.dates[name[start:], kind]
        return None


NO_EVENTS = ReferenceEvents()
