"""A page of a document as a picture, with the places of its passages over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.core.page_characters import carried_characters
from judian.search.hits.page_words import PageWords
from webui.http import pictures
from webui.http.backend import backend
from webui.pages.page_sketch import clipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import Passage
    from webui.pages.desk import Desk
    from webui.pages.page_sketch import SketchBox


@dataclass(frozen=True, slots=True)
class PlacedPassage:
    """A passage with the boxes of its lines on the page, and of the words that are marked in it;
    `words` is () if it is not certain where they stand."""

    passage: Passage
    boxes: tuple[SketchBox, ...]
    words: tuple[SketchBox, ...]
    url: str
    is_match: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class PageSheet:
    """Page `page`, printed as `label`, of `width` × `height` points."""

    page: int
    label: str
    width: float
    height: float
    passages: tuple[PlacedPassage, ...]


def page_sheet(desk: Desk, page: int) -> PageSheet:
    """A page of the document on the desk; its picture is drawn first, since that knows the size of
    the page. Raises PictureMissing, SourceGone or Busy."""
    info = desk.part.info
    picture = pictures.page_picture(info, page)
    width, height = pictures.size_in_points(picture)
    matches = {match.id for match in desk.part.matches}
    passages = backend().page_passages(info.id, page)
    boxes = _word_boxes(desk, passages, page, picture)
    labels = (p.page_label for p in passages if p.page == page and p.page_label)
    return PageSheet(
        page=page,
        label=next(labels, str(page)),
        width=width,
        height=height,
        passages=tuple(
            PlacedPassage(
                passage=passage,
                boxes=clipped(box for box in passage.boxes if box[0] == page),
                words=boxes.get(passage.id, ()),
                url=desk.passage_url(passage.id, passage.ordinal - 1),
                is_match=passage.id in matches,
                is_open=passage.ordinal == desk.at,
            )
            for passage in passages
        ),
    )


def _word_boxes(
    desk: Desk, passages: Sequence[Passage], page: int, picture: bytes
) -> dict[str, tuple[SketchBox, ...]]:
    """The boxes of the marked words of each passage whose place the picture's characters tell."""
    words = _marked_words(desk, passages)
    characters = carried_characters(picture) if words else None
    if characters is None:
        return {}
    on_page = PageWords(characters)
    found = ((p.id, on_page.boxes(p, page, words[p.id])) for p in passages if p.id in words)
    return {name: clipped((page, *box) for box in boxes) for name, boxes in found}


def _marked_words(desk: Desk, passages: Sequence[Passage]) -> dict[str, Sequence[tuple[int, int]]]:
    """The ranges that are marked in the text of each passage: the words that a link names, else
    those of the search."""
    marks: dict[str, Sequence[tuple[int, int]]] = {}
    if desk.query:
        texts = [p.text for p in passages]
        found = backend().marks(desk.wanted, texts)
        marks = {p.id: spans for p, spans in zip(passages, found, strict=True) if spans}
    marks.update(desk.linked_words(passages))
    return marks
