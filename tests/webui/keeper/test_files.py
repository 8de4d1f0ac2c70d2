"""Files in and out of the folder of sources: hostile names and places, nothing lost or replaced."""

from __future__ import annotations

import os
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from judian.core.names import address_of
from judian.core.overrides import keeper_folder
from judian.search.requests.rights import Rights
from webui.keeper import places, trash, uploads
from webui.keeper.errors import NameRefused, PlaceTaken, SourceMissing
from webui.keeper.names import safe_parts
from webui.keeper.room import Kept, Room
from webui.keeper.sources import list_sources

if TYPE_CHECKING:
    from webui.keeper.uploads import Stored


@pytest.fixture(name="kept")
def _kept(tmp_path: Path) -> Kept:
    return Kept(Room("", tmp_path / "index", tmp_path / "sources", "memory"), None)


def put(kept: Kept, name: str, text: bytes = b"one", *, replace: bool = False) -> Stored:
    return uploads.store(kept, name, BytesIO(text), "王小明", replace=replace)


def names(kept: Kept) -> list[str]:
    return [one.shown for one in list_sources(kept, ()).sources]


@pytest.mark.parametrize(
    "name",
    ["年報.pdf", "113年/第1季/表 1.xlsx", "a.b.c", "SOURCES.tsv", "ｆｕｌｌ（１）.doc", "콘.txt"],
)
def test_ordinary_names_are_taken(kept: Kept, name: str) -> None:
    assert put(kept, name).outcome == "added"
    assert kept.room.sources.joinpath(*name.split("/")).read_bytes() == b"one"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "empty"), ("   ", "empty"), ("a/", "empty"),
        ("../a", "path"), ("a/../../b", "path"), ("/etc/passwd", "path"), ("a//b", "path"),
        ("./a", "path"), ("..", "path"),
        ("..\\a", "characters"), ("C:\\a", "characters"), ("a:b", "characters"),
        ("a\nb", "characters"), ("a\0b", "characters"), ("a\u202etxt.exe", "characters"),
        ("a\u200bb", "characters"), ("a\ud800", "characters"), ("a\ufffdb", "characters"),
        ("a\u2028b", "characters"), ("a*", "characters"), ('a"b', "characters"),
        ("a.", "characters"), ("a ", "characters"), (" a", "characters"),
        (".hidden", "hidden"), ("a/.git/b", "hidden"), ("~$a.docx", "hidden"), (".~a", "hidden"),
        ("con", "reserved"), ("NUL.txt", "reserved"), ("a/Com1.pdf", "reserved"),
        ("長" * 70, "length"), ("a/" * 20 + "b", "length"),
    ],
)  # fmt: skip
def test_hostile_names_are_refused_with_the_reason(kept: Kept, name: str, reason: str) -> None:
    stored = put(kept, name)
    assert stored.outcome == "refused"
    assert isinstance(stored.error, NameRefused)
    assert stored.error.reason == reason
    assert names(kept) == []
    assert "{" not in stored.error.message("zh") + stored.error.message("en")


@given(st.text(max_size=40))
@example("a/..")
@example("..\u0338/a")
def test_whatever_is_taken_stays_below_the_folder(name: str) -> None:
    try:
        parts = safe_parts(name)
    except NameRefused:
        return
    base = Path("/base/sources")
    assert Path(os.path.normpath(base.joinpath(*parts))).is_relative_to(base)
    assert not any(part.startswith(".") for part in parts)
    categories = {unicodedata.category(c) for part in parts for c in part}
    assert not categories & {"Cc", "Cf", "Cs", "Cn"}


def test_another_file_is_replaced_only_on_demand_and_can_be_restored(kept: Kept) -> None:
    put(kept, "a.txt", b"old")
    again = put(kept, "a.txt", b"new")
    assert isinstance(again.error, NameRefused)
    assert again.error.reason == "exists"
    assert (kept.room.sources / "a.txt").read_bytes() == b"old"
    assert put(kept, "a.txt", b"old").outcome == "same"
    assert put(kept, "a.txt", b"new", replace=True).outcome == "replaced"
    assert (kept.room.sources / "a.txt").read_bytes() == b"new"
    (former,) = trash.removed(kept.room, 30)
    assert (former.shown, former.by, former.replaced) == ("a.txt", "王小明", True)
    with pytest.raises(PlaceTaken):
        trash.restore(kept.room, former.token)
    trash.remove(kept.room, "a.txt", None)
    trash.restore(kept.room, former.token)
    assert (kept.room.sources / "a.txt").read_bytes() == b"old"


