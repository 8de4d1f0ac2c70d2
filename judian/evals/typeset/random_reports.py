"""Random sample reports: title, numbered sections, paragraphs, list items, tables, contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.evals.typeset import vocabulary
from judian.evals.typeset.random_tables import make_table
from judian.evals.typeset.report_model import LAYOUTS, SampleReport, Text

if TYPE_CHECKING:
    import random

_HAN = "一二三四五六七八九十"


def make_report(
    rng: random.Random, layout: str | None, styles: tuple[str, ...], tables: int
) -> SampleReport:
    """A random report with about `tables` tables, each in a random one of the styles.

    Without a `layout` one is chosen by the weights of LAYOUTS.
    """
    names, weights = zip(*LAYOUTS.items(), strict=True)
    layout = layout or rng.choices(names, weights)[0]
    bureau, year = rng.choice(vocabulary.BUREAUS), rng.randrange(106, 115)
    report = SampleReport(
        layout=layout,
        running_header=f"{bureau}{rng.choice(('業務報告', '年報', '工作紀要'))}（{year}）",
        size=rng.choice((10.5, 11.0)) if layout == "two" else rng.choice((11.0, 12.0, 14.0)),
        font=rng.choice(("Noto Serif CJK TC", "Noto Sans CJK TC")),
        justified=rng.random() < 0.6,
        indented=rng.random() < 0.7,
        numbers=rng.choice(("plain", "dashes", "named")),
    )
    report.items += [
        Text(f"{bureau}{year}年度{rng.choice(vocabulary.TOPICS)}推動報告", "title"),
        Text(f"提報機關：{bureau}", "agency"),
    ]
    number = 0
    for section in range(max(2, tables)):
        report.items.append(Text(f"{_HAN[section]}、{vocabulary.heading(rng)}", "h1"))
        for part in range(rng.randint(1, 2)):
            if rng.random() < 0.6:
                report.items.append(Text(f"（{_HAN[part]}）{vocabulary.heading(rng)}", "h2"))
            report.items += [_paragraph(rng) for _ in range(rng.randint(1, 3))]
            if rng.random() < 0.35:
                report.items += [
                    Text(f"{i + 1}.{vocabulary.paragraph(rng, 8, 90)}", "item")
                    for i in range(rng.randint(2, 5))
                ]
        if section < tables:
            for _ in range(2 if rng.random() < 0.15 else 1):
                number += 1
                report.items.append(
                    make_table(
                        rng, number, rng.choice(styles), report.measure,
                        narrow=layout == "two", footnotes=layout == "one",
                    )
                )  # fmt: skip
        if rng.random() < 0.7:
            report.items.append(_paragraph(rng))
    report.items += [
        Text(_contact(rng, n), "contact") for n in rng.sample(range(2, 9), rng.choice((0, 2, 3)))
    ]
    return report


def _contact(rng: random.Random, area: int) -> str:
    """A name and a telephone number, separated by a tab."""
    name = rng.choice(vocabulary.PLACES) + rng.choice("安平和順")
    return f"聯絡人：{name}\t電話：(0{area}) 555-0{area}12"


def _paragraph(rng: random.Random) -> Text:
    """A paragraph, one in five with a footnote."""
    text = vocabulary.paragraph(rng, 30, 260)
    if rng.random() > 0.2:
        return Text(text)
    stops = [i + 1 for i, char in enumerate(text) if char in "，。"]
    return Text(text, "body", vocabulary.paragraph(rng, 12, 60), rng.choice(stops))
