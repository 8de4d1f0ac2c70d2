"""From the tree of the query language to the query that engines answer.

Here words become terms: folded, segmented, with other names of the same thing and the other
calendar's years beside them. What was added is reported, so that the page can show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.model import Kind
from core.query import (
    And,
    Contains,
    Everything,
    Key,
    KeyRange,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Prefix,
    Query,
    ScoredTerm,
    Sentence,
    Terms,
)
from search.catalogue import Instruments
from search.grammar import (
    FieldTest,
    Negation,
    Parsed,
    Phrase,
    PrefixWord,
    Tree,
    Words,
)
from search.results import Expansion, Filters, Problem, QueryView
from zh.analyze import analyze, certain_terms
from zh.categories import joined_words
from zh.fold import fold
from zh.questions import Asks, read
from zh.synonyms import find as find_synonyms
from zh.synonyms import spelled

#: Weight of each field's terms in the sum. Words, pairs and singles count alike (measured on
#: DRCD, see docs/architecture.md); what only the headings say counts less than the passage.
FIELD_WEIGHTS = {
    "words": 1.0,
    "pairs": 1.0,
    "singles": 1.0,
    "context_words": 0.5,
    "context_pairs": 0.5,
}
#: A passage that has only another name of a query word ranks a little under one with the word.
ALTERNATIVE_WEIGHT = 0.8
#: Hits that score under this share of the best hit share only chance characters with the query.
FLOOR = 0.2

_KIND_NAMES = {
    "標題": Kind.TITLE, "題名": Kind.TITLE, "節名": Kind.HEADING, "段落": Kind.PARAGRAPH,
    "列表": Kind.LIST_ITEM, "清單": Kind.LIST_ITEM, "表格": Kind.TABLE_ROW, "表": Kind.TABLE_ROW,
    "表頭": Kind.TABLE_HEAD, "附註": Kind.NOTE, "註": Kind.NOTE, "註腳": Kind.FOOTNOTE,
    "table": Kind.TABLE_ROW, "list": Kind.LIST_ITEM, "引文": Kind.QUOTE,
}  # fmt: skip
_KINDS = {fold(name): kind for name, kind in _KIND_NAMES.items()} | {str(k): k for k in Kind}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the collection holds to choose from: folded titles and file names by document id,
    agency names as stored, and the instruments that passages mention."""

    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agencies: Sequence[str] = ()
    instruments: Instruments | None = None


@dataclass(frozen=True, slots=True)
class Compiled:
    """`query` for the engine; `view` for the reader; `needles` are folded, squeezed strings to
    mark in hits (longest first); `units` are (text, alternatives) to look for near each other."""

    query: Query
    view: QueryView
    needles: tuple[str, ...]
    units: tuple[str, ...]


def compile_query(
    parsed: Parsed,
    text: str,
    catalogue: Catalogue,
    filters: Filters | None = None,
    *,
    exact: bool = False,
    expand: bool = True,
) -> Compiled:
    """The engine's query for a parsed one. `exact` compares characters as typed; `expand`
    adds other names and calendars."""
    return _Compiler(catalogue, exact, expand and not exact).compile(
        parsed, text, filters or Filters()
    )


