"""The terms that rank the passages of a query, with their weights, other names and marks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from judian.core.query import Node, Nothing, ScoredTerm, Terms
from judian.search.query.lone_citations import with_instrument_first
from judian.search.query.other_spellings import other_spellings
from judian.search.replies.results import Expansion
from judian.zh import instruments
from judian.zh.entities.categories import joined_words
from judian.zh.figures.extraction import extract as extract_figures
from judian.zh.figures.keys import figure_key
from judian.zh.instruments.article_terms import article_names, mention_terms, own_article_terms
from judian.zh.instruments.short_articles import full_name, with_articles
from judian.zh.numbers.conversion import equal_amounts
from judian.zh.questions.forms import AnswerType, read
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.segment import HAN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.query.catalogue import Catalogue
    from judian.zh.text.analyze import Analysis

#: The weight of each field's terms. Words, pairs and singles count alike (measured on DRCD, see
#: docs/architecture.md); headings count less than the passage.
FIELD_WEIGHTS = {
    "words": 1.0,
    "pairs": 1.0,
    "singles": 1.0,
    "context_words": 0.5,
    "context_pairs": 0.5,
}
#: The weight of a synonym, where the query's own word has 1.
ALTERNATIVE_WEIGHT = 0.8
#: The same for what the collection may say for a word that it lacks: it may mean another thing. On
#: 30 keyword queries 0.3 and 0.5 put the same hits first.
OTHER_WORD_WEIGHT = 0.3
#: The weight of the term of an article, and of an article of a named instrument. Not measured: an
#: article is asked for by number, so that it must outweigh the words around it.
ARTICLE_WEIGHT, ARTICLE_OF_INSTRUMENT_WEIGHT = 2.0, 4.0
#: The weight of the term of the article's own text. Of 186 articles of 31 statutes (23,950
#: passages), each typed as 第N條, as §N and in Chinese numerals, 553 of 558 came first with 40, 534
#: with 24, 492 with 12, and 245 without the term.
OWN_ARTICLE_WEIGHT = 40.0
#: Most other spellings of a number in a query, since each widens it.
MAX_SPELLINGS = 8
_ARTICLE_SIGN = fold("條")
_NUMBER_SIGN = re.compile("[0-9〇一二三四五六七八九十百千万亿兆]")


class RankedTerms:
    """Collects what the parts of a query add to the order and to the marks of its hits.

    `boost` is the weight of the part that is being read; `plain` are folded words whose other
    names are not searched.
    """

    def __init__(self, catalogue: Catalogue, expand: bool, plain: frozenset[str]) -> None:
        self.catalogue = catalogue
        self.expand = expand
        self.plain = plain
        self.boost = 1.0
        self.analyses: dict[str, Analysis] = {}
        self._weights: Counter[tuple[str, str]] = Counter()
        self._expansions: dict[str, Expansion] = {}
        self._needles: dict[str, None] = {}
        self._patterns: dict[str, None] = {}
        self._nearby: dict[str, None] = {}

    @property
    def terms(self) -> tuple[ScoredTerm, ...]:
        """The terms with their weights. A boost below 1 takes from what plain words have together,
        where a word may have other terms than by itself (海 岸^0.5): none has less than nothing."""
        return tuple(
            ScoredTerm(name, term, max(w, 0.0)) for (name, term), w in self._weights.items()
        )

    @property
    def expansions(self) -> tuple[Expansion, ...]:
        """The words of the query that are searched under other names too."""
        return tuple(self._expansions.values())

    @property
    def needles(self) -> tuple[str, ...]:
        """The folded texts to mark in hits, the longest first."""
        return tuple(sorted(self._needles, key=lambda n: (-len(n), n)))

    @property
    def patterns(self) -> tuple[str, ...]:
        """The folded texts with wildcards to mark in hits."""
        return tuple(self._patterns)

    @property
    def nearby(self) -> tuple[str, ...]:
        """The folded words and pairs whose proximity re-ranks hits."""
        return tuple(self._nearby)

    def mark(self, folded: str) -> None:
        """Mark a text in hits."""
        self._needles.setdefault(folded)

    def mark_pattern(self, folded: str) -> None:
        """Mark what a text with wildcards matches."""
        self._patterns.setdefault(folded)

    def rank(self, text: str) -> Node:
        """The filter of plain words: any one of them must match, all of them are scored."""
        whole = self.analyzed(text)
        folded = whole.folded
        question = read(folded)
        content = folded if question.answer_type is AnswerType.NOTHING else question.content
        if not content.strip():
            content = folded
        analysis = self.analyzed(content)
        self.score(analysis.terms, 1.0)
        matching = _matching(analysis.terms)
        for word in (w for w, _, _ in joined_words(analysis.folded)):
            if len(word) > 1 or len(analysis.terms["singles"]) == 1:
                self.mark(word)
        for word in analysis.terms["words"]:
            if word.isascii():
                self.mark(_with_unit(analysis.folded, word))
        for term in (*analysis.terms["words"], *analysis.terms["pairs"]):
            self._nearby.setdefault(term)
        if self.expand:
            is_question = question.answer_type is not AnswerType.NOTHING
            matching |= self._rank_expansions(text, content, is_question=is_question)
        return Terms(tuple(sorted(matching))) if matching else Nothing()

    def _rank_expansions(
        self, text: str, content: str, *, is_question: bool
    ) -> set[tuple[str, str]]:
        """The terms of everything that plain words are searched under besides, which are scored,
        marked and reported. `content` is the folded text without the words that only ask."""
        whole = self.analyzed(text)
        matching: set[tuple[str, str]] = set()
        for start, end, names in self.catalogue.synonyms.find(content):
            if content[start:end] in self.plain:
                continue
            self.mark(content[start:end])
            self.report(whole.squeezed[start:end], names)
            matching |= self._rank_names(names)
        for word in dict.fromkeys(text.split()):
            name = full_name(fold(word))
            if name is not None and fold(word) not in self.plain:
                self.report(word, [name])
                matching |= self._rank_names([name])
        if not is_question:
            matching |= self._rank_other_words(whole, _named(whole, content, self.catalogue))
        completed = with_articles(with_instrument_first(text))
        matching |= self._rank_articles(completed, self.analyzed(completed))
        matching |= self._rank_numbers(whole)
        for start, end, names in other_spellings(whole.squeezed):
            if whole.folded[start:end] not in self.plain:
                self.report(whole.squeezed[start:end], names)
                matching |= self._rank_names(names)
        return matching

    def _rank_other_words(
        self, whole: Analysis, named: Sequence[tuple[int, int]]
    ) -> set[tuple[str, str]]:
        """The terms of other words for those that the collection lacks and that are no part of what
        is `named`, which has other names. A question has words enough
        beside them: with other words DRCD's lose 0.2 points of R@1."""
        matching: set[tuple[str, str]] = set()
        for start, end, others in self.catalogue.other_words(whole.folded):
            if any(low < end and start < high for low, high in named):
                continue
            word = whole.squeezed[start:end]
            if whole.folded[start:end] not in self.plain and word not in self._expansions:
                self.report(word, others, is_lacking=True)
                matching |= self._rank_names(others, OTHER_WORD_WEIGHT)
        return matching

    def _rank_names(
        self, names: Sequence[str], weight: float = ALTERNATIVE_WEIGHT
    ) -> set[tuple[str, str]]:
        """The terms of other names of a word, which are scored and marked."""
        matching: set[tuple[str, str]] = set()
        for name in names:
            other = self.analyzed(name)
            self.score(other.terms, weight / len(names) ** 0.5)
            matching |= _matching(other.terms)
            self.mark(other.folded)
        return matching

    def _rank_articles(self, text: str, whole: Analysis) -> set[tuple[str, str]]:
        """The terms of the articles that plain words name, which are scored and marked."""
        matching: set[tuple[str, str]] = set()
        for name in article_names(whole.squeezed, whole.folded):
            typed = whole.squeezed[name.start : name.end]
            if whole.folded[name.start : name.end] in self.plain:
                continue
            self.report(typed, name.spellings)
            for spelling in name.spellings:
                self.mark(spelling)
            for terms, weight in ((name.terms, ARTICLE_WEIGHT), (name.broader, 1.0)):
                for term in terms:
                    self._weights["words", term] += weight  # type: ignore[assignment]
                    matching.add(("words", term))
        if matching or _ARTICLE_SIGN in whole.folded:
            mentions = instruments.extract(text)
            weights = dict.fromkeys(mention_terms(mentions), ARTICLE_OF_INSTRUMENT_WEIGHT)
            weights |= dict.fromkeys(own_article_terms(mentions), OWN_ARTICLE_WEIGHT)
            for term, weight in weights.items():
                self._weights["words", term] += weight  # type: ignore[assignment]
                matching.add(("words", term))
        return matching

    def _rank_numbers(self, whole: Analysis) -> set[tuple[str, str]]:
        """The terms of other spellings of the numbers that plain words hold."""
        matching: set[tuple[str, str]] = set()
        if not _NUMBER_SIGN.search(whole.folded):
            return matching
        for figure in extract_figures(whole.squeezed):
            typed = whole.folded[figure.start : figure.end]
            if figure.value_high is not None or figure.unit is None or typed in self.plain:
                continue
            amounts = ((figure.unit, figure.value), *equal_amounts(figure.unit, figure.value))
            spellings = (s for one in amounts for s in self.catalogue.spellings(figure_key(*one)))
            others = tuple(text for text in spellings if text not in typed)[:MAX_SPELLINGS]
            if others:
                self.report(whole.squeezed[figure.start : figure.end], others)
                matching |= self._rank_names(others)
        return matching

    def score_names(self, names: Sequence[str], weight: float = ALTERNATIVE_WEIGHT) -> list[str]:
        """Score and mark other names of a required word; their folded forms."""
        self._rank_names(names, weight)
        return [self.analyzed(name).folded for name in names]

    def score_other_words(self, whole: Analysis) -> list[str]:
        """Score, mark and report a required word with others for what the collection lacks; their
        folded forms."""
        lacking = self._lacking(whole)
        if lacking is None:
            return []
        start, end, others = lacking
        self.report(whole.squeezed[start:end], others, is_lacking=True)
        return self.score_names(_replaced(whole, lacking), OTHER_WORD_WEIGHT)

    def other_texts(self, whole: Analysis) -> list[str]:
        """A required word with others for the one word in it that the collection lacks; [] if it
        lacks none or more."""
        lacking = self._lacking(whole)
        return [] if lacking is None else _replaced(whole, lacking)

    def score_articles(self, terms: Sequence[str]) -> None:
        """Score the terms of the own texts of articles that a query requires."""
        for term in terms:
            self._weights["words", term] += self.boost * OWN_ARTICLE_WEIGHT  # type: ignore[assignment]

    def _lacking(self, whole: Analysis) -> tuple[int, int, tuple[str, ...]] | None:
        found = self.catalogue.other_words(whole.folded) if self.expand else ()
        if len(found) != 1 or whole.folded[found[0][0] : found[0][1]] in self.plain:
            return None
        return found[0]

    def score_words(self, text: str, weight: float) -> None:
        """Add the terms of plain words, as they are typed."""
        self.score(self.analyzed(text).terms, weight)

    def analyzed(self, text: str) -> Analysis:
        """The analysis of a part of the query, made once for all its visits."""
        if text not in self.analyses:
            self.analyses[text] = analyze(text)
        return self.analyses[text]

    def report(self, word: str, names: Sequence[str], *, is_lacking: bool = False) -> None:
        """Name the other names under which a word is searched, or the other words for one that
        the collection lacks."""
        if names:
            written = tuple(map(self.catalogue.synonyms.spelled, names))
            self._expansions[word] = Expansion(word, written, is_lacking)

    def score(self, terms: Mapping[str, Sequence[str]], weight: float) -> None:
        """Add terms of an analysis, in the passage and in what stands above it."""
        for name, source in (
            ("words", "words"),
            ("pairs", "pairs"),
            ("singles", "singles"),
            ("context_words", "words"),
            ("context_pairs", "pairs"),
        ):
            for term in terms[source]:
                self._weights[name, term] += self.boost * weight * FIELD_WEIGHTS[name]  # type: ignore[assignment]


