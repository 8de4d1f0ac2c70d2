"""Drafts that state what the reports of an index state, and some of it altered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.evals.quotes.alterations import ALTERATIONS
from judian.evals.quotes.samples import true_quotations
from judian.search.replies.audits import ClaimKind

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from judian.core.model import DocumentInfo, Passage
    from judian.evals.quotes.samples import Oracle

_LEADS = ("經查，", "次查，", "又查，", "另查，", "依卷附資料，", "")
_ARTICLE = re.compile(r"第\s?([0-9]{1,3}|[一二三四五六七八九十百]{1,5})\s?條")
_MARKER = re.compile(r"^[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]\s*")
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a draft: the kind of its claim, whether it is true, and `[start, end)` of what
    was altered in it, or of the claim."""

    text: str
    kind: ClaimKind
    is_true: bool
    how: str
    start: int
    end: int


def statements(oracle: Oracle, dice: random.Random) -> Iterator[Statement]:
    """Statements without end: a quotation, a figure in other words, a sentence with a figure, one
    with an article, each true and then altered."""
    makers = [_quotation(oracle, dice), _figure(oracle, dice), _sentence(oracle, dice)]
    articles = list(_with_articles(oracle))
    if articles:
        makers.append(_article(oracle, articles, dice))
    while True:
        for maker in makers:
            yield next(maker)


def _quotation(oracle: Oracle, dice: random.Random) -> Iterator[Statement]:
    source = true_quotations(oracle, dice)
    infos = {p.id: (view.info, p) for view in oracle.documents for p in view.passages}
    hows = [how for how in ALTERATIONS if how != "order"]
    for number, (text, passage_id) in enumerate(source):
        words = re.sub("[「」『』\n\t]", "", text)
        if len(words) < 14 or not oracle.has(words):
            continue
        lead = dice.choice(_LEADS) + _citation(*infos[passage_id])
        yield _statement(lead, words, "」等語。", ClaimKind.QUOTATION)
        changed = ALTERATIONS[hows[number % len(hows)]](words, dice)
        if changed is not None and not oracle.has(changed):
            how = hows[number % len(hows)]
            yield _statement(lead, changed, "」等語。", ClaimKind.QUOTATION, how)


def _citation(info: DocumentInfo, passage: Passage) -> str:
    page = f"第{passage.page}頁" if passage.page and str(passage.page) == passage.page_label else ""
    return f"《{info.title}》{page}載明：「" if len(info.title) < 60 else "報告載明：「"


def _statement(lead: str, words: str, behind: str, kind: ClaimKind, how: str = "") -> Statement:
    return Statement(
        f"{lead}{words}{behind}", kind, not how, how or "true", len(lead), len(lead) + len(words)
    )


def _figure(oracle: Oracle, dice: random.Random) -> Iterator[Statement]:
    """Figures in a sentence of their own: period, what is measured, number."""
    said = [
        (passage, figure)
        for view in oracle.documents
        for passage in view.passages
        for figure in passage.figures
        if figure.unit and figure.period and figure.period.text and figure.measure
        and len(re.findall("[一-鿿]", figure.measure)) >= 4
        and not re.search("[0-9]", figure.measure)
        and figure.kind in ("count", "amount", "weight", "area", "length")
        and not figure.qualifier and "\n" not in figure.text and "\t" not in figure.text
    ]  # fmt: skip
    while said:
        passage, figure = dice.choice(said)
        period = figure.period.text if figure.period else ""
        unit = figure.unit or ""
        number = figure.text if unit in figure.text else f"{figure.text}"
        if passage.table is not None and not re.search("[一-鿿]", number):
            number = f"{figure.value:,}{unit}"
        measure = re.sub(r"\s+", "", (figure.measure or "").replace(" › ", ""))
        lead = f"{dice.choice(_LEADS)}{period}{measure}為"
        yield _statement(lead, number, "。", ClaimKind.FIGURE)
        changed = ALTERATIONS["digit"](number, dice)
        if changed is not None and not oracle.has(f"{measure}{changed}"):
            yield _statement(lead, changed, "。", ClaimKind.FIGURE, "digit")
        if (moved := ALTERATIONS["year"](period, dice)) is not None:
            lead = f"{moved}{measure}為"
            yield _statement(lead, number, "。", ClaimKind.FIGURE, "year")


def _sentence(oracle: Oracle, dice: random.Random) -> Iterator[Statement]:
    """Sentences of the reports with one figure, as they are and with another digit."""
    said = list(_whole_sentences(oracle, lambda p: bool(p.figures), "[0-9]"))
    while said:
        text = dice.choice(said)
        lead = dice.choice(_LEADS)
        numbers = list(re.finditer(r"[0-9][0-9,.]*", text))
        chosen = dice.choice(numbers)
        yield Statement(
            lead + text, ClaimKind.FIGURE, True, "true",
            len(lead) + chosen.start(), len(lead) + chosen.end(),
        )  # fmt: skip
        changed = ALTERATIONS["digit"](chosen[0], dice) or ""
        altered = text[: chosen.start()] + changed + text[chosen.end() :]
        if not oracle.has(altered):
            yield Statement(
                lead + altered, ClaimKind.FIGURE, False, "digit in a sentence",
                len(lead) + chosen.start(), len(lead) + chosen.start() + len(changed),
            )  # fmt: skip


def _whole_sentences(
    oracle: Oracle, wanted: Callable[[Passage], bool], pattern: str
) -> Iterator[str]:
    """Sentences without their list markers, in which the pattern occurs."""
    for view in oracle.documents:
        for passage in view.passages:
            if passage.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM) and wanted(passage):
                for text in re.findall(r"[^。\n「」]{12,120}。", passage.text):
                    said = re.sub(r"^[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]\s*", "", text)
                    if re.search(pattern, said):
                        yield said


def _with_articles(oracle: Oracle) -> Iterator[str]:
    return _whole_sentences(oracle, lambda p: any(m.articles for m in p.mentions), _ARTICLE.pattern)


def _article(oracle: Oracle, said: list[str], dice: random.Random) -> Iterator[Statement]:
    """Sentences of the reports that cite an article, as they are and with another article."""
    while True:
        text = dice.choice(said)
        match = dice.choice(list(_ARTICLE.finditer(text)))
        yield Statement(text, ClaimKind.ARTICLE, True, "true", match.start(), match.end())
        other = _other_article(match[1], dice)
        altered = text[: match.start(1)] + other + text[match.end(1) :]
        if not oracle.has(altered):
            end = match.end() - len(match[1]) + len(other)
            yield Statement(altered, ClaimKind.ARTICLE, False, "article", match.start(), end)


def _other_article(number: str, dice: random.Random) -> str:
    if number.isdigit():
        return str(max(1, int(number) + dice.choice((-2, -1, 1, 2, 3))))
    at = dice.randrange(len(number))
    return (
        number[:at] + dice.choice([n for n in _NUMERALS[:9] if n != number[at]]) + number[at + 1 :]
    )
