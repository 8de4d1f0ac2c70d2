"""How far the reader supports a candidate: the probabilities of its spans that say the same.

A span says the same in the passage that it marks, as far as both share characters, and in any other
passage if it is the same text or the same number: that 506 人 stands in two passages makes it
likelier, not doubtful.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.reader.spans import ReaderSpan, Reading
    from judian.search.answers.scoring.score import ScoredCandidate

#: The least share of common characters (F1) with which a span says what a candidate says: two
#: numbers and the words between them say neither.
SAME = 0.6
#: The least support by which a candidate is compared though rules rule it out: of 300 questions in
#: the askers' own words one in twenty lost its right candidate to them.
OVERRULES = 0.4
#: The rules that it overrules. It marks numbers of another period or ordinal, plans and parts as
#: surely as the right ones: of 37 candidates that it supported against rules all 11 were right
#: against these four, and 5 of 26 against others.
OVERRULED = frozenset(("not_ordered", "other_actor", "rival_subject", "wrong_type"))
#: A text is a number if at least this share of its characters are figures; its unit may differ.
_FIGURES = 0.4
#: 甲方, 乙案, A標: a name by one label.
_LABELS = fold("甲乙丙丁戊己庚辛壬癸abcdefgh")
_LABEL = compiled(f"[{_LABELS}](?P<noun>[一-鿿]{{1,3}})")
_NUMERIC = compiled(f"[0-9.{fold('萬億')}]")
_MARKS = " ,、。;:「」《》()\"'"


@dataclass(frozen=True, slots=True)
class _Marked:
    """A span of the reader with its content."""

    span: ReaderSpan
    content: str


class ReadSupport:
    """The reading of a question's first passages, asked about its candidates."""

    def __init__(self, reading: Reading, contexts: Sequence[CandidateContext]) -> None:
        self._marked = [
            _Marked(span, content(contexts[span.context].text[span.start : span.end]))
            for span in reading.spans
        ]
        places = reading.places or range(len(reading.not_said))
        self._places = {id(contexts[at]): number for number, at in enumerate(places)}
        self._contexts = contexts
        masses: dict[str, float] = {}
        for each in self._marked:
            masses[each.content] = masses.get(each.content, 0.0) + each.span.probability
        #: The probability of the likeliest content.
        self.best = max(masses.values(), default=0.0)
        self._masses = masses
        self._known: dict[tuple[int, int, int], list[tuple[_Marked, float]]] = {}

    def place(self, context: CandidateContext) -> int | None:
        """The number of a passage among those that were read; None for any other."""
        return self._places.get(id(context))

    def of(self, scored: ScoredCandidate) -> float:
        """The probability, 0 to 1, that the answer is what a candidate says."""
        shares = self._shares(scored)
        return min(1.0, sum(p.span.probability * share for p, share in shares))

    def rank(self, scored: ScoredCandidate) -> int | None:
        """The number of the likeliest span that says what a candidate says, None without one."""
        return next((n for n, (_, s) in enumerate(self._shares(scored)) if s), None)

    def of_others(self, scored: ScoredCandidate) -> float:
        """The probability of the likeliest content that a candidate does not say."""
        own = {p.content for p, share in self._shares(scored) if share}
        return max((mass for c, mass in self._masses.items() if c not in own), default=0.0)

    def _shares(self, scored: ScoredCandidate) -> list[tuple[_Marked, float]]:
        """The spans, likeliest first, each with the share of it that a candidate says."""
        candidate = scored.candidate
        key = (id(candidate.context), candidate.start, candidate.end)
        if key in self._known:
            return self._known[key]
        said = content(candidate.context.text[candidate.start : candidate.end])
        found = []
        for each in self._marked:
            share = float(each.content == said)
            if self._contexts[each.span.context] is candidate.context:
                share = max(share, each.span.agreement(candidate.start, candidate.end))
            found.append((each, share if share >= SAME else 0.0))
        self._known[key] = found
        return found


def is_overruled(scored: ScoredCandidate, support: float) -> bool:
    """True if rules rule a candidate out, and the reader supports it so that it is compared."""
    if not scored.is_ruled_out or support < OVERRULES or not OVERRULED.issuperset(scored.vetoes):
        return False
    return not any(_is_label_of_another(name, scored) for name in scored.conflicts)


def _is_label_of_another(asked: str, scored: ScoredCandidate) -> bool:
    """True if the context of a candidate has 乙方 and not the 甲方 that is asked for: the reader
    takes two names that differ in a label alone for one."""
    text, name = scored.candidate.context.text, fold(asked)
    label = _LABEL.fullmatch(name)
    if label is None or name in text:
        return False
    return any(other + label["noun"] in text for other in _LABELS)


def content(text: str) -> str:
    """What a folded text says: a number without its unit, any other text without marks."""
    bare = text.strip(_MARKS)
    number = "".join(_NUMERIC.findall(bare))
    if number and len(number) >= _FIGURES * len(bare):
        return number
    return bare
