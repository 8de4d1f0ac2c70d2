"""A memo as ODT (OpenDocument 1.2): a numbered list with footnotes."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from judian.search.exports.memo import Memo, Quotation, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(
    (
        *(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "text", "style")),
        f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_OASIS}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'office:version="1.2"',
    )
)
_FONT = "標楷體"


def write_odt(memo: Memo, file: IO[bytes]) -> None:
    """Write the memo into `file`, which must be seekable."""
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        # First, and not compressed, so that the file's type can be told from its first bytes.
        package.writestr(_entry("mimetype", ZIP_STORED), _MEDIA_TYPE)
        package.writestr(_entry("META-INF/manifest.xml"), _manifest())
        package.writestr(_entry("styles.xml"), _styles())
        with package.open(_entry("content.xml"), "w", force_zip64=True) as part:
            for piece in _content(memo):
                part.write(piece.encode("utf-8"))


def _entry(name: str, method: int = ZIP_DEFLATED) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = method
    return info


def _manifest() -> str:
    parts = {"/": _MEDIA_TYPE, "content.xml": "text/xml", "styles.xml": "text/xml"}
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in parts.items()
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" '
        f'manifest:version="1.2">{rows}</manifest:manifest>'
    )


def _styles() -> str:
    def style(name: str, paragraph: str, text: str) -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/>"
            "</style:style>"
        )

    def size(points: int, *, bold: bool = False) -> str:
        weight = ' fo:font-weight="bold" style:font-weight-asian="bold"' if bold else ""
        return f'fo:font-size="{points}pt" style:font-size-asian="{points}pt"{weight}'

    return (
        f"{_HEAD}<office:document-styles {_NAMESPACES}><office:font-face-decls>"
        f'<style:font-face style:name="{_FONT}" svg:font-family="{_FONT}"/>'
        '<style:font-face style:name="Times New Roman" svg:font-family="Times New Roman"/>'
        "</office:font-face-decls><office:styles>"
        '<style:default-style style:family="paragraph"><style:text-properties '
        f'style:font-name="Times New Roman" style:font-name-asian="{_FONT}" {size(12)} '
        'fo:language="en" fo:country="US" style:language-asian="zh" style:country-asian="TW"/>'
        "</style:default-style>"
        + style("Title", 'fo:margin-bottom="0.4cm"', size(18, bold=True))
        + style("Facts", 'fo:margin-bottom="0.1cm"', size(11))
        + style(
            "Heading",
            'fo:margin-top="0.6cm" fo:margin-bottom="0.3cm" fo:keep-with-next="always"',
            size(14, bold=True),
        )
        + style("Quotation", 'fo:margin-bottom="0.3cm" fo:line-height="135%"', size(12))
        + style("Source", 'fo:margin-bottom="0.3cm"', size(12))
        + style("Footnote", "", size(10))
        + '<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" '
        'style:num-suffix="." style:num-format="1"><style:list-level-properties '
        'text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        'fo:text-indent="-1.27cm" fo:margin-left="1.27cm"/></style:list-level-properties>'
        "</text:list-level-style-number></text:list-style>"
        '<text:notes-configuration text:note-class="footnote" style:num-format="1" '
        'style:num-suffix=". " '
        'text:start-value="0" text:footnotes-position="page"/>'
        "</office:styles></office:document-styles>"
    )


def _content(memo: Memo) -> Iterator[str]:
    words = memo.words
    yield f"{_HEAD}<office:document-content {_NAMESPACES}><office:body><office:text>"
    yield _paragraph(words.title, "Title")
    for name, value in words.facts:
        yield _paragraph(f"{name}：{value}", "Facts")
    yield _heading(words.passages) + '<text:list text:style-name="Numbers">'
    for number, quotation in enumerate(memo.quotations(), 1):
        yield f"<text:list-item>{_quotation(number, quotation)}</text:list-item>"
    yield f'</text:list>{_heading(words.sources)}<text:list text:style-name="Numbers">'
    for source in memo.sources():
        yield f"<text:list-item>{_paragraph(source, 'Source')}</text:list-item>"
    yield "</text:list></office:text></office:body></office:document-content>"


def _paragraph(text: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{xml_text(text)}</text:p>'


def _heading(text: str) -> str:
    return f'<text:h text:style-name="Heading" text:outline-level="1">{xml_text(text)}</text:h>'


def _quotation(number: int, quotation: Quotation) -> str:
    lines = "<text:line-break/>".join(map(xml_text, quotation.lines))
    address = xml_text(quotation.link)
    note = (
        f'<text:note text:id="ftn{number}" text:note-class="footnote">'
        f"<text:note-citation>{number}</text:note-citation><text:note-body>"
        f'<text:p text:style-name="Footnote">{xml_text(quotation.citation)} '
        f'<text:a xlink:type="simple" xlink:href="{address}">{address}</text:a></text:p>'
        "</text:note-body></text:note>"
    )
    return f'<text:p text:style-name="Quotation">{lines} {note}</text:p>'
