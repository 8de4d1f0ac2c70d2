"""Messages hold data: what was sent comes back, and foreign bytes make nothing but a fault."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.files.detection import detect
from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import Box, Frame, TextLine
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.registry import reader
from indexer.run.messages import TYPES, MessageFault, dumps, loads
from indexer.structure.blocks import Block, Reading
from judian.core.model import Kind
from tests.indexer import samples

if TYPE_CHECKING:
    from pathlib import Path

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 62), 1 << 62) | st.floats(allow_nan=False)
    | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple)
    | st.dictionaries(st.text(), inner) | st.dictionaries(st.integers(0, 99), inner),
    max_leaves=20,
)  # fmt: skip


@given(_VALUES)
def test_any_value_comes_back(value: object) -> None:
    assert loads(dumps(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        datetime(2024, 5, 6, 7, 8, tzinfo=UTC),
        frozenset({1, 2}),
        Kind.TABLE_ROW,
        Reading((Block(Kind.PARAGRAPH, "共三件。", breaks=(1,)),), "text", properties={"a": "b"}),
        Box(0.0, 1.0, 2.0, 3.5),
    ],
)
def test_values_of_the_program_come_back_in_their_types(value: object) -> None:
    again = loads(dumps(value))
    assert again == value
    assert type(again) is type(value)


def test_lines_that_stand_in_two_places_are_one_object_afterwards() -> None:
    lines = [TextLine(str(n), 0, 0, 1, 1, 1, 10, "font", bold=False) for n in range(3)]
    table = PageTable(Box(0, 0, 1, 1), (0.0, 1.0), [PageCell(0, 0, lines=[lines[1]])])
    part = PagePart(1, Frame(0, 100, 100), lines, [table], continued_contents=[lines[1], lines[2]])
    again = loads(dumps(part))
    assert again.lines[1] is again.tables[0].cells[0].lines[0] is again.continued_contents[0]
    assert again.lines[2] is again.continued_contents[1]
    assert [line.text for line in again.lines] == ["0", "1", "2"]


def test_lone_surrogates_come_back_where_they_are_expected() -> None:
    assert loads(dumps("a\ud800b"), surrogates=True) == "a\ud800b"
    with pytest.raises(MessageFault):
        loads(dumps("a\ud800b"))


def test_values_of_other_types_are_not_sent() -> None:
    for value in (object(), print, ReadOptions(), TypeError("x"), 1j):
        with pytest.raises(TypeError):
            dumps(value)


class _Bomb:
    """Unpickling it would call a function."""

    def __reduce__(self) -> Any:
        return pytest.fail, ("code was run",)


@given(st.binary() | st.binary(min_size=1).map(lambda data: dumps(("text", 1.5)) + data))
def test_foreign_bytes_are_a_fault_or_plain_values(data: bytes) -> None:
    try:
        value = loads(data)
    except MessageFault:
        return
    assert isinstance(value, (str, int, float, bytes, tuple, list, dict, frozenset, type(None)))


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(_Bomb()),
        msgpack.packb({3: [9999]}),
        msgpack.packb({3: [-1]}),
        msgpack.packb({3: ["os.system", "true"]}),
        msgpack.packb({3: [0]}),
        msgpack.packb({4: 0}),
        msgpack.packb({9: []}),
        msgpack.packb({}),
        msgpack.packb({0: 5}),
        msgpack.packb({1: [1]}),
        msgpack.packb({1: [[{0: []}], 1]}),
        msgpack.packb({5: "yesterday"}),
        msgpack.packb(msgpack.ExtType(1, b"x")),
        b"\x91" * 100_000,
        b"\xdd\xff\xff\xff\xff",
    ],
    ids=range(15),
)
def test_hostile_bytes_are_a_fault(data: bytes) -> None:
    with pytest.raises(MessageFault):
        loads(data)


def test_what_readers_send_comes_back(tmp_path: Path) -> None:
    for path in samples.write_all(tmp_path).values():
        chosen = reader(detect(path))
        parts = list(chosen.parts(path, ReadOptions()))
        again = [loads(dumps(part), surrogates=True) for part in parts]
        assert chosen.assemble(again, None) == chosen.assemble(parts, None)


@pytest.mark.parametrize("name", TYPES)
def test_all_types_exist(name: str) -> None:
    module = import_module(name)
    assert all(hasattr(module, kind) for kind in TYPES[name])
