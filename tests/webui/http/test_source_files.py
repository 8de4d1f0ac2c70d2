"""Source files are sent in portions and ranges, checked once, and never held in memory."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from webui.app import create_app
from webui.http import source_files
from webui.http.source_files import Portion, digest_of, opened_if_same

if TYPE_CHECKING:
    from pathlib import Path

    from tests.webui.fake import FakeService

DOC = "aaaaaaaaaaaaaaaa"
CONTENT = bytes(range(256)) * 40
SHA = hashlib.sha256(CONTENT).hexdigest()
ADDRESS = f"/api/v1/documents/{DOC}/source"


@pytest.fixture(name="client")
def _client(service: FakeService, tmp_path: Path) -> Any:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.bin").write_bytes(CONTENT)
    page = service.pages[DOC]
    page.info = replace(
        page.info, sources=("a.bin",), addresses=("a.bin",), roots=("../files",), sha256=SHA
    )
    return create_app({"INDEX": tmp_path / "index"}, service).test_client()


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=10000-", 10_000, len(CONTENT)),
        ("bytes=-5", len(CONTENT) - 5, len(CONTENT)),
        ("bytes=0-999999", 0, len(CONTENT)),
    ],
)
def test_a_range_is_sent_alone(client: Any, asked: str, start: int, stop: int) -> None:
    reply = client.get(ADDRESS, headers={"Range": asked}, buffered=True)
    assert reply.data == CONTENT[start:stop]
    assert int(reply.headers["Content-Length"]) == stop - start
    assert reply.status_code == (200 if stop - start == len(CONTENT) else 206)
    if reply.status_code == 206:
        assert reply.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(CONTENT)}"


@pytest.mark.parametrize("asked", ["", "bytes=99999-", "bytes=0-1,5-6", "lines=0-1", "bytes=x"])
def test_what_is_no_range_gives_the_file(client: Any, asked: str) -> None:
    reply = client.get(ADDRESS, headers={"Range": asked} if asked else {}, buffered=True)
    assert (reply.status_code, reply.data) == (200, CONTENT)
    assert reply.headers["Accept-Ranges"] == "bytes"
    assert "attachment" in reply.headers["Content-Disposition"]
    assert "sandbox" in reply.headers["Content-Security-Policy"]


def test_a_range_of_another_version_gives_the_file(client: Any) -> None:
    for tag, status in ((f'"{SHA}"', 206), ('"other"', 200)):
        headers = {"Range": "bytes=0-1", "If-Range": tag}
        assert client.get(ADDRESS, headers=headers, buffered=True).status_code == status


def test_a_file_is_read_for_its_digest_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(CONTENT)
    read: list[int] = []
    whole = hashlib.file_digest

    def counted(file: Any, name: str) -> Any:
        read.append(1)
        return whole(file, name)

    monkeypatch.setattr(source_files.hashlib, "file_digest", counted)
    for _ in range(3):
        with path.open("rb") as file:
            assert digest_of(file) == SHA
            assert file.read() == CONTENT
    assert len(read) == 1
    path.write_bytes(CONTENT[:-1] + b"x")
    os.utime(path, ns=(1, 1))
    assert opened_if_same(path, SHA) is None
    assert len(read) == 2
    assert opened_if_same(tmp_path / "none", SHA) is None


def test_a_portion_is_a_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(CONTENT)
    with Portion(path.open("rb"), 10, 30) as portion:
        assert portion.read() == CONTENT[10:30]
        assert portion.tell() == 20
        assert portion.seek(0, os.SEEK_END) == 20
        assert portion.seek(5) == 5
        assert portion.read(4) == CONTENT[15:19]
        assert portion.seek(-3, os.SEEK_CUR) == 6
        assert portion.seek(-100) == 0
        assert portion.read(100) == CONTENT[10:30]
        assert portion.read(1) == b""
