"""Pictures of the pages of PDFs: drawn by another process, kept, and the next page drawn ahead."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import queue
import shutil
import struct
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from flask import current_app

from judian.core.errors import JudianError
from webui.http import sources
from webui.http.backend import shelf
from webui.http.picture_cache import OWNER, PictureCache
from webui.http.request_errors import PictureMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Flask, Response

    from judian.core.model import DocumentInfo, Passage
    from webui.http.backend import Backend

log = logging.getLogger("judian.webui")

#: Dots per inch of a picture: a page of A4 is 992 pixels wide, which suits a screen.
RESOLUTION = 120
#: Raised when pictures are drawn in another way, so that none of the old ones is shown.
_DRAWING_VERSION = 2
#: Seconds that drawing may take.
_DRAWING = 30.0
#: Lines that are marked on a page; a passage has as many at most as a page has lines.
_MARKS = 400
#: Pages that wait to be drawn ahead; more are not drawn ahead.
_AHEAD = 4
#: Seconds between two looks whether the index has changed.
_LOOK = 5.0
_POINTS_PER_METRE = 72 / 0.0254

#: left, top, right, bottom in points from the page's top left.
Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page of a document, from 1, with areas marked; `folders` are where its file may be."""

    info: DocumentInfo
    page: int
    marks: tuple[Area, ...]
    folders: tuple[Path, ...]

    @property
    def key(self) -> str:
        """What its picture is kept under: the content of the file and all that is drawn of it."""
        parts = (_DRAWING_VERSION, RESOLUTION, self.page, self.marks)
        return _owner(self.info.sha256) + hashlib.sha256(repr(parts).encode()).hexdigest()

    def draw(self, patience: float) -> bytes:
        """The page as PNG, drawn by another process under limits, which waits `patience` seconds
        for its turn. Raises PictureMissing, SourceGone or Busy."""
        with (
            sources.opened(self.info, self.folders) as content,
            tempfile.TemporaryDirectory(prefix="judian-") as folder,
            tempfile.TemporaryFile(prefix="judian-") as drawn,
        ):
            file = Path(folder) / "page.pdf"
            with file.open("wb") as copy:
                shutil.copyfileobj(content, copy)
            module, wanted = "indexer.cli.page_image", f"--resolution={RESOLUTION}"
            marks = [f"--mark={','.join(map(str, mark))}" for mark in self.marks]
            arguments = (str(file), str(self.page), wanted, *(marks or ["--characters"]))
            output = cast("BinaryIO", drawn)
            if not sources.run_module(module, arguments, _DRAWING, output, patience):
                raise PictureMissing
            return drawn.read()


@dataclass(slots=True)
class Pictures:
    """The pictures of a server: those that are kept, those that are being drawn, and a thread that
    draws ahead."""

    cache: PictureCache
    _mutex: threading.Lock = field(default_factory=threading.Lock)
    _drawn_now: dict[str, threading.Lock] = field(default_factory=dict)
    _wanted: queue.Queue[Drawing] = field(default_factory=lambda: queue.Queue(_AHEAD))
    _thread: threading.Thread | None = None
    _look_again: float = 0.0
    _swept: list[object] | None = None

    def get(self, drawing: Drawing, patience: float) -> bytes:
        """The picture, kept or drawn now; two requests for one picture draw it once. Raises as
        `Drawing.draw`."""
        key = drawing.key
        found = self.cache.find(key)
        if found is not None:
            return found
        with self._mutex:
            lock = self._drawn_now.setdefault(key, threading.Lock())
        with lock:
            found = self.cache.find(key)
            if found is None:
                try:
                    found = drawing.draw(patience)
                    self.cache.keep(key, found)
                finally:
                    with self._mutex:
                        self._drawn_now.pop(key, None)
        return found

    def draw_ahead(self, drawing: Drawing) -> None:
        """Have a picture drawn in the background, unless enough others wait for it."""
        with self._mutex:
            if self._thread is None:
                self._thread = threading.Thread(target=self._draw, name="pictures", daemon=True)
                self._thread.start()
        with contextlib.suppress(queue.Full):
            self._wanted.put_nowait(drawing)

    def forget_removed(self, backends: Sequence[Backend]) -> None:
        """Remove the pictures of files that none of the collections has any more, in a thread, if
        a collection has changed since this was done. One that cannot be read keeps them all."""
        with self._mutex:
            now = time.monotonic()
            if now < self._look_again:
                return
            self._look_again = now + _LOOK
        if not self.cache.is_made:
            return
        try:
            states = [backend.state() for backend in backends]
        except JudianError:
            return
        with self._mutex:
            if states == self._swept:
                return
            self._swept = states
        threading.Thread(target=self._sweep, args=(backends,), daemon=True).start()

    def _sweep(self, backends: Sequence[Backend]) -> None:
        try:
            held = {_owner(info.sha256) for one in backends for info in one.documents()}
        except JudianError as error:
            log.warning("pictures of removed documents are kept: %s", error)
            with self._mutex:
                self._swept = None
            return
        self.cache.forget_others(held)

    def _draw(self) -> None:
        while True:
            drawing = self._wanted.get()
            try:
                self.get(drawing, patience=0.0)  # who waits for a picture comes first
            except JudianError:
                continue  # whoever asks for the page is told why


