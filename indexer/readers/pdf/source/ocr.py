"""Recognition of pages that are pictures, by the tesseract program where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, Frame, TextLine, around
from indexer.structure.characters import is_cjk

if TYPE_CHECKING:
    from indexer.readers.pdf.source.raster import Picture

#: Dots per inch at which a page is shown to tesseract: 200 gave an error rate of 0.006 on
#: prose, 300 no less and twice the time.
RESOLUTION = 200
#: Seconds that one page may take; a full page takes three.
TIMEOUT = 120
#: Lines that tesseract is surer of than this on average (0 to 100) are kept: specks and borders
#: are read as letters with less. Single words are never dropped, they may be figures.
LEAST_CONFIDENCE = 35.0

_WINDOWS = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")


@dataclass(frozen=True, slots=True)
class Recognized:
    """The lines of a page in `frame`, and how sure tesseract is of them on average (0 to 1)."""

    frame: Frame
    lines: list[TextLine]
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognizer:
    """tesseract with the languages that it is to look for."""

    program: str
    languages: str

    def recognize(self, picture: Picture, width: float, height: float) -> Recognized:
        """The text of a page's picture; `width` and `height` of the page are in points.

        Raises OSError or subprocess.SubprocessError when tesseract does not do its work.
        """
        with tempfile.TemporaryDirectory(prefix="judian-ocr-") as folder:
            image = Path(folder) / "page.pgm"
            image.write_bytes(picture.pgm())
            command = [
                self.program, str(image), "stdout", "-l", self.languages, "--psm", "3",
                "--dpi", str(RESOLUTION), "tsv",
            ]  # fmt: skip
            done = subprocess.run(
                command,
                capture_output=True,
                timeout=TIMEOUT,
                check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        scale = width / picture.width
        return _read(done.stdout.decode("utf-8", "replace"), scale, Frame(0, width, height))


@lru_cache(maxsize=1)
def find_recognizer() -> Recognizer | None:
    """tesseract with Traditional Chinese, None where either is not installed."""
    program = shutil.which("tesseract")
    if program is None and _WINDOWS.exists():
        program = str(_WINDOWS)
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    known = set(done.stdout.decode("utf-8", "replace").split())
    if "chi_tra" not in known:
        return None
    wanted = [name for name in ("chi_tra", "chi_tra_vert") if name in known]
    return Recognizer(program, "+".join(wanted))


@dataclass(slots=True)
class _Words:
    """Words of one line with no wide gap between them."""

    boxes: list[Box] = field(default_factory=list)
    text: str = ""
    starts: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    box: Box
    confidence: float


def _read(table: str, scale: float, page: Frame) -> Recognized:
    """The lines of tesseract's table of words."""
    lines: dict[tuple[str, ...], list[_Word]] = defaultdict(list)
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) >= 12 and cells[0] == "5" and cells[11].strip():
            left, top, wide, high = (int(value) * scale for value in cells[6:10])
            word = _Word(
                cells[11].strip(), Box(left, top, left + wide, top + high), float(cells[10])
            )
            lines[tuple(cells[2:5])].append(word)
    sure = weight = 0.0
    found: list[tuple[_Words, Box]] = []
    for words in lines.values():
        letters = sum(len(word.text) for word in words)
        mean = sum(word.confidence * len(word.text) for word in words) / letters
        if mean < LEAST_CONFIDENCE:
            continue
        sure += mean * letters
        weight += letters
        found += [(piece, around(piece.boxes)) for piece in _pieces(words)]
    upright = sum(len(w.text) for w, b in found if len(w.text) > 2 and b[3] - b[1] > b[2] - b[0])
    frame = page
    if 2 * upright > weight:
        frame = Frame(1, page.width, page.height)
    made = [_line(words, frame.into(box), frame.turn) for words, box in found]
    _even_sizes(made)
    return Recognized(frame, made, sure / weight / 100 if weight else 0.0)


def _pieces(words: list[_Word]) -> list[_Words]:
    """The words of a line, parted where a gap is wider than the line is high: cells of a table."""
    found: list[_Words] = []
    heights = [word.box.height for word in words]
    upright = sum(b - a for a, b in ((w.box.x0, w.box.x1) for w in words)) < max(heights)
    for word in words:
        left, _, right, _ = word.box
        last = found[-1] if found else None
        if last is None or (not upright and left - last.boxes[-1][2] > median(heights)):
            last = _Words()
            found.append(last)
        if last.text and not (is_cjk(last.text[-1]) or is_cjk(word.text[0])):
            last.text += " "
            last.starts.append(left)
        last.text += word.text
        count = len(word.text)
        last.starts += [left + (right - left) * at / count for at in range(count)]
        last.boxes.append(word.box)
    for piece in found:
        piece.text = wide_punctuation(piece.text)
    return found


_WIDE = dict(zip(",:;!?()", "，：；！？（）", strict=True))


def wide_punctuation(text: str) -> str:
    """The text with punctuation beside Han characters in full width, as it is printed: the
    recogniser gives the narrow form. Marks inside of numbers stay."""
    made = []
    for at, char in enumerate(text):
        before = text[at - 1] if at else ""
        after = text[at + 1] if at + 1 < len(text) else ""
        beside = (before and is_cjk(before)) or (after and is_cjk(after))
        made.append(_WIDE[char] if char in _WIDE and beside else char)
    return "".join(made)


def _line(words: _Words, box: Box, turn: int) -> TextLine:
    height = box.height
    return TextLine(
        text=words.text, x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1, base=box.y1, size=height,
        font="", bold=False, starts=[] if turn else words.starts,
    )  # fmt: skip


def _even_sizes(lines: list[TextLine]) -> None:
    """Lines of nearly one height are of one size: the ink of a line says no more."""
    if not lines:
        return
    usual = median(line.y1 - line.y0 for line in lines for _ in line.text)
    for line in lines:
        middle = line.middle_y
        if 0.6 * usual < line.size < 1.35 * usual:
            line.size = usual
        line.base = middle + 0.38 * line.size
