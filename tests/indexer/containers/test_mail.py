"""Mails: headers in the ways that programs break them, texts, attachments, hostile structure."""

from __future__ import annotations

import base64
import contextlib
import time
from typing import TYPE_CHECKING

import pytest

from indexer.containers.mail import Mail, header_text, read_mail
from indexer.containers.unpack import Member, unpack
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "From: a@example.tw\nTo: b@example.tw\nSubject: x\nMIME-Version: 1.0\n"


def word(text: str, charset: str, encoding: str = "b") -> str:
    raw = text.encode(charset)
    if encoding == "b":
        return f"=?{charset}?b?{base64.b64encode(raw).decode()}?="
    return f"=?{charset}?q?{''.join(f'={byte:02X}' for byte in raw)}?="


def mail_of(tmp_path: Path, data: str | bytes) -> Mail:
    path = tmp_path / "a.eml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_mail(path)


def part(headers: str, body: str) -> str:
    return f"--b\n{headers}\n\n{body}\n"


def multipart(kind: str, *parts: str) -> str:
    return f"{HEAD}Content-Type: multipart/{kind}; boundary=b\n\n{''.join(parts)}--b--\n"


SUBJECT = "檢送113年度查核報告一案"


@pytest.mark.parametrize("encoding", ["b", "q"])
@pytest.mark.parametrize("charset", ["utf-8", "big5", "BIG5", "gb18030"])
def test_a_subject_is_decoded(charset: str, encoding: str) -> None:
    assert header_text(word(SUBJECT, charset, encoding)) == SUBJECT


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Re: " + word("查核", "utf-8") + "\n " + word("報告", "utf-8") + " 2", "Re: 查核報告 2"),
        (word("查核", "big5") + " " + word("報告", "utf-8"), "查核報告"),
        # One character divided between two words.
        ("=?utf-8?b?5p+l5qA=?= =?utf-8?b?uOWg?= =?utf-8?b?seWRig==?=", "查核報告"),
        ("=?big5?b?" + base64.b64encode("碁銹".encode("cp950")).decode() + "?=", "碁銹"),
        ("=?unknown-8bit?b?" + base64.b64encode("報告".encode()).decode() + "?=", "報告"),
        ("=?utf-8?b?not base64?=", "=?utf-8?b?not base64?="),
        ("=?utf-8?b?5p+l5qC4?=tail", "查核tail"),
        ("會議紀錄".encode("cp950").decode("ascii", "surrogateescape"), "會議紀錄"),
        ("a\u202eb\tc\x07", r"a\u202eb c\x07"),
        ("", ""),
    ],
)  # fmt: skip
def test_broken_headers_lose_no_text(raw: str, text: str) -> None:
    assert header_text(raw) == text


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("big5", "base64"), ("utf-8", "base64"), ("gb2312", "base64"), ("big5", "8bit"),
     ("utf-8", "quoted-printable"), ("utf-8", "8bit")],
)  # fmt: skip
def test_the_body_is_decoded(tmp_path: Path, charset: str, encoding: str) -> None:
    body = "本处完成五百六十件" if charset == "gb2312" else "本處完成路燈汰換 560 盞"
    raw = body.encode(charset)
    coded = {
        "base64": base64.b64encode(raw),
        "quoted-printable": "".join(f"={byte:02X}" for byte in raw).encode(),
        "8bit": raw,
    }[encoding]
    fields = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n"
    mail = mail_of(tmp_path, (HEAD + fields + "\n").encode() + coded)
    assert mail.texts[0].content == raw
    assert mail.attachments == ()


def test_of_alternatives_the_page_is_read_only_for_its_table(tmp_path: Path) -> None:
    plain = part("Content-Type: text/plain", "plain")
    page = part("Content-Type: text/html", "<p>page</p>")
    table = part("Content-Type: text/html", "<table><tr><td>1</td></tr></table>")
    empty = part("Content-Type: text/plain", " ")
    for parts, html in (((plain, page), False), ((plain, table), True), ((empty, page), True)):
        mail = mail_of(tmp_path, multipart("alternative", *parts))
        assert [text.html for text in mail.texts] == [html]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ('filename="a.pdf"', "a.pdf"),
        (f'filename="{word("查核報告.pdf", "big5")}"', "查核報告.pdf"),
        ("filename*=UTF-8''%E6%9F%A5%E6%A0%B8.pdf", "查核.pdf"),
        ("filename*0*=utf-8''%E6%9F; filename*1*=%A5.pdf", "查.pdf"),
        ('filename*0="long"; filename*1=".pdf"', "long.pdf"),
        ('filename="../../x.pdf"', "../../x.pdf"),
        ('filename="a;b.pdf"', "a;b.pdf"),
        ("filename=查核.pdf", "查核.pdf"),
        ('filename="a\n b.pdf"', "a b.pdf"),
    ],
)
def test_the_name_of_an_attachment_is_decoded(tmp_path: Path, field: str, name: str) -> None:
    header = f"Content-Type: application/pdf\nContent-Disposition: attachment; {field}"
    mail = mail_of(tmp_path, multipart("mixed", part(header, "content")))
    assert [each.name for each in mail.attachments] == [name]


