"""Members of containers in a run: documents of their own, read again only when they change."""

from __future__ import annotations

import io
import os
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from indexer.run import containers, unpacking
from indexer.run.limits import Limits
from judian.core.errors import SourceUnreadable
from judian.core.model import Verdict
from tests.indexer.run.test_pipeline import OTHER, TEXT, Home

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def packed(files: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def put(home: Home, name: str, data: bytes, stamp: int = 10**18) -> Path:
    path = home.seeds / name
    path.write_bytes(data)
    os.utime(path, ns=(stamp, stamp))
    return path


def test_members_are_documents_of_their_own(home: Home) -> None:
    put(
        home, "年報.zip", packed({"甲/a.txt": TEXT, "b.txt": OTHER, "c.png": b"\x89PNG\r\n\x1a\n1"})
    )
    report = home.run()
    documents = home.documents()
    assert report.added == ["年報.zip › 甲/a.txt", "年報.zip › b.txt"]
    assert documents["年報.zip › 甲/a.txt"].addresses == ("年報.zip//甲/a.txt",)
    assert home.texts("坑洞修補1,204件")
    failed = documents["年報.zip › c.png"]
    assert (failed.verdict, failed.reason, failed.title) == (Verdict.FAILED, "unsupported", "c.png")


def test_an_unchanged_container_is_not_opened_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home, "a.zip", packed({"a.txt": TEXT, "c.png": b"\x89PNG\r\n\x1a\n1"}))
    home.run()
    monkeypatch.setattr(containers, "unpacked", _refuse)
    report = home.run()
    assert (report.unchanged, report.generation, len(report.failed)) == (1, None, 1)


def _refuse(*_: object) -> None:
    raise AssertionError("unpacked")


def test_of_a_changed_container_only_changed_members_are_read(home: Home) -> None:
    put(home, "a.zip", packed({"a.txt": TEXT, "b.txt": OTHER}))
    home.run()
    before = home.documents()["a.zip › a.txt"].indexed_at
    put(home, "a.zip", packed({"a.txt": TEXT, "b.txt": OTHER + "新增 3 件。\n"}), stamp=2 * 10**18)
    report = home.run()
    assert (report.changed, report.unchanged, report.removed) == (["a.zip › b.txt"], 1, [])
    assert home.documents()["a.zip › a.txt"].indexed_at == before
    assert home.run().unchanged == 2


def test_a_removed_container_takes_its_members_along(home: Home) -> None:
    path = put(home, "a.zip", packed({"a.txt": TEXT, "b.txt": OTHER}))
    home.write("a.txt", TEXT)
    home.run()
    path.unlink()
    report = home.run()
    assert report.removed == ["a.zip › b.txt"]
    assert home.documents().keys() == {"a.txt"}


def test_a_member_that_leaves_its_container_is_removed(home: Home) -> None:
    put(home, "a.zip", packed({"a.txt": TEXT, "b.txt": OTHER}))
    home.run()
    put(home, "a.zip", packed({"a.txt": TEXT}), stamp=2 * 10**18)
    assert home.run().removed == ["a.zip › b.txt"]


def test_a_container_replaced_by_a_file_takes_its_members_along(home: Home) -> None:
    put(home, "a", packed({"a.txt": TEXT}))
    home.run()
    put(home, "a", OTHER.encode(), stamp=2 * 10**18)
    home.run()
    assert home.documents().keys() == {"a"}


def test_the_same_bytes_in_two_containers_are_one_document(home: Home) -> None:
    put(home, "a.zip", packed({"a.txt": TEXT}))
    put(home, "b.zip", packed({"x/b.txt": TEXT}))
    home.run()
    (info,) = home.documents().values()
    assert info.addresses == ("a.zip//a.txt", "b.zip//x/b.txt")
    assert home.run().changes == 0


def test_the_sources_table_names_members_below_their_container(home: Home) -> None:
    put(home, "a.zip", packed({"x/a.txt": TEXT, "SOURCES.tsv": "file\ttitle\nx/a.txt\t內\n"}))
    report = home.run()
    assert [fault.line for _, fault in report.table_faults] == [0]
    home.write("SOURCES.tsv", "file\ttitle\na.zip/x/a.txt\t外部標題\n")
    assert home.run().changed == ["a.zip › x/a.txt"], "unpacked again for the new title"
    assert home.documents()["a.zip › x/a.txt"].title == "外部標題"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed({}), "empty"),
        (packed({".hidden": b"1"}), "empty"),
        (packed({f"{n}.txt": b"" for n in range(10_001)}), "too_large"),
        (packed({"a.txt": TEXT})[:60], "archive_damaged"),
    ],
    ids=["empty", "hidden", "many", "cut"],
)
def test_a_container_that_cannot_be_unpacked_is_one_failure(
    home: Home, data: bytes, reason: str
) -> None:
    put(home, "a.zip", data)
    home.write("b.txt", OTHER)
    home.run()
    assert home.documents()["a.zip"].reason == reason
    again = home.run()
    assert (again.generation, again.unchanged, len(again.failed)) == (None, 1, 1)


def mail() -> EmailMessage:
    made = EmailMessage()
    made["From"] = "王小明 <ming@example.tw>"
    made["To"] = "wang@example.tw"
    made["Subject"] = "檢送雲海縣路燈汰換成果"
    made["Date"] = "Fri, 03 May 2024 10:20:00 +0800"
    made.set_content("本處於 113 年完成路燈汰換 560 盞。\n", cte="base64")
    return made


def test_a_mail_is_a_document_beside_its_attachments(home: Home) -> None:
    made = mail()
    made.add_attachment(TEXT.encode("cp950"), maintype="text", subtype="plain", filename="附件.txt")
    made.add_attachment(packed({"b.txt": OTHER}), maintype="application", subtype="zip",
                        filename="附件.zip")  # fmt: skip
    path = put(home, "信.eml", made.as_bytes())
    home.run()
    documents = home.documents()
    assert documents.keys() == {"信.eml", "信.eml › 附件.txt", "信.eml › 附件.zip › b.txt"}
    info = documents["信.eml"]
    assert (info.title, info.date, info.format) == ("檢送雲海縣路燈汰換成果", "2024-05-03", "mail")
    assert home.texts("王小明")
    assert home.run().unchanged == 3
    path.unlink()
    assert len(home.run().removed) == 3


def test_attachments_that_cannot_be_unpacked_are_reported_beside_the_mail(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home, "a.eml", mail().as_bytes())

    def fail(path: Path, *_: object) -> None:
        raise unpacking.stopped_error(path.name, "time")

    monkeypatch.setattr(containers, "unpacked", fail)
    home.run()
    assert home.documents().keys() == {"a.eml", "a.eml › 附件 (attachments)"}
    assert home.documents()["a.eml › 附件 (attachments)"].reason == "time"


def test_unpacking_ends_at_its_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({f"{n}.txt": TEXT for n in range(2_000)}))
    with pytest.raises(SourceUnreadable) as stopped:
        unpacking.unpacked(path, tmp_path, 1 << 20, Limits(wall=0.05))
    assert stopped.value.reason == "time"


def test_unpacked_files_are_removed_after_the_run(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spool))
    put(home, "a.zip", packed({"a.txt": TEXT}))
    assert home.run().added == ["a.zip › a.txt"]
    assert list(spool.iterdir()) == []
