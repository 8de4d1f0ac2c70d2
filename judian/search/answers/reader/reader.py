"""The reader as the pipeline uses it: a question and its first passages in, probable spans out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from judian.search.answers.reader.inputs import passage_input
from judian.search.answers.reader.spans import Reading, read_spans
from judian.search.answers.reader.windows import make_window, reader_question
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.reader.inputs import PassageInput
    from judian.search.answers.reader.spans import Floats
    from judian.search.answers.reader.vocabulary import Vocabulary
    from judian.search.answers.reader.windows import Rarity, Window

#: Passages that are read for a question, the likeliest (`scoring.passage_ranking`). Five windows
#: take a core about 100 ms.
PASSAGES = 5
_CLAUSE_END = compiled("[;。:!?\n]|,(?![0-9]{3})|(?<![0-9]),")


class Network(Protocol):
    """What gives the tokens of windows their scores."""

    def scores(self, windows: Sequence[Window]) -> tuple[Floats, Floats]:
        """The scores of each token as start and as end of the answer, windows by tokens."""
        ...


class Reader:
    """Reads the passages of a question for its answer; may be used by many threads at once."""

    def __init__(self, network: Network, vocabulary: Vocabulary, temperature: float = 1.0) -> None:
        self._network = network
        self._vocabulary = vocabulary
        self._temperature = temperature

    def tempered(self, temperature: float) -> Reader:
        """The same reader with another temperature."""
        return Reader(self._network, self._vocabulary, temperature)

    def read(
        self,
        question: str,
        contexts: Sequence[CandidateContext],
        rarity: Rarity,
        *,
        in_clause: bool = False,
    ) -> Reading:
        """The reading of the passages, whose numbers are their indexes in `contexts`; `question` is
        folded and `rarity` gives the idf of a pair of characters as a share of the greatest. The
        answer lies within one clause if `in_clause` is True: a number, a date, a name."""
        borders = [clause_ends(context.text) for context in contexts] if in_clause else ()
        passages = [passage_input(context) for context in contexts]
        return self.read_inputs(question, passages, rarity, borders)

    def read_inputs(
        self,
        question: str,
        passages: Sequence[PassageInput],
        rarity: Rarity,
        borders: Sequence[Sequence[int]] = (),
    ) -> Reading:
        """As `read`, for passages whose units are known already; no answer crosses one of the
        `borders` of its passage."""
        if not passages:
            return Reading((), (), 1.0)
        asked = reader_question(self._vocabulary, question)
        windows = [make_window(self._vocabulary, asked, p, rarity) for p in passages]
        starts, ends = self._network.scores(windows)
        return read_spans(windows, starts, ends, self._temperature, borders)


def clause_ends(folded: str) -> list[int]:
    """The offsets of the marks that end clauses; the commas of numbers do not."""
    return [mark.start() for mark in _CLAUSE_END.finditer(folded)]
