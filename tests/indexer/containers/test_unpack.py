"""Unpacking: names in any encoding, limits that hold, nothing written outside the folder."""

from __future__ import annotations

import io
import os
import struct
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from indexer.containers import members, unpack
from indexer.containers.kinds import kind_of
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 4 << 20


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def raw_zip(name: bytes, flags: int = 0, extra: bytes = b"", content: bytes = b"text") -> bytes:
    """A ZIP file of one stored member with a name of any bytes."""
    sum_, size = zlib.crc32(content), len(content)
    common = (20, flags, 0, 0, 33, sum_, size, size, len(name), len(extra))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", *common) + name + extra + content
    entry = struct.pack("<4sH5H3I5H2I", b"PK\x01\x02", 20, *common, 0, 0, 0, 0, 0) + name + extra
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


def unpacked(tmp_path: Path, data: bytes, name: str = "a.zip") -> dict[str, unpack.Member]:
    path, folder = tmp_path / name, tmp_path / "out"
    path.write_bytes(data)
    folder.mkdir()
    found = list(unpack.unpack(path, folder, LARGEST))
    assert {each.name for each in tmp_path.iterdir()} == {name, "out"}
    assert len({each.address for each in found}) == len(found)
    return {each.shown: each for each in found}


def reason(member: unpack.Member) -> str | None:
    return member.error.reason if member.error else None


@pytest.mark.parametrize(
    ("raw", "flags", "extra", "shown"),
    [
        ("報告/會議紀錄.txt".encode("cp950"), 0, b"", "報告/會議紀錄.txt"),
        ("許蓋功.txt".encode("cp950"), 0, b"", "許蓋功.txt"),  # their second byte is a backslash
        ("年度报告.txt".encode("gb18030"), 0, b"", "年度报告.txt"),
        ("報告.txt".encode(), 0x800, b"", "報告.txt"),
        ("報告.txt".encode(), 0, b"", "報告.txt"),
        (
            b"?.txt", 0,
            struct.pack("<HHBI", 0x7075, 5 + len("報告.txt".encode()), 1, 0) + "報告.txt".encode(),
            "報告.txt",
        ),
        ("報告\\會議.txt".encode(), 0x800, b"", "報告/會議.txt"),
        (b"a\nb\x1b.txt", 0, b"", r"a\nb\x1b.txt"),
        ("甲\u202etxt.exe".encode(), 0x800, b"", r"甲\u202etxt.exe"),
        (b"\xff\xfe.txt", 0, b"", "\ufffd\ufffd.txt"),
    ],
)  # fmt: skip
def test_a_name_is_decoded_in_its_encoding(
    tmp_path: Path, raw: bytes, flags: int, extra: bytes, shown: str
) -> None:
    assert list(unpacked(tmp_path, raw_zip(raw, flags, extra))) == [shown]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"../../evil.txt", "evil.txt"), (b"/etc/passwd", "etc/passwd"),
        (b"a/./b//c.txt", "a/b/c.txt"),
        (b"..\\..\\evil.txt", "evil.txt"), (b"C:\\x.txt", "C:/x.txt"), (b"..", "unnamed"),
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(tmp_path: Path, raw: bytes, shown: str) -> None:
    (member,) = unpacked(tmp_path, raw_zip(raw)).values()
    assert member.shown == shown
    assert member.file is not None
    assert member.file.parent == tmp_path / "out"
    assert member.file.read_bytes() == b"text"


def test_equal_names_stay_two_members(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "w") as archive:  # noqa: PT031
        archive.writestr("a.txt", "1")
        archive.writestr("a.txt", "2")
    found = unpacked(tmp_path, out.getvalue())
    assert list(found) == ["a.txt", "a.txt (2)"]
    assert {m.file.read_bytes() for m in found.values() if m.file} == {b"1", b"2"}


def test_what_programs_put_beside_documents_is_left_out(tmp_path: Path) -> None:
    names = ["a.txt", "__MACOSX/._a.txt", ".DS_Store", "Thumbs.db", "x/.git/b", "~$a.docx", "d/"]
    assert list(unpacked(tmp_path, packed(dict.fromkeys(names, b"1")))) == ["a.txt"]


def test_an_encrypted_member_is_refused_by_its_name(tmp_path: Path) -> None:
    data = raw_zip("密件.txt".encode(), 0x801)
    assert reason(unpacked(tmp_path, data)["密件.txt"]) == "password"


def test_a_link_is_refused_by_its_name(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert reason(unpacked(tmp_path, out.getvalue())["link.txt"]) == "special"


def test_a_bomb_is_refused_and_its_neighbours_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "RATIO_FLOOR", 1 << 16)
    found = unpacked(tmp_path, packed({"bomb.txt": b"0" * (3 << 20), "a.txt": b"text"}))
    assert {name: reason(m) for name, m in found.items()} == {
        "bomb.txt": "too_large",
        "a.txt": None,
    }
    assert "200" in str(found["bomb.txt"].error)