class _Compiler:
    def __init__(self, catalogue: Catalogue, exact: bool, expand: bool) -> None:
        self.catalogue = catalogue
        self.exact = exact
        self.expand = expand
        self.weights: Counter[tuple[str, str]] = Counter()
        self.expansions: dict[str, tuple[str, ...]] = {}
        self.needles: dict[str, None] = {}
        self.units: dict[str, None] = {}
        self.problems: list[Problem] = []

    def compile(self, parsed: Parsed, text: str, filters: Filters) -> Compiled:
        nodes: list[Node] = []
        loose = "" if parsed.strict else " ".join(w.text for w in parsed.words)
        if loose and not self.exact:
            nodes.append(self._ranked(loose))
        for part in parsed.parts:
            if isinstance(part, Words) and not parsed.strict and not self.exact:
                continue
            nodes.append(self._node(part))
        chosen = filter_nodes(filters)
        nodes.extend(chosen)
        if not parsed.parts and (text.strip() or not chosen):
            nodes.append(Nothing())
        terms = tuple(
            ScoredTerm(name, term, weight) for (name, term), weight in self.weights.items()
        )
        query = Query(all_of(nodes), terms, FLOOR if loose and not self.exact else 0.0)
        view = QueryView(
            text=text,
            understood=describe(parsed),
            expanded=tuple(Expansion(w, a) for w, a in self.expansions.items()),
            problems=(*parsed.problems, *self.problems),
            exact=self.exact,
        )
        needles = tuple(sorted(self.needles, key=lambda n: (-len(n), n)))
        return Compiled(query, view, needles, tuple(self.units))

    def _ranked(self, text: str) -> Node:
        """Plain words: any of them matches, all of them rank."""
        whole = analyze(text)
        folded = whole.folded
        question = read(folded)
        content = folded if question.asks is Asks.NOTHING else question.content
        if not content.strip():
            content = folded
        analysis = analyze(content)
        self._score(analysis.terms, 1.0)
        matching = _matching(analysis.terms)
        for word in (w for w, _, _ in joined_words(analysis.folded)):
            if len(word) > 1 or len(analysis.terms["singles"]) == 1:
                self.needles.setdefault(word)
        for word in analysis.terms["words"]:
            if word.isascii():
                self.needles.setdefault(word)
        for unit in (*analysis.terms["words"], *analysis.terms["pairs"]):
            self.units.setdefault(unit.replace(" ", ""))
        if self.expand:
            for start, end, names in find_synonyms(content):
                self.needles.setdefault(content[start:end])
                self._expand(whole.squeezed[start:end], names)
                for name in names:
                    other = analyze(name)
                    self._score(other.terms, ALTERNATIVE_WEIGHT / len(names) ** 0.5)
                    matching |= _matching(other.terms)
                    self.needles.setdefault(other.folded)
        return Terms(tuple(sorted(matching))) if matching else Nothing()

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
                self.weights[name, term] += weight * FIELD_WEIGHTS[name]  # type: ignore[assignment]

    def _node(self, tree: Tree) -> Node:
        if isinstance(tree, (Words, Phrase)):
            return self._contains(tree)
        if isinstance(tree, PrefixWord):
            return self._prefix(tree)
        if isinstance(tree, FieldTest):
            return self._field(tree)
        if isinstance(tree, Negation):
            inner = _Compiler(self.catalogue, self.exact, expand=False)
            inner.problems = self.problems
            return Not(inner._node(tree.part))
        if tree.operator == "AND":
            return And(tuple(self._node(p) for p in tree.parts))
        if tree.operator == "OR":
            return Or(tuple(self._node(p) for p in tree.parts))
        parts = tuple(self._node(p) for p in tree.parts)
        if tree.operator == "/p" or not all(isinstance(p, Contains) for p in parts):
            return And(parts)
        texts = tuple(p for p in parts if isinstance(p, Contains))
        if tree.operator == "/s":
            return Sentence(texts)
        return Near(texts, int(tree.operator.partition("/")[2]))

    def _contains(self, tree: Words | Phrase) -> Node:
        analysis = analyze(tree.text)
        if not analysis.folded:
            return Everything()
        self._score(analysis.terms, 1.0)
        self.needles.setdefault(analysis.folded)
        node = Contains(
            analysis.squeezed if self.exact else analysis.folded,
            certain_terms(analysis.folded),
            self.exact,
        )
        if not (self.expand and isinstance(tree, Words)):
            return node
        whole = [n for s, e, n in find_synonyms(analysis.folded) if e - s == len(analysis.folded)]
        if not whole:
            return node
        self._expand(analysis.squeezed, whole[0])
        others: list[Node] = []
        for name in whole[0]:
            other = analyze(name)
            self._score(other.terms, ALTERNATIVE_WEIGHT / len(whole[0]) ** 0.5)
            self.needles.setdefault(other.folded)
            others.append(Contains(other.folded, certain_terms(other.folded)))
        return Or((node, *others))

    def _prefix(self, tree: PrefixWord) -> Node:
        analysis = analyze(tree.text)
        if not analysis.folded:
            return Everything()
        if analysis.folded.isascii() and len(analysis.terms["singles"]) == 1:
            self.needles.setdefault(analysis.folded)
            return Prefix("singles", analysis.terms["singles"][0])
        return self._contains(Phrase(tree.text, tree.position))

    def _field(self, tree: FieldTest) -> Node:
        value = analyze(tree.value).folded
        if tree.field == "year":
            years = read_years(tree.value)
            if years is None:
                self.problems.append(
                    Problem(
                        tree.position,
                        f"{tree.value} is not a year or a range such as 105..107",
                        f"「{tree.value}」不是年份或年份範圍，例如 105..107",
                    )
                )
                return Everything()
            return KeyRange("year", *years)
        if tree.field == "kind":
            kind = _KINDS.get(value)
            found: tuple[str, ...] = (str(kind),) if kind else ()
        elif tree.field == "agency":
            found = tuple(a for a in self.catalogue.agencies if value in analyze(a).folded)
        elif tree.field == "instrument":
            known = self.catalogue.instruments
            found = known.find(tree.value) if known is not None else ()
        else:
            found = _named(self.catalogue.documents, value)
        if not found:
            self.problems.append(
                Problem(
                    tree.position,
                    f"nothing in the collection has {tree.field} {tree.value}",
                    f"館藏中沒有「{tree.value}」這個{_FIELD_ZH[tree.field]}",
                )
            )
            return Nothing()
        return Key("doc" if tree.field == "title" else tree.field, found)