def test_what_decorates_the_text_is_no_attachment(tmp_path: Path) -> None:
    kinds = (
        "Content-Type: text/html",
        "Content-Type: image/png; name=logo.png\nContent-ID: <1>",
        "Content-Type: image/png; name=photo.png\nContent-Disposition: attachment",
        "Content-Type: text/css",
        "Content-Type: application/pkcs7-signature; name=smime.p7s",
        "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: inline",
    )
    mail = mail_of(tmp_path, multipart("related", *(part(kind, "x") for kind in kinds)))
    assert [each.name for each in mail.attachments] == ["photo.png", "a.pdf"]


def test_an_attachment_with_a_hidden_name_is_kept(tmp_path: Path) -> None:
    one = part("Content-Type: application/pdf; name=.pdf", "x")
    assert list(_members(tmp_path, multipart("mixed", one))) == [".pdf"]


def test_a_mail_in_a_mail_is_a_member_with_its_own_attachments(tmp_path: Path) -> None:
    inner = multipart("mixed", part("Content-Type: text/plain; name=b.txt", "text"))
    forwarded = inner.replace("boundary=b", "boundary=c").replace("--b", "--c")
    outer = multipart("mixed", part("Content-Type: message/rfc822", forwarded))
    found = _members(tmp_path, outer)
    assert list(found) == ["x.eml", "x.eml › b.txt"]


def _members(tmp_path: Path, data: str) -> dict[str, Member]:
    path, folder = tmp_path / "m.eml", tmp_path / "out"
    path.write_text(data)
    folder.mkdir()
    return {each.shown: each for each in unpack(path, folder, 1 << 20)}


def test_two_attachments_of_one_name_are_two_members(tmp_path: Path) -> None:
    one = part("Content-Type: application/pdf; name=a.pdf", "x")
    assert list(_members(tmp_path, multipart("mixed", one, one))) == ["a.pdf", "a.pdf (2)"]


def _nested(kind: str, levels: int) -> str:
    body = "Content-Type: text/plain\n\ndeep\n"
    for level in range(levels):
        if kind == "message":
            body = f"Subject: x\nTo: y\nContent-Type: message/rfc822\n\n{body}"
        else:
            mark = f"b{level}"
            head = f"Content-Type: multipart/mixed; boundary={mark}\n\n--{mark}\n"
            body = f"{head}{body}--{mark}--\n"
    return HEAD + body


@pytest.mark.parametrize("kind", ["multipart", "message"])
@pytest.mark.parametrize("levels", [60, 1_000, 5_000])
def test_deep_nesting_is_refused_or_read_in_time(tmp_path: Path, kind: str, levels: int) -> None:
    started = time.monotonic()
    with contextlib.suppress(SourceUnreadable):
        assert len(_members(tmp_path, _nested(kind, levels))) < 10
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    "data",
    [
        HEAD + "\n",
        HEAD + "Content-Type: multipart/mixed\n\nno boundary\n",
        HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
        HEAD + "Content-Type: text/plain; charset=\"\x00nothing\"\n\nx\n",
        HEAD + "Content-Transfer-Encoding: base64\n\n!!!!\n",
        HEAD + "Content-Type: ;;;=;\nContent-Disposition: ;;\n\nx\n",
        HEAD + "Date: Mon, 99 Foo 20000000000 99:99:99 +9999\n\nx\n",
        HEAD + "Subject:" + " =?utf-8?q?=" * 20_000 + "\n\nx\n",
        HEAD + "To: " + "<a@b>, " * 200_000 + "\n\nx\n",
        HEAD + "Content-Disposition: attachment; " + 'filename*0="' * 20_000 + "\n\nx\n",
        HEAD + "X: \n" * 100_000 + "\nx\n",
        HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n\n" * 50_000,
    ],
)  # fmt: skip
def test_a_hostile_mail_ends_soon(tmp_path: Path, data: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(SourceUnreadable):
        mail_of(tmp_path, data.encode())
    assert time.monotonic() - started < 10
