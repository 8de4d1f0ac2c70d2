"""Quotations and drafts over several collections: those in sight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import COAST, HARBOUR, service_over
from tests.webui.accounts.shelves import HEADERS
from tests.webui.accounts.test_rights import headers_of
from webui.accounts.collections import ALL, CollectionSettings
from webui.accounts.library import Library
from webui.accounts.model import Account
from webui.app import create_app
from webui.http.proxies import read_networks

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

IN_HARBOUR, IN_COAST = "貨物裝卸量約3萬5,000公噸", "查獲走私香菸5,200公斤"
#: A user who sees both collections, and one who sees one of them.
BOTH, ONE = Account("王小明"), Account("bot")


@pytest.fixture(scope="module", name="client")
def _client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("checked")
    texts = {"harbour": HARBOUR, "coast": COAST}
    services = [service_over(folder / name, {f"{name}.md": texts[name]}) for name in texts]
    collections = [
        CollectionSettings("harbour", "港務", "", folder / "harbour" / "index", (ALL,)),
        CollectionSettings("coast", "海巡", "", folder / "coast" / "index", ("王小明",)),
    ]
    config = {
        "LOGIN": "proxy",
        "PROXIES": read_networks("127.0.0.1"),
        "IDENTITY_HEADERS": HEADERS,
        "ACCOUNTS": folder / "accounts.sqlite3",
        "LIBRARY": Library(collections, services),
    }
    return create_app(config).test_client()


def post(client: FlaskClient, account: Account, path: str, text: str) -> str:
    """What a form or a program is answered."""
    page = client.get("/audit", headers=headers_of(account)).text
    number = re.search(r'name="form_number" value="([0-9a-f]{64})"', page)
    headers = headers_of(account)
    if number:
        headers["X-Form-Number"] = number[1]
    if "/api/" in path:
        return client.post(path, json={"text": text}, headers=headers).text
    form = {"text": text, "form_number": number[1] if number else ""}
    return client.post(path, data=form, headers=headers).text


@pytest.mark.parametrize(
    ("account", "root", "quotation", "verdict"),
    [
        (BOTH, "", IN_HARBOUR, "verbatim"),
        (BOTH, "", IN_COAST, "verbatim"),
        (BOTH, "/c/coast", IN_COAST, "verbatim"),
        (BOTH, "/c/coast", IN_HARBOUR, "not_found"),
        (ONE, "", IN_COAST, "not_found"),
        (ONE, "/c/harbour", IN_HARBOUR, "verbatim"),
    ],
)
def test_a_quotation_is_sought_in_the_collections_in_sight(
    client: FlaskClient, account: Account, root: str, quotation: str, verdict: str
) -> None:
    reply = post(client, account, f"{root}/api/v1/verify-quote", quotation)
    assert f'"verdict":"{verdict}"' in reply.replace(" ", "")


def test_a_draft_is_checked_over_the_collections_in_sight(client: FlaskClient) -> None:
    draft = f"港務報告：「{IN_HARBOUR}」。\n\n海巡通報：「{IN_COAST}」。"
    for account, root, verified in ((BOTH, "", 2), (BOTH, "/c/coast", 1), (ONE, "", 1)):
        assert post(client, account, f"{root}/audit", draft).count("逐字相符") == verified
