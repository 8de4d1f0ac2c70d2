"""The model of a made-up report: what it holds, and so what reading it must give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.evals.typeset import words
from judian.evals.typeset.tables import Sample, make_table

if TYPE_CHECKING:
    import random

_HAN = "一二三四五六七八九十"
#: Layouts and how often each is drawn.
LAYOUTS = {"one": 6, "two": 3, "vertical": 1}
#: Points of an A4 page and of its margins.
PAGE, MARGIN, GUTTER = (595.0, 842.0), 64.0, 24.0


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `style` is title, agency, h1, h2, body, item or contact. `note` is the text of
    a footnote whose mark stands after `at` characters."""

    text: str
    style: str = "body"
    note: str = ""
    at: int = 0


@dataclass
class Report:
    """A report and how it is set: `layout` is one, two (columns) or vertical."""

    layout: str
    head: str
    size: float
    font: str
    justified: bool
    indented: bool
    numbers: str
    items: list[Text | Sample] = field(default_factory=list)

    @property
    def texts(self) -> list[Text]:
        return [item for item in self.items if isinstance(item, Text)]

    @property
    def tables(self) -> list[Sample]:
        return [item for item in self.items if isinstance(item, Sample)]

    @property
    def notes(self) -> list[str]:
        """The footnotes in the order of their marks."""
        found = []
        for item in self.items:
            if isinstance(item, Text):
                found += [item.note] if item.note else []
            else:
                ordered = sorted(item.slots, key=lambda slot: (slot.row, slot.column))
                found += [slot.note for slot in ordered if slot.note]
        return found

    @property
    def measure(self) -> float:
        """The width of a column of text in points."""
        page = PAGE[1] if self.layout == "vertical" else PAGE[0]
        width = page - 2 * MARGIN
        return (width - GUTTER) / 2 if self.layout == "two" else width


def make_report(
    rng: random.Random, layout: str | None, styles: tuple[str, ...], tables: int
) -> Report:
    """A random report with `tables` tables of the styles, each style as likely as the others."""
    names, weights = zip(*LAYOUTS.items(), strict=True)
    layout = layout or rng.choices(names, weights)[0]
    bureau, year = rng.choice(words.BUREAUS), rng.randrange(106, 115)
    report = Report(
        layout=layout,
        head=f"{bureau}{rng.choice(('業務報告', '年報', '工作紀要'))}（{year}）",
        size=rng.choice((10.5, 11.0)) if layout == "two" else rng.choice((11.0, 12.0, 14.0)),
        font=rng.choice(("Noto Serif CJK TC", "Noto Sans CJK TC")),
        justified=rng.random() < 0.6,
        indented=rng.random() < 0.7,
        numbers=rng.choice(("plain", "dashes", "named")),
    )
    report.items += [
        Text(f"{bureau}{year}年度{rng.choice(words.TOPICS)}推動報告", "title"),
        Text(f"提報機關：{bureau}", "agency"),
    ]
    number = 0
    for section in range(max(2, tables)):
        report.items.append(Text(f"{_HAN[section]}、{words.heading(rng)}", "h1"))
        for part in range(rng.randint(1, 2)):
            if rng.random() < 0.6:
                report.items.append(Text(f"（{_HAN[part]}）{words.heading(rng)}", "h2"))
            report.items += [_paragraph(rng) for _ in range(rng.randint(1, 3))]
            if rng.random() < 0.35:
                report.items += [
                    Text(f"{i + 1}.{words.paragraph(rng, 8, 90)}", "item")
                    for i in range(rng.randint(2, 5))
                ]
        if section < tables:
            for _ in range(2 if rng.random() < 0.15 else 1):
                number += 1
                report.items.append(
                    make_table(
                        rng, number, rng.choice(styles), report.measure,
                        narrow=layout == "two", notes=layout == "one",
                    )
                )  # fmt: skip
        if rng.random() < 0.7:
            report.items.append(_paragraph(rng))
    report.items += [
        Text(f"聯絡人：{rng.choice(words.PLACES)}{rng.choice('安平和順')}\t電話：(0{n}) 555-0{n}12",
             "contact")
        for n in rng.sample(range(2, 9), rng.choice((0, 2, 3)))
    ]  # fmt: skip
    return report


def _paragraph(rng: random.Random) -> Text:
    text = words.paragraph(rng, 30, 260)
    if rng.random() > 0.2:
        return Text(text)
    stops = [i + 1 for i, char in enumerate(text) if char in "，。"]
    return Text(text, "body", words.paragraph(rng, 12, 60), rng.choice(stops))
