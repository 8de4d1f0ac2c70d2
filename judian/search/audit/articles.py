"""Is an article, a treaty or a statute of a draft cited by the collection for the same thing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.core.model import Kind, passage_from_json
from judian.core.query import And, Key, Query, ScoredTerm, Terms
from judian.search.audit.clauses import content_words, covered, sentence
from judian.search.audit.conflicts import contradicts
from judian.search.audit.context import finding
from judian.search.audit.statements import Comparison, compare
from judian.search.replies.audits import Outcome
from judian.zh.instruments.article_parts import holding, part_of
from judian.zh.instruments.article_terms import own_article_term
from judian.zh.numbers.numerals import parse
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import Passage
    from judian.search.audit.context import AuditContext
    from judian.search.replies.audits import Claim, Finding
    from judian.search.replies.quotes import QuotePlace
    from judian.zh.instruments import Mention

#: Articles behind the name, whether their numbers can be read or not.
_ARTICLE = re.compile("第[^第]{1,9}條")
#: The number of an item at the beginning of a line: 一、.
_MARKER = re.compile("^[〇零一二三四五六七八九十百0-9]{1,4}[、.．]", re.MULTILINE)
_NUMERAL = re.compile("[0-9]+|[〇零一二三四五六七八九十百千万亿]+")
#: Passages of an instrument that are looked at.
_LOOKED_AT = 40
#: Share of the words of the sentence that the passage must have, and by how much another article
#: must be nearer to be the one that is meant.
_SAID, _NEARER = 0.6, 0.2
#: Fewest words that say for what an article is cited, and that may say it of another article where
#: the collection holds the statute: two words stand in several of its articles.
_LEAST_WORDS, _LEAST_OF_STATUTE = 2, 4

_SAME = ("館藏有相同的敘述", "the collection says the same")
_CITED = ("館藏就同一事項引用同一條文", "the collection cites it for the same")
_NAMED = (
    "館藏提及此條約或法規；草稿對它的敘述未核對",
    "the collection names it; what the draft says of it was not checked",
)
_OTHER = ("館藏就同一事項引用的條文不同", "the collection cites another article for the same")
_NO_INSTRUMENT = ("館藏沒有提及此條約或法規", "the collection does not name it")
_NO_ARTICLE = (
    "館藏提及此條約或法規，但沒有提及這一條",
    "the collection names it, but not this article",
)
_UNREAD = ("條號無法辨識", "the number of the article is none that a statute has")
_BARE = (
    "草稿未說明此條文的內容，無法核對",
    "the draft does not say what the article provides",
)
_PROVIDES = ("條文有相同的規定", "the article provides the same")
_HELD = (
    "館藏收有本條條文；草稿的說法與條文用字不同，未能核對",
    "the collection holds the text of this article; whether it says the same was not decided",
)
_MORE = (
    "館藏提及這一條，但草稿同一句另有館藏所無的數字或說法",
    "the collection names this article, but the sentence says something that it does not say",
)
_OTHERWISE = (
    "館藏提及這一條，但不是就同一事項",
    "the collection names this article, but not for this",
)


@dataclass(slots=True)
class _Best:
    """The passages that say most of a sentence: of those that cite its article, and of others."""

    same: Passage | None = None
    other: Passage | None = None
    share: float = 0.0
    other_share: float = 0.0

    def take(self, passage: Passage, share: float, *, is_same: bool) -> None:
        """Keep a passage if it says more than those before."""
        if is_same and (self.same is None or share > self.share):
            self.same, self.share = passage, share
        elif not is_same and (self.other is None or share > self.other_share):
            self.other, self.other_share = passage, share


def check_article(context: AuditContext, claim: Claim) -> Finding:
    """The finding about a mention of an instrument."""
    mention = next(m for m in claim.passage.mentions if m.start == claim.start)
    text = claim.passage.text
    low, high = sentence(text, claim.start, claim.end)
    said = text[low:high]
    comparison, reply = compare(context, said, claim.start - low, claim.end - low)
    if comparison is Comparison.SAME:
        return finding(claim, Outcome.VERIFIED, _SAME, reply=reply)
    passages = _passages(context, mention.instrument, said)
    if not passages:
        return finding(claim, Outcome.NOT_FOUND, _NO_INSTRUMENT)
    if not mention.articles and _ARTICLE.search(claim.text):
        return finding(claim, Outcome.NOT_FOUND, _UNREAD)
    if not mention.articles:
        return _whole(context, claim, mention, passages)
    own = _own(context, mention, said)
    if own:
        words = content_words(said.replace(claim.text, "，"))
        found = _of_statute(context, claim, _part(mention, own), words, said)
        if found.outcome is not Outcome.NOT_CHECKABLE or comparison is not Comparison.OTHER_VALUE:
            return found
    if comparison is Comparison.OTHER_VALUE:
        return finding(claim, Outcome.DIFFERS, _OTHER, reply=reply)
    return _article(context, claim, mention, passages, said)


def _whole(
    context: AuditContext, claim: Claim, mention: Mention, passages: Sequence[Passage]
) -> Finding:
    named = next((p, m) for p in passages for m in p.mentions if m.instrument == mention.instrument)
    place = context.place(named[0], named[1].start, named[1].end)
    return finding(claim, Outcome.NOT_CHECKABLE, _NAMED, place=place)


def _article(
    context: AuditContext,
    claim: Claim,
    mention: Mention,
    passages: Sequence[Passage],
    said: str,
) -> Finding:
    """The finding about articles whose text the collection does not hold, by what the sentence says
    besides the mention."""
    words = content_words(said.replace(claim.text, "，"))
    best = _cited(mention, passages, words)
    if best.same is None:
        if best.other is None or best.other_share < _SAID or len(words) < _LEAST_WORDS:
            return finding(claim, Outcome.NOT_FOUND, _NO_ARTICLE)
        return finding(claim, Outcome.DIFFERS, _OTHER, place=_at(context, best.other))
    if len(words) < _LEAST_WORDS:
        return finding(claim, Outcome.NOT_CHECKABLE, _BARE, place=_at(context, best.same))
    if best.other is not None and best.other_share - best.share >= _NEARER:
        if best.other_share >= _SAID:
            return finding(claim, Outcome.DIFFERS, _OTHER, place=_at(context, best.other))
    elif best.share >= _SAID and best.share > best.other_share:
        if contradicts(claim.passage, said, [best.same]):
            return finding(claim, Outcome.NOT_FOUND, _MORE, place=_at(context, best.same))
        return finding(claim, Outcome.VERIFIED, _CITED, place=_at(context, best.same))
    return finding(claim, Outcome.NOT_FOUND, _OTHERWISE, place=_at(context, best.same))


def _of_statute(
    context: AuditContext, claim: Claim, own: Sequence[Passage], words: Sequence[str], said: str
) -> Finding:
    """The finding about articles whose text the collection holds: every word must stand there. What
    is said in other words is left to the reader, with the place."""
    text = squeezed_fold("\n".join(passage.text for passage in own))
    share = covered(words, text, otherwise=True)
    place = _at(context, max(own, key=lambda each: covered(words, squeezed_fold(each.text))))
    if len(words) < _LEAST_WORDS:
        return finding(claim, Outcome.NOT_CHECKABLE, _BARE, place=place)
    if share == 1 and not contradicts(claim.passage, said, own) and _in_one(claim, said, own):
        return finding(claim, Outcome.VERIFIED, _PROVIDES, place=place)
    held = {passage.id for passage in own}
    for other in _neighbours(context, own, said):
        elsewhere = covered(words, squeezed_fold(other.text))
        is_all = elsewhere == 1 and len(words) >= _LEAST_OF_STATUTE
        if other.id not in held and is_all and share + _NEARER <= elsewhere:
            return finding(claim, Outcome.DIFFERS, _OTHER, place=_at(context, other))
    return finding(claim, Outcome.NOT_CHECKABLE, _HELD, place=place)


def _part(mention: Mention, own: Sequence[Passage]) -> Sequence[Passage]:
    """Of the passages of an article those that hold the paragraph and subparagraph of the mention,
    and those that lead to a subparagraph; all where it names none or several articles."""
    part = part_of(mention.articles[0]) if len(mention.articles) == 1 else ()
    if not part:
        return own
    text = sorted((one for one in own if one.kind != Kind.QUOTE), key=lambda one: one.id)
    texts = [one.text for one in text]
    held = holding(texts, part) if len({one.doc_id for one in text}) == 1 else []
    if not held:
        return own
    leading = holding(texts, part[:1])[:1]
    return [text[index] for index in dict.fromkeys((*leading, *held))]


def _in_one(claim: Claim, said: str, own: Sequence[Passage]) -> bool:
    """True if one passage of an article has all the numbers of a sentence: 三年以上 and 二十日前 of
    different subparagraphs say together what none of them says."""
    stated = _numbers(said.replace(claim.text, ""))
    return len(stated) < 2 or any(stated <= _numbers(each.text) for each in own)


def _numbers(text: str) -> set[object]:
    return {parse(number) for number in _NUMERAL.findall(squeezed_fold(_MARKER.sub("", text)))}


def _cited(mention: Mention, passages: Sequence[Passage], words: Sequence[str]) -> _Best:
    """The passages that say most of the `words`, of those that cite the statute. Another article is
    cited for what its own sentence says: a long passage cites several, each for something else."""
    best = _Best()
    for passage in passages:
        share = covered(words, squeezed_fold(passage.text))
        for other in passage.mentions:
            if other.instrument == mention.instrument and other.articles:
                if _is_same(mention, other):
                    best.take(passage, share, is_same=True)
                elif not _is_broader(mention, other):
                    low, high = sentence(passage.text, other.start, other.end)
                    beside = covered(words, squeezed_fold(passage.text[low:high]))
                    best.take(passage, beside, is_same=False)
    return best


def _is_same(mine: Mention, other: Mention) -> bool:
    """True if the other mention has every article of the draft, or a part of it (24.1 for 24)."""
    return all(
        any(theirs == article or theirs.startswith(f"{article}.") for theirs in other.articles)
        for article in mine.articles
    )


def _is_broader(mine: Mention, other: Mention) -> bool:
    """True if the other mention has an article of which the draft names a part (24 for 24.1): it is
    no other article."""
    return any(
        article.startswith(f"{theirs}.") for article in mine.articles for theirs in other.articles
    )


def _at(context: AuditContext, passage: Passage | None) -> QuotePlace | None:
    return context.place(passage, 0, len(passage.text)) if passage else None


def _passages(context: AuditContext, instrument: str, said: str) -> list[Passage]:
    """The passages that mention an instrument, those that say most of the sentence first."""
    return _ranked(context, And((Key("instrument", (instrument,)),)), said)


def _own(context: AuditContext, mention: Mention, said: str) -> list[Passage]:
    """The text of the articles themselves, where the collection holds the statute."""
    terms = [own_article_term(mention.instrument, article) for article in mention.articles]
    return _ranked(context, And((Terms(tuple(("words", term) for term in terms)),)), said)


def _neighbours(context: AuditContext, own: Sequence[Passage], said: str) -> list[Passage]:
    """The passages of the documents of the articles that say most of the sentence."""
    documents = tuple(dict.fromkeys(passage.doc_id for passage in own))
    return _ranked(context, And((Key("doc", documents),)), said) if documents else []


def _ranked(context: AuditContext, node: And, said: str) -> list[Passage]:
    terms = tuple(ScoredTerm("words", word) for word in content_words(said))
    results = context.snapshot.search(Query(node, terms), limit=_LOOKED_AT)
    payloads = context.snapshot.payloads([hit.id for hit in results.hits])
    return [passage_from_json(json.loads(p)) for p in payloads if p is not None]
