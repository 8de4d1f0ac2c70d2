"""The readers by file format, loaded on use; those of other packages by their entry points."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, ClassVar, cast

from indexer.files.detection import SAMPLE, detect
from judian.core.errors import JudianError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from indexer.readers.common.contract import OtherReader, Reader

#: Formats that LibreOffice converts.
CONVERTED = frozenset({"doc", "rtf", "xls", "xlsb", "ppt", "odp"})
#: format → module with `parts` and `assemble`. `indexer.files.detection` gives the format of a
#: file.
READERS: Mapping[str, str] = {
    "text": "indexer.readers.plain.reader",
    "markdown": "indexer.readers.plain.markdown",
    "csv": "indexer.readers.plain.csv",
    "html": "indexer.readers.html.reader",
    "odt": "indexer.readers.odt.reader",
    "docx": "indexer.readers.docx.reader",
    "xlsx": "indexer.readers.xlsx.reader",
    "ods": "indexer.readers.ods.reader",
    "pptx": "indexer.readers.pptx.reader",
    **dict.fromkeys(sorted(CONVERTED), "indexer.readers.converted.reader"),
    "di": "indexer.readers.di.reader",
    "epub": "indexer.readers.epub.reader",
    "mail": "indexer.readers.mail.reader",
    "mhtml": "indexer.readers.mail.web_archive",
    "pdf": "indexer.readers.pdf.reader",
}


#: Entry points by which other packages name their readers, by format.
ENTRY_POINTS = "judian.readers"
#: What the module of a reader of another package must have.
_NEEDED = ("recognises", "parts", "assemble")


class ReaderUnusable(JudianError):
    """The reader of another package cannot be loaded or is none."""

    code = "reader_unusable"
    status = 503
    messages: ClassVar = {
        "en": (
            "the reader {name} of the package {package} cannot be used: {detail}",
            "update the package, or uninstall it",
        ),
        "zh": ("套件 {package} 的讀取程式 {name} 無法使用：{detail}", "請更新或移除該套件"),
    }

    def __init__(self, name: str, package: str, detail: str) -> None:
        super().__init__(name=name, package=package, detail=detail)


def reader(format_name: str) -> Reader:
    """The reader of a format that `format_of` gives."""
    if format_name in READERS:
        return cast("Reader", import_module(READERS[format_name]))
    return other_readers()[format_name]


@cache
def other_readers() -> Mapping[str, OtherReader]:
    """The readers of other packages by format, in the order of their names. Raises
    ReaderUnusable."""
    found: dict[str, OtherReader] = {}
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        package = point.dist.name if point.dist else point.value
        if point.name in READERS or point.name in found:
            raise ReaderUnusable(point.name, package, "there is a reader of this name")
        try:
            module = point.load()
        except (ImportError, AttributeError) as error:
            raise ReaderUnusable(point.name, package, str(error)) from error
        missing = [name for name in _NEEDED if not callable(getattr(module, name, None))]
        if missing:
            raise ReaderUnusable(point.name, package, f"it has no {', '.join(missing)}")
        found[point.name] = cast("OtherReader", module)
    return found


def format_of(path: Path) -> str:
    """The name of the file's format: that of the first reader of another package that recognises
    it, else what `indexer.files.detection.detect` gives. Raises the errors of `detect`."""
    others = other_readers()
    if others:
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
        for name, other in others.items():
            if other.recognises(sample, path.suffix.lower()):
                return name
    return detect(path)
