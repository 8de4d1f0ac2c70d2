"""A query that is nothing but the citation of an article: 勞基法第14條, 決算法 §28, §14 勞動基準法.

It finds the text of the article and what cites it, and no passage that shares some words with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.core.query import Contains, Key, Node, Or, Terms
from judian.zh import instruments
from judian.zh.instruments.article_parts import part_of
from judian.zh.instruments.article_terms import article_names, mention_terms, own_article_terms
from judian.zh.instruments.short_articles import with_articles
from judian.zh.text.analyze import analyze, certain_terms, squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.query.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class LoneCitation:
    """`text` is the folded citation with the instrument first, `instrument` its folded name there;
    `own` are the terms of the article's own text, `cited` those of passages that cite it, `numbers`
    the folded ways to write the article, `part` its paragraph and subparagraph, () for all."""

    text: str
    instrument: str
    own: tuple[str, ...]
    cited: tuple[str, ...]
    numbers: tuple[str, ...]
    part: tuple[int, ...] = ()

    def node(self, catalogue: Catalogue) -> Node:
        """The passages of the article, those that cite it, and those of documents named so."""
        terms = tuple(("words", term) for term in (*self.own, *self.cited))
        nodes: list[Node] = [Terms(terms), Contains(self.text, certain_terms(self.text))]
        named = tuple(id_ for id_, one in catalogue.documents.items() if self._names(one.title))
        return Or((*nodes, Key("doc", named)) if named else tuple(nodes))

    def _names(self, title: str) -> bool:
        """True if a folded title names the article (公司法356-3)."""
        return self.instrument in title and any(number in title for number in self.numbers)


def read_citation(text: str) -> LoneCitation | None:
    """The citation that `text` is, in either order of instrument and article; else None."""
    for written in (text, with_instrument_first(text)):
        analysis = analyze(with_articles(written))
        named = article_names(analysis.squeezed, analysis.folded)
        if len(named) != 1 or not named[0].start or named[0].end != len(analysis.folded):
            continue
        mentions = instruments.extract(analysis.squeezed)
        if len(mentions) != 1 or (mentions[0].start, mentions[0].end) != (0, named[0].start):
            continue
        articles = mentions[0].articles
        return LoneCitation(
            text=analysis.folded,
            instrument=analysis.folded[: named[0].start],
            own=tuple(own_article_terms(mentions)),
            cited=tuple(dict.fromkeys(mention_terms(mentions))),
            numbers=(*named[0].spellings, *articles, _whole(articles))
            if len(articles) == 1
            else (),
            part=part_of(articles[0]) if len(articles) == 1 else (),
        )
    return None


def _whole(articles: Sequence[str]) -> str:
    """The number of an article without its paragraph: documents are named after articles."""
    return articles[0].partition(".")[0]


def with_instrument_first(text: str) -> str:
    """`text`, of an article and the instrument behind it in the other order: 勞動基準法§14 for
    §14 勞動基準法."""
    *number, name = text.split() or [""]
    squeezed = " ".join(number)
    article = squeezed_fold(squeezed)
    named = article_names(squeezed, article)
    if len(named) != 1 or (named[0].start, named[0].end) != (0, len(article)):
        return text
    mentions = instruments.extract(name)
    if len(mentions) != 1 or (mentions[0].start, mentions[0].end) != (0, len(name)):
        return text
    return name + squeezed
