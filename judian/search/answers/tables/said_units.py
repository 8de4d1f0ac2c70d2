"""Words of a question that say the class of the unit of what is asked for."""

from __future__ import annotations

from judian.zh.text.patterns import compiled

#: Words that say the class of a unit.
SAID_UNITS = tuple(
    (name, compiled(said))
    for name, said in (
        ("money", "總額|金額|錢|經費|款"),
        ("cases", "件數|案件|幾件"),
        ("persons", "人數|的人"),
        ("households", "戶數"),
        ("area", "面積"),
    )
)
