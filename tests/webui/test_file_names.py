"""File names of any bytes: every page, export and download over documents that have them."""

from __future__ import annotations

import io
import os
import re
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.cli import output
from indexer.run.pipeline import Options, run
from judian.engines.memory import MemoryEngine
from judian.search.service import Service
from tests.indexer.readers.pdf import typeset
from tests.indexer.readers.pdf.report import Para, Report
from tests.indexer.readers.pdf.typeset import Layout
from webui.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from indexer.run.report import RunReport

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")

BIG5, GB, JIS = (
    "會議紀錄".encode("cp950"),
    "年度报告".encode("gb18030"),
    "統計データ".encode("cp932"),
)
#: Names by kind.
NAMES = [
    BIG5, GB, JIS, b"\xff\xfe\xfd", b"\x80", b"\xe5\xa0", "è".encode("latin-1"),
    "年報\n第二行".encode(), b"a\rb", b"tab\there", b"esc\x1b[31m", b"\x01\x7f",
    "报\u202efdp".encode(),
    "甲\u200b\ufeff乙".encode(), "行\u2028段\u2029".encode(), "\x85".encode(), "\ue000".encode(),
    unicodedata.normalize("NFD", "データ é").encode(), b"%41", b"%FF", b"=cmd|x", b"<b>&\"'",
    b"back\\slash", b"x..%2f..%2f", "😀👨\u200d👩".encode(), b" space ", b"a" * 200,
]  # fmt: skip
QUERIES = ("", "?q=坑洞修補&size=100", "?q=112年完成坑洞修補多少件？", "?format=csv")
#: Texts of files that fail to be read, each in its own way.
BROKEN = (b"", b"PK\x03\x04broken", b"%PDF-1.7\nbroken", b"\x89PNG\r\n\x1a\n")


def write(folder: Path, name: bytes, content: bytes) -> None:
    place = os.path.join(os.fsencode(folder), name)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "wb") as file:
        file.write(content)


def content(number: int) -> bytes:
    body = f"本處於 112 年完成坑洞修補 {number},204 件。依公路法第 15 條辦理。"
    return f"雲海縣養護年報{number}\n\n{body}\n".encode()


class Site:
    """A folder of files, the report of its run, and a client of the pages over them."""

    def __init__(self, client: FlaskClient, report: RunReport, folder: Path) -> None:
        self.client, self.report, self.folder = client, report, folder
        self.infos = client.get("/api/v1/documents?size=100").get_json()["documents"]


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = tmp_path_factory.mktemp("site")
    folder = Path(os.fsdecode(os.fsencode(base) + b"/" + BIG5))
    for number, name in enumerate(NAMES, 1):
        write(folder, name + b".txt", content(number))
    for number, name in enumerate((BIG5, GB, b"\xff", b"line\nbreak"), 1):
        write(folder, name + b"_dir/inner.txt", content(100 + number))
        write(folder, name + b".failed", BROKEN[number - 1])
    write(folder, b"same\xff.txt", content(900))
    write(folder, b"same\xfe.txt", content(901))
    table = "file\ttitle\r\n會議紀錄.txt\t雲海縣會議紀錄\u202e\r\n同名.txt\t不明\r\n"
    write(folder, b"SOURCES.tsv", table.encode())
    engine = MemoryEngine()
    report = run(engine, base / "index", [folder], Options(jobs=1))
    service = Service(engine)
    yield Site(create_app({"INDEX": base / "index"}, service).test_client(), report, folder)
    service.close()


def test_every_file_is_a_document_of_its_own_with_a_harmless_name(site: Site) -> None:
    names = [name for info in site.infos for name in info["sources"]]
    assert len(site.infos) == len(NAMES) + 4 + 4 + 2
    assert all(name.isprintable() for name in names)
    assert {"會議紀錄.txt", "年度报告.txt", "統計データ.txt", "會議紀錄_dir/inner.txt"} <= set(
        names
    )
    assert {r"年報\n第二行.txt", r"报\u202efdp.txt", "データ é.txt"} <= set(names)
    assert names.count("same\ufffd.txt") == 2, "shown alike, and still two documents"


