"""OCR of rendered pages by the tesseract program, where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from indexer.files.user_defined import GAP
from indexer.readers.pdf.source.geometry import Box, Frame, TextLine, around
from indexer.readers.pdf.source.tolerances import EM_BOX_MIDDLE
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
    #: A number with a digit under this confidence (0 to 100) is doubtful. Of 549 numbers on pages
    #: of audit reports rendered at 200 dpi, 9.3 % were wrong; from 80 on 2.6 %, most of which
    #: their form betrays, and 76 % of the right ones are kept.
    min_number_confidence: float = 80.0
    #: Words of at least this many characters show by their shape whether lines are vertical.
    min_upright_word: int = 3
    #: Lines whose height is between these multiples of the usual one are set in one size.
    min_same_size: float = 0.6
    max_same_size: float = 1.35


OPTIONS = OcrOptions()

_WINDOWS = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")


@dataclass(frozen=True, slots=True)
class OcrPage:
    """The lines of a page in `frame`, and tesseract's mean confidence in them (0 to 1)."""

    frame: Frame
    lines: list[TextLine]
    confidence: float


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


@dataclass(slots=True)
class _LineDraft:
    """Words of one line without a wide gap between them; `starts` are the left sides of its
    characters, `confidences` how sure they are (0 to 100)."""

    boxes: list[Box] = field(default_factory=list)
    text: str = ""
    starts: list[float] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of tesseract's table, in points, with its confidence (0 to 100)."""

    text: str
    box: Box
    confidence: float


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
    return OcrPage(frame, made, total / characters / 100 if characters else 0.0)


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


def _line_drafts(words: Sequence[_Word]) -> list[_LineDraft]:
    """The words of a line, separated where a gap is wider than the line is high: such gaps are
    between the cells of a table."""
    found: list[_LineDraft] = []
    heights = [word.box.height for word in words]
    upright = sum(word.box.width for word in words) < max(heights)
    for word in words:
        left, _, right, _ = word.box
        last = found[-1] if found else None
        if last is None or (not upright and left - last.boxes[-1].x1 > median(heights)):
            last = _LineDraft()
            found.append(last)
        if last.text and not (is_cjk(last.text[-1]) or is_cjk(word.text[0])):
            last.text += " "
            last.starts.append(left)
            last.confidences.append(word.confidence)
        last.text += word.text
        count = len(word.text)
        last.starts += [left + (right - left) * at / count for at in range(count)]
        last.confidences += [word.confidence] * count
        last.boxes.append(word.box)
    for draft in found:
        _join_numbers(draft)
        _mark_doubtful_numbers(draft)
        draft.text = widen_punctuation(draft.text)
    return found


#: A separator of thousands or decimals with the space that tesseract gives behind it.
_SPLIT_NUMBER = re.compile(
    r"(?<=[0-9])(?:,(?P<thousands> +)(?=[0-9]{3}(?![0-9])|[0-9]{1,2}$)|\.(?P<decimals> +)(?=[0-9]))"
)


_NUMBER = re.compile(r"[0-9]+(?:[,.][0-9]+)*")


#: How numbers are grouped; 141905,000 is not, and 3,44 only where the line ends.
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)*|[0-9]+(?:\.[0-9]+)*")
#: More decimals than a share has, with a full-width % that was read as a digit too: 85.02％ as
#: 85.029% or 85.0296.
_PERCENT_AS_DIGIT = re.compile(r"\.[0-9]{2,}(?:9(?= ?[%％])|96(?![0-9%％]))")


def _mark_doubtful_numbers(draft: _LineDraft) -> None:
    """Put a gap behind each number with a digit that is not sure enough or of a form that
    numbers do not have, so that it is shown as doubtful and gives no figure."""
    for match in reversed(list(_NUMBER.finditer(draft.text))):
        start, end = match.span()
        if (
            min(draft.confidences[start:end]) < OPTIONS.min_number_confidence
            or not (_GROUPED.fullmatch(match[0]) or end == len(draft.text))
            or _PERCENT_AS_DIGIT.search(draft.text, start, end + 2)
        ):
            draft.text = draft.text[:end] + GAP + draft.text[end:]
            draft.starts.insert(end, draft.starts[end - 1])
            draft.confidences.insert(end, 0.0)


def _join_numbers(draft: _LineDraft) -> None:
    """Remove the spaces inside numbers of a line (3, 440 and 13. 69). A comma with other than three
    digits behind it separates two numbers, unless the line ends there."""
    for match in reversed(list(_SPLIT_NUMBER.finditer(draft.text))):
        start, end = match.span(match.lastgroup or 0)
        draft.text = draft.text[:start] + draft.text[end:]
        del draft.starts[start:end], draft.confidences[start:end]


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


def _line(draft: _LineDraft, box: Box, orientation: int) -> TextLine:
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