def _named(whole: Analysis, content: str, catalogue: Catalogue) -> list[tuple[int, int]]:
    """The ranges of a text that are names of a table, or instruments that it cites."""
    named = [(start, end) for start, end, _ in catalogue.synonyms.find(content)]
    return named + [(one.start, one.end) for one in instruments.extract(whole.squeezed)]


def _replaced(whole: Analysis, lacking: tuple[int, int, tuple[str, ...]]) -> list[str]:
    """A text with each of the other words in place of the lacking one."""
    start, end, others = lacking
    return [f"{whole.squeezed[:start]}{other}{whole.squeezed[end:]}" for other in others]


def _with_unit(folded: str, word: str) -> str:
    """A number with the Han character behind it in the query: of 第4條 or 4座 no other 4 is marked;
    another word as it is."""
    if not word.isdigit():
        return word
    joined = re.search(rf"第?(?<![0-9a-z.,]){word}[{HAN}]", folded)
    return joined[0] if joined else word


def _matching(terms: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """Terms that make a passage a match. Single characters count only if there are no others."""
    found = {("words", w) for w in terms["words"] if len(w) > 1 or w.isascii()}
    found |= {("pairs", p) for p in terms["pairs"]}
    found |= {("context_words", w) for w in terms["words"] if len(w) > 1 or w.isascii()}
    return found or {("singles", s) for s in terms["singles"]}
