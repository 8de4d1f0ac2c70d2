"""OCR of rendered pages by the tesseract program, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.source.geometry import Box, Frame, TextLine, around
from indexer.readers.pdf.source.recognised_drafts import RecognisedDraft
from indexer.readers.pdf.source.recognised_numbers import join_numbers, mark_doubtful_numbers
from indexer.readers.pdf.source.recognised_words import repair_words
from indexer.readers.pdf.source.tolerances import EM_BOX_MIDDLE
from indexer.structure.blocks import RecognisedLine
from indexer.structure.characters import is_cjk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.raster import Picture

#: Dots per inch at which a page is rendered for tesseract: 200 gave a character error rate of
#: 0.006 on prose, 300 no lower one in twice the time.
RESOLUTION = 200


@dataclass(frozen=True, slots=True)
class OcrOptions:
    """Limits of tesseract, and thresholds for the lines of its words. Unless another source is
    named, set by hand; tests/indexer/readers/pdf/source/test_scans.py reads rendered pages."""

    #: Seconds for one page; a full page takes three.
    timeout: int = 120
    #: Seconds for the list of installed languages.
    list_timeout: int = 20
    #: A line is kept from this mean confidence on (0 to 100): specks and borders are read as
    #: letters with less. Single words are never dropped, as they may be figures.
    min_confidence: float = 35.0
    #: Words of at least this many characters show by their shape whether lines are vertical.
    min_upright_word: int = 3
    #: Lines whose height is between these multiples of the usual one are set in one size.
    min_same_size: float = 0.6
    max_same_size: float = 1.35


OPTIONS = OcrOptions()

_WINDOWS = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")


@dataclass(frozen=True, slots=True)
class OcrPage:
    """The lines of a page in `frame`, tesseract's mean confidence in them (0 to 1), for each line
    how sure each of its characters is, and the number of characters that were repaired."""

    frame: Frame
    lines: list[TextLine]
    confidence: float
    recognised: tuple[RecognisedLine, ...] = ()
    repaired: int = 0


@dataclass(frozen=True, slots=True)
class Recognizer:
    """The tesseract program, and the languages that it recognizes, joined by "+"."""

    program: str
    languages: str

    def recognize(self, picture: Picture, width: float, height: float) -> OcrPage:
        """The text of a rendered page of `width` × `height` points.

        Raises OSError or subprocess.SubprocessError if tesseract fails.
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
                timeout=OPTIONS.timeout,
                check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        scale = width / picture.width
        return _read_tsv(done.stdout.decode("utf-8", "replace"), scale, Frame(0, width, height))


@lru_cache(maxsize=1)
def find_recognizer() -> Recognizer | None:
    """tesseract with Traditional Chinese; None if either is not installed."""
    program = shutil.which("tesseract")
    if program is None and _WINDOWS.exists():
        program = str(_WINDOWS)
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, "--list-langs"],
            capture_output=True,
            timeout=OPTIONS.list_timeout,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    installed = set(done.stdout.decode("utf-8", "replace").split())
    if "chi_tra" not in installed:
        return None
    used = [name for name in ("chi_tra", "chi_tra_vert") if name in installed]
    return Recognizer(program, "+".join(used))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of tesseract's table, in points, with its confidence (0 to 100)."""

    text: str
    box: Box
    confidence: float


#: The confidence that tesseract gives a word of which it has no doubt.
FULL_CONFIDENCE = 100
#: Columns of tesseract's table (level, block, paragraph and line, box, confidence, text), and
#: the level of words.
_COLUMNS, _WORD_LEVEL = 12, "5"


