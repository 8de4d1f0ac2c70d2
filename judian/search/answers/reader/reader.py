"""The reader as the pipeline uses it: a question and its first passages in, probable spans out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from judian.search.answers.reader.inputs import passage_input
from judian.search.answers.reader.spans import Reading, read_spans
from judian.search.answers.reader.windows import make_window, reader_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.reader.inputs import PassageInput
    from judian.search.answers.reader.spans import Floats
    from judian.search.answers.reader.vocabulary import Vocabulary
    from judian.search.answers.reader.windows import Rarity, Window

#: Passages that are read for a question. Five windows take a core about 155 ms; of 120 fresh
#: questions over reports the passage with the answer was among the first three for 109.
PASSAGES = 5


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

    def read(self, question: str, contexts: Sequence[CandidateContext], rarity: Rarity) -> Reading:
        """The reading of the passages, whose numbers are their indexes in `contexts`; `question` is
        folded and `rarity` gives the idf of a pair of characters as a share of the greatest."""
        return self.read_inputs(question, [passage_input(context) for context in contexts], rarity)

    def read_inputs(
        self, question: str, passages: Sequence[PassageInput], rarity: Rarity
    ) -> Reading:
        """As `read`, for passages whose units are known already."""
        if not passages:
            return Reading((), (), 1.0)
        asked = reader_question(self._vocabulary, question)
        windows = [make_window(self._vocabulary, asked, p, rarity) for p in passages]
        starts, ends = self._network.scores(windows)
        return read_spans(windows, starts, ends, self._temperature)