def test_every_page_and_export_can_be_fetched(site: Site) -> None:
    hits = site.client.get("/api/v1/search?q=坑洞修補&size=100").get_json()["hits"]
    assert len(hits) >= len(NAMES)
    values = {
        "doc_id": [info["id"] for info in site.infos],
        "passage_id": [hit["id"] for hit in hits],
        "instrument_id": [
            item["id"] for item in site.client.get("/api/v1/instruments").get_json()["instruments"]
        ],
        "filename": ["style.css"],
    }
    fetched = set()
    for rule in site.client.application.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        for address in _addresses(rule.rule, values):
            for query in QUERIES:
                response = site.client.get(address + query, buffered=True)
                assert response.status_code < 500, (address, query)
                if response.mimetype.startswith("text/") or response.is_json:
                    response.get_data().decode()
                if response.status_code == 200:
                    fetched.add(rule.rule)
    assert {"/documents", "/documents/reading", "/search", "/api/v1/answer", "/figures"} <= fetched


def _addresses(rule: str, values: dict[str, list[str]]) -> list[str]:
    """The addresses of a route, for each value of its parameter."""
    found = re.search(r"<(?:\w+:)?(\w+)>", rule)
    if found is None:
        return [rule]
    return [rule.replace(found[0], value) for value in values[found[1]]]


def test_every_style_of_citation_shows_the_name(site: Site) -> None:
    hits = site.client.get("/api/v1/search?q=坑洞修補&size=100").get_json()["hits"]
    for hit in hits:
        for style in ("bibtex", "ris", "csl-json"):
            address = f"/api/v1/cite/{hit['id']}?style={style}&format=file"
            assert site.client.get(address).status_code == 200


def test_the_source_of_every_document_opens(site: Site) -> None:
    for info in site.infos:
        response = site.client.get(f"/api/v1/documents/{info['id']}/source")
        if info["reason"] is None or not info["sources"][0].endswith("failed"):
            assert response.status_code == 200, info["sources"]
            assert "養護年報" in response.get_data().decode()
            assert "\n" not in response.headers["Content-Disposition"]


def test_a_row_of_the_sources_table_finds_a_file_by_its_shown_name(site: Site) -> None:
    titles = {info["sources"][0]: info["title"] for info in site.infos}
    assert titles["會議紀錄.txt"] == r"雲海縣會議紀錄\u202e"


def test_reports_and_messages_are_printable(site: Site) -> None:
    lines = [
        output.problem(info, language) for info in site.report.failed for language in ("en", "zh")
    ]
    assert len(lines) == 8
    assert all(line.isprintable() for line in lines)
    output.summary(site.report, "zh").encode("utf-8")


def test_a_second_run_finds_every_file_unchanged(tmp_path: Path) -> None:
    folder = tmp_path / "來源"
    for number, name in enumerate(NAMES, 1):
        write(folder, name + b".txt", content(number))
    engine = MemoryEngine()
    run(engine, tmp_path / "index", [folder], Options(jobs=1))
    again = run(engine, tmp_path / "index", [folder], Options(jobs=1))
    assert (again.unchanged, again.changes) == (len(NAMES), 0)
    os.remove(os.fsencode(folder) + b"/" + BIG5 + b".txt")
    gone = run(engine, tmp_path / "index", [folder], Options(jobs=1))
    assert (gone.removed, gone.unchanged) == (["會議紀錄.txt"], len(NAMES) - 1)


def test_members_of_containers_open_and_their_pages_are_drawn(tmp_path: Path) -> None:
    pdf = typeset.typeset(Report("", [Para("本處完成坑洞修補檢查。" * 30)]), Layout())
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("報告.pdf", pdf)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("甲\n乙.txt", content(1))
        archive.writestr("內.zip", inner.getvalue())
    folder = tmp_path / "來源"
    write(folder, BIG5 + b".zip", outer.getvalue())
    engine = MemoryEngine()
    run(engine, tmp_path / "index", [folder], Options(jobs=1))
    service = Service(engine)
    client = create_app({"INDEX": tmp_path / "index"}, service).test_client()
    infos = client.get("/api/v1/documents").get_json()["documents"]
    assert {info["source"] for info in infos} == {
        r"會議紀錄.zip › 甲\n乙.txt", "會議紀錄.zip › 內.zip › 報告.pdf",
    }  # fmt: skip
    for info in infos:
        response = client.get(f"/api/v1/documents/{info['id']}/source")
        expected = pdf if info["format"] == "pdf" else content(1)
        assert response.data == expected
    hits = client.get("/api/v1/search?q=修補檢查").get_json()["hits"]
    drawn = client.get(f"/api/v1/passages/{hits[0]['id']}/picture")
    assert drawn.data.startswith(b"\x89PNG")
    os.remove(os.fsencode(folder) + b"/" + BIG5 + b".zip")
    assert client.get(f"/api/v1/documents/{infos[0]['id']}/source").status_code == 404
    service.close()