def filter_nodes(filters: Filters) -> list[Node]:
    """What the filters demand of a passage, a node each."""
    nodes: list[Node] = [
        Key(name, values)
        for name in ("doc", "agency", "kind", "instrument")
        if (values := getattr(filters, name))
    ]
    if filters.year_from is not None or filters.year_to is not None:
        nodes.append(KeyRange("year", filters.year_from or 0, filters.year_to or 9999))
    return nodes


_FIELD_ZH = {
    "title": "標題", "agency": "機關", "doc": "文件", "kind": "種類", "instrument": "條約或法規",
}  # fmt: skip


def _named(names: Mapping[str, tuple[str, ...]], value: str) -> tuple[str, ...]:
    """Ids that are `value` or have a name that contains it."""
    return tuple(i for i, known in names.items() if value == i or any(value in n for n in known))


def _matching(terms: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """Terms that make a passage a match. A character alone is chance, unless it is all there is."""
    found = {("words", w) for w in terms["words"] if len(w) > 1 or w.isascii()}
    found |= {("pairs", p) for p in terms["pairs"]}
    found |= {("context_words", w) for w in terms["words"] if len(w) > 1 or w.isascii()}
    return found or {("singles", s) for s in terms["singles"]}


def all_of(nodes: Sequence[Node]) -> Node:
    """The node that holds where all of `nodes` do."""
    kept = tuple(n for n in nodes if not isinstance(n, Everything))
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else And(kept)


def read_years(text: str) -> tuple[int, int] | None:
    """105, 2016, 105..107, 105-107, 105年: Gregorian first and last year; None if it is none.

    A number under 1000 is a year of the Republic (+ 1911), as `zh.dates` reads it.
    """
    folded = fold(text).replace(fold("年度"), "").replace(fold("年"), "")
    for mark in (fold("民國"), fold("西元")):
        folded = folded.replace(mark, "")
    low, mark, high = folded.replace("~", "..").replace("-", "..").partition("..")
    ends = [low, high if mark else low]
    years = []
    for at, end in enumerate(ends):
        end = end.strip()
        if not end and mark:
            years.append(0 if at == 0 else 9999)
            continue
        if not (end.isascii() and end.isdigit() and 0 < len(end) <= 4) or int(end) == 0:
            return None
        years.append(int(end) + 1911 if int(end) < 1000 else int(end))
    return (years[0], years[1]) if years[0] <= years[1] else (years[1], years[0])


def describe(parsed: Parsed) -> str:
    """The query written out as it was understood."""
    return " ".join(_describe(p) for p in parsed.parts)


def _describe(tree: Tree) -> str:
    if isinstance(tree, Words):
        return tree.text
    if isinstance(tree, Phrase):
        return f'"{tree.text}"'
    if isinstance(tree, PrefixWord):
        return f"{tree.text}*"
    if isinstance(tree, FieldTest):
        return f"{tree.field}:{tree.value}"
    if isinstance(tree, Negation):
        return f"NOT {_describe(tree.part)}"
    return "(" + f" {tree.operator} ".join(_describe(p) for p in tree.parts) + ")"
