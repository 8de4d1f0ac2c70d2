"""A draft as DOCX with the findings of its audit as comments, each at its claim.

The text of the draft is written paragraph by paragraph; its layout is not kept.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from judian.core.model import Kind
from judian.search.audit.written import CLAIMS, comment
from judian.search.exports.memo import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.model import Passage
    from judian.search.replies.audits import AuditReply, Finding

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="標楷體"/>'
_AUTHOR = "據典 Judian"
_STYLES = {Kind.TITLE: "Title", Kind.HEADING: "Heading1", Kind.QUOTE: "Quote"}


def write_commented(reply: AuditReply, language: str, file: IO[bytes]) -> None:
    """Write the draft with its comments into `file`, which must be seekable."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations(
            {"styles": "styles.xml", "comments": "comments.xml"}
        ),
        "word/document.xml": "".join(_document(reply)),
        "word/comments.xml": "".join(_comments(reply.findings, language)),
        "word/styles.xml": _styles(),
    }
    with ZipFile(file, "w") as package:
        for name, xml in parts.items():
            entry = ZipInfo(name)  # no time of its own: the same draft gives the same bytes
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, (_HEAD + xml).encode("utf-8"))


def _document(reply: AuditReply) -> Iterator[str]:
    numbered: dict[str, list[tuple[int, Finding]]] = {}
    for number, found in enumerate(reply.findings):
        numbered.setdefault(found.claim.passage.id, []).append((number, found))
    yield f'<w:document xmlns:w="{_MAIN}"><w:body>'
    for passage in reply.passages:
        style = _STYLES.get(passage.kind, "Normal")
        yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        yield from _runs(passage, numbered.get(passage.id, ()))
        yield "</w:p>"
    yield "</w:body></w:document>"


def _runs(passage: Passage, found: Sequence[tuple[int, Finding]]) -> Iterator[str]:
    """The text of a passage, divided where a comment begins or ends."""
    text = passage.text
    edges = {0, len(text)}
    for _, one in found:
        edges |= {one.claim.start, one.claim.end}
    places = sorted(edges)
    for at, following in zip(places, [*places[1:], len(text)], strict=True):
        for number, one in found:
            if one.claim.end == at:
                yield f'<w:commentRangeEnd w:id="{number}"/><w:r>'
                yield f'<w:commentReference w:id="{number}"/></w:r>'
        for number, one in found:
            if one.claim.start == at:
                yield f'<w:commentRangeStart w:id="{number}"/>'
        if following > at:
            yield f'<w:r><w:t xml:space="preserve">{xml_text(text[at:following])}</w:t></w:r>'


def _comments(found: Sequence[Finding], language: str) -> Iterator[str]:
    yield f'<w:comments xmlns:w="{_MAIN}">'
    for number, one in enumerate(found):
        label = CLAIMS[one.claim.kind][language]
        yield f'<w:comment w:id="{number}" w:author="{_AUTHOR}" w:initials="J">'
        for line in f"［{label}］{comment(one, language)}".split("\n"):
            words = xml_text(line)
            yield f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
        yield "</w:comment>"
    yield "</w:comments>"


def _content_types() -> str:
    parts = {"document": "document.main", "comments": "comments", "styles": "styles"}
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


def _styles() -> str:
    def style(name: str, shown: str, paragraph: str, run: str) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    after = '<w:spacing w:after="160" w:line="320" w:lineRule="auto"/>'
    return (
        f'<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}'
        '<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-TW"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        + style("Normal", "Normal", after, "")
        + style("Title", "Title", after, '<w:b/><w:sz w:val="36"/>')
        + style("Heading1", "heading 1", f"<w:keepNext/>{after}", '<w:b/><w:sz w:val="28"/>')
        + style("Quote", "Quote", f'{after}<w:ind w:left="720"/>', "")
        + "</w:styles>"
    )
