"""Compilation: from the tree of the query language to the query that engines answer.

Words become terms: folded, segmented, and expanded with synonyms and the other calendar's years.
Expansions are reported, so that the page can show them.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
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
    Sentence,
    Terms,
)
from judian.search.query.by_postings import by_postings
from judian.search.query.catalogue import as_typed
from judian.search.query.fields import field_node, filter_nodes
from judian.search.query.grammar import parse
from judian.search.query.lone_citations import LoneCitation, read_citation
from judian.search.query.lone_names import lone_name
from judian.search.query.other_spellings import other_spellings
from judian.search.query.ranked_terms import RankedTerms
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
from judian.search.replies.results import Problem, QueryView
from judian.zh import instruments
from judian.zh.instruments.article_terms import article_names, mention_terms, own_article_terms
from judian.zh.instruments.short_articles import full_name, with_articles
from judian.zh.questions.english import is_english_question, is_function_word
from judian.zh.text.analyze import certain_terms, squeezed_fold, terms_of
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.query.catalogue import Catalogue
    from judian.search.requests.values import SearchRequest
    from judian.zh.text.analyze import Analysis

#: The least share of the best hit's score; hits below it match by single characters only.
FLOOR = 0.2
#: Most combinations of synonyms of words near each other; with more, none are used.
MAX_WAYS = 64

# Punctuation around a word; signs that belong to words (C++, 5%, §26) stay.
_AROUND = re.compile(r"^[^\w§$＄#]+|[^\w+#%％‰℃]+$")


@dataclass(frozen=True, slots=True)
class Compiled:
    """`query` for the engine; `view` for the reader; `needles` are folded, squeezed strings to
    mark in hits (longest first), `patterns` those with wildcards; `terms` are the folded words and
    pairs whose proximity re-ranks hits; `words` the plain words of the query; `article` the terms
    of the article's own text where the query is the citation of one and nothing else; `part` is the
    paragraph of it and its subparagraph that are asked for, () for the whole article."""

    query: Query
    view: QueryView
    needles: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    article: tuple[str, ...] = ()
    part: tuple[int, ...] = ()


def compile_query(
    request: SearchRequest, catalogue: Catalogue, analyses: Mapping[str, Analysis] | None = None
) -> Compiled:
    """The engine's query for a request; its page, size and sort do not matter here. `analyses`
    are those of texts that the caller has analysed already, by text."""
    if not request.other_words:
        catalogue = as_typed(catalogue)
    terms = RankedTerms(
        catalogue,
        expand=request.expand and not request.exact,
        plain=frozenset(map(squeezed_fold, request.plain)),
    )
    terms.analyses.update(analyses or {})
    return _Compiler(catalogue, request.exact, terms).compile(parse(request.text), request)


class _Compiler:
    """Compiles one query; what its parts add to the order of hits is collected in `terms`."""

    def __init__(self, catalogue: Catalogue, exact: bool, terms: RankedTerms) -> None:
        self.catalogue = catalogue
        self.exact = exact
        self.terms = terms
        self.problems: list[Problem] = []

    def compile(self, parsed: Parsed, request: SearchRequest) -> Compiled:
        nodes: list[Node] = []
        loose = "" if parsed.strict or self.exact else _loose_text(parsed.parts, request.text)
        has_required = any(isinstance(part, Required) for part in parsed.parts)
        citation = self._citation(loose)
        if loose:
            any_word = self.terms.rank(loose)
            if not has_required:  # Beside +word plain words only rank.
                named = None if citation is None else citation.node(self.catalogue)
                nodes.append(named or self._lone_name(loose) or any_word)
        for part in parsed.parts:
            if is_loose(part) and not parsed.strict and not self.exact:
                weight, words = loose_words(part)
                if weight != 1.0:
                    self.terms.score_words(words.text, weight - 1.0)
                continue
            node = self._node(part)
            if node is not None:
                nodes.append(node)
        chosen = filter_nodes(request.filters, self.catalogue)
        if not nodes and (request.text.strip() or not chosen):
            nodes.append(Nothing())
        nodes.extend(chosen)
        terms = self.terms
        floor = FLOOR if loose and not has_required else 0.0
        query = Query(all_of(nodes), terms.terms, floor)
        view = QueryView(
            text=request.text,
            understood=describe(parsed),
            expanded=terms.expansions,
            problems=tuple(sorted((*parsed.problems, *self.problems), key=_position)),
            exact=self.exact,
            plain=request.plain,
        )
        found = Compiled(query, view, terms.needles, terms.nearby, terms.patterns, parsed.words)
        if citation is None:
            return found
        return replace(found, article=citation.own, part=citation.part)

    def _citation(self, loose: str) -> LoneCitation | None:
        """The citation that the plain words of a loose query are, and nothing else."""
        if not self.terms.expand or not loose:
            return None
        if any(name in self.terms.analyzed(loose).folded for name in self.terms.plain):
            return None  # Its other spellings are switched off.
        return read_citation(loose)

    def _lone_name(self, loose: str) -> Node | None:
        """The passages of the day or case number that a loose query is, and nothing else."""
        analysis = self.terms.analyzed(loose)
        if not self.terms.expand or analysis.folded in self.terms.plain:
            return None
        return lone_name(analysis)

    def _node(self, tree: Tree) -> Node | None:
        """The node of a part of the query; None for a part without content."""
        match tree:
            case Words() | Phrase():
                nodes = [by_postings(part) for part in self._parts(tree)]
                return _any_of([*nodes, *self._article(tree)])
            case Wildcard():
                return _any_of([wildcard_node(part) for part in self._parts(tree)])
            case FieldTest():
                return field_node(tree, self.catalogue, self.problems)
            case Negation(part):
                return self._negated(part)
            case Required(part):
                return self._node(part)
            case Boost(part, weight):
                self.terms.boost, outer = self.terms.boost * weight, self.terms.boost
                node = self._node(part)
                self.terms.boost = outer
                return node
            case Repeated(part, count):
                return _any_of([AtLeast(way, count) for way in self._parts(part)])
            case Junction(operator, parts):
                if operator == "/s" or operator.startswith(("near/", "pre/")):
                    return self._together(operator, parts)
                return self._joined(operator, parts)

    def _negated(self, part: Tree) -> Node | None:
        terms = RankedTerms(self.catalogue, expand=False, plain=frozenset())
        terms.analyses = self.terms.analyses
        inner = _Compiler(self.catalogue, self.exact, terms)
        inner.problems = self.problems
        negated = inner._node(part)
        return None if negated is None else Not(negated)

    def _joined(self, operator: str, parts: Sequence[Tree]) -> Node | None:
        """The node of parts in one passage or document, or of a choice."""
        made = [(part, node) for part in parts if (node := self._node(part)) is not None]
        nodes = [node for _, node in made]
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        if operator == "AND" and not self.exact:
            return And(self._with_above(made))
        if operator == "/d":
            return SameDocument(tuple(nodes))
        return Or(tuple(nodes)) if operator == "OR" else And(tuple(nodes))

    def _with_above(self, made: Sequence[tuple[Tree, Node]]) -> tuple[Node, ...]:
        """The nodes of parts joined by AND. A word may stand above a passage, in the title, the
        headings, the item that leads to it, or the caption and headers of a table, if the passage
        itself holds another word."""
        above = [self._above(part) for part, _ in made]
        wider: list[Node] = [
            node if other is None else Or((node, other))
            for (_, node), other in zip(made, above, strict=True)
        ]
        own = [node for (_, node), other in zip(made, above, strict=True) if other is not None]
        others = [part for (part, _), other in zip(made, above, strict=True) if other is None]
        if own and all(isinstance(part, Negation | FieldTest) for part in others):
            if len(own) == 1:  # Nothing else is held by the passage.
                return tuple(node for _, node in made)
            wider.append(_any_of(own) or Nothing())
        return tuple(wider)

    def _above(self, tree: Tree) -> Node | None:
        """The node of passages below one of the names of a word, or of a choice of words; None for
        what only the text of a passage can hold."""
        match tree:
            case Boost(part, _) | Required(part):
                return self._above(part)
            case Junction("OR", parts):
                nodes = [node for part in parts if (node := self._above(part)) is not None]
                return _any_of(nodes) if len(nodes) == len(parts) else None
            case Words():
                analysis = self.terms.analyzed(_searched(tree))
                others = self._names(tree) or self.terms.other_texts(analysis)
                return _any_of([_below(t) for t in (analysis.folded, *others) if t])
        return None

    def _together(self, operator: str, parts: Sequence[Tree]) -> Node | None:
        """The node of words in one sentence or near each other, each under any of its names."""
        if math.prod(self._choices(part, self.terms.expand) for part in parts) > MAX_WAYS:
            if math.prod(self._choices(part, False) for part in parts) > MAX_WAYS:
                self.problems.append(_too_many_ways(operator, parts))
                return self._joined("AND", parts)
            self.terms.expand, outer = False, self.terms.expand
            node = self._together(operator, parts)
            self.terms.expand = outer
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
        if not expand or not isinstance(tree, Words):
            return 1
        names = self._names(tree)
        return 1 + len(names or self.terms.other_texts(self.terms.analyzed(_searched(tree))))

    def _parts(self, tree: Tree) -> list[Part]:
        """The texts of a word, a phrase, a wildcard or a choice of these, scored and marked, a
        word also under its other names; [] without content."""
        match tree:
            case Boost(part, weight):
                self.terms.boost, outer = self.terms.boost * weight, self.terms.boost
                found = self._parts(part)
                self.terms.boost = outer
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
            self.terms.score_words(text, 1.0)
        if isinstance(part, Pattern):
            self.terms.mark_pattern(fold(part.text))
        else:
            self.terms.mark(fold(part.text))
        return [part]

    def _names(self, tree: Words | Phrase) -> tuple[str, ...]:
        """Synonyms of plain words as a whole, and the other spellings of one article, day or case
        number; () for a phrase, which is taken literally."""
        if not self.terms.expand or isinstance(tree, Phrase):
            return ()
        analysis = self.terms.analyzed(_searched(tree))
        folded = analysis.folded
        if folded in self.terms.plain:
            return ()
        for start, end, names in self.catalogue.synonyms.find(folded):
            if end - start == len(folded):
                return names
        short = full_name(folded)
        if short is not None:
            return (short,)
        written = analysis.squeezed
        spelled = [(one.start, one.end, one.spellings) for one in article_names(written, folded)]
        spelled = spelled or other_spellings(written)
        if len(spelled) != 1:
            return ()
        start, end, spellings = spelled[0]
        return tuple(f"{written[:start]}{other}{written[end:]}" for other in spellings)

    def _article(self, tree: Words | Phrase) -> list[Node]:
        """The node of an article that the words name and nothing else, in any spelling; that of an
        instrument also where the text names the instrument otherwise (同法第26條)."""
        if not self.terms.expand or isinstance(tree, Phrase):
            return []
        analysis = self.terms.analyzed(_searched(tree))
        if analysis.folded in self.terms.plain:
            return []
        named = article_names(analysis.squeezed, analysis.folded)
        if len(named) != 1 or named[0].end != len(analysis.folded):
            return []
        if named[0].start:
            cited, own = _article_of_instrument(analysis.squeezed, named[0].start)
            self.terms.score_articles(own)
            return [Terms(tuple(("words", term) for term in (*cited, *own)))] if cited else []
        terms = tuple(("words", term) for term in named[0].terms)
        return [Terms(terms, len(terms))]

    def _contained(self, tree: Words | Phrase, names: Sequence[str]) -> list[Contains]:
        """The text and its synonyms `names`, scored and marked; [] without content, as for a word
        of punctuation. A phrase of punctuation is taken literally."""
        analysis = self.terms.analyzed(_searched(tree))
        is_word = isinstance(tree, Words)
        if not analysis.folded or (is_word and not analysis.terms["singles"]):
            return []
        self.terms.score(analysis.terms, 1.0)
        self.terms.mark(analysis.folded)
        text = analysis.squeezed if self.exact else analysis.folded
        found = [Contains(text, certain_terms(analysis.folded), self.exact)]
        self.terms.report(analysis.squeezed, names)
        others = self.terms.score_names(names)
        if is_word and not names:
            others = self.terms.score_other_words(analysis)
        return [*found, *(Contains(other, certain_terms(other)) for other in others)]


def _below(text: str) -> Node:
    """The node of passages below a text: that have all its pairs of characters there, and its
    numbers and Latin words, which pairs do not tell apart; or it as a single character."""
    words, pairs, _ = terms_of(squeezed_fold(text))
    terms = [("context_pairs", pair) for pair in pairs]
    terms += [("context_words", word) for word in words if word.isascii() or not pairs]
    distinct = tuple(dict.fromkeys(terms))
    return Terms(distinct, len(distinct)) if distinct else Nothing()


def _article_of_instrument(text: str, end: int) -> tuple[list[str], list[str]]:
    """The terms of passages that cite the article which `text` names behind the name of its
    instrument, and of its own text; the name must be all that stands before `end`."""
    mentions = instruments.extract(text)
    if len(mentions) != 1 or (mentions[0].start, mentions[0].end) != (0, end):
        return [], []
    return mention_terms(mentions)[-1:], own_article_terms(mentions)


def _searched(tree: Words | Phrase) -> str:
    """The text of a phrase, or of a word without the punctuation around it, articles completed."""
    if isinstance(tree, Phrase):
        return tree.text
    return with_articles(_AROUND.sub("", tree.text) or tree.text)


def _loose_text(parts: Sequence[Tree], typed: str) -> str:
    """The plain words of a loose query, which are ranked together; of a question in English, those
    that say something of its subject, so that nothing is found by its articles alone."""
    texts = [loose_words(part)[1].text for part in parts if is_loose(part)]
    if is_english_question(typed):
        texts = [text for text in texts if not is_function_word(text)] or texts
    return " ".join(texts)


def _too_many_ways(operator: str, parts: Sequence[Tree]) -> Problem:
    """The problem of too many combinations of words beside an operator of proximity."""
    position = min(leaf.position for part in parts for leaf in leaves(part))
    return Problem(
        position,
        f"{operator} joins too many choices of words, at most {MAX_WAYS} combinations, and is read"
        " as AND",
        f"{operator} 兩邊的字詞組合超過 {MAX_WAYS} 種，改讀作 AND",
    )


def _any_of(nodes: Sequence[Node]) -> Node | None:
    """The disjunction of the nodes; None for an empty sequence."""
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return Or(tuple(nodes))


def _position(problem: Problem) -> int:
    return problem.position


def all_of(nodes: Sequence[Node]) -> Node:
    """The conjunction of the nodes."""
    kept = tuple(n for n in nodes if not isinstance(n, Everything))
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else And(kept)
