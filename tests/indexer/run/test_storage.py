"""Sources behind an address: a copy that follows the storage, and never empties an index."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from indexer.cli.command import main
from indexer.run.storage import fetch, is_address
from judian.core.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDRESS = "memory://bucket/reports"
MOST = 1 << 20


@pytest.fixture(autouse=True)
def storage() -> Iterator[MemoryFileSystem]:
    """An empty storage in memory."""
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    yield MemoryFileSystem()
    MemoryFileSystem.store.clear()


def _put(**files: str) -> None:
    for name, text in files.items():
        key = f"/bucket/reports/{name.replace('__', '/')}.txt"
        MemoryFileSystem().pipe_file(key, text.encode())


def _held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s3://bucket/reports", True), ("memory://x", True), ("abfss://a@b.c/d", True),
        ("reports/2024", False), ("/srv/reports", False), ("C:\\reports", False),
        ("C:/reports", False), ("s3:/bucket", False), ("a b://c", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_an_address(text: str, expected: bool) -> None:
    assert is_address(text) is expected


def test_the_copy_follows_the_storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []
    original = MemoryFileSystem.get_file

    def noted(self: MemoryFileSystem, key: str, *given: Any, **more: Any) -> None:
        fetched.append(key.rpartition("/")[2])
        original(self, key, *given, **more)

    monkeypatch.setattr(MemoryFileSystem, "get_file", noted)
    _put(a="甲", b__c="乙", b__d__e="丙")
    folder = fetch(ADDRESS, tmp_path, MOST)
    assert _held(folder) == {"a.txt": "甲", "b/c.txt": "乙", "b/d/e.txt": "丙"}
    stamps = {p: p.stat().st_mtime_ns for p in folder.rglob("*.txt")}
    assert sorted(fetched) == ["a.txt", "c.txt", "e.txt"]

    assert fetch(ADDRESS, tmp_path, MOST) == folder
    assert len(fetched) == 3  # nothing changed
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*.txt")} == stamps

    _put(a="變", f="新")
    MemoryFileSystem().rm_file("/bucket/reports/b/d/e.txt")
    fetch(ADDRESS, tmp_path, MOST)
    assert _held(folder) == {"a.txt": "變", "b/c.txt": "乙", "f.txt": "新"}
    assert sorted(fetched[3:]) == ["a.txt", "f.txt"]
    assert not (folder / "b/d").exists()

    (folder / "f.txt").unlink()  # by somebody else
    fetch(ADDRESS, tmp_path, MOST)
    assert _held(folder)["f.txt"] == "新"


def test_a_single_file_is_an_address_too(tmp_path: Path) -> None:
    _put(a="甲", b="乙")
    assert _held(fetch(f"{ADDRESS}/a.txt", tmp_path, MOST)) == {"a.txt": "甲"}


@pytest.mark.parametrize(
    "key",
    [
        "../../escape.txt", "x/../../../escape.txt", "//absolute.txt", "a//b.txt", "./c.txt",
        "nul\x00.txt", "back\\slash.txt", "C:colon.txt", "線" * 200 + ".txt", "per%2Fcent.txt",
        "..", "tab\t.txt",
    ],
)  # fmt: skip
def test_no_key_leaves_the_copy(tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {f"/bucket/reports/{key}": {"type": "file", "size": 3, "created": "2024-01-01"}}
    keys["/bucket/reports/plain.txt"] = {"type": "file", "size": 3, "created": "2024-01-01"}
    monkeypatch.setattr(MemoryFileSystem, "find", lambda *_, **__: keys)

    def written(_: MemoryFileSystem, key: str, to: str, **__: Any) -> None:
        assert key in keys
        with open(to, "wb") as file:
            file.write(b"abc")

    monkeypatch.setattr(MemoryFileSystem, "get_file", written)
    folder = fetch(ADDRESS, tmp_path / "index", MOST)
    held = _held(folder)
    assert len(held) == 2
    assert all(max(map(len, name.encode().split(b"/"))) < 256 for name in held)
    everything = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(path.is_relative_to(folder) for path in everything)


def test_a_key_may_be_a_file_and_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {f"/bucket/reports/{key}": {"type": "file", "size": 3} for key in ("a", "a/b", "a/b/c")}
    monkeypatch.setattr(MemoryFileSystem, "find", lambda *_, **__: keys)
    monkeypatch.setattr(MemoryFileSystem, "get_file", lambda _, __, to, **___: _write(to))
    assert len(_held(fetch(ADDRESS, tmp_path, MOST))) == 3


def test_what_stands_for_a_folder_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Consoles of S3 make an empty object for a folder, with a key that ends with a slash."""
    sizes = {"": 0, "b/": 0, "b/c.txt": 3, "d/e/": 0, "empty.txt": 0}
    keys = {f"/bucket/reports/{k}": {"type": "file", "size": size} for k, size in sizes.items()}
    monkeypatch.setattr(MemoryFileSystem, "find", lambda *_, **__: keys)

    def written(_: MemoryFileSystem, key: str, to: str, **__: Any) -> None:
        with open(to, "wb") as file:
            file.write(bytes(sizes[key.removeprefix("/bucket/reports/")]))

    monkeypatch.setattr(MemoryFileSystem, "get_file", written)
    assert _held(fetch(ADDRESS, tmp_path, MOST)).keys() == {"b/c.txt", "empty.txt"}


