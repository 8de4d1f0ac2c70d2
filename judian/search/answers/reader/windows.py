"""Windows: the input of the reader's network for one question and one passage.

A window is `question ⟨/s⟩ lines above ⟨/s⟩ units ⟨/s⟩`. Of a passage that does not fit, the units
are taken that share the rarest pairs of characters with the question.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.search.answers.reader.vocabulary import BEGIN, END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from judian.search.answers.reader.inputs import PassageInput, Unit
    from judian.search.answers.reader.vocabulary import Token, Vocabulary

    Rarity = Callable[[str], float]

#: Most tokens of a window, of the question in it and of the lines above. 160 tokens take a core of
#: 2024 about 31 ms; longer windows gained nothing on DRCD.
WINDOW, QUESTION, ABOVE = 160, 34, 44
#: The parts of a window, as the network tells them apart: where an answer may be, and what
#: stands beside it.
ASKED, TEXT, BESIDE = 0, 1, 2
#: What a token has in common with the question: nothing, its characters, a pair of characters.
NOTHING, CHARACTERS, PAIR = 0, 1, 2
#: The worth of a shared character beside that of a shared pair of the greatest rarity.
CHARACTER_WORTH = 0.075
#: Characters that say nothing about a subject, folded.
_EMPTY = frozenset("的是在了有哪何什么谁多少几为?,、。 ▁:;()「」")


@dataclass(frozen=True, slots=True)
class ReaderQuestion:
    """A folded question: the rows of its tokens, its pairs of characters and its characters,
    without those that say nothing."""

    ids: tuple[int, ...]
    pairs: frozenset[str]
    characters: frozenset[str]


@dataclass(slots=True)
class Window:
    """The input of the network, a list entry a token.

    `ids` are rows of the vocabulary, `parts` ASKED, TEXT or BESIDE, `matches` NOTHING, CHARACTERS
    or PAIR. `spans` are the offsets in the passage's folded text, None for tokens outside of it.
    `runs` number the stretches of text without a gap: an answer lies in one of them.
    """

    ids: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    matches: list[int] = field(default_factory=list)
    spans: list[tuple[int, int] | None] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)

    def add(self, row: int, part: int, match: int, span: tuple[int, int] | None) -> None:
        """Append one token."""
        before = self.spans[-1] if self.spans else None
        joined = span is not None and before is not None and 0 <= span[0] - before[1] <= 1
        last = self.runs[-1] if self.runs else 0
        self.ids.append(row)
        self.parts.append(part)
        self.matches.append(match)
        self.spans.append(span)
        self.runs.append(last if joined else last + 1)


def reader_question(vocabulary: Vocabulary, folded: str) -> ReaderQuestion:
    """The question as windows need it."""
    pairs = {a + b for a, b in pairwise(folded) if a not in _EMPTY and b not in _EMPTY}
    ids = tuple(token.id for token in vocabulary.tokens(folded)[:QUESTION])
    return ReaderQuestion(ids, frozenset(pairs), frozenset(folded) - _EMPTY)


def unit_scores(question: ReaderQuestion, units: Sequence[Unit], rarity: Rarity) -> list[float]:
    """How much each unit shares with the question: the rarities (0 to 1) of shared pairs, and a
    little for each shared character."""
    weights = {pair: rarity(pair) for pair in question.pairs}
    scores = []
    for unit in units:
        shared = sum(weights[a + b] for a, b in set(pairwise(unit.text)) if a + b in weights)
        characters = len(question.characters & set(unit.text))
        scores.append(shared + CHARACTER_WORTH * characters)
    return scores


def make_window(
    vocabulary: Vocabulary, question: ReaderQuestion, passage: PassageInput, rarity: Rarity
) -> Window:
    """The window of a passage: kept units first, then those that share most with the question."""
    scores = unit_scores(question, passage.units, rarity)
    order = sorted(range(len(scores)), key=lambda at: (not passage.units[at].kept, -scores[at]))
    return window_of(vocabulary, question, passage, order)


def window_of(
    vocabulary: Vocabulary,
    question: ReaderQuestion,
    passage: PassageInput,
    order: Iterable[int],
    limit: int = WINDOW,
) -> Window:
    """The window of the units that fit into `limit` tokens when they are taken in `order`; they
    stand in the order of the text. The first unit is cut off if it alone is too long."""
    window = Window()
    window.add(BEGIN, ASKED, NOTHING, None)
    for row in question.ids:
        window.add(row, ASKED, NOTHING, None)
    window.add(END, ASKED, NOTHING, None)
    _add_above(window, vocabulary, question, passage.above)
    room = limit - len(window.ids) - 1
    chosen: dict[int, tuple[Token, ...]] = {}
    for at in order:
        tokens = vocabulary.tokens(passage.units[at].text)
        if len(tokens) <= room or not chosen:
            chosen[at] = tokens[:room]
            room -= len(chosen[at])
    for at in sorted(chosen):
        _add_unit(window, question, passage.units[at], chosen[at])
    window.add(END, BESIDE, NOTHING, None)
    return window


def _add_above(
    window: Window, vocabulary: Vocabulary, question: ReaderQuestion, above: Iterable[str]
) -> None:
    text = "。".join(above)
    tokens = vocabulary.tokens(text)
    marks = _marks(question, text, tokens)
    # The innermost line says most.
    for token, mark in list(zip(tokens, marks, strict=True))[-ABOVE:]:
        window.add(token.id, BESIDE, mark, None)
    window.add(END, BESIDE, NOTHING, None)


def _add_unit(
    window: Window, question: ReaderQuestion, unit: Unit, tokens: Sequence[Token]
) -> None:
    shift = unit.offset - unit.start
    for token, mark in zip(tokens, _marks(question, unit.text, tokens), strict=True):
        start, end = max(token.start, unit.start), min(token.end, unit.end)
        if start < end:
            window.add(token.id, TEXT, mark, (start + shift, end + shift))
        else:
            window.add(token.id, BESIDE, mark, None)


def _marks(question: ReaderQuestion, text: str, tokens: Sequence[Token]) -> list[int]:
    """What each token has in common with the question."""
    shared = [False] * (len(text) + 1)
    for at, (left, right) in enumerate(pairwise(text)):
        if left + right in question.pairs:
            shared[at] = shared[at + 1] = True
    marks = []
    for token in tokens:
        if any(shared[token.start : token.end]):
            marks.append(PAIR)
        elif question.characters.issuperset(text[token.start : token.end]):
            marks.append(CHARACTERS)
        else:
            marks.append(NOTHING)
    return marks
