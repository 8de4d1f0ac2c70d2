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
from typing import Any

from indexer.joining import is_cjk
from indexer.readers.pdf_geometry import Box, Frame, Line, around

#: Dots per inch at which a page is shown to tesseract: 200 gave an error rate of 0.006 on
#: prose, 300 no less and twice the time.
RESOLUTION = 200
#: Seconds that one page may take; a full page takes three.
TIMEOUT = 120
#: Words that tesseract is surer of than this (0 to 100) are kept.
LEAST_CONFIDENCE = 20.0

_WINDOWS = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")


@dataclass(frozen=True, slots=True)
class Recognized:
    """The lines of a page in `frame`, and how sure tesseract is of them on average (0 to 1)."""

    frame: Frame
    lines: list[Line]
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognizer:
    """tesseract with the languages that it is to look for."""

    program: str
    languages: str

    def recognize(self, picture: Any, width: float, height: float) -> Recognized:
        """The text of a page's picture; `width` and `height` of the page are in points.

        Raises OSError or subprocess.SubprocessError when tesseract does not do its work.
        """
        with tempfile.TemporaryDirectory(prefix="judian-ocr-") as folder:
            image = Path(folder) / "page.png"
            picture.save(image)
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
    boxes: list[Box] = field(default_factory=list)
    text: str = ""
    starts: list[float] = field(default_factory=list)


def _read(table: str, scale: float, page: Frame) -> Recognized:
    """The lines of tesseract's table of words."""
    lines: dict[tuple[str, ...], _Words] = defaultdict(_Words)
    sure = weight = 0.0
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        word = cells[11].strip()
        confidence = float(cells[10])
        if confidence < LEAST_CONFIDENCE:
            continue
        sure += confidence * len(word)
        weight += len(word)
        left, top, wide, high = (int(value) * scale for value in cells[6:10])
        known = lines[tuple(cells[2:5])]
        if known.text and not (is_cjk(known.text[-1]) or is_cjk(word[0])):
            known.text += " "
            known.starts.append(left)
        known.text += word
        known.starts += [left + wide * at / len(word) for at in range(len(word))]
        known.boxes.append((left, top, left + wide, top + high))
    found = [(words, around(words.boxes)) for words in lines.values()]
    upright = sum(len(w.text) for w, b in found if len(w.text) > 2 and b[3] - b[1] > b[2] - b[0])
    frame = page
    if 2 * upright > sum(len(words.text) for words, _ in found):
        frame = Frame(1, page.width, page.height)
    made = [_line(words, frame.into(box), frame.turn) for words, box in found]
    _even_sizes(made)
    return Recognized(frame, made, sure / weight / 100 if weight else 0.0)


def _line(words: _Words, box: Box, turn: int) -> Line:
    height = box[3] - box[1]
    return Line(
        text=words.text, x0=box[0], y0=box[1], x1=box[2], y1=box[3], base=box[3], size=height,
        font="", bold=False, starts=[] if turn else words.starts,
    )  # fmt: skip


def _even_sizes(lines: list[Line]) -> None:
    """Lines of nearly one height are of one size: the ink of a line says no more."""
    if not lines:
        return
    usual = median(line.y1 - line.y0 for line in lines for _ in line.text)
    for line in lines:
        middle = (line.y0 + line.y1) / 2
        if 0.6 * usual < line.size < 1.35 * usual:
            line.size = usual
        line.base = middle + 0.38 * line.size
