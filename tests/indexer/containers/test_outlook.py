"""Messages of Outlook: properties in Unicode and in code pages, attachments, damage."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from indexer.containers.kinds import kind_of
from indexer.containers.outlook import read_message
from indexer.containers.unpack import unpack
from indexer.files.detection import detect
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import reader
from judian.core.errors import SourceUnreadable
from tests.indexer.containers.compound import compound

if TYPE_CHECKING:
    from pathlib import Path

PROPERTIES = "__properties_version1.0"
#: 2024-05-03 02:20 in units of 100 ns since 1601.
SENT = 133_591_764_000_000_000


def fixed(header: int, *values: tuple[int, int]) -> bytes:
    return bytes(header) + b"".join(struct.pack("<IIQ", tag, 6, value) for tag, value in values)


def wide(tag: str, text: str) -> dict[str, bytes]:
    return {f"__substg1.0_{tag}001F": text.encode("utf-16-le")}


def narrow(tag: str, text: str) -> dict[str, bytes]:
    return {f"__substg1.0_{tag}001E": text.encode("cp950")}


def attachment(name: str, content: bytes, hidden: int = 0, **more: bytes) -> dict[str, bytes]:
    streams = {
        PROPERTIES: fixed(8, (0x7FFE000B, hidden)),
        "__substg1.0_37010102": content,
        **{f"__substg1.0_{tag}": data for tag, data in more.items()},
    }
    return {**streams, **wide("3707", name)}


def message(**more: object) -> dict[str, object]:
    return {
        PROPERTIES: fixed(32, (0x00390040, SENT), (0x3FFD0003, 950)),
        **wide("0037", "檢送路燈汰換成果"),
        **wide("0C1A", "王小明"),
        **wide("5D01", "ming@example.tw"),
        **wide("0E04", "李大同"),
        **narrow("1000", "本處完成路燈汰換 560 盞。\r\n"),
        "__attach_version1.0_#00000000": attachment("附件.txt", "雲海縣年報".encode() * 400),
        "__attach_version1.0_#00000001": attachment("logo.png", b"\x89PNG", **{"3712001E": b"1"}),
        "__attach_version1.0_#00000002": attachment("hidden.bin", b"x", hidden=1),
        **more,
    }


def write(tmp_path: Path, tree: dict[str, object]) -> Path:
    path = tmp_path / "a.msg"
    path.write_bytes(compound(tree))
    return path


def test_a_message_is_a_mail(tmp_path: Path) -> None:
    path = write(tmp_path, message())
    assert (kind_of(path), detect(path)) == ("outlook", "mail")
    chosen = reader("mail")
    reading = chosen.assemble(list(chosen.parts(path, ReadOptions())), None)
    assert [block.text for block in reading.blocks] == [
        "檢送路燈汰換成果",
        "寄件者：王小明 <ming@example.tw>",
        "收件者：李大同",
        "日期：2024年5月3日 02:20",
        "本處完成路燈汰換 560 盞。",
    ]


def test_its_attachments_are_members_without_what_decorates_it(tmp_path: Path) -> None:
    path, folder = write(tmp_path, message()), tmp_path / "out"
    folder.mkdir()
    (member,) = unpack(path, folder, 1 << 20)
    assert member.shown == "附件.txt"
    assert member.file is not None
    assert member.file.read_bytes() == "雲海縣年報".encode() * 400


def test_a_message_in_a_message_is_named(tmp_path: Path) -> None:
    inner = {"__substg1.0_3701000D": message(), **wide("3707", "轉寄.msg")}
    path = write(tmp_path, message(**{"__attach_version1.0_#3": inner}))
    folder = tmp_path / "out"
    folder.mkdir()
    members = {each.shown: each for each in unpack(path, folder, 1 << 20)}
    refused = members["轉寄.msg"].error
    assert refused is not None
    assert refused.reason == "unsupported"


def test_a_page_with_a_table_is_read_instead_of_the_text(tmp_path: Path) -> None:
    page = b"<meta charset=utf-8><table><tr><td>1</td></tr></table>"
    mail = read_message(write(tmp_path, message(**{"__substg1.0_10130102": page})))
    assert [text.html for text in mail.texts] == [True]


@pytest.mark.parametrize("keep", [100, 512, 600, 1500, 3000])
def test_a_cut_message_is_damaged(tmp_path: Path, keep: int) -> None:
    path = write(tmp_path, message())
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(SourceUnreadable) as caught:
        read_message(path)
    assert caught.value.reason == "archive_damaged"
