"""Comments in drafts as their authors made them: at their words, everything else as it was."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from indexer.comments.containers import TooLarge
from indexer.comments.docx import NotCommented, comment_docx
from indexer.comments.odt import comment_odt
from indexer.comments.placing import Comment, Place, places
from indexer.readers.common.contract import ReadOptions
from indexer.readers.docx import reader as docx_reader
from tests.indexer.comments.drafts import (
    ODT_BODY,
    PARAGRAPHS,
    W,
    docx_file,
    odt_file,
    read_docx,
    read_odt,
)

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def comment(words: str, before: str = "", behind: str = "", line: str = "相符") -> Comment:
    return Comment(words, before, behind, (f"{line}：{words}",))


def commented(path: Path, *comments: Comment) -> zipfile.ZipFile:
    write = comment_odt if path.suffix == ".odt" else comment_docx
    file = io.BytesIO()
    write(path, comments, "據典", file)
    return zipfile.ZipFile(file)


def ranges(document: Any) -> dict[str, str]:
    """The text between the two marks of each comment."""
    found: dict[str, str] = {}
    open_: set[str] = set()
    for element in document.iter():
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_.add(number)
            found[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_.discard(number)
        elif element.tag in (f"{W}t", f"{W}footnoteReference"):
            for each in open_:
                found[each] += element.text or "※"
    return found


def test_a_comment_stands_at_the_runs_of_its_words(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "draft.docx")
    package = commented(
        path,
        comment("1,204艘", "總艘次計"),
        comment("3萬5,000公噸", "裝卸量約"),
        comment("北碼頭"),
        comment("310件", "北碼頭"),
    )
    document = etree.fromstring(package.read("word/document.xml"))
    marks = ranges(document)
    assert [marks[n] for n in ("8", "9", "10", "11")] == [
        "1,204艘",
        "3萬5,000公噸",
        "北碼頭",
        "310件",
    ]
    assert marks["7"] == "年報"  # the author's own comment
    # The words of three runs keep the typeface of each.
    bold = document.xpath("//w:r[w:rPr/w:b]/w:t/text()", namespaces={"w": W[1:-1]})
    assert "".join(bold) == "3萬5,"
    assert len(document.findall(f".//{W}commentReference")) == 5


def test_the_rest_of_the_document_stays_as_it_was(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "draft.docx")
    package = commented(path, comment("1,204艘"), comment("不在文中的話"))
    with zipfile.ZipFile(path) as before:
        for name in set(before.namelist()) - {"word/document.xml", "word/comments.xml"}:
            assert package.read(name) == before.read(name)
    assert read_docx(package.read("word/document.xml")) == PARAGRAPHS
    comments = etree.fromstring(package.read("word/comments.xml"))
    said = ["".join(c.itertext()) for c in comments]
    assert said == ["自己的註解", "相符：1,204艘", "「不在文中的話」相符：不在文中的話"]
    assert [c.get(f"{W}id") for c in comments] == ["7", "8", "9"]


def test_a_document_without_comments_gets_their_part(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "draft.docx", comments=False)
    package = commented(path, comment("1,204艘"))
    assert b"comments+xml" in package.read("[Content_Types].xml")
    assert b"/relationships/comments" in package.read("word/_rels/document.xml.rels")
    assert "1,204艘" in etree.fromstring(package.read("word/comments.xml")).xpath("string()")


def test_words_of_a_footnote_and_a_text_box_are_commented_in_the_body(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "draft.docx")
    package = commented(path, comment("註腳所引88件", "參見"), comment("方框裡的99件"))
    document = etree.fromstring(package.read("word/document.xml"))
    assert ranges(document)["8"] == "※"
    start = document.find(f".//{W}commentRangeStart[@{W}id='9']")
    assert start.getnext().find(f".//{W}txbxContent") is not None
    notes = package.read("word/footnotes.xml").decode()
    assert "comment" not in notes


def test_many_comments_of_one_run_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "draft.docx")
    text = PARAGRAPHS[0]
    singles = [Comment(c, text[:at], text[at + 1 :], (c,)) for at, c in enumerate(text)]
    package = commented(path, *singles)
    document = etree.fromstring(package.read("word/document.xml"))
    marks = ranges(document)
    assert [marks[str(8 + at)] for at in range(len(text))] == list(text)
    assert read_docx(package.read("word/document.xml")) == PARAGRAPHS


def test_annotations_of_an_opendocument_text(tmp_path: Path) -> None:
    path = odt_file(tmp_path / "draft.odt")
    package = commented(
        path,
        comment("1,204艘", "總艘次計"),
        comment("3萬5,000公噸"),
        comment("註腳所引88件"),
        comment("不在文中"),
    )
    content = etree.fromstring(package.read("content.xml"))
    assert read_odt(package.read("content.xml")) == read_odt(ODT_BODY.encode())
    said = ["".join(a.itertext()) for a in content.iter(f"{OFFICE}annotation")]
    assert [one.replace("據典", "") for one in said] == [
        "「不在文中」相符：不在文中",
        "相符：1,204艘",
        "作者自己的註解",
        "相符：3萬5,000公噸",
        "「註腳所引88件」相符：註腳所引88件",
    ]
    assert len(list(content.iter(f"{OFFICE}annotation-end"))) == 2
    assert package.infolist()[0].filename == "mimetype"
    assert package.infolist()[0].compress_type == zipfile.ZIP_STORED


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["draft.docx", "draft.odt"])
def test_libreoffice_opens_it_with_all_comments(tmp_path: Path, name: str) -> None:
    make = docx_file if name.endswith("docx") else odt_file
    package = commented(make(tmp_path / name), comment("1,204艘"), comment("3萬5,000公噸"))
    assert package.fp is not None
    package.fp.seek(0)
    (tmp_path / "out").mkdir()
    file = tmp_path / "out" / name
    file.write_bytes(package.fp.read())
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "fodt",
         "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    flat = etree.fromstring((tmp_path / "draft.fodt").read_bytes())
    said = ["".join(a.itertext()) for a in flat.iter(f"{OFFICE}annotation")]
    for words in ("自己的註解", "相符：1,204艘", "相符：3萬5,000公噸"):
        assert sum(words in one for one in said) == 1
    assert len(list(flat.iter(f"{OFFICE}annotation-end"))) >= 2


@pytest.mark.parametrize(
    ("comments", "text", "expected"),
    [
        ([comment("12")], "甲12乙", [Place(1, 3)]),
        ([comment("12", "乙")], "甲12乙12丙", [Place(4, 6)]),
        ([comment("12"), comment("12")], "甲12甲", [Place(1, 3), Place(1, 3)]),
        ([comment("丙"), comment("12")], "12甲丙12乙", [Place(3, 4), Place(4, 6)]),
        ([comment("1 2", "甲\n")], "甲12", [Place(1, 3)]),
        ([comment("3")], "甲12", [None]),
        ([comment(" ")], "甲12", [None]),
    ],
)
def test_words_are_found_by_what_stands_around_them(
    comments: list[Comment], text: str, expected: list[Place | None]
) -> None:
    assert places(comments, text) == expected


def test_a_strict_document_is_refused(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    path = docx_file(tmp_path / "draft.docx", replaced=(W[1:-1], strict))
    with pytest.raises(NotCommented):
        commented(path, comment("1,204艘"))


def test_a_container_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "draft.docx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        for number in range(5):
            package.writestr(f"word/media/{number}.bin", b"\x00" * (60 << 20))
    with pytest.raises(TooLarge):
        commented(path, comment("1,204艘"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "純文字".encode()])
def test_the_process_refuses_what_no_comment_fits_into(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(content)
    given = json.dumps({"author": "a", "comments": []}).encode()
    command = [sys.executable, "-m", "indexer.cli.commented_draft", str(path)]
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (3, b"")


def test_the_commented_document_is_read_as_before(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "draft.docx")
    package = commented(path, comment("1,204艘"), comment("310件"))
    assert package.fp is not None
    package.fp.seek(0)
    other = tmp_path / "commented.docx"
    other.write_bytes(package.fp.read())
    readings = [
        docx_reader.assemble(list(docx_reader.parts(each, ReadOptions())), None)
        for each in (path, other)
    ]
    assert readings[0].blocks == readings[1].blocks
