"""A memo as DOCX (WordprocessingML): a numbered list with footnotes, both numbered by Word."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from judian.search.exports.memo import Memo, Quotation, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = ("styles", "numbering", "footnotes", "settings")
#: The footnotes of Word itself: the lines over the footnotes of a page.
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)
_FONTS = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
    'w:eastAsia="標楷體"/>'
)


def write_docx(memo: Memo, file: IO[bytes]) -> None:
    """Write the memo into `file`, which must be seekable."""
    footnotes: list[str] = []
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        _put(package, "[Content_Types].xml", _content_types())
        _put(package, "_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        _put(
            package,
            "word/_rels/document.xml.rels",
            _relations({name: f"{name}.xml" for name in _PARTS}),
        )
        with package.open(_entry("word/document.xml"), "w", force_zip64=True) as part:
            for piece in _document(memo, footnotes):
                part.write(piece.encode("utf-8"))
        with package.open(_entry("word/footnotes.xml"), "w", force_zip64=True) as part:
            part.write(f'{_HEAD}<w:footnotes xmlns:w="{_MAIN}">{_SEPARATORS}'.encode())
            for footnote in footnotes:
                part.write(footnote.encode("utf-8"))
            part.write(b"</w:footnotes>")
        _put(package, "word/styles.xml", _styles())
        _put(package, "word/numbering.xml", _numbering())
        _put(
            package,
            "word/settings.xml",
            f'<w:settings xmlns:w="{_MAIN}"><w:footnotePr><w:footnote w:id="-1"/>'
            '<w:footnote w:id="0"/></w:footnotePr></w:settings>',
        )


def _entry(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info


def _put(package: ZipFile, name: str, xml: str) -> None:
    package.writestr(_entry(name), (_HEAD + xml).encode("utf-8"))


def _content_types() -> str:
    parts = {"document": "document.main", **{name: name for name in _PARTS}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _document(memo: Memo, footnotes: list[str]) -> Iterator[str]:
    """The pieces of the main part; the footnote of each quotation is added to `footnotes`."""
    words = memo.words
    yield f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>'
    yield _paragraph(words.title, "Title")
    for name, value in words.facts:
        yield _paragraph(f"{name}：{value}", "Facts")
    yield _paragraph(words.passages, "Heading1")
    for number, quotation in enumerate(memo.quotations(), 1):
        footnotes.append(_footnote(number, quotation))
        yield _quotation(number, quotation)
    yield _paragraph(words.sources, "Heading1")
    for source in memo.sources():
        yield _paragraph(source, "Source")
    yield (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" '
        'w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
        "</w:body></w:document>"
    )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>'


def _paragraph(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}</w:p>'


def _quotation(number: int, quotation: Quotation) -> str:
    lines = "<w:r><w:br/></w:r>".join(map(_run, quotation.lines))
    # The space keeps the mark from a number before it where the memo is pasted as plain text.
    reference = (
        f"{_run(' ')}"
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Quotation"/></w:pPr>{lines}{reference}</w:p>'


def _footnote(number: int, quotation: Quotation) -> str:
    address = xml_text(quotation.link)
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f"{_run(' ' + quotation.citation + ' ')}"
        f'<w:fldSimple w:instr=" HYPERLINK &quot;{address}&quot; ">{_run(quotation.link)}'
        "</w:fldSimple></w:p></w:footnote>"
    )


def _style(name: str, paragraph: str, run: str, kind: str = "paragraph") -> str:
    about = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{_STYLE_NAMES[name]}"/>'
        f"{about}<w:rPr>{run}</w:rPr></w:style>"
    )


#: The names by which Word knows its own styles; the others are ours.
_STYLE_NAMES = {
    "Title": "Title",
    "Facts": "Memo facts",
    "Heading1": "heading 1",
    "Quotation": "Memo quotation",
    "Source": "Memo source",
    "FootnoteText": "footnote text",
    "FootnoteReference": "footnote reference",
}


def _styles() -> str:
    def numbered(number: int) -> str:
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'

    after = '<w:spacing w:after="160" w:line="320" w:lineRule="auto"/>'
    return (
        f'<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}'
        '<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-TW"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        + _style("Title", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="36"/>')
        + _style("Facts", '<w:spacing w:after="40"/>', '<w:sz w:val="22"/>')
        + _style(
            "Heading1",
            '<w:keepNext/><w:spacing w:before="360" w:after="160"/><w:outlineLvl w:val="0"/>',
            '<w:b/><w:sz w:val="28"/>',
        )
        + _style("Quotation", numbered(1) + after, "")
        + _style("Source", numbered(2) + after, "")
        + _style("FootnoteText", "", '<w:sz w:val="20"/>')
        + _style("FootnoteReference", "", '<w:vertAlign w:val="superscript"/>', "character")
        + "</w:styles>"
    )


def _numbering() -> str:
    """Two lists, 1. 2. 3.: the quotations and the sources."""
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl></w:abstractNum>'
        for number, style in ((1, "Quotation"), (2, "Source"))
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (1, 2)
    )
    return f'<w:numbering xmlns:w="{_MAIN}">{levels}{used}</w:numbering>'
