"""Passages that a question finds by the form of its answer, not by its words: the text of the
article that it names, and what defines the name that it asks for.

The words of such a question stand in many passages that say more of them; the definition itself is
often one short line.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.core.query import And, Contains, Key, Node, Or, Query, Terms
from judian.search.answers.question.asked_name import asked_names
from judian.search.answers.question.named_article import NamedArticle, named_article
from judian.search.answers.question.named_statutes import named_statutes
from judian.search.query.compile import Compiled
from judian.search.replies.results import QueryView
from judian.zh.instruments.article_terms import article_spellings, own_article_term
from judian.zh.text.analyze import certain_terms, squeezed_fold
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from judian.search.answers.question.model import QuestionModel
    from judian.search.query.catalogue import Catalogue
    from judian.search.replies.results import Hit

#: Most passages of an article, and most that define a name: longer articles are shown in part.
OF_ARTICLE, DEFINING = 40, 6
#: Most passages of a statute that a question names.
OF_STATUTE = 10
#: How texts define a name, for which _ stands.
_FORMS = fold(
    "_：指 _：係指 _：謂 _，指 _，係指 _，係 _係指 _是指 _乃指 _指的是 所稱_ 所稱之_ 所謂_ 所謂的_ "
    "「_」指 「_」係指 「_」，指 「_」，係指 「_」：指 「_」是指 所稱「_」 所謂「_」 稱_者 "
    "，為_。 ，即為_。 ，稱為_。 稱之為_。 稱為_。 稱_） 稱「_」 稱為「_」 _定義為 _之定義 "
    "本法之_ 本條例之_ 本辦法之_ 本規則之_"
).split()
_LABELS = (Kind.HEADING, Kind.TITLE, Kind.TABLE_HEAD)


def formal_hits(
    question: QuestionModel, catalogue: Catalogue, find: Callable[[Compiled, int], list[Hit]]
) -> list[Hit]:
    """The passages that the form of the answer finds: of the article that is named, or with a
    definition of the asked name; [] for other questions."""
    article = named_article(question.typed)
    if article is not None:
        return own_passages(article, find) or _named_after(article, catalogue, find)
    return _defining(question, catalogue, find)


def own_passages(article: NamedArticle, find: Callable[[Compiled, int], list[Hit]]) -> list[Hit]:
    """The passages of the text of an article, in their order, without its heading."""
    term = own_article_term(article.instrument, article.number)
    return _in_order(find(_chosen(Terms((("words", term),))), OF_ARTICLE))


def _named_after(
    article: NamedArticle, catalogue: Catalogue, find: Callable[[Compiled, int], list[Hit]]
) -> list[Hit]:
    """The passages of the documents whose title is an article and nothing else: 公司法356-3."""
    name = squeezed_fold(article.name)
    numbers = (article.number, *map(squeezed_fold, article_spellings(article.number)))
    titles = {f"{name}{number}" for number in numbers}
    named = tuple(id_ for id_, one in catalogue.documents.items() if one.title in titles)
    return _in_order(find(_chosen(Key("doc", named)), OF_ARTICLE)) if named else []


def _in_order(hits: Sequence[Hit]) -> list[Hit]:
    return sorted((hit for hit in hits if hit.passage.kind not in _LABELS), key=lambda hit: hit.id)


def _defining(
    question: QuestionModel, catalogue: Catalogue, find: Callable[[Compiled, int], list[Hit]]
) -> list[Hit]:
    """The passages that define the longest of the names that may be asked for: those of the statute
    that the question names, or else of any document."""
    for name in asked_names(question):
        forms = [form.replace("_", name) for form in _FORMS]
        node = Or(tuple(Contains(form, certain_terms(form)) for form in forms))
        documents = documents_named(question, catalogue)
        nodes: list[Node] = [And((node, Key("doc", documents)))] if documents else []
        for each in (*nodes, node):
            if hits := find(_chosen(each), DEFINING):
                return hits
    return []


def documents_named(question: QuestionModel, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the documents that are the text of a statute or treaty that a question names."""
    return catalogue.titled.named_in(question.text, named_statutes(question))


def of_named_statutes(
    question: QuestionModel,
    catalogue: Catalogue,
    find: Callable[[Compiled, int], list[Hit]],
    compiled: Compiled,
) -> list[Hit]:
    """The passages of the statutes that a question names, best first; [] if it names none whose
    text the collection holds."""
    statutes = named_statutes(question)
    documents = documents_named(question, catalogue) if statutes else ()
    if not documents:
        return []
    node = And((compiled.query.filter, Key("doc", documents)))
    within = replace(compiled, query=replace(compiled.query, filter=node))
    return find(within, OF_STATUTE)


def alternated(first: Sequence[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """The passages of both lists in turn, each once: 勞基法 in a question may name the text that
    answers it, or a law that another text applies."""
    merged: dict[str, Hit] = {}
    for pair in zip_longest(first, hits):
        for hit in pair:
            if hit is not None:
                merged.setdefault(hit.id, hit)
    return list(merged.values())


def _chosen(node: Node) -> Compiled:
    return Compiled(Query(node), QueryView(text="", understood=""))


def with_first(first: Sequence[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """`hits` with the passages `first` before them, whose score is then that of the best."""
    best = max((hit.score for hit in hits), default=1.0)
    ids = {hit.id for hit in first}
    return [
        *(replace(hit, score=best) for hit in first),
        *(hit for hit in hits if hit.id not in ids),
    ]
