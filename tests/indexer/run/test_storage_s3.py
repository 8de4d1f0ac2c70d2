"""Sources in S3, served on the loopback address by moto: files of several formats are read as from
a folder.

s3fs and moto are in no file of requirements: both bring botocore along, which needs another
python-dateutil than pandas. `pip install s3fs "moto[s3]" flask-cors` in an environment of its own.
"""

from __future__ import annotations

import zipfile
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from indexer.cli.command import main
from indexer.run import storage
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.evals.contents.dump import records
from tests.indexer import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("s3fs", reason="s3fs is not installed")
server = pytest.importorskip("moto.server", reason="moto is not installed")

ADDRESS = "s3://reports/年報/2024"
#: More keys than S3 lists in one reply.
_MANY = 1_005


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket of a server that the environment names, as for any other program."""
    boto3, s3fs = import_module("boto3"), import_module("s3fs")
    serving = server.ThreadedMotoServer("127.0.0.1", port=0)
    serving.start()
    host, port = serving.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    made: Any = boto3.resource("s3").Bucket("reports")
    made.create()
    yield made
    if made.creation_date:  # the buckets of moto outlive its server
        made.objects.all().delete()
    s3fs.S3FileSystem.clear_instance_cache()
    serving.stop()


def _write(folder: Path) -> None:
    """A report in seven formats, a container, and names that a folder or an address would read
    otherwise."""
    (folder / "縣 市").mkdir(parents=True)
    samples.package(samples.odt(), folder / "a.odt")
    samples.package(samples.docx(), folder / "縣 市" / "b.docx")
    (folder / "c.html").write_bytes(samples.html())
    (folder / "縣 市" / "d+e=f.md").write_text(samples.markdown(), "utf-8")
    (folder / "g.txt").write_text("雲海縣養護道路十二公里。\n", "utf-8")
    (folder / "h#1.csv").write_text("項目,件數\n道路,12\n橋梁,7\n", "utf-8")
    with zipfile.ZipFile(folder / "i.zip", "w") as container:
        container.writestr("j.txt", "容器內的文件，共 7 件。\n")


def _upload(folder: Path, bucket: Any) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            bucket.upload_file(str(file), f"年報/2024/{file.relative_to(folder).as_posix()}")


def _contents(index: Path) -> list[Any]:
    """What is stored of each document and passage, without the place of the files."""
    engine = open_engine("whoosh", index, identity())
    try:
        stored = list(records(engine.snapshot()))
    finally:
        engine.close()
    found = []
    for one in stored:
        if "document" in one:
            info = one["info"]
            found.append((one["document"], info["title"], info["format"], one["text"]))
        else:
            found.append((one["passage"], one["squeezed"], one["folded"], one["payload"]))
    return found


def test_a_bucket_is_read_as_a_folder(tmp_path: Path, bucket: Any) -> None:
    _write(tmp_path / "sources")
    _upload(tmp_path / "sources", bucket)
    indexes = [tmp_path / name for name in ("from-folder", "from-bucket")]
    for source, index in zip((str(tmp_path / "sources"), ADDRESS), indexes, strict=True):
        assert main([source, "--index", str(index), "--jobs", "1"]) == 0
    contents = _contents(indexes[0])
    assert contents == _contents(indexes[1])
    assert {one[2] for one in contents if len(one) == 4} >= {
        "odt", "docx", "html", "markdown", "text", "csv",
    }  # fmt: skip


def test_only_what_changed_in_a_bucket_is_fetched(
    tmp_path: Path, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    original = storage._fetch_one

    def noted(storage: Any, one: Any, max_bytes: int) -> Any:
        fetched.append(one.copy.name)
        return original(storage, one, max_bytes)

    monkeypatch.setattr(storage, "_fetch_one", noted)
    for number in range(_MANY):
        bucket.put_object(Key=f"年報/2024/{number:04}.txt", Body=f"第 {number} 件。".encode())
    bucket.put_object(Key="年報/2024/", Body=b"")  # the mark of a folder, as consoles make them
    bucket.put_object(Key="年報/2023/other.txt", Body=b"other")
    folder = storage.fetch(ADDRESS, tmp_path, 1 << 20)
    assert len(fetched) == _MANY
    assert len(list(folder.glob("*.txt"))) == _MANY
    assert (folder / "1004.txt").read_text("utf-8") == "第 1004 件。"

    fetched.clear()
    bucket.put_object(Key="年報/2024/0003.txt", Body="變更。".encode())
    bucket.Object("年報/2024/0004.txt").delete()
    assert storage.fetch(ADDRESS, tmp_path, 1 << 20) == folder
    assert fetched == ["0003.txt"]
    assert (folder / "0003.txt").read_text("utf-8") == "變更。"
    assert not (folder / "0004.txt").exists()


def test_a_bucket_that_is_not_there_empties_no_index(
    tmp_path: Path,
    bucket: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    index = str(tmp_path / "index")
    bucket.put_object(Key="年報/2024/a.txt", Body="雲海縣養護道路十二公里。".encode())
    assert main([ADDRESS, "--index", index, "--jobs", "1"]) == 0
    contents = _contents(tmp_path / "index")
    bucket.objects.all().delete()
    bucket.delete()
    assert main([ADDRESS, "--index", index, "--jobs", "1", "--language", "en"]) == 2
    assert ADDRESS in capsys.readouterr().err
    assert _contents(tmp_path / "index") == contents
