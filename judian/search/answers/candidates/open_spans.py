"""Open candidates: spans of words in the best sentences, of no type and by no list of forms.

A span begins and ends where phrases do: at punctuation, at quotation marks, beside a verb, a
preposition, a conjunction or 的. It says nothing for a span that it is open, so its form is low:
scoring that knows the sources of candidates decides how much an open one is worth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.candidates.names import is_asked
from judian.zh.entities.categories import words
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import part_of_speech
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel

#: The best sentences that are read, the most spans of each, and the most words and characters of a
#: span. On 200 of DRCD's development questions the right span was then among the candidates of 70 %
#: for things of no type, where the typed candidates and the tagger held it for 41 %.
SENTENCES, SPANS, WORDS, LONGEST = 3, 20, 7, 24
#: The form of an open span: under `penalties.WRONG_TYPE_FORM`, so that by rules alone it is an
#: answer only where nothing of the type asked for is near.
OPEN = 0.1

_TOKEN = compiled("[0-9a-z.·%]+|[^0-9a-z]")
_FUNCTION = frozenset(
    fold(
        "的之了是為係在於由自從與和及或等被將把向對至到以其該此並且而則也亦皆都就又所者著過得地們個"
    )
)
_BORDER_TAGS = ("p", "c", "u", "d", "r", "y", "f")
_PUNCTUATION = frozenset(",。;:!?、()「」《》\n\"'|<>[]")
_INSIDE = frozenset("、()「」《》")

Token = tuple[str, int, int]


def open_spans(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the open spans of the first best sentences, at most SPANS of each: those of the clauses
    that hold most of the question."""
    for place, low, high in context.best_places:
        if place >= SENTENCES:
            continue
        spans = sorted(_spans(context.text, low, high), key=lambda s: _rank(question, context, s))
        taken = 0
        for start, end in spans:
            text = context.text[start:end]
            if taken < SPANS and not _repeats(question, text):
                taken += 1
                yield Candidate(context, start, end, "entity", OPEN)


def _repeats(question: QuestionModel, text: str) -> bool:
    """True if a span is in the question, or holds a word of it that does not name the answer."""
    return is_asked(text, question.text) or any(
        len(name) > 1 and name in text
        for term in question.terms
        if term.start >= question.interrogative_end or term.end <= question.form.start
        for name in term.names
    )


def _rank(
    question: QuestionModel, context: CandidateContext, span: tuple[int, int]
) -> tuple[float, int, int]:
    """Less for a span in a clause that holds more of the question, and for an earlier one."""
    text = context.text
    low = max((text.rfind(mark, 0, span[0]) for mark in ",。;:"), default=-1) + 1
    high = min((at for mark in ",。;:" if (at := text.find(mark, span[1])) >= 0), default=len(text))
    clause = text[low : span[0]] + "|" + text[span[1] : high]
    held = sum(t.weight for t in question.terms if any(name in clause for name in t.names))
    return -held, span[0], span[0] - span[1]


def _spans(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The spans between two borders, of at most WORDS words and LONGEST characters."""
    tokens = _tokens(text, low, high)
    starts = [
        n for n, token in enumerate(tokens) if _can_begin(tokens, n) and not _is_closed(token)
    ]
    found = []
    for first in starts:
        for last in range(first, min(first + WORDS, len(tokens))):
            word, _, end = tokens[last]
            start = tokens[first][1]
            if word in _PUNCTUATION and word not in _INSIDE:
                break
            if end - start > LONGEST:
                break
            if end - start > 1 and _can_end(tokens, last) and _is_balanced(text[start:end]):
                found.append((start, end))
    return found


def _tokens(text: str, low: int, high: int) -> list[Token]:
    """The words of [low, high), with numbers, Latin words and punctuation between them."""
    han = {start: (word, start + low, end + low) for word, start, end in words(text[low:high])}
    tokens: list[Token] = []
    at = low
    while at < high:
        token = han.get(at - low)
        if token is None:
            found = _TOKEN.match(text, at, high)
            token = (text[at : found.end()], at, found.end()) if found else (text[at], at, at + 1)
        tokens.append(token)
        at = token[2]
    return tokens


def _is_closed(token: Token) -> bool:
    """True for a word that begins or ends no span."""
    return token[0] in _PUNCTUATION or token[0] in _FUNCTION


def _is_border(word: str) -> bool:
    """True for a word beside which a phrase may begin or end."""
    if word in _PUNCTUATION or word in _FUNCTION:
        return True
    return is_verb(word) or part_of_speech(word).startswith(_BORDER_TAGS)


def _can_begin(tokens: Sequence[Token], number: int) -> bool:
    return number == 0 or _is_border(tokens[number - 1][0])


def _can_end(tokens: Sequence[Token], number: int) -> bool:
    if _is_closed(tokens[number]):
        return tokens[number][0] in (")", "》")
    return number + 1 == len(tokens) or _is_border(tokens[number + 1][0])


def _is_balanced(text: str) -> bool:
    return all(text.count(left) == text.count(right) for left, right in ("()", "「」", "《》"))
