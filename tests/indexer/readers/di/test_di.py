"""Official documents in the exchange format: fields, levels, encodings, hostile entities."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from indexer.documents.build import build_document
from indexer.files.detection import detect
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import reader
from judian.core.errors import SourceUnreadable
from judian.core.model import DocumentInfo, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Reading

DOCTYPE = """<!DOCTYPE 函 SYSTEM "104_2.dtd" [
<!ENTITY 表單 SYSTEM "A00.sw" NDATA DI>
<!ENTITY ATTCH1 SYSTEM "376_附件[1].pdf" NDATA _X>
<!NOTATION DI SYSTEM ""><!-- ]> -->
]>
"""
BODY = """<函>
<發文機關><全銜>雲海縣政府</全銜><機關代碼>376000000A</機關代碼></發文機關>
<函類別 代碼="書函"/>
<發文日期><年月日>中華民國113年5月3日</年月日></發文日期>
<發文字號><字>府工務</字><文號><年度>113</年度><流水號>0012345</流水號><支號></支號></文號></發文字號>
<附件><文字>如說明二</文字><附件檔名 附件名="ATTCH1"/></附件>
<主旨><文字>檢送本縣路燈汰換成果1份，
請查照。</文字></主旨>
<段落 段名="說明："><文字></文字>
<條列 序號="一、"><文字>依碁銹公司來函辦理。</文字></條列>
<條列 序號="二、"><文字>完成汰換560盞，經費如下：</文字>
<條列 序號="(一)"><文字>汰換經費1,200萬元。</文字></條列></條列>
</段落>
<正本><全銜>內政部</全銜><全銜>公路局</全銜></正本><副本/>
<新欄位>其他文字</新欄位>
<署名>縣長　李大同</署名>
</函>"""
TEXTS = [
    "檢送本縣路燈汰換成果1份，請查照。",
    "發文機關：雲海縣政府",
    "函類別：書函",
    "發文日期：中華民國113年5月3日",
    "發文字號：府工務字第1130012345號",
    "附件：如說明二、376_附件[1].pdf",
    "主旨：檢送本縣路燈汰換成果1份，請查照。",
    "說明",
    "一、依碁銹公司來函辦理。",
    "二、完成汰換560盞，經費如下：",
    "(一)汰換經費1,200萬元。",
    "正本：內政部、公路局",
    "新欄位：其他文字",
    "縣長 李大同",
]


def read(path: Path, data: bytes) -> Reading:
    path.write_bytes(data)
    assert detect(path) == "di"
    chosen = reader("di")
    return chosen.assemble(list(chosen.parts(path, ReadOptions())), None)


def declared(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}" standalone="no"?>\n'


@pytest.mark.parametrize("doctype", [DOCTYPE, ""])
@pytest.mark.parametrize(
    ("stated", "encoding"),
    [("big5", "cp950"), ("Big5", "cp950"), ("utf-8", "utf-8"), ("UTF-16", "utf-16"),
     ("utf-8", "cp950"), ("big5", "utf-8")],
)  # fmt: skip
def test_every_field_is_read(tmp_path: Path, stated: str, encoding: str, doctype: str) -> None:
    reading = read(tmp_path / "a.di", (declared(stated) + doctype + BODY).encode(encoding))
    expected = [text if doctype else text.replace("376_附件[1].pdf", "ATTCH1") for text in TEXTS]
    assert [block.text for block in reading.blocks] == expected
    assert [block.kind for block in reading.blocks[:1]] == [Kind.TITLE]
    assert reading.page_verdicts == ()


def test_the_record_has_agency_date_and_subject(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.xml", (declared("utf-8") + DOCTYPE + BODY).encode())
    info = build_document(DocumentInfo("0", "", ("a.di",), "", "0"), None, reading)[0].info
    assert (info.title, info.agency, info.date) == (TEXTS[0], "雲海縣政府", "2024-05-03")


def test_a_meeting_has_its_reason_as_title(tmp_path: Path) -> None:
    body = (
        "<開會通知單><發文機關><全銜>雲海縣政府</全銜></發文機關><發文日期>113年5月3日</發文日期>"
        "<開會事由><文字>路燈汰換協調會</文字></開會事由><開會地點>第一會議室</開會地點>"
        "<出席者><全銜>甲局</全銜><人名>王小明</人名></出席者></開會通知單>"
    )
    reading = read(tmp_path / "a.di", body.encode())
    texts = [block.text for block in reading.blocks]
    assert texts[0] == "路燈汰換協調會"
    assert {"開會地點：第一會議室", "出席者：甲局、王小明"} <= set(texts)


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "http://127.0.0.1:1/x">',
        '<!ENTITY a "密密"><!ENTITY x "' + "&a;" * 50 + '">',
        '<!ENTITY % p SYSTEM "file:///etc/passwd">%p;',
        "",
    ],
)
def test_no_entity_is_expanded_or_opened(tmp_path: Path, entities: str) -> None:
    doctype = f"<!DOCTYPE 函 [{entities}]>"
    body = BODY.replace("其他文字", "前&x;後 &amp; &lt; &#20013; R&D")
    reading = read(tmp_path / "a.di", (declared("utf-8") + doctype + body).encode())
    assert "新欄位：前\ufffd後 & < 中 R&D" in [block.text for block in reading.blocks]


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_cut_file_says_that_text_may_be_missing(tmp_path: Path, keep: float) -> None:
    whole = declared("utf-8") + DOCTYPE + BODY
    at = len(declared("utf-8") + DOCTYPE) + int(len(BODY) * keep)
    reading = read(tmp_path / "a.di", whole[:at].encode())
    assert [page.verdict for page in reading.page_verdicts] == ["damaged"]


@pytest.mark.parametrize("levels", [100, 300, 20_000])
def test_deep_lists_end_soon(tmp_path: Path, levels: int) -> None:
    deep = '<條列 序號="一、"><文字>項</文字>' * levels + "</條列>" * levels
    started = time.monotonic()
    reading = read(tmp_path / "a.di", BODY.replace("<正本>", f"<段落>{deep}</段落><正本>").encode())
    assert reading.blocks
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE " + b"[" * 50_000 + "<主旨><發文機關>".encode(),
        b"<!DOCTYPE x [" + b'"' * 50_000 + "<主旨><發文機關>".encode(),
        b"<!DOCTYPE x [" + b"<!-- " * 20_000 + "<主旨><發文機關>".encode(),
        "<函><主旨>&".encode() + b"a" * 200_000 + "<發文機關>".encode(),
    ],
)
def test_hostile_markup_ends_soon(tmp_path: Path, data: bytes) -> None:
    started = time.monotonic()
    path = tmp_path / "a.di"
    path.write_bytes(b'<?xml version="1.0"?>' + data)
    chosen = reader("di")
    try:
        chosen.assemble(list(chosen.parts(path, ReadOptions())), None)
    except SourceUnreadable as error:
        assert error.reason  # noqa: PT017 - either outcome is right
    assert time.monotonic() - started < 10


def test_other_xml_is_still_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    for text in (
        "<kml><Document><name>主旨</name></Document></kml>",
        "<a><主旨>x</主旨><b>1</b></a>",
    ):
        path.write_text(declared("utf-8") + text, encoding="utf-8")
        with pytest.raises(SourceUnreadable, match="XML"):
            detect(path)


@pytest.mark.parametrize(
    ("serial", "number"),
    [("0012345", "1130012345"), ("1130012345", "1130012345"), ("1130123", "1131130123")],
    ids=["apart", "with the year", "a counter that looks like the year"],
)
def test_the_number_of_a_document_has_the_year_once(
    tmp_path: Path, serial: str, number: str
) -> None:
    text = declared("utf-8") + BODY.replace("0012345", serial)
    reading = read(tmp_path / "a.di", text.encode())
    assert f"發文字號：府工務字第{number}號" in [block.text for block in reading.blocks]
