"""A page of a document as a picture, with the places of its passages over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui.http import pictures
from webui.http.backend import backend
from webui.pages.page_sketch import clipped

if TYPE_CHECKING:
    from judian.core.model import Passage
    from webui.pages.desk import Desk
    from webui.pages.page_sketch import SketchBox


@dataclass(frozen=True, slots=True)
class PlacedPassage:
    """A passage with the boxes of its lines on the page."""

    passage: Passage
    boxes: tuple[SketchBox, ...]
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
    width, height = pictures.size_in_points(pictures.page_picture(info, page))
    matches = {match.id for match in desk.part.matches}
    passages = backend().page_passages(info.id, page)
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
                url=desk.passage_url(passage.id, passage.ordinal - 1),
                is_match=passage.id in matches,
                is_open=passage.ordinal == desk.at,
            )
            for passage in passages
        ),
    )