def _read_tsv(table: str, scale: float, page: Frame) -> OcrPage:
    """The lines of tesseract's table of words; `scale` is the size of a pixel in points."""
    lines = [line for line in _words_by_line(table, scale) if _is_confident(line)]
    found = [(draft, around(draft.boxes)) for line in lines for draft in _line_drafts(line)]
    characters = sum(len(word.text) for line in lines for word in line)
    upright = sum(
        len(draft.text)
        for draft, box in found
        if len(draft.text) >= OPTIONS.min_upright_word and box.height > box.width
    )
    frame = Frame(1, page.width, page.height) if 2 * upright > characters else page
    made = [_line(draft, frame.into(box), frame.orientation) for draft, box in found]
    _even_sizes(made)
    total = sum(word.confidence * len(word.text) for line in lines for word in line)
    return OcrPage(
        frame,
        made,
        total / characters / FULL_CONFIDENCE if characters else 0.0,
        tuple(_recognised(draft, box) for draft, box in found),
        sum(draft.repaired for draft, _ in found),
    )


def _recognised(draft: RecognisedDraft, box: Box) -> RecognisedLine:
    shares = tuple(confidence / FULL_CONFIDENCE for confidence in draft.confidences)
    return RecognisedLine(draft.text, shares, tuple(box))


def _words_by_line(table: str, scale: float) -> list[list[_Word]]:
    lines: dict[tuple[str, ...], list[_Word]] = defaultdict(list)
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) >= _COLUMNS and cells[0] == _WORD_LEVEL and cells[11].strip():
            left, top, width, height = (int(value) * scale for value in cells[6:10])
            box = Box(left, top, left + width, top + height)
            lines[tuple(cells[2:5])].append(_Word(cells[11].strip(), box, float(cells[10])))
    return list(lines.values())


def _is_confident(words: Sequence[_Word]) -> bool:
    """True if the mean confidence of a line's characters is high enough."""
    characters = sum(len(word.text) for word in words)
    total = sum(word.confidence * len(word.text) for word in words)
    return total / characters >= OPTIONS.min_confidence


def _line_drafts(words: Sequence[_Word]) -> list[RecognisedDraft]:
    """The words of a line, separated where a gap is wider than the line is high: such gaps are
    between the cells of a table."""
    found: list[RecognisedDraft] = []
    heights = [word.box.height for word in words]
    upright = sum(word.box.width for word in words) < max(heights)
    for word in words:
        left, _, right, _ = word.box
        last = found[-1] if found else None
        if last is None or (not upright and left - last.boxes[-1].x1 > median(heights)):
            last = RecognisedDraft()
            found.append(last)
        if last.text and not (is_cjk(last.text[-1]) or is_cjk(word.text[0])):
            last.append(" ", left, left, word.confidence)
        last.append(word.text, left, right, word.confidence)
        last.boxes.append(word.box)
    for draft in found:
        join_numbers(draft)
        mark_doubtful_numbers(draft)
        draft.repaired = repair_words(draft)
        draft.text = widen_punctuation(draft.text)
    return found


_WIDE = dict(zip(",:;!?()", "，：；！？（）", strict=True))


def widen_punctuation(text: str) -> str:
    """The text with full-width punctuation beside Han characters, as it is printed; tesseract
    gives the narrow forms. Marks inside numbers remain narrow."""
    made = []
    for at, char in enumerate(text):
        before = text[at - 1] if at else ""
        after = text[at + 1] if at + 1 < len(text) else ""
        beside = (before and is_cjk(before)) or (after and is_cjk(after))
        made.append(_WIDE[char] if char in _WIDE and beside else char)
    return "".join(made)


def _line(draft: RecognisedDraft, box: Box, orientation: int) -> TextLine:
    height = box.height
    return TextLine(
        text=draft.text, x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1, base=box.y1, size=height,
        font="", bold=False, starts=[] if orientation else draft.starts,
    )  # fmt: skip


def _even_sizes(lines: list[TextLine]) -> None:
    """Give lines of nearly one height one size: the height of the printed characters varies with
    the characters."""
    if not lines:
        return
    usual = median(line.y1 - line.y0 for line in lines for _ in line.text)
    for line in lines:
        middle = line.middle_y
        if OPTIONS.min_same_size * usual < line.size < OPTIONS.max_same_size * usual:
            line.size = usual
        line.base = middle + EM_BOX_MIDDLE * line.size
