"""Terms that stand for articles, whatever their spelling: 第一百九十條, 第190條 and §190 are one.

The term of an article is § and its number in the form of `judian.zh.instruments.articles`; that
of an article of an instrument begins with the id of the instrument; that of the article's own text
in the instrument begins with = and the id. An article with a paragraph
(3.2) has a term for each level, so that it is found under 第3條 too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.instruments.articles import bare_at, find_articles
from judian.zh.numbers.spelling import chinese_spellings
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.zh.instruments.articles import ArticleCitation
    from judian.zh.instruments.model import Mention

_LEVELS = ("條", "項", "款", "目")
#: Where an article without 第 may begin in a query: 190條, 民訴 277條.
_BARE = re.compile(r"(?:^|(?<=[\s、,及和]))(?=[0-9〇零一二三四五六七八九十百千])")


@dataclass(frozen=True, slots=True)
class ArticleName:
    """Articles named together in `[start, end)` of a folded query.

    `terms` are those of the articles, `broader` those of what they are part of, `spellings` the
    folded ways to write the article; () if there are several articles.
    """

    start: int
    end: int
    terms: tuple[str, ...]
    broader: tuple[str, ...]
    spellings: tuple[str, ...]


def article_terms(squeezed: str, folded: str) -> list[str]:
    """The terms of the articles that a squeezed text cites, repeated as often as it does."""
    return [
        term
        for cited in find_articles(squeezed, folded)
        for article in cited.articles
        for term in _levels("", article)
    ]


def mention_terms(mentions: Iterable[Mention]) -> list[str]:
    """The terms of the articles of instruments."""
    return [
        term
        for mention in mentions
        for article in mention.articles
        for term in _levels(mention.instrument, article)
    ]


def _levels(instrument: str, article: str) -> list[str]:
    """The terms of an article and of what it is part of: §3, §3.2, §3.2.1 for 3.2.1."""
    parts = article.split(".")
    return [f"{instrument}§{'.'.join(parts[: n + 1])}" for n in range(len(parts))]


def own_article_term(instrument: str, article: str) -> str:
    """The term of the text of an article itself, which no text that cites the article has."""
    return f"={instrument}§{article.partition('.')[0]}"


def own_article_terms(mentions: Iterable[Mention]) -> list[str]:
    """The terms of the texts of the articles that are named, each once."""
    return list(
        dict.fromkeys(
            own_article_term(mention.instrument, article)
            for mention in mentions
            for article in mention.articles
        )
    )


#: What goes on after an article that a sentence begins with: 第九條、第十條, 第九條規定.
_CITES = compiled("[、,。;:及與和或至到之第所前後但中內以]|規定|各款|各項")


def opened_article(squeezed: str, folded: str) -> str | None:
    """The article that a text of its statute opens (第 26 條 …, 第五條之一), None if it opens none.

    A sentence that begins by citing an article opens none (第九條、第十條之規定, 第九條規定).
    """
    cited = next(iter(find_articles(squeezed, folded)), None)
    if cited is None or cited.start or len(cited.articles) > 1 or _CITES.match(folded, cited.end):
        return None
    article = cited.articles[0]
    return None if "." in article else article


def article_names(squeezed: str, folded: str) -> list[ArticleName]:
    """The articles that a squeezed query names, in order; also without 第 at its start."""
    cited: list[ArticleCitation] = find_articles(squeezed, folded)
    for start in (match.end() for match in _BARE.finditer(folded)):
        bare = bare_at(folded, start)
        if bare and not any(one.start < bare.end and start < one.end for one in cited):
            cited.append(bare)
    found = []
    for one in sorted(cited, key=lambda each: each.start):
        levels = [_levels("", article) for article in one.articles]
        terms = tuple(dict.fromkeys(level[-1] for level in levels))
        broader = tuple(dict.fromkeys(term for level in levels for term in level[:-1]))
        typed = folded[one.start : one.end]
        spelled = article_spellings(one.articles[0]) if len(one.articles) == 1 else ()
        others = tuple(dict.fromkeys(map(fold, spelled)))
        found.append(
            ArticleName(
                one.start, one.end, terms, broader, tuple(text for text in others if text != typed)
            )
        )
    return found


def article_spellings(article: str) -> tuple[str, ...]:
    """The usual spellings of a normalised article: of 5-1 第5條之1, 第五條之一, 第5-1條, §5-1."""
    parts = article.split(".")
    return tuple(
        dict.fromkeys(
            (*_spelled(parts, arabic=True), *_spelled(parts, arabic=False), *_signs(parts))
        )
    )


def _spelled(parts: Sequence[str], *, arabic: bool) -> tuple[str, ...]:
    """The spellings with 條, 項, 款 and 目, in Arabic or in Chinese numerals."""
    whole, _, inserted = parts[0].partition("-")
    if not all(part.isdigit() for part in (whole, *parts[1:])) or len(parts) > len(_LEVELS):
        return ()

    def numerals(number: str) -> tuple[str, ...]:
        return (str(int(number)),) if arabic else chinese_spellings(int(number))

    after = numerals(inserted)[:1] if inserted.isdigit() else ()
    upper = "".join(
        f"第{numerals(part)[0]}{unit}" if numerals(part) else ""
        for part, unit in zip(parts[1:], _LEVELS[1:], strict=False)
    )
    found = []
    for number in numerals(whole):
        if after:
            found.append(f"第{number}條之{after[0]}{upper}")
            found.append(f"第{number}{'-' if arabic else '之'}{after[0]}條{upper}")
        else:
            found.append(f"第{number}條{upper}")
    return tuple(found)


def _signs(parts: Sequence[str]) -> tuple[str, ...]:
    return (f"§{parts[0]}",) if len(parts) == 1 else ()
