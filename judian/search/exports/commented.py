"""A draft as DOCX with the findings of its audit as comments, each at its claim.

The text of the draft is written paragraph by paragraph; its layout is not kept.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from zipfile import ZipFile

from judian.core.model import Kind
from judian.search.audit.written import CLAIMS, comment
from judian.search.exports.docx_package import FONTS, MAIN, put, put_frame
from judian.search.exports.memo import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.model import Passage
    from judian.search.replies.audits import AuditReply, Finding

#: Whose comments these are.
AUTHOR = "據典 Judian"
_STYLES = {Kind.TITLE: "Title", Kind.HEADING: "Heading1", Kind.QUOTE: "Quote"}


def write_commented(reply: AuditReply, language: str, file: IO[bytes]) -> None:
    """Write the draft with its comments into `file`, which must be seekable."""
    with ZipFile(file, "w") as package:
        put_frame(package, ("styles", "comments"))
        put(package, "word/document.xml", "".join(_document(reply)))
        put(package, "word/comments.xml", "".join(_comments(reply.findings, language)))
        put(package, "word/styles.xml", _styles())


def _document(reply: AuditReply) -> Iterator[str]:
    numbered: dict[str, list[tuple[int, Finding]]] = {}
    for number, found in enumerate(reply.findings):
        numbered.setdefault(found.claim.passage.id, []).append((number, found))
    yield f'<w:document xmlns:w="{MAIN}"><w:body>'
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
    yield f'<w:comments xmlns:w="{MAIN}">'
    for number, one in enumerate(found):
        label = CLAIMS[one.claim.kind][language]
        yield f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="J">'
        for line in f"［{label}］{comment(one, language)}".split("\n"):
            words = xml_text(line)
            yield f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
        yield "</w:comment>"
    yield "</w:comments>"


def _styles() -> str:
    def style(name: str, shown: str, paragraph: str, run: str) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    after = '<w:spacing w:after="160" w:line="320" w:lineRule="auto"/>'
    return (
        f'<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{FONTS}'
        '<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-TW"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        + style("Normal", "Normal", after, "")
        + style("Title", "Title", after, '<w:b/><w:sz w:val="36"/>')
        + style("Heading1", "heading 1", f"<w:keepNext/>{after}", '<w:b/><w:sz w:val="28"/>')
        + style("Quote", "Quote", f'{after}<w:ind w:left="720"/>', "")
        + "</w:styles>"
    )
