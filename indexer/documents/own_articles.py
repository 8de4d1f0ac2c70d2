"""The articles of a statute or treaty to which the passages of its own text belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh import instruments
from judian.zh.instruments.article_terms import opened_article, own_article_term
from judian.zh.text.analyze import squeeze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.core.model import Passage

#: Times that the passage that opens an article has its term; those below have it once.
_OPENING = 2
_NUMERAL = "[0-9一二三四五六七八九十百]{1,4}"
_DIVISION = compiled(f"第{_NUMERAL}(?:之{_NUMERAL})?[編章節款目]")
_IN_DIGITS = compiled("第[0-9]")


def own_articles(passages: Iterable[Passage], title: str) -> Iterator[tuple[str, ...]]:
    """Yield for each passage of a document the terms of the article whose text it is.

    All are () unless the title is the name of a statute or treaty. A passage belongs to the last
    article that was opened by its beginning or its headings. The numbers of articles only rise, and
    all are written in digits or all in Chinese numerals: a line that begins with an article written
    otherwise cites it.
    """
    statute = _named_by(title)
    last, opened, started = (0, 0), "", False
    in_digits: bool | None = None
    for passage in passages:
        if statute is None:
            yield ()
            continue
        for text in (*passage.section, passage.text):
            squeezed = squeeze(text)[0]
            folded = fold(squeezed)
            if _DIVISION.match(folded) and text is passage.text:
                opened = ""
            article = opened_article(squeezed, folded)
            written = _IN_DIGITS.match(folded) is not None
            if article and in_digits in (None, written) and _number(article) > last:
                last, opened, started, in_digits = _number(article), article, True, written
        is_label = bool(opened) and squeeze(passage.text)[0] in map(_squeezed, passage.section)
        yield (own_article_term(statute, opened),) * (_OPENING if started else 1) if opened else ()
        started = started and is_label


def _squeezed(text: str) -> str:
    return squeeze(text)[0]


def _number(article: str) -> tuple[int, int]:
    """The number of an article and of what was inserted behind it: (5, 1) for 5-1."""
    whole, _, inserted = article.partition("-")
    return int(whole), int(inserted or 0)


def _named_by(title: str) -> str | None:
    """The id of the statute or treaty whose name a title is; None for other titles."""
    named = instruments.extract(title)
    if len(named) == 1 and named[0].text == title.strip():
        return named[0].instrument
    return None
