"""Facts that a question can be asked about: figures, table cells, dates, names and definitions that
the indexer has typed, each with the words around it as slots of a question.

A fact is a span of a passage. What stands before and after it in its clause, its headers and its
period become the slots; the span itself becomes the interrogative.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.entities.categories import find_values
from judian.zh.entities.names import organisations, places
from judian.zh.entities.persons import persons
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import segment
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.zh.figures.extraction import Figure

_CLAUSE_ENDS = "，、；。（）()：:,;\n「」!！?？|"
#: Fewest and most characters of the words of a clause that a question repeats.
FEWEST, MOST = 4, 34
#: Words between what is counted and its number, that a question leaves out.
_LINK = compiled(
    "(?:共計|合計|總計|共有|計有|計|達|為|约|約|逾|近|僅|共|有|已|係|占|至|之|的|高|是)+$"
)
_BEFORE_DATE = compiled("(?:自|於|在|從|至|迄|截至|嗣|復|業|並|爰|經)+$")
_DEFINITION = compiled(
    "(?:所稱|所謂)(?P<name>[^,。;:指]{2,18}?)[,:]?(?:係|系)?指(?P<text>[^。;]{6,90})"
)
_REASON = compiled(
    "(?:由於|因為|因)(?P<text>[^,。;因]{5,40}),(?:致使|以致|因而|因此|致|故|爰)(?P<what>[^,。;]{5,34})"
)
#: Numbers of items before a label, and codes behind it.
_NUMBERING = compiled(
    r"^(?:\([^)]{0,3}\)|[0-9]+[.、]?|[一二三四五六七八九十]{1,3}[、.])+|[0-9]+$|\(\)"
)
_HAN_PAIR = compiled("[一-鿿]{2}")
#: Interrogatives by kind of fact; `{unit}` is the unit of a figure.
WORDS: dict[str, tuple[str, ...]] = {
    "amount": ("多少錢", "多少元", "多少", "多少經費"),
    "rate": ("多少", "百分之多少", "百分之幾", "幾成", "多少百分比"),
    "weight": ("多少{unit}", "多重", "幾{unit}", "多少"),
    "duration": ("多久", "幾{unit}", "多少{unit}", "多長時間"),
    "area": ("多少{unit}", "多大", "多少面積", "幾{unit}"),
    "length": ("多少{unit}", "多長", "幾{unit}", "多遠"),
    "count": ("多少{unit}", "幾{unit}", "多少", "若干{unit}"),
    "date": ("何時", "什麼時候", "哪一天", "幾時", "哪年哪月", "何年何月何日", "哪一年"),
    "organisation": ("哪個機關", "哪個單位", "哪個機構", "何機關", "哪一個單位", "誰"),
    "company": ("哪家公司", "哪間公司", "哪個公司", "誰"),
    "person": ("誰", "何人", "哪一位", "哪位"),
    "place": ("哪裡", "何處", "什麼地方", "哪個地方", "何地"),
    "country": ("哪個國家", "哪國", "哪一國", "何國"),
    "instrument": ("哪部法律", "什麼法", "哪個法規", "什麼協定", "哪一項規定", "什麼"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A span [start, end) of a passage's folded text, with the slots of a question about it.

    `kind` is figure, cell, date, name, instrument, definition or reason; `word` a key of WORDS (""
    for definitions and reasons). Slots are folded, "" where there is nothing: what stands `before`
    and `after` the span, the `row` and `column` of a cell, the `period` and the `unit`.
    """

    kind: str
    start: int
    end: int
    word: str = ""
    before: str = ""
    after: str = ""
    row: str = ""
    column: str = ""
    period: str = ""
    unit: str = ""


def facts_of(context: CandidateContext) -> Iterator[Fact]:
    """Yield the facts of a passage."""
    if context.is_row:
        yield from _cells(context)
        return
    for figure in context.hit.passage.figures:
        yield from _figure(context, figure)
    yield from _dates(context)
    yield from _names(context)
    yield from _statements(context)


