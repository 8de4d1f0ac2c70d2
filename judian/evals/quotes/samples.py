"""Quotations that stand in an index, and altered ones that stand nowhere in it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.evals.quotes.alterations import ALTERATIONS, HARMLESS
from judian.search.quotes.form import form_of
from judian.search.quotes.parts import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

_CLAUSE_END = re.compile("[，。；：！？\n\t]")
#: Han characters a sample must have: tables of numbers are no quotations.
_LEAST_HAN = 10
_LENGTHS = (12, 160)


@dataclass(frozen=True, slots=True)
class Sample:
    """A quotation, what was done to it, and whether it is true."""

    text: str
    how: str
    is_true: bool
    passage: str


class Oracle:
    """The whole text of an index, in which a quotation is sought from the first to the last."""

    def __init__(self, service: Service) -> None:
        self.documents = [service.document(d.id) for d in service.documents() if d.passages]
        self._forms = [form_of(view.text).text for view in self.documents]

    def has(self, text: str) -> bool:
        """True if the text stands somewhere, in its form."""
        wanted = whole(text).form.text
        return any(wanted in form for form in self._forms)


def true_quotations(oracle: Oracle, dice: random.Random) -> Iterator[tuple[str, str]]:
    """(quotation, passage id) without end: one clause to several of a random passage."""
    passages = [p for view in oracle.documents for p in view.passages if len(p.text) >= _LENGTHS[0]]
    while True:
        passage = dice.choice(passages)
        ends = [0, *(m.end() for m in _CLAUSE_END.finditer(passage.text)), len(passage.text)]
        start = dice.choice(ends[:-1])
        later = [e for e in ends if _LENGTHS[0] <= e - start <= _LENGTHS[1]]
        if later:
            text = passage.text[start : dice.choice(later)].strip()
            if len(re.findall("[一-鿿]", text)) >= _LEAST_HAN:
                yield text, passage.id


def samples(oracle: Oracle, count: int, seed: int) -> list[Sample]:
    """`count` true and `count` altered quotations."""
    dice = random.Random(seed)
    source = true_quotations(oracle, dice)
    found: list[Sample] = []
    for number in range(count):
        text, passage = next(source)
        how = list(HARMLESS)[number % len(HARMLESS)]
        found.append(Sample(HARMLESS[how](text, dice), how, True, passage))
    altered = 0
    while altered < count:
        how = list(ALTERATIONS)[altered % len(ALTERATIONS)]
        text, passage = next(source)
        changed = ALTERATIONS[how](text, dice)
        if changed is not None and not oracle.has(changed):
            found.append(Sample(changed, how, False, passage))
            altered += 1
    return found
