"""Mails and saved pages as documents: the head, the text in any encoding, the date."""

from __future__ import annotations

from email.message import EmailMessage
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
    from judian.core.model import DocumentInfo as Info

BODY = "各位同仁：\n\n本處於 113 年完成路燈汰換 560 盞，經費 1,200 萬元。\n"


def read(path: Path, data: bytes) -> Reading:
    path.write_bytes(data)
    chosen = reader(detect(path))
    return chosen.assemble(list(chosen.parts(path, ReadOptions())), None)


def document(reading: Reading) -> Info:
    return build_document(DocumentInfo("0", "", ("a.eml",), "", "0"), None, reading)[0].info


def message(subject: str = "檢送113年度路燈汰換成果") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "王小明 <ming@example.tw>"
    made["To"] = "李大同 <li@example.tw>"
    made["Cc"] = "c@example.tw"
    made["Subject"] = subject
    made["Date"] = "Fri, 03 May 2024 23:20:00 +0800"
    return made


@pytest.mark.parametrize("charset", ["utf-8", "big5", "gb18030"])
@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
def test_a_mail_is_its_head_and_its_text(tmp_path: Path, charset: str, cte: str) -> None:
    made = message()
    made.set_content(BODY, charset=charset, cte=cte)
    reading = read(tmp_path / "a.eml", made.as_bytes())
    assert [block.text for block in reading.blocks] == [
        "檢送113年度路燈汰換成果",
        "寄件者：王小明 <ming@example.tw>",
        "收件者：李大同 <li@example.tw>",
        "副本：c@example.tw",
        "日期：2024年5月3日 23:20",
        "各位同仁：",
        "本處於 113 年完成路燈汰換 560 盞，經費 1,200 萬元。",
    ]
    assert reading.blocks[0].kind is Kind.TITLE
    info = document(reading)
    assert (info.title, info.date, info.format) == ("檢送113年度路燈汰換成果", "2024-05-03", "mail")


def test_the_tables_of_a_page_are_tables(tmp_path: Path) -> None:
    made = message()
    made.set_content(BODY)
    rows = "<tr><th>年度</th><th>件數</th></tr><tr><td>112</td><td>5</td></tr>"
    made.add_alternative(f"<p>說明如下。</p><table>{rows}</table>", subtype="html")
    reading = read(tmp_path / "a.eml", made.as_bytes())
    assert [block.kind for block in reading.blocks][-1] is Kind.TABLE_ROW


@pytest.mark.parametrize("subject", ["", None])
def test_a_mail_without_subject_has_another_title(tmp_path: Path, subject: str | None) -> None:
    made = message()
    del made["Subject"]
    if subject is not None:
        made["Subject"] = subject
    made.set_content(BODY)
    assert document(read(tmp_path / "a.eml", made.as_bytes())).title


@pytest.mark.parametrize("date", ["", "Mon, 99 Foo 99999", "yesterday"])
def test_a_date_that_is_none_is_not_guessed(tmp_path: Path, date: str) -> None:
    raw = f"From: a@b\nTo: c@d\nDate: {date}\nMIME-Version: 1.0\n\n五百件\n".encode()
    assert document(read(tmp_path / "a.eml", raw)).date is None


def test_a_mail_of_headers_alone_is_their_document(tmp_path: Path) -> None:
    made = message()
    assert len(read(tmp_path / "a.eml", made.as_bytes()).blocks) == 5


PAGE = (
    "<html><head><title>路燈汰換成果</title></head><body><p>完成路燈汰換 560 盞。</p></body></html>"
)


@pytest.mark.parametrize("charset", ["utf-8", "big5"])
def test_a_saved_page_is_read_as_the_page(tmp_path: Path, charset: str) -> None:
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made["Snapshot-Content-Location"] = "https://example.tw/a"
    made["Subject"] = "路燈汰換成果"
    made.set_content(PAGE, subtype="html", charset=charset, cte="quoted-printable")
    made.add_related(b"\x89PNG", "image", "png", cid="<1>")
    reading = read(tmp_path / "a.mht", made.as_bytes())
    assert (reading.format, reading.properties["title"]) == ("mhtml", "路燈汰換成果")
    assert [block.text for block in reading.blocks] == ["完成路燈汰換 560 盞。"]


def test_a_saved_page_without_text_is_refused(tmp_path: Path) -> None:
    raw = b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: image/png\n\nx"
    with pytest.raises(SourceUnreadable, match="no text"):
        read(tmp_path / "a.mhtml", raw)


FLOWED = (
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed{}\n"
    "Subject: 收入\nFrom: a@example.tw\n\n"
)


@pytest.mark.parametrize(
    ("delsp", "lines", "texts"),
    [
        ("", "罰鍰收入新臺幣 3,456 \n萬元。", ["罰鍰收入新臺幣 3,456 萬元。"]),
        ("; delsp=yes", "共 3, \n456 萬元。", ["共 3,456 萬元。"]),
        ("", "甲案 \n已結。\n乙案。", ["甲案已結。", "乙案。"]),
        ("", "> 甲案 \n> 已結。\n乙案。", ["> 甲案已結。", "乙案。"]),
        ("", "> 甲案 \n乙案。", ["> 甲案", "乙案。"]),
        ("", "甲案 \n-- \n王小明", ["甲案", "王小明"]),
        ("", " >不是引文 \n而是正文。", [">不是引文而是正文。"]),
    ],
    ids=["kept space", "deleted space", "Han", "quoted", "another depth", "signature", "stuffed"],
)
def test_lines_that_the_sender_wrapped_are_one(
    tmp_path: Path, delsp: str, lines: str, texts: list[str]
) -> None:
    reading = read(tmp_path / "a.eml", (FLOWED.format(delsp) + lines).encode())
    assert [block.text for block in reading.blocks][2:] == texts


def test_the_subject_is_the_title_whatever_the_page_in_the_mail_calls_itself(
    tmp_path: Path,
) -> None:
    made = message("雲海縣政府電子報第215期")
    page = "<h1>本期焦點</h1><table><tr><td></td><td>第215期</td></tr></table><p>觀光人次成長。</p>"
    made.set_content(page, subtype="html")
    reading = read(tmp_path / "a.eml", made.as_bytes())
    assert document(reading).title == "雲海縣政府電子報第215期"
    kinds = [(block.kind, block.text) for block in reading.blocks[5:]]
    assert kinds == [
        (Kind.HEADING, "本期焦點"), (Kind.PARAGRAPH, "第215期"), (Kind.PARAGRAPH, "觀光人次成長。"),
    ]  # fmt: skip
