"""A file of arrays gives what was written, or says that it is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.engines.whoosh import arrays
from judian.engines.whoosh.arrays import (
    ArrayFile,
    ArraysDamaged,
    ArrayWriter,
    compact,
    smallest_dtype,
)

if TYPE_CHECKING:
    from pathlib import Path

_LONG = np.arange(300_000, dtype=np.uint32)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    with ArrayWriter(path) as writer:
        writer.add("small", np.array([1, 2, 3], np.uint8))
        writer.add("none", np.empty(0, np.uint16))
        writer.add("long", _LONG)
        writer.begin("pieces")
        assert writer.append(b"abc") == 0
        assert writer.append(b"defgh") == 3
        writer.end()
        assert writer.close({"passages": 7}) == path.stat().st_size
    return path


def test_arrays_come_back_whole_and_in_parts(stored: Path) -> None:
    file = ArrayFile(stored)
    assert file.facts == {"passages": 7}
    assert file["small"].all().tolist() == [1, 2, 3]
    assert len(file["none"].all()) == 0
    assert file["long"].part(70_000, 70_003).tolist() == [70_000, 70_001, 70_002]
    assert (file["long"].all() == _LONG).all()
    assert file["pieces"].part(2, 5).tobytes() == b"cde"
    assert "pieces" in file
    assert "other" not in file
    assert list(file.damages()) == []


def test_a_flipped_byte_is_found_where_it_is_read(
    stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrays, "_KEPT", 0)  # as of arrays that are too large to keep
    data = bytearray(stored.read_bytes())
    at = data.index(_LONG[250_000:250_004].tobytes())
    data[at] ^= 1
    stored.write_bytes(data)
    file = ArrayFile(stored)
    assert file["long"].part(0, 10).tolist() == list(range(10))
    with pytest.raises(ArraysDamaged, match="long"):
        file["long"].part(250_000, 250_001)
    with pytest.raises(ArraysDamaged, match="long"):
        file["long"].all()
    assert list(file.damages()) == ["file: array 'long' does not match its checksum"]


def test_any_byte_flipped_or_cut_off_is_noticed(stored: Path) -> None:
    data = stored.read_bytes()
    directory = data.index(b'{"arrays"')
    for at in range(directory, len(data), 7):
        changed = bytearray(data)
        changed[at] ^= 0x10
        stored.write_bytes(changed)
        with pytest.raises(ArraysDamaged):
            ArrayFile(stored)
    for length in (0, 10, 40, directory, len(data) - 1):
        stored.write_bytes(data[:length])
        with pytest.raises(ArraysDamaged, match="cut short"):
            ArrayFile(stored)


def test_an_unfinished_file_is_removed(tmp_path: Path) -> None:
    with ArrayWriter(tmp_path / "file") as writer:
        writer.add("a", np.array([1]))
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.integers(0, 2**63)))
def test_compact_arrays_keep_their_values(values: list[int]) -> None:
    array = compact(np.array(values, np.uint64))
    assert array.tolist() == values
    assert array.dtype == smallest_dtype(max(values, default=0))