def install(app: Flask) -> None:
    """Give `app` its pictures, kept in the folder PICTURES of its configuration; those of documents
    that were removed are removed."""
    limit = app.config["PICTURES_MB"] << 20
    app.extensions["pictures"] = Pictures(PictureCache(app.config["PICTURES"], limit))
    app.after_request(_forget_removed)


def has_pages(info: DocumentInfo) -> bool:
    """True if the pages of the document may be drawn, judged by its record alone."""
    return info.format == "pdf" and bool(info.pages) and sources.are_offered(info)


def has_pictures(info: DocumentInfo, passage: Passage) -> bool:
    """True if the pages of the passage may be drawn, judged by the records alone."""
    return info.format == "pdf" and bool(passage.boxes) and sources.are_offered(info)


def page_picture(info: DocumentInfo, page: int) -> bytes:
    """A page of a document that the user may see, as PNG; the next page is drawn ahead. Raises
    PictureMissing, SourceGone, or Busy if too many pictures are requested at once."""
    if not has_pages(info) or not 1 <= page <= (info.pages or 0):
        raise PictureMissing
    picture = _pictures().get(_drawing(info, page), sources.TURN)
    if page < (info.pages or 0):
        _pictures().draw_ahead(_drawing(info, page + 1))
    return picture


def passage_picture(info: DocumentInfo, passage: Passage, page: int | None) -> bytes:
    """A page of the passage, by default the first, as PNG with the passage marked. Raises as
    `page_picture`."""
    if info.format != "pdf" or not passage.boxes:
        raise PictureMissing
    wanted = page or passage.boxes[0][0]
    marks = [box[1:] for box in passage.boxes if box[0] == wanted][:_MARKS]
    if not marks:
        raise PictureMissing
    return _pictures().get(_drawing(info, wanted, marks), sources.TURN)


def size_in_points(picture: bytes) -> tuple[float, float]:
    """Width and height in points of a page whose picture another process drew: its pixels
    and its resolution stand at the beginning of the file."""
    width, height = struct.unpack_from(">II", picture, 16)
    per_metre = struct.unpack_from(">I", picture, 41)[0]
    return width * _POINTS_PER_METRE / per_metre, height * _POINTS_PER_METRE / per_metre


def _forget_removed(response: Response) -> Response:
    """Have the pictures of removed documents removed, in the background, at the first request after
    a change of the index."""
    every: Callable[[], Sequence[Backend]] = current_app.extensions["backends"]
    _pictures().forget_removed(every())
    return response


def _owner(sha256: str) -> str:
    """The digits by which the keys of all pictures of a file begin."""
    return hashlib.sha256(sha256.encode()).hexdigest()[:OWNER]


def _drawing(info: DocumentInfo, page: int, marks: Sequence[Area] = ()) -> Drawing:
    return Drawing(info, page, tuple(marks), shelf().folders)


def _pictures() -> Pictures:
    found: Pictures = current_app.extensions["pictures"]
    return found
