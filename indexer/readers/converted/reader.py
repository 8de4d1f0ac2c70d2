"""The reader of old office formats: LibreOffice converts them, and the reader of the new format
reads the result.

Texts become ODT and workbooks ODS, LibreOffice's own formats, so that nothing is converted twice;
presentations become PPTX. The pages of a converted text are LibreOffice's and not those of the
document: they are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.files.detection import detect
from indexer.files.unsupported import office_error
from indexer.readers.converted.libreoffice import ConversionError, converted, find_program
from indexer.readers.ods import reader as ods
from indexer.readers.odt import reader as odt
from indexer.readers.pptx import reader as pptx
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import Reader, ReadOptions
    from indexer.structure.blocks import Reading

_READERS: dict[str, Reader] = {"odt": odt, "ods": ods, "pptx": pptx}
#: Format of a file → format that it is converted to.
_TARGETS = {
    "doc": "odt", "rtf": "odt", "xls": "ods", "xlsb": "ods", "ppt": "pptx", "odp": "pptx",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Original:
    """The format of the file before it was converted."""

    format: str


def parts(path: Path, options: ReadOptions) -> Iterator[object]:
    """The format of the file, then the parts of what LibreOffice makes of it.

    Raises SourceUnreadable if LibreOffice is not installed or does not open the file.
    """
    name = detect(path)
    program = find_program()
    if program is None:
        raise office_error(path, name)
    yield _Original(name)
    target = _TARGETS[name]
    try:
        with converted(program, path, name, target) as made:
            yield from _READERS[target].parts(made, options)
    except ConversionError as error:
        raise _conversion_error(path, timed_out=error.timed_out) from error


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """The reading of the converted file, under the format of the original."""
    original, *rest = parts
    assert isinstance(original, _Original)
    target = _TARGETS[original.format]
    reading = _READERS[target].assemble(rest, stopped)
    if target == "odt":
        blocks = tuple(replace(b, page=None, breaks=()) for b in reading.blocks)
        reading = replace(reading, blocks=blocks, pages=None)
    return replace(reading, format=original.format)


def _conversion_error(path: Path, *, timed_out: bool) -> SourceUnreadable:
    """The error of a file that LibreOffice could not convert."""
    if timed_out:
        return SourceUnreadable(
            path.name, "time",
            en=("LibreOffice took too long to convert it",
                "save it as ODT, ODS or PPTX and run again"),
            zh=("LibreOffice 轉檔時間過長", "請另存為 ODT、ODS 或 PPTX 後重新執行"),
        )  # fmt: skip
    return SourceUnreadable(
        path.name, "damaged",
        en=("LibreOffice could not open it",
            "open it in its own program, save it anew and run again"),
        zh=("LibreOffice 無法開啟此檔", "請以原程式開啟並重新儲存後再執行"),
    )  # fmt: skip
