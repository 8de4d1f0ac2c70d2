"""What every DOCX package of ours has: entries without times, types, relations, the font."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The line before every part.
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: The namespace of WordprocessingML.
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONTS = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
    'w:eastAsia="標楷體"/>'
)
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def entry(name: str) -> ZipInfo:
    """An entry of the package, without a time: the same contents give the same bytes."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info


def put(package: ZipFile, name: str, xml: str) -> None:
    """Write a part, with its first line."""
    package.writestr(entry(name), (HEAD + xml).encode("utf-8"))


def put_frame(package: ZipFile, parts: Iterable[str]) -> None:
    """Write what says that `document` is the main part and that `parts` belong to it."""
    names = list(parts)
    put(package, "[Content_Types].xml", _content_types(names))
    put(package, "_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
    relations = _relations({name: f"{name}.xml" for name in names})
    put(package, "word/_rels/document.xml.rels", relations)


def _content_types(names: Iterable[str]) -> str:
    parts = {"document": "document.main", **{name: name for name in names}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
