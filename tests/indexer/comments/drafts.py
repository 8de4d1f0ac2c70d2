"""Drafts as authors make them: typefaces, a table, a footnote, a text box, comments."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD = W[1:-1]
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_VML = "urn:schemas-microsoft-com:vml"

#: The paragraphs of the body with what they say, cells and the text box included.
PARAGRAPHS = [
    "依港務年報，112年度進港船舶總艘次計1,204艘。",
    "另貨物裝卸量約3萬5,000公噸，參見註腳。",
    "北碼頭",
    "310件",
    "方框裡的99件",
    "末段。",
]

_BODY = f"""<w:document xmlns:w="{_WORD}" xmlns:v="{_VML}" xmlns:r="{_OFFICE}"><w:body>
<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:t>依港務</w:t></w:r><w:commentRangeStart w:id="7"/>
<w:r><w:t>年報</w:t></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>
<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>，112年度進港船舶總艘次計1,204艘。</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">另貨物裝卸量約</w:t></w:r><w:r><w:rPr><w:b/>
</w:rPr><w:t>3萬5,</w:t></w:r><w:hyperlink w:anchor="a"><w:r><w:t>000公</w:t></w:r></w:hyperlink>
<w:del w:id="3" w:author="a"><w:r><w:delText>斤</w:delText></w:r></w:del>
<w:ins w:id="4" w:author="a"><w:r><w:t>噸</w:t></w:r></w:ins>
<w:r><w:t>，參見註腳</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>
<w:r><w:t>。</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>北碼頭</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>310</w:t><w:t>件</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>方框裡的99件</w:t></w:r></w:p>
</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>
<w:p><w:r><w:t>末段。</w:t></w:r></w:p><w:sectPr/></w:body></w:document>"""
_NOTES = f"""<w:footnotes xmlns:w="{_WORD}"><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>
<w:r><w:t xml:space="preserve"> 參見註腳所引88件。</w:t></w:r></w:p></w:footnote></w:footnotes>"""
_COMMENTS = f"""<w:comments xmlns:w="{_WORD}"><w:comment w:id="7" w:author="作者"><w:p><w:r>
<w:t>自己的註解</w:t></w:r></w:p></w:comment></w:comments>"""


def docx_file(path: Path, *, comments: bool = True, replaced: tuple[str, str] = ("", "")) -> Path:
    """The draft as a Word document; `replaced` changes a stretch of its text part."""
    kinds = ["footnotes", *(["comments"] if comments else [])]
    body = _BODY.replace("\n", "").replace(*replaced) if replaced[0] else _BODY.replace("\n", "")
    if not comments:
        body = body.replace('<w:commentRangeStart w:id="7"/>', "")
        body = body.replace('<w:commentRangeEnd w:id="7"/>', "")
        body = body.replace('<w:r><w:commentReference w:id="7"/></w:r>', "")
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **{k: k for k in kinds}}.items()
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(kinds)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": body,
        "word/footnotes.xml": _NOTES.replace("\n", ""),
        "word/media/seal.bin": "seal",
    }
    if comments:
        parts["word/comments.xml"] = _COMMENTS.replace("\n", "")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def read_docx(document: bytes) -> list[str]:
    """What each paragraph says."""
    root = etree.fromstring(document)
    found = []
    for paragraph in root.iter(f"{W}p"):
        own = [t for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraph]
        if text := "".join(t.text or "" for t in own):
            found.append(text)
    return found


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "style", "table")
)
ODT_BODY = f"""<office:document-content {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" \
office:version="1.2"><office:body><office:text><text:h text:outline-level="1">壹、說明</text:h>\
<text:p>依港務年報，112年度進港船舶總艘次計<text:span>1,2</text:span>04艘。</text:p>\
<text:p>另<office:annotation><dc:creator>作者</dc:creator><text:p>自己的註解</text:p>\
</office:annotation>貨物裝卸量約3萬5,<text:s/>000<text:span>公<text:span>噸</text:span></text:span>，\
參見<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>\
<text:note-body><text:p>註腳所引88件。</text:p></text:note-body></text:note>註腳。</text:p></office:text></office:body>\
</office:document-content>"""


def odt_file(path: Path) -> Path:
    """The draft as OpenDocument text."""
    media = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{media}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", media, zipfile.ZIP_STORED)
        file.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)
        file.writestr("content.xml", ODT_BODY, zipfile.ZIP_DEFLATED)
    return path


def read_odt(content: bytes) -> list[str]:
    """What each paragraph says, without annotations."""
    root = etree.fromstring(content)
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    for one in list(root.iter(f"{office}annotation", f"{office}annotation-end")):
        before, tail = one.getprevious(), one.tail or ""
        parent = one.getparent()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        one.tail = None
        parent.remove(one)
    return ["".join(p.itertext()) for p in root.iter(f"{text}p", f"{text}h")]
