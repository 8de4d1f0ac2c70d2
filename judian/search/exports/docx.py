"""A memo as DOCX (WordprocessingML): a numbered list with footnotes, both numbered by Word."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from judian.search.exports.docx_package import FONTS, HEAD, MAIN, entry, put, put_frame
from judian.search.exports.memo import Memo, Quotation, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = ("styles", "numbering", "footnotes", "settings")
#: The footnotes of Word itself: the lines over the footnotes of a page.
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)


def write_docx(memo: Memo, file: IO[bytes]) -> None:
    """Write the memo into `file`, which must be seekable."""
    footnotes: list[str] = []
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        put_frame(package, _PARTS)
        with package.open(entry("word/document.xml"), "w", force_zip64=True) as part:
            for piece in _document(memo, footnotes):
                part.write(piece.encode("utf-8"))
        with package.open(entry("word/footnotes.xml"), "w", force_zip64=True) as part:
            part.write(f'{HEAD}<w:footnotes xmlns:w="{MAIN}">{_SEPARATORS}'.encode())
            for footnote in footnotes:
                part.write(footnote.encode("utf-8"))
            part.write(b"</w:footnotes>")
        put(package, "word/styles.xml", _styles())
        put(package, "word/numbering.xml", _numbering())
        put(
            package,
            "word/settings.xml",
            f'<w:settings xmlns:w="{MAIN}"><w:footnotePr><w:footnote w:id="-1"/>'
            '<w:footnote w:id="0"/></w:footnotePr></w:settings>',
        )


def _document(memo: Memo, footnotes: list[str]) -> Iterator[str]:
    """The pieces of the main part; the footnote of each quotation is added to `footnotes`."""
    words = memo.words
    yield f'{HEAD}<w:document xmlns:w="{MAIN}"><w:body>'
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
        f'<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{FONTS}'
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
    return f'<w:numbering xmlns:w="{MAIN}">{levels}{used}</w:numbering>'