def test_links_lead_nowhere(kept: Kept, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    kept.room.sources.mkdir()
    (kept.room.sources / "link").symlink_to(outside)
    (kept.room.sources / "file").symlink_to(outside / "target")
    for name in ("link/a.txt", "link/deeper/a.txt", "file"):
        stored = put(kept, name, replace=True)
        assert isinstance(stored.error, NameRefused), name
        assert stored.error.reason == "link", name
    with pytest.raises(NameRefused):
        trash.remove(kept.room, "link/a.txt", None)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("address", ["../a", "/etc/passwd", "a/../../b", "", "a%00b", "a//b", "."])
def test_addresses_lead_nowhere(kept: Kept, address: str) -> None:
    kept.room.sources.mkdir()
    with pytest.raises((NameRefused, SourceMissing)):
        trash.remove(kept.room, address, None)


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are text")
@pytest.mark.parametrize(
    "raw", [b"\xa4\xa4\xa4\xe5.txt", b"a\nb.txt", b"%41.txt", "甲\u202e.txt".encode()]
)
def test_names_in_any_bytes_are_listed_removed_and_restored(kept: Kept, raw: bytes) -> None:
    kept.room.sources.mkdir()
    path = kept.room.sources / os.fsdecode(raw)
    path.write_bytes(b"one")
    (source,) = list_sources(kept, ()).sources
    assert source.shown.isprintable()
    gone = trash.remove(kept.room, source.address, None)
    assert not path.exists()
    assert gone.shown.isprintable()
    trash.restore(kept.room, gone.token)
    assert path.read_bytes() == b"one"
    assert source.address == address_of(os.fsdecode(raw))


def test_a_removed_file_comes_back_with_its_folder_and_time(kept: Kept) -> None:
    put(kept, "甲/乙.txt")
    path = kept.room.sources / "甲" / "乙.txt"
    os.utime(path, ns=(10**18, 10**18))
    gone = trash.remove(kept.room, "甲/乙.txt", None)
    path.parent.rmdir()
    trash.restore(kept.room, gone.token)
    assert path.stat().st_mtime_ns == 10**18
    with pytest.raises(SourceMissing):
        trash.restore(kept.room, gone.token)


def test_what_is_too_old_is_deleted(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    put(kept, "a.txt")
    trash.remove(kept.room, "a.txt", None)
    assert len(trash.removed(kept.room, 1)) == 1
    later = trash.time.time() + 3 * 24 * 3600
    monkeypatch.setattr(trash.time, "time", lambda: later)
    assert len(trash.removed(kept.room, 0)) == 1
    assert trash.removed(kept.room, 2) == []
    assert list((keeper_folder(kept.room.index) / "trash").iterdir()) == []


@pytest.mark.parametrize("token", ["", "..", "../x", "20260101T000000-00000000", "a" * 99])
def test_unknown_numbers_restore_nothing(kept: Kept, token: str) -> None:
    with pytest.raises(SourceMissing):
        trash.restore(kept.room, token)


def test_without_hard_links_nothing_is_replaced_either(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(places.os, "link", refuse)
    assert put(kept, "a.txt", b"one").outcome == "added"
    assert (kept.room.sources / "a.txt").read_bytes() == b"one"
    with pytest.raises(FileExistsError):
        places.put_without_replacing(kept.room.sources / "a.txt", kept.room.sources / "a.txt")
    assert (kept.room.sources / "a.txt").read_bytes() == b"one"


def test_a_full_disk_leaves_no_draft(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.os, "fsync", full)
    stored = put(kept, "a.txt")
    assert stored.error is not None
    assert stored.error.status == 503
    assert list(kept.room.sources.iterdir()) == []


def test_rights_hide_files_and_refuse_their_names(kept: Kept) -> None:
    put(kept, "機密/a.txt")
    put(kept, "b.txt")
    reader = Kept(kept.room, Rights(("機密/*",)))
    assert names(reader) == ["b.txt"]
    refused = put(reader, "機密/a.txt", b"other", replace=True)
    assert isinstance(refused.error, NameRefused)
    assert refused.error.reason == "rights"
