"""Compilation: from the tree of the query language to the query that engines answer.

Words become terms: folded, segmented, and expanded with synonyms and the other calendar's years.
Expansions are reported, so that the page can show them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from judian.core.query import (
    And,
    AtLeast,
    Contains,
    Everything,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Part,
    Pattern,
    Query,
    SameDocument,
    ScoredTerm,
    Sentence,
    Terms,
)
from judian.search.query.fields import Catalogue, field_node, filter_nodes
from judian.search.query.grammar import parse
from judian.search.query.trees import (
    Boost,
    FieldTest,
    Junction,
    Negation,
    Parsed,
    Phrase,
    Repeated,
    Required,
    Tree,
    Wildcard,
    Words,
    describe,
    is_loose,
    leaves,
    loose_words,
)
from judian.search.query.wildcards import WildcardInvalid, pattern_of, wildcard_node
from judian.search.replies.results import Expansion, Problem, QueryView
from judian.zh.entities.categories import joined_words
from judian.zh.questions.forms import AnswerType, read
from judian.zh.questions.synonyms import find_synonyms, spelled
from judian.zh.text.analyze import analyze, certain_terms
from judian.zh.text.fold import fold
from judian.zh.text.segment import HAN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.requests.values import SearchRequest
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
#: The least share of the best hit's score; hits below it match by single characters only.
FLOOR = 0.2
#: Most combinations of synonyms of words near each other; with more, none are used.
MAX_WAYS = 64

_ONE_TERM = re.compile(f"[{HAN}]{{1,2}}")


@dataclass(frozen=True, slots=True)
class Compiled:
    """`query` for the engine; `view` for the reader; `needles` are folded, squeezed strings to
    mark in hits (longest first), `patterns` those with wildcards; `terms` are the folded words and
    pairs whose proximity re-ranks hits; `words` the plain words of the query."""

    query: Query
    view: QueryView
    needles: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()


def compile_query(
    request: SearchRequest, catalogue: Catalogue, analyses: Mapping[str, Analysis] | None = None
) -> Compiled:
    """The engine's query for a request; its page, size and sort do not matter here. `analyses`
    are those of texts that the caller has analysed already, by text."""
    compiler = _Compiler(catalogue, request.exact, request.expand and not request.exact)
    compiler.analyses.update(analyses or {})
    return compiler.compile(parse(request.text), request)


class _Compiler:
    def __init__(self, catalogue: Catalogue, exact: bool, expand: bool) -> None:
        self.catalogue = catalogue
        self.exact = exact
        self.expand = expand
        self.weights: Counter[tuple[str, str]] = Counter()
        self.expansions: dict[str, tuple[str, ...]] = {}
        self.needles: dict[str, None] = {}
        self.patterns: dict[str, None] = {}
        #: The weight of the part that is compiled.
        self.boost = 1.0
        self.nearby: dict[str, None] = {}
        self.problems: list[Problem] = []
        self.analyses: dict[str, Analysis] = {}

    def compile(self, parsed: Parsed, request: SearchRequest) -> Compiled:
        nodes: list[Node] = []
        loose = (
            ""
            if parsed.strict
            else " ".join(loose_words(part)[1].text for part in parsed.parts if is_loose(part))
        )
        if loose and not self.exact:
            nodes.append(self._ranked(loose))
        for part in parsed.parts:
            if is_loose(part) and not parsed.strict and not self.exact:
                self._score_boost(part)
                continue
            node = self._node(part)
            if node is not None:
                nodes.append(node)
        chosen = filter_nodes(request.filters)
        if not nodes and (request.text.strip() or not chosen):
            nodes.append(Nothing())
        nodes.extend(chosen)
        terms = tuple(
            ScoredTerm(name, term, weight) for (name, term), weight in self.weights.items()
        )
        query = Query(all_of(nodes), terms, FLOOR if loose and not self.exact else 0.0)
        view = QueryView(
            text=request.text,
            understood=describe(parsed),
            expanded=tuple(Expansion(w, a) for w, a in self.expansions.items()),
            problems=tuple(sorted((*parsed.problems, *self.problems), key=_position)),
            exact=self.exact,
        )
        needles = tuple(sorted(self.needles, key=lambda n: (-len(n), n)))
        return Compiled(
            query, view, needles, tuple(self.nearby), tuple(self.patterns), parsed.words
        )

    def _ranked(self, text: str) -> Node:
        """The filter of plain words: any one of them must match, all of them are scored."""
        whole = self._analyzed(text)
        folded = whole.folded
        question = read(folded)
        content = folded if question.answer_type is AnswerType.NOTHING else question.content
        if not content.strip():
            content = folded
        analysis = self._analyzed(content)
        self._score(analysis.terms, 1.0)
        matching = _matching(analysis.terms)
        for word in (w for w, _, _ in joined_words(analysis.folded)):
            if len(word) > 1 or len(analysis.terms["singles"]) == 1:
                self.needles.setdefault(word)
        for word in analysis.terms["words"]:
            if word.isascii():
                self.needles.setdefault(word)
        for term in (*analysis.terms["words"], *analysis.terms["pairs"]):
            self.nearby.setdefault(term)
        if self.expand:
            for start, end, names in find_synonyms(content):
                self.needles.setdefault(content[start:end])
                self._expand(whole.squeezed[start:end], names)
                for name in names:
                    other = self._analyzed(name)
                    self._score(other.terms, ALTERNATIVE_WEIGHT / len(names) ** 0.5)
                    matching |= _matching(other.terms)
                    self.needles.setdefault(other.folded)
        return Terms(tuple(sorted(matching))) if matching else Nothing()

    def _score_boost(self, part: Tree) -> None:
        """Add the weight of ranked words beyond 1, which `_ranked` gave them."""
        weight, words = loose_words(part)
        if weight != 1.0:
            self._score(self._analyzed(words.text).terms, weight - 1.0)

    def _analyzed(self, text: str) -> Analysis:
        """The analysis of a part of the query, made once for all its visits."""
        if text not in self.analyses:
            self.analyses[text] = analyze(text)
        return self.analyses[text]

    def _expand(self, word: str, names: Sequence[str]) -> None:
        self.expansions[word] = tuple(map(spelled, names))

    def _score(self, terms: Mapping[str, Sequence[str]], weight: float) -> None:
        for name, source in (
            ("words", "words"),
            ("pairs", "pairs"),
            ("singles", "singles"),
            ("context_words", "words"),
            ("context_pairs", "pairs"),
        ):
            for term in terms[source]:
                self.weights[name, term] += self.boost * weight * FIELD_WEIGHTS[name]  # type: ignore[assignment]

    def _node(self, tree: Tree) -> Node | None:
        """The node of a part of the query; None for a part without content."""
        match tree:
            case Words() | Phrase():
                return _any_of([_by_postings(part) for part in self._parts(tree)])
            case Wildcard():
                return _any_of([wildcard_node(part) for part in self._parts(tree)])
            case FieldTest():
                return field_node(tree, self.catalogue, self.problems)
            case Negation(part):
                return self._negated(part)
            case Required(part):
                return self._node(part)
            case Boost(part, weight):
                self.boost, outer = self.boost * weight, self.boost
                node = self._node(part)
                self.boost = outer
                return node
            case Repeated(part, count):
                return _any_of([AtLeast(way, count) for way in self._parts(part)])
            case Junction(operator, parts):
                if operator == "/s" or operator.startswith(("near/", "pre/")):
                    return self._together(operator, parts)
                return self._joined(operator, parts)

    def _negated(self, part: Tree) -> Node | None:
        inner = _Compiler(self.catalogue, self.exact, expand=False)
        inner.problems = self.problems
        inner.analyses = self.analyses
        negated = inner._node(part)
        return None if negated is None else Not(negated)

    def _joined(self, operator: str, parts: Sequence[Tree]) -> Node | None:
        """The node of parts in one passage or document, or of a choice."""
        nodes = [node for part in parts if (node := self._node(part)) is not None]
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        if operator == "/d":
            return SameDocument(tuple(nodes))
        return Or(tuple(nodes)) if operator == "OR" else And(tuple(nodes))

    def _together(self, operator: str, parts: Sequence[Tree]) -> Node | None:
        """The node of words in one sentence or near each other, each under any of its names."""
        if math.prod(self._choices(part, self.expand) for part in parts) > MAX_WAYS:
            if math.prod(self._choices(part, False) for part in parts) > MAX_WAYS:
                self.problems.append(_too_many_ways(operator, parts))
                return self._joined("AND", parts)
            self.expand, outer = False, self.expand
            node = self._together(operator, parts)
            self.expand = outer
            return node
        ways = list(product(*(way for part in parts if (way := self._parts(part)))))
        if not ways[0]:
            return None
        if operator == "/s":
            return _any_of([Sentence(way) for way in ways])
        name, _, distance = operator.partition("/")
        return _any_of([Near(way, int(distance), name == "pre") for way in ways])

    def _choices(self, tree: Tree, expand: bool) -> int:
        """The number of texts that `_parts` may give, with other names if `expand`."""
        if isinstance(tree, Boost):
            return self._choices(tree.part, expand)
        if isinstance(tree, Junction):
            return sum(self._choices(part, expand) for part in tree.parts)
        return 1 + len(self._names(tree)) if expand and isinstance(tree, Words) else 1

    def _parts(self, tree: Tree) -> list[Part]:
        """The texts of a word, a phrase, a wildcard or a choice of these, scored and marked, a
        word also under its other names; [] without content."""
        match tree:
            case Boost(part, weight):
                self.boost, outer = self.boost * weight, self.boost
                found = self._parts(part)
                self.boost = outer
                return found
            case Junction(_, parts):
                return [way for part in parts for way in self._parts(part)]
            case Wildcard():
                return self._wildcard(tree)
            case Words() | Phrase():
                return list(self._contained(tree, self._names(tree)))
        return []

    def _wildcard(self, tree: Wildcard) -> list[Part]:
        try:
            part = pattern_of(tree.text, self.exact)
        except WildcardInvalid as error:
            self.problems.append(Problem(tree.position, error.en, error.zh))
            return []
        for text in re.split(r"[*?]+", fold(tree.text)):
            self._score(self._analyzed(text).terms, 1.0)
        if isinstance(part, Pattern):
            self.patterns.setdefault(fold(part.text))
        else:
            self.needles.setdefault(fold(part.text))
        return [part]

    def _names(self, tree: Words | Phrase) -> tuple[str, ...]:
        """Synonyms of plain words as a whole; () for a phrase, which is taken literally."""
        if not self.expand or isinstance(tree, Phrase):
            return ()
        folded = self._analyzed(tree.text).folded
        found = (names for start, end, names in find_synonyms(folded) if end - start == len(folded))
        return next(found, ())

    def _contained(self, tree: Words | Phrase, names: Sequence[str]) -> list[Contains]:
        """The text and its synonyms `names`, scored and marked; [] without content, as for a word
        of punctuation. A phrase of punctuation is taken literally."""
        analysis = self._analyzed(tree.text)
        is_word = isinstance(tree, Words)
        if not analysis.folded or (is_word and not analysis.terms["singles"]):
            return []
        self._score(analysis.terms, 1.0)
        self.needles.setdefault(analysis.folded)
        text = analysis.squeezed if self.exact else analysis.folded
        found = [Contains(text, certain_terms(analysis.folded), self.exact)]
        if names:
            self._expand(analysis.squeezed, names)
        for name in names:
            other = self._analyzed(name)
            self._score(other.terms, ALTERNATIVE_WEIGHT / len(names) ** 0.5)
            self.needles.setdefault(other.folded)
            found.append(Contains(other.folded, certain_terms(other.folded)))
        return found


def _too_many_ways(operator: str, parts: Sequence[Tree]) -> Problem:
    """The problem of too many combinations of words beside an operator of proximity."""
    position = min(leaf.position for part in parts for leaf in leaves(part))
    return Problem(
        position,
        f"{operator} joins too many choices of words, at most {MAX_WAYS} combinations, and is read"
        " as AND",
        f"{operator} 兩邊的字詞組合超過 {MAX_WAYS} 種，改讀作 AND",
    )


def _by_postings(part: Part) -> Node:
    """A cheaper node for the same passages: a text contains one or two Han characters exactly if
    it has them as a single or a pair, so that postings suffice."""
    if isinstance(part, Pattern) or part.exact or not _ONE_TERM.fullmatch(part.text):
        return part
    return Terms(part.candidates)


def _any_of(nodes: Sequence[Node]) -> Node | None:
    """The disjunction of the nodes; None for an empty sequence."""
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return Or(tuple(nodes))


def _position(problem: Problem) -> int:
    return problem.position


def _matching(terms: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """Terms that make a passage a match. Single characters count only if there are no others."""
    found = {("words", w) for w in terms["words"] if len(w) > 1 or w.isascii()}
    found |= {("pairs", p) for p in terms["pairs"]}
    found |= {("context_words", w) for w in terms["words"] if len(w) > 1 or w.isascii()}
    return found or {("singles", s) for s in terms["singles"]}


def all_of(nodes: Sequence[Node]) -> Node:
    """The conjunction of the nodes."""
    kept = tuple(n for n in nodes if not isinstance(n, Everything))
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else And(kept)
