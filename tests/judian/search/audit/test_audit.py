"""Audits of drafts over small invented reports, read from text, DOCX and ODT."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

from indexer.cli import draft
from judian.core.model import passage_from_json
from judian.evals.quotes.audits import audit_text, outcomes
from judian.evals.quotes.drafts import statements
from judian.evals.quotes.samples import Oracle
from judian.search.audit.reading import DraftUnreadable, read_draft
from judian.search.exports.commented import write_commented
from judian.search.replies.audits import ClaimKind, Outcome
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from judian.search.replies.audits import AuditReply
    from judian.search.service import Service

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"

VERIFIED, DIFFERS = Outcome.VERIFIED, Outcome.DIFFERS
NOT_FOUND, NOT_CHECKABLE = Outcome.NOT_FOUND, Outcome.NOT_CHECKABLE

#: A sentence of a draft, and the outcome for one of its claims.
CASES = [
    ("查《東岬港務局年度工作報告》載明：「貨物裝卸量約3萬5,000公噸」。", "貨物裝卸量", VERIFIED),
    ("報告載明：「貨物裝卸量約3萬6,000公噸」。", "貨物裝卸量", DIFFERS),
    ("《海岸巡防統計通報》載明：「貨物裝卸量約3萬5,000公噸」。", "貨物裝卸量", DIFFERS),
    ("依《東岬港務局年度工作報告》所載。", "《東岬", VERIFIED),
    ("依《東岬港務局半年度工作報告》所載。", "《東岬", DIFFERS),
    ("依《東岬港務局年度工作報告》（民國112年3月）所載。", "《東岬", DIFFERS),
    ("依《東岬港務局年度工作報告》，112年裝卸情形如下。", "《東岬", VERIFIED),
    ("依《東岬港務局年度工作報告》，民國113年3月15日，第1頁。", "《東岬", VERIFIED),
    ("依海岸巡防處《東岬港務局年度工作報告》所載。", "《東岬", DIFFERS),
    ("依《西岬港灣研究年鑑》所載。", "《西岬", NOT_FOUND),
    ("經查，港區違規停泊裁罰金額計新臺幣120萬元。", "120萬元", VERIFIED),
    ("經查，港區違規停泊裁罰金額計新臺幣210萬元。", "210萬元", DIFFERS),
    ("經查，111年度進港船舶總艘次為1,180艘。", "1,180艘", VERIFIED),
    ("經查，112年度進港船舶總艘次為1,180艘。", "1,180艘", DIFFERS),
    ("經查，109年度進港船舶總艘次為1,180艘。", "1,180艘", NOT_FOUND),
    ("截至114年底止，巡防艇平均航速較上年減少2.5%。", "2.5%", None),
    ("又112年北碼頭裝卸量為12,500公噸。", "12,500公噸", VERIFIED),
    ("又112年南碼頭裝卸量為12,500公噸。", "12,500公噸", None),
    ("又112年北碼頭裝卸量減少12,500公噸。", "12,500公噸", None),
    ("又查獲走私香菸5,200公斤。", "5,200公斤", VERIFIED),
    ("又起訴走私香菸5,200公斤。", "5,200公斤", None),
    ("另依商港法第36條裁罰12件。", "商港法", VERIFIED),
    ("另依商港法第37條裁罰12件。", "商港法", DIFFERS),
    ("另依海商法第36條裁罰12件。", "海商法", None),
    ("依臺灣與帛琉漁業合作協定第5條通報漁船。", "臺灣與帛琉", VERIFIED),
    ("參商港法第36條。", "商港法", NOT_CHECKABLE),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("audit"))
    yield opened
    opened.close()


@pytest.mark.parametrize(("text", "claim", "outcome"), CASES, ids=[case[0] for case in CASES])
def test_what_a_draft_says(
    service: Service, text: str, claim: str, outcome: Outcome | None
) -> None:
    found = [one for one in audit_text(service, [text]).findings if claim in one.claim.text]
    assert len(found) == 1
    assert found[0].reason_en
    assert found[0].reason_zh
    if outcome is None:  # anything but verified
        assert found[0].outcome is not VERIFIED
    else:
        assert found[0].outcome is outcome
    if found[0].outcome in (VERIFIED, DIFFERS):
        assert found[0].place is not None


DRAFT = ("準備書狀", "經查：「貨物裝卸量約3萬5,000公噸」。", "111年度進港船舶總艘次為1,180艘。")


def docx(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{escape(p)}</w:t></w:r></w:p>" for p in paragraphs)
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    file = io.BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            f'"/word/document.xml" ContentType="{main}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{kind}" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", document)
    return file.getvalue()


def odt(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<text:p>{escape(p)}</text:p>" for p in paragraphs)
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}"><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return file.getvalue()


@pytest.mark.parametrize(("name", "make"), [("draft.docx", docx), ("draft.odt", odt)])
def test_drafts_are_read_from_office_files(service: Service, name: str, make: object) -> None:
    assert callable(make)
    reply = service.audit(read_draft(make(DRAFT), name))
    assert [one.claim.kind for one in reply.findings] == [ClaimKind.QUOTATION, ClaimKind.FIGURE]
    assert reply.count(VERIFIED) == 2


def test_the_commented_draft_is_read_again_as_the_same_text(
    service: Service, tmp_path: Path
) -> None:
    reply = audit_text(service, [*DRAFT, "另依商港法第37條裁罰12件。"])
    file = io.BytesIO()
    write_commented(reply, "zh", file)
    path = tmp_path / "commented.docx"
    path.write_bytes(file.getvalue())
    texts = [passage_from_json(data).text for data in draft.read(path)]
    assert texts == [passage.text for passage in reply.passages]
    with ZipFile(path) as package:
        comments = package.read("word/comments.xml").decode()
        document = package.read("word/document.xml").decode()
    for number in range(len(reply.findings)):
        for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            assert document.count(f'<w:{mark} w:id="{number}"/>') == 1
    assert "第36條" in comments


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "draft.docx"),
        (b"PK\x03\x04 broken", "draft.docx"),
        (b"%PDF-1.7 broken", "draft.pdf"),
        (b"\x00" * (9 << 20), "draft.txt"),
    ],
)
def test_a_draft_that_cannot_be_read_is_refused_with_the_reason(content: bytes, name: str) -> None:
    with pytest.raises(DraftUnreadable) as refused:
        read_draft(content, name)
    assert refused.value.message("zh")
    assert refused.value.hint("en")


def test_generated_statements_are_told_from_altered_ones(
    service: Service, dice: random.Random
) -> None:
    source = statements(Oracle(service), dice)
    said = [next(source) for _ in range(40)]
    reply: AuditReply = audit_text(service, [one.text for one in said])
    checked = [(one, found) for one, found in outcomes(said, reply) if found is not None]
    assert len(checked) > 25
    assert not [s.text for s, found in checked if not s.is_true and found.outcome is VERIFIED]
    assert not [s.text for s, found in checked if s.is_true and found.outcome is DIFFERS]


@pytest.fixture
def dice() -> random.Random:
    return random.Random(3)
