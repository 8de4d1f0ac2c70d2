"""Names of files: exact addresses, and shown names without anything that breaks a page."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.errors import IndexMissing
from judian.core.names import address_of, address_of_bytes, base_name, name_of, visible

BYTES = st.binary(min_size=1, max_size=12).filter(lambda b: b"\0" not in b and b"/" not in b)


@given(BYTES)
def test_the_address_of_any_bytes_leads_back_to_them(raw: bytes) -> None:
    address = address_of(os.fsdecode(raw))
    address.encode("utf-8")
    assert os.fsencode(name_of(address)) == raw
    assert address_of_bytes(raw) == address


@given(BYTES, BYTES)
def test_two_names_have_two_addresses(one: bytes, other: bytes) -> None:
    assert (address_of_bytes(one) == address_of_bytes(other)) == (one == other)


def test_a_usual_name_is_its_own_address() -> None:
    assert address_of("報告/年報 112.pdf") == "報告/年報 112.pdf"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("年報　112.pdf", "年報　112.pdf"),
        ("甲\n乙\r\t\0", r"甲\n乙\r\t\x00"),
        ("報告\u202efdp.exe", r"報告\u202efdp.exe"),
        ("甲\u200b乙\ufeff", r"甲\u200b乙\ufeff"),
        ("甲\u2028乙", r"甲\u2028乙"),
        ("\x1b[31m紅", r"\x1b[31m紅"),
        ("\udcaa", r"\udcaa"),
        ("\ue000", r"\ue000"),
        ("𨋢", "𨋢"),
    ],
)
def test_what_cannot_be_seen_is_escaped(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=[]), max_size=20))
def test_every_shown_text_can_be_printed_and_encoded(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("shown", "base"),
    [("a.txt", "a.txt"), ("甲/乙.txt", "乙.txt"), ("甲/a.zip › 乙/丙.pdf", "丙.pdf"),
     ("a.zip › 丙.pdf", "丙.pdf")],
)  # fmt: skip
def test_the_base_name_is_that_of_the_file_or_member(shown: str, base: str) -> None:
    assert base_name(shown) == base


def test_an_error_shows_a_path_of_any_bytes(tmp_path: os.PathLike[str]) -> None:
    from pathlib import Path

    error = IndexMissing(Path(tmp_path) / "\udcaa\n")
    for language in ("en", "zh"):
        error.message(language).encode("utf-8")
        assert r"\udcaa\n" in error.message(language)
