"""The page on which a quotation is verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webui.fake import HOSTILE
from tests.webui.reading import get, tree, words

if TYPE_CHECKING:
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
