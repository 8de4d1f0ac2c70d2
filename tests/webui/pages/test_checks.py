"""The pages on which a quotation is verified and a draft is audited."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.indexer.comments.drafts import docx_file, odt_file
from tests.webui.fake import HOSTILE
from tests.webui.reading import get, tree, words

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def test_the_page_says_that_nothing_is_kept(client: FlaskClient) -> None:
    page = tree(get(client, "/verify-quote"))
    assert "不會保存" in words(page)
    assert page.xpath("//form[@method='post']//textarea[@name='text']")


def test_a_verbatim_quotation_is_shown_in_its_passage(client: FlaskClient) -> None:
    page = tree(client.post("/verify-quote", data={"text": "112年度國人申辦護照"}))
    assert "相符" in words(page.xpath("//h2[@id='verdict']")[0])
    assert page.xpath("//blockquote/mark")[0].text == "112年度國人申辦護照"
    assert page.xpath("//p[@class='by']/a/@href")[0].startswith("/documents/")
    assert "換行與空白" in words(page)


def test_differences_are_marked_in_both_texts(client: FlaskClient) -> None:
    page = tree(client.post("/verify-quote?lang=en", data={"text": f"簽證申辦{HOSTILE}"}))
    assert "differs" in words(page.xpath("//h2[@id='verdict']")[0])
    assert page.xpath("//dd/del")[0].text == "簽證"
    assert page.xpath("//dd/ins")[0].text == "護照"
    assert HOSTILE in words(page.xpath("//dd")[0])
    assert len(page.xpath("//script")) == 1


def test_an_empty_form_is_refused(client: FlaskClient) -> None:
    reply = client.post("/verify-quote", data={"text": " "})
    assert reply.status_code == 400


def test_a_draft_is_shown_beside_its_sources(client: FlaskClient) -> None:
    page = tree(client.post("/audit", data={"text": f"護照案件{HOSTILE}"}))
    assert page.xpath("//a[@id='c1']/@href") == ["#f1"]
    assert page.xpath("//li[@id='f1']//del")[0].text == "簽證"
    assert page.xpath("//li[@id='f1']//ins")[0].text == "護照"
    assert "不符" in words(page.xpath("//li[@id='f1']")[0])
    assert HOSTILE in words(page.xpath("//div[@class='audit-draft']")[0])
    assert len(page.xpath("//script")) == 1


def test_the_class_of_the_page_is_none_of_its_parts(client: FlaskClient) -> None:
    for path in ("/audit", "/verify-quote"):
        page = tree(client.post(path, data={"text": "護照案件的草稿"}))
        of_page = page.xpath("//body/@class")[0]
        assert not page.xpath(f"//body//*[@class='{of_page}']")


def test_a_draft_comes_back_as_docx_with_comments(client: FlaskClient) -> None:
    file = (io.BytesIO("護照案件 & 簽證。".encode()), "draft.txt")
    response = client.post("/audit", data={"file": file, "format": "commented"})
    assert response.headers["Content-Disposition"] == 'attachment; filename="audit.docx"'
    with ZipFile(io.BytesIO(response.data)) as package:
        text = package.read("word/document.xml").decode()
        comments = package.read("word/comments.xml").decode()
    assert "案件 &amp; 簽證。" in text
    assert text.index("commentRangeStart") < text.index("護照") < text.index("commentRangeEnd")
    assert "文字不同" in comments


def test_a_draft_keeps_its_format_and_its_layout(client: FlaskClient, tmp_path: Path) -> None:
    for make, name in ((docx_file, "draft.docx"), (odt_file, "draft.odt")):
        content = make(tmp_path / name).read_bytes()
        sent = {"file": (io.BytesIO(content), name), "format": "commented"}
        response = client.post("/audit", data=sent)
        ending = name.removeprefix("draft")
        disposition = f'attachment; filename="audit{ending}"'
        assert response.headers["Content-Disposition"] == disposition
        with ZipFile(io.BytesIO(response.data)) as package:
            part = "word/document.xml" if ending == ".docx" else "content.xml"
            assert "annotation" in (text := package.read(part).decode()) or "<w:b/>" in text


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"text": " "}, 400, "query_missing"),
        ({"file": (io.BytesIO(b"PK\x03\x04 broken"), "draft.docx")}, 422, "draft_unreadable"),
    ],
)
def test_what_is_no_draft_is_refused_with_the_reason(
    client: FlaskClient, sent: dict[str, object], status: int, code: str
) -> None:
    reply = client.post("/api/v1/audit-draft", data=sent)
    assert reply.status_code == status
    assert reply.get_json()["error"]["code"] == code
