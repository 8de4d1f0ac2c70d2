"""Names of files that are sent: words of the user in them, and nothing that does harm."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from webui.http import downloads

START = 'attachment; filename="hits.csv"'


def disposition(*words: str) -> str:
    with Flask(__name__).test_request_context():
        response = downloads.download([], "hits.csv", downloads.CSV, words)
    return response.headers["Content-Disposition"]


def told(*words: str) -> str:
    return unquote(disposition(*words).removeprefix(f"{START}; filename*=UTF-8''"))


def test_a_file_is_named_after_what_was_asked() -> None:
    assert told("檢索結果", "走私香菸 112年") == "檢索結果_走私香菸_112年.csv"
    assert told("檢索結果", "") == "檢索結果.csv"
    assert disposition() == disposition("", "※！") == START


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ('a"b;c\\d', "a_b_c_d.csv"),
        ("../../etc/passwd", "etc_passwd.csv"),
        ("一\r\nSet-Cookie: x", "一_Set_Cookie_x.csv"),
        ("甲\u202egpj.exe", "甲_gpj_exe.csv"),
        ("👨\u200d👩家庭", "家庭.csv"),
        ("長" * 10_000, "長" * 40 + ".csv"),
        ("=cmd|calc", "cmd_calc.csv"),
    ],
)
def test_signs_are_left_out_of_names(words: str, name: str) -> None:
    assert told(words) == name


@given(st.lists(st.text(max_size=300), max_size=3))
def test_every_name_is_one_header_and_fits_a_file_system(words: list[str]) -> None:
    header = disposition(*words)
    assert header.isascii()
    assert header.isprintable()
    name = header.removeprefix(START).removeprefix("; filename*=UTF-8''")
    assert set(name) <= set("%_.-~") | set(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    assert len(unquote(name).encode()) <= 3 * 4 * 40 + 6
