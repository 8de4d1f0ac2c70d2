"""What an article provides: 勞基法第38條規定什麼？ is answered by its text as it stands, part by
part, where the collection holds the statute."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.formal_passages import own_passages
from judian.search.answers.question.named_article import named_article
from judian.search.replies.results import Answer
from judian.zh.numbers.numerals import parse
from judian.zh.text.analyze import squeezed_fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from judian.search.query.compile import Compiled
    from judian.search.replies.results import Hit

#: The confidence of the text of an article that the index knows by the number of the article: each
#: of the 186 articles of four statutes, asked one by one, is shown whole and alone.
CONFIDENCE = 0.97
#: The line of a quotation under an article, where drafts give their reasons.
_QUOTED = re.compile(r"\n\s*>")
#: The number before a paragraph (項) of an article, and before an item (款) of it.
_PARAGRAPH = re.compile(r"[0-9]{1,2}(?=\s)")
_ITEM = compiled("(?P<number>[一二三四五六七八九十]{1,3})、")


@dataclass(frozen=True, slots=True)
class Provision:
    """The text of an article, or of the part that was asked for: `passages` in their order. With
    `is_one` False several documents state it differently, and none is the answer."""

    passages: Sequence[Hit]
    is_one: bool = True


def asked_provision(typed: str, find: Callable[[Compiled, int], list[Hit]]) -> Provision | None:
    """The text of the article that a question asks for and nothing else; None for other questions,
    and where the collection does not hold the article."""
    article = named_article(typed)
    if article is None or not article.is_all:
        return None
    passages = own_passages(article, find)
    documents = dict.fromkeys(hit.document.id for hit in passages)
    texts = []
    for document in documents:
        own = [hit for hit in passages if hit.document.id == document]
        if part := _part(own, article.parts):
            texts.append(part)
    if not texts:
        return None
    contents = {squeezed_fold("".join(map(shown, text))) for text in texts}
    return Provision(texts[0], is_one=len(contents) == 1)


def provision_answer(provision: Provision) -> Answer:
    """The answer that shows a provision, each of its passages one item."""
    first = provision.passages[0]
    texts = tuple(map(shown, provision.passages))
    return Answer(
        text=texts[0],
        kind="passage",
        value=None,
        unit=None,
        items=texts if len(texts) > 1 else (),
        confidence=CONFIDENCE,
        start=0,
        end=len(texts[0]),
        hit=first,
        source="rules",
    )


def shown(hit: Hit) -> str:
    """The text of a passage of an article, without the reasons that a draft gives below it."""
    text = hit.passage.text
    found = _QUOTED.search(text)
    return text[: found.start()] if found else text


def _part(passages: Sequence[Hit], parts: Sequence[str]) -> Sequence[Hit]:
    """The passages of one document from its text of an article: all, or those of the 項 and 款 that
    `parts` number; () if they are not there."""
    own = [hit for hit in passages if not hit.passage.text.lstrip().startswith(">")]
    own = [hit for hit in own if str(hit.passage.kind) != "quote"]
    if not parts:
        return own
    groups: list[list[Hit]] = []
    for hit in own:
        if not groups or _ITEM.match(squeezed_fold(hit.passage.text)) is None:
            groups.append([])
        groups[-1].append(hit)
    number = int(parts[0]) if parts[0].isdigit() else 0
    if not 0 < number <= len(groups) or not _are_numbered_so(groups):
        return ()
    paragraph = groups[number - 1]
    if len(parts) == 1:
        return paragraph
    return [hit for hit in paragraph if _item_number(hit) == parts[1]]


def _are_numbered_so(groups: Sequence[Sequence[Hit]]) -> bool:
    """True unless the text numbers the paragraphs otherwise."""
    stated = [_PARAGRAPH.match(group[0].passage.text) for group in groups]
    return all(found is None or int(found[0]) == n for n, found in enumerate(stated, 1))


def _item_number(hit: Hit) -> str:
    found = _ITEM.match(squeezed_fold(hit.passage.text))
    number = parse(found["number"]) if found else None
    return "" if number is None else str(number)