def _write(to: str) -> None:
    with open(to, "wb") as file:
        file.write(b"abc")


def test_what_cannot_be_fetched_whole_changes_nothing_in_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index = str(tmp_path / "index")
    _put(a="雲海縣道路養護成果報告。", b="雲海縣橋梁檢測報告。")
    assert main([ADDRESS, "--index", index, "--jobs", "1"]) == 0
    assert main(["status", "--index", index, "--json"]) == 0
    before = capsys.readouterr().out

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("connection reset")

    with monkeypatch.context() as patched:
        patched.setattr(MemoryFileSystem, "find", broken)
        assert main([ADDRESS, "--index", index, "--language", "en"]) == 2
    assert "connection reset" in capsys.readouterr().err
    _put(c="雲海縣第三份報告。")
    MemoryFileSystem().rm_file("/bucket/reports/a.txt")
    with monkeypatch.context() as patched:
        patched.setattr(MemoryFileSystem, "get_file", broken)
        assert main([ADDRESS, "--index", index]) == 2
    MemoryFileSystem.store.clear()  # another storage answers, which has nothing
    assert main([ADDRESS, "--index", index]) == 2
    capsys.readouterr()
    assert main(["status", "--index", index, "--json"]) == 0
    assert '"sources"' in before
    assert capsys.readouterr().out in before

    _put(b="雲海縣橋梁檢測報告。", c="雲海縣第三份報告。")
    assert main([ADDRESS, "--index", index, "--jobs", "1"]) == 0
    capsys.readouterr()
    assert main(["status", "--index", index]) == 0
    assert "2" in capsys.readouterr().out


def test_a_file_that_is_too_large_is_reported_and_not_fetched(tmp_path: Path) -> None:
    _put(a="甲", large="長" * MOST)
    folder = fetch(ADDRESS, tmp_path, MOST)
    stand_in = folder / "large.txt"
    assert stand_in.stat().st_size == 3 * MOST
    with stand_in.open("rb") as file:
        assert file.read(4) == bytes(4)
    folder = fetch(ADDRESS, tmp_path, 4 * MOST)
    assert stand_in.read_text("utf-8") == "長" * MOST


@pytest.mark.parametrize("address", ["nosuch://x/y", "simplecache::memory://x", "memory://nothing"])
def test_an_address_that_leads_nowhere_is_an_error(tmp_path: Path, address: str) -> None:
    with pytest.raises(StorageUnavailable):
        fetch(address, tmp_path, MOST)
    assert not os.listdir(tmp_path)


def test_a_password_in_an_address_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable) as raised:
        fetch("nosuch://user:secret@host/y?token=secret", tmp_path, MOST)
    assert "secret" not in raised.value.message("en")