def test_a_member_and_all_members_have_limits(tmp_path: Path) -> None:
    files = {f"{n}.bin": os.urandom(LARGEST) for n in range(5)} | {"6.bin": os.urandom(LARGEST + 1)}
    found = unpacked(tmp_path, packed(files, zipfile.ZIP_STORED))
    assert [reason(m) for m in found.values()] == [None] * 4 + ["too_large"] * 2
    kept = sum(file.stat().st_size for file in (tmp_path / "out").iterdir())
    assert kept <= unpack.TOTAL_SIZE * LARGEST


def test_100_000_members_are_refused_at_once(tmp_path: Path) -> None:
    data = packed({f"{n}.txt": b"" for n in range(members.MOST_MEMBERS + 1)}, zipfile.ZIP_STORED)
    with pytest.raises(SourceUnreadable, match="10,000 members"):
        unpacked(tmp_path, data)


def test_nested_containers_share_one_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack.Budget, "__post_init__", _small_budget)
    inner = packed({f"{n}.txt": b"x" for n in range(8)})
    found = unpacked(tmp_path, packed({f"{n}.zip": inner for n in range(4)}))
    assert sum(reason(m) is None for m in found.values()) <= 12
    assert {reason(m) for m in found.values()} == {None, "too_large"}


def _small_budget(self: unpack.Budget) -> None:
    self.bytes_left, self.members_left = 1 << 20, 12


def test_containers_are_opened_to_a_depth(tmp_path: Path) -> None:
    data = packed({"a.txt": b"deep"})
    for level in range(4, 1, -1):
        data = packed({f"{level}.zip": data, "beside.txt": b"1"})
    found = unpacked(tmp_path, data)
    assert reason(found["2.zip › 3.zip › 4.zip"]) == "too_deep"
    assert reason(found["2.zip › 3.zip › beside.txt"]) is None
    assert found["2.zip › beside.txt"].address == "2.zip//beside.txt"


@pytest.mark.parametrize("size", [1, 2, 1 << 31])
def test_a_size_that_lies_costs_only_its_member(tmp_path: Path, size: int) -> None:
    data = bytearray(raw_zip(b"a.txt", content=b"0123456789"))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, size)
    (member,) = unpacked(tmp_path, bytes(data)).values()
    assert reason(member) in (None, "archive_damaged")


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    data = packed({"a.txt": os.urandom(999), "b.txt": b"good"}, zipfile.ZIP_STORED)
    found = unpacked(tmp_path, data.replace(data[100:120], bytes(20), 1))
    assert (reason(found["a.txt"]), reason(found["b.txt"])) == ("archive_damaged", None)


@pytest.mark.parametrize("keep", [10, 60, 200, 400])
def test_a_cut_archive_is_no_container_or_damaged(tmp_path: Path, keep: int) -> None:
    data = packed({f"{n}.txt": b"some text" * 9 for n in range(9)})[:keep]
    with pytest.raises((SourceUnreadable, unpack.NoContainerError)):
        unpacked(tmp_path, data)


def test_an_office_document_is_no_container(tmp_path: Path) -> None:
    parts = ("[Content_Types].xml", "mimetype", "content.xml", "xl/workbook.xml")
    for number, part in enumerate(parts):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(packed({"first": b"", part: b""}))
        with pytest.raises(unpack.NoContainerError):
            list(unpack.unpack(path, tmp_path, LARGEST))


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_archive_is_unpacked(tmp_path: Path, mode: str) -> None:
    out = io.BytesIO()
    with tarfile.open(
        fileobj=out, mode=mode, encoding="cp950", format=tarfile.GNU_FORMAT
    ) as archive:  # type: ignore[call-overload]
        for name in ("報告/會議紀錄.txt", "../x.txt"):
            info = tarfile.TarInfo(name)
            info.size = 4
            archive.addfile(info, io.BytesIO(b"text"))
        for kind, name in ((tarfile.SYMTYPE, "link"), (tarfile.CHRTYPE, "device")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found = unpacked(tmp_path, out.getvalue(), "a.tar")
    assert {name: reason(m) for name, m in found.items()} == {
        "報告/會議紀錄.txt": None, "x.txt": None, "link": "special", "device": "special",
    }  # fmt: skip


def test_a_packed_file_alone_is_no_archive(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n" * 200))
    assert kind_of(path) is None


def test_a_bomb_in_a_tar_archive_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "RATIO_FLOOR", 1 << 16)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("bomb.txt")
        info.size = 3 << 20
        archive.addfile(info, io.BytesIO(bytes(3 << 20)))
    (member,) = unpacked(tmp_path, out.getvalue(), "a.tgz").values()
    assert reason(member) == "too_large"


def test_one_member_is_extracted_by_its_address(tmp_path: Path) -> None:
    inner = packed({"甲.txt": b"inner"})
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"x/b.zip": inner, "甲.txt": b"outer"}))
    assert unpack.extract(path, "x/b.zip//甲.txt", tmp_path, LARGEST).read_bytes() == b"inner"
    assert unpack.extract(path, "甲.txt", tmp_path, LARGEST).read_bytes() == b"outer"
    with pytest.raises(LookupError):
        unpack.extract(path, "x/b.zip//none.txt", tmp_path, LARGEST)
