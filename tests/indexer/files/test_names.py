"""Shown names of files: bytes in older encodings become words, never a guess of rare characters."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.files.names import decoded_name, shown_name

NAMES = {
    "cp950": (
        "雲海縣113年業務報告.txt 年報.txt 資料 附件一 會議紀錄.pdf 甲.pdf 查核報告（初稿） 碁銹裏 "
        "水土保持計畫 林口 許蓋功 功蓋許 說明書 預算書 王大明 彙整表"
    ),
    "gb18030": "报告 年度报告.txt 会议记录 附件1 审计公告 财政统计 统计年鉴 数据 中文名 文件夹",
    "cp932": "報告書.txt 年次報告 テスト 日本語ファイル名 会議資料 統計データ 資料",
    "big5hkscs": "香港年報 委員會文件",
}


@pytest.mark.parametrize(
    ("encoding", "name"), [(e, name) for e, names in NAMES.items() for name in names.split()]
)
def test_a_name_in_an_older_encoding_is_decoded(encoding: str, name: str) -> None:
    assert decoded_name(name.encode(encoding)) == name


@pytest.mark.parametrize(
    "raw",
    [
        "résumé.txt".encode("latin-1"), "Übersicht".encode("latin-1"), "café".encode("latin-1"),
        "보고서".encode("euc-kr"), "한국어".encode("euc-kr"), b"\xff\xfe\xfd", b"\x80",
        "年報".encode()[:-1], b"a\xc0\xafb",
    ],
)  # fmt: skip
def test_a_name_of_unknown_encoding_has_replacement_characters(raw: bytes) -> None:
    assert "\ufffd" in decoded_name(raw)


def test_each_part_of_a_path_has_its_own_encoding() -> None:
    path = os.fsdecode("資料夾/".encode() + "會議紀錄".encode("cp950") + b"/a\n.txt")
    assert shown_name(path) == r"資料夾/會議紀錄/a\n.txt"


def test_a_decomposed_name_is_shown_composed() -> None:
    name = unicodedata.normalize("NFD", "データé.txt")
    assert shown_name(name) == "データé.txt"


@given(st.binary(max_size=12))
def test_every_name_can_be_shown(raw: bytes) -> None:
    shown = shown_name(os.fsdecode(raw))
    shown.encode("utf-8")
    assert "\n" not in shown