def _cells(context: CandidateContext) -> Iterator[Fact]:
    """Yield the cells with a number under headers that tell them from the others of their row."""
    passage = context.hit.passage
    figures = {figure.start: figure for figure in passage.figures}
    cells = passage.table.cells if passage.table else ()
    paths = [tuple(map(squeezed_fold, cell.column)) for cell in cells]
    for cell, path in zip(cells, paths, strict=True):
        figure = next((figures[at] for at in range(cell.start, cell.end) if at in figures), None)
        if figure is None or not path or paths.count(path) > 1:
            continue
        if not _label(cell.row[-2:]) or not _label(path[-3:]):
            continue
        start, end = context.folded_span(figure.start, figure.end)
        alone = sum(other[-1:] == path[-1:] for other in paths) == 1
        yield Fact(
            "cell",
            start,
            end,
            _figure_word(figure),
            row=_label(cell.row[-2:]),
            column=_label(path[-1:] if alone else path[-3:]),
            period=_period(figure),
            unit=fold(figure.unit or ""),
        )


def _label(headers: Sequence[str]) -> str:
    """The headers as one folded label, without numbers of items and codes."""
    parts = (_NUMBERING.sub("", squeezed_fold(header)) for header in headers)
    return "".join(part for part in parts if _HAN_PAIR.search(part))


def _figure(context: CandidateContext, figure: Figure) -> Iterator[Fact]:
    if figure.kind in ("rank", "ordinal"):
        return
    start, end = context.folded_span(figure.start, figure.end)
    before, after = _around(context.text, start, end)
    before = _LINK.sub("", before)
    if len(before) < FEWEST:
        before = squeezed_fold(figure.measure or "")
    if FEWEST <= len(before) <= MOST:
        unit = squeezed_fold(figure.unit or "")
        word = _figure_word(figure)
        yield Fact("figure", start, end, word, before, after, period=_period(figure), unit=unit)


def _figure_word(figure: Figure) -> str:
    if figure.unit == "元":
        return "amount"
    return figure.kind if figure.kind in WORDS else "rate" if figure.unit == "%" else "count"


def _period(figure: Figure) -> str:
    return squeezed_fold(figure.period.text) if figure.period else ""


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the clause before and after the span; the clause before it too if they are
    few."""
    low = _clause_start(text, start)
    if start - low < FEWEST and low > 0:
        low = _clause_start(text, low - 1)
    high = end
    while high < len(text) and text[high] not in _CLAUSE_ENDS:
        high += 1
    before = text[low:start].strip(_CLAUSE_ENDS + " ")
    return _NUMBERING.sub("", before), text[end:high].strip()


def _clause_start(text: str, at: int) -> int:
    while at > 0 and text[at - 1] not in _CLAUSE_ENDS:
        at -= 1
    return at


def _dates(context: CandidateContext) -> Iterator[Fact]:
    text = context.text
    for date in context.dates:
        if date.period.start is None and date.period.end is None:
            continue
        before, after = _around(text, date.start, date.end)
        before = _BEFORE_DATE.sub("", before)
        if FEWEST <= len(after) <= MOST and any(map(is_verb, segment(after))):
            short = before if len(before) <= MOST // 2 else ""
            yield Fact("date", date.start, date.end, "date", short, after)


def _names(context: CandidateContext) -> Iterator[Fact]:
    text = context.text
    named = [(n.start, n.end, n.kind) for n in organisations(text) if not n.generic]
    named += [(n.start, n.end, "person") for n in persons(text)]
    named += [(n.start, n.end, "place") for n in places(text) if not n.generic]
    named += [(v.start, v.end, "country") for v in find_values(text) if v.category == "country"]
    for start, end, kind in named:
        before, after = _around(text, start, end)
        if FEWEST <= len(before) + len(after) <= MOST and any(
            map(is_verb, segment(before + after))
        ):
            word = "company" if text[:end].endswith("公司") else kind
            if word in WORDS:
                yield Fact("name", start, end, word, before, after)
    for mention in context.hit.passage.mentions:
        start, end = context.folded_span(mention.start, mention.end)
        before, after = _around(text, start, end)
        if FEWEST <= len(before) + len(after) <= MOST:
            yield Fact("instrument", start, end, "instrument", before, after)


def _statements(context: CandidateContext) -> Iterator[Fact]:
    for found in _DEFINITION.finditer(context.text):
        yield Fact("definition", *found.span("text"), before=found["name"])
    for found in _REASON.finditer(context.text):
        yield Fact("reason", *found.span("text"), before=found["what"])
