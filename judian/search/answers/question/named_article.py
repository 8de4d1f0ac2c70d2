"""The article that a question names (勞基法第38條), and whether it asks what that article provides
and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh import instruments
from judian.zh.instruments.short_articles import with_articles
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from judian.zh.instruments import Mention

_NUMERAL = "[0-9一二三四五六七八九十百]{1,5}"
#: The article behind the name of its statute, as it may be written.
_WRITTEN = compiled(
    f"」?(?:第|§|之)?{_NUMERAL}(?:條(?:之{_NUMERAL})?|之{_NUMERAL}條|-[0-9]{{1,2}}條?)?"
    f"(?:第{_NUMERAL}[項款目]){{0,3}}(?:但書|本文|前段|後段)?"
)
#: Words that ask for what an article provides, and say nothing else.
_ASKING = compiled(
    "請問|請列出|請|告訴我|我?想知道|依照?|依據|根據|按照?|規定|明定|所定|訂定?|規範|寫|說|講|提到|內容|全文|條文|原文|主要|大意"
    "|重點|事項|是|了|的|有|哪一?些|什麼|甚麼|何|為|如何|怎麼|怎樣|在|內|中|裡|到底|究竟|呢|嗎|給我|看|列出|顯示|查|一下"
    "|[?？。,，:：「」、 ]"
)


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article of an instrument that a question names: `number` is normalised (84-1), `parts` are
    its 項, 款 and 目 (84-1.2 names the part 2), `name` is the instrument as it is written. `is_all`
    is True if the question asks for what it provides, and for nothing else."""

    instrument: str
    name: str
    number: str
    parts: tuple[str, ...]
    is_all: bool


def named_article(typed: str) -> NamedArticle | None:
    """The one article of a statute or treaty that a question names; None without one, and for
    several."""
    analysis = analyze(with_articles(typed))
    named = [m for m in instruments.extract(analysis.squeezed) if m.articles]
    if len(named) != 1 or len(named[0].articles) != 1:
        return None
    number, *parts = named[0].articles[0].split(".")
    rest = _rest(analysis.folded, named[0])
    is_all = bool(rest) and not _ASKING.sub("", rest)
    return NamedArticle(named[0].instrument, named[0].name, number, tuple(parts), is_all)


def _rest(text: str, mention: Mention) -> str:
    """What a folded question says besides the citation."""
    written = _WRITTEN.match(text, mention.end)
    end = written.end() if written else mention.end
    return text[: mention.start] + text[end:]
