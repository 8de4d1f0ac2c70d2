"""What a query that finds little can be told: a wider query, and words that occur nowhere."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from judian.core.matching import occurrences
from judian.core.query import And, Contains, Or, Query
from judian.search.query.by_postings import by_postings
from judian.search.query.lone_names import lone_name
from judian.search.query.trees import Junction, Negation, Parsed, describe
from judian.zh import instruments
from judian.zh.instruments.article_terms import article_names, mention_terms, own_article_terms
from judian.zh.instruments.short_articles import with_articles
from judian.zh.questions.english import is_english, is_function_word
from judian.zh.text.analyze import analyze, certain_terms, terms_of
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.core.engine import Snapshot
    from judian.search.query.trees import Words

#: Most words of which pairs are looked for.
MAX_APART = 8
#: Most words that are named as missing.
MAX_MISSING = 8


#: Operators whose parts stand together in less than a passage, and those in a passage at most.
_APART = ("near/", "pre/", "/s")
_IN_ONE_PASSAGE = ("AND", "/p", *_APART)


def in_one_document(parsed: Parsed) -> str | None:
    """The query with its outermost AND, /s, /p or nearness read as /d (in one document); None
    without one.

    What is excluded is excluded from each passage, as before.
    """
    tree = parsed.parts[0] if len(parsed.parts) == 1 else None
    if not isinstance(tree, Junction) or not tree.operator.startswith(_IN_ONE_PASSAGE):
        return None
    excluded = tuple(part for part in tree.parts if isinstance(part, Negation))
    wanted = tuple(part for part in tree.parts if not isinstance(part, Negation))
    if len(wanted) < 2:
        return None
    wider = Junction("/d", wanted)
    whole = Junction("AND", (wider, *excluded)) if excluded else wider
    return describe(Parsed((whole,), True, ()))


def in_one_passage(parsed: Parsed) -> tuple[str, str] | None:
    """The outermost near/N, pre/N or /s, and the query with /p in its place; None without one."""
    tree = parsed.parts[0] if len(parsed.parts) == 1 else None
    if not isinstance(tree, Junction) or not tree.operator.startswith(_APART):
        return None
    return tree.operator, describe(Parsed((Junction("/p", tree.parts),), True, ()))


def missing_words(snapshot: Snapshot, words: Iterable[Words]) -> tuple[str, ...]:
    """The plain words of a query that no passage holds, as typed, the days and case numbers that
    none writes, and the articles that none cites; at most MAX_MISSING."""
    found: dict[str, None] = {}
    for part in words:
        text = with_articles(part.text)
        known, cited = _citations(snapshot, text)
        found |= dict.fromkeys(cited)
        analysis = analyze(text)
        named = lone_name(analysis)
        if named is not None:
            if not count(snapshot, Query(named)):
                found[analysis.squeezed] = None
            continue
        at = 0
        for word in analysis.terms["words"]:
            at = analysis.folded.find(word, at)
            if at < 0:  # 2,438 is the term 2438
                break
            if (
                not any(start <= at < end for start, end in known)
                and not _is_function_word(word, text)
                and _is_missing(snapshot, word)
            ):
                found[analysis.squeezed[at : at + len(word)]] = None
            at += len(word)
    return tuple(found)[:MAX_MISSING]


def _citations(snapshot: Snapshot, text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """The ranges of a squeezed text that name articles and instruments, whose words need not occur
    as they are typed; and those articles, as typed, that no passage cites or is the text of."""
    analysis = analyze(text)
    mentions = instruments.extract(analysis.squeezed)
    named = article_names(analysis.squeezed, analysis.folded)
    known = [(one.start, one.end) for one in named]
    missing = []
    for one in named:
        before = [m for m in mentions if m.end == one.start and m.articles]
        terms = [*own_article_terms(before), *mention_terms(before)]
        terms = terms or [*one.terms, *one.broader]
        if not any(snapshot.frequencies([("words", term) for term in terms])):
            start = before[0].start if before else one.start
            missing.append(analysis.squeezed[start : one.end])
            known.append((start, one.end))
    known += [
        (mention.start, mention.end)
        for mention in mentions
        if snapshot.frequency("instrument", mention.instrument)
    ]
    return known, missing


def only_word(words: Iterable[Words], missing: Sequence[str]) -> str | None:
    """The one word of several that occurs; `missing` are those that do not."""
    typed = _content(words)
    there = [word for word in typed if not any(gone in word for gone in missing)]
    return there[0] if missing and len(typed) > 1 and len(there) == 1 else None


def are_apart(snapshot: Snapshot, words: Iterable[Words], seen: Sequence[str]) -> bool:
    """True if words of the query occur, and no passage holds two of them. `seen` are folded texts
    of the best hits, which decide most queries."""
    typed = [analyze(text) for text in _content(words)]
    texts = [one.folded for one in typed if one.folded]
    if not 1 < len(texts) <= MAX_APART:
        return False
    if any(sum(text in best for text in texts) > 1 for best in seen):
        return False
    parts = [(text, by_postings(Contains(text, certain_terms(text)))) for text in texts]
    # A text that was seen need not be looked for in all passages that may hold it.
    there = [
        part
        for text, part in parts
        if any(occurrences(best, text) for best in seen) or count(snapshot, Query(part))
    ]
    pairs = tuple(And(pair) for pair in combinations(there, 2))
    return len(there) > 1 and not count(snapshot, Query(Or(pairs)))


def _content(words: Iterable[Words]) -> list[str]:
    """The plain words of a query without its function words."""
    return [part.text for part in words if not _is_function_word(part.text, part.text)]


def _is_function_word(word: str, typed: str) -> bool:
    """True for a word that says nothing of the subject. English ones count only in a part without
    Chinese, and not in capitals: WHO and IT are names."""
    if word in STOP_WORDS:
        return True
    written = re.search(rf"\b{re.escape(word)}\b", typed, re.IGNORECASE)
    return is_english(typed) and written is not None and is_function_word(written[0])


def _is_missing(snapshot: Snapshot, word: str) -> bool:
    """True if a passage with the word cannot exist: it would hold all its pairs of characters."""
    _, pairs, singles = terms_of(word)
    terms = [("pairs", pair) for pair in pairs] or [("singles", single) for single in singles]
    return not all(snapshot.frequencies(terms))


def count(snapshot: Snapshot, query: Query) -> int:
    """The number of passages that a query finds."""
    return snapshot.search(query, limit=0).total
