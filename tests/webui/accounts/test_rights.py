"""Rights: nothing that a user can ask tells of documents that the user may not see.

Every address is asked by every user of random servers, about hidden and visible documents alike,
and must answer as a server that never held the hidden ones.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest

from judian.core.errors import SettingInvalid
from judian.core.model import document_from_json
from tests.webui.accounts.shelves import HEADERS, USERS, Site
from webui.accounts import policy
from webui.accounts.collections import CollectionSettings, DocumentRule, read_collections
from webui.accounts.model import Account
from webui.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

    from judian.core.engine import DocumentEntry

#: What differs between two servers that hold the same: times, and the numbers of forms.
_VARYING = re.compile(
    r'"took_ms": ?[\d.e-]+|[0-9a-f]{64}|\d+(\.\d+)? (ms|毫秒|seconds)|\d+(\.\d+)? 秒'
    r"|\d\d:\d\d(:\d\d)?"
)


@pytest.fixture(name="site", scope="module", params=[4])
def _site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("site"), request.param)


def requests(site: Site) -> dict[str, list[str]]:
    """Addresses to ask by the rule that they are of; {…} of the rules filled in."""
    documents, former = site.documents(), site.former()
    words = ["鼎鼐", "案件", "高山症", "高山證", "動物保護法第5條", "機密", "收容 -救援", "更正"]
    questions = ["112年度案件有多少件？", "高山症病患有幾人？", "哪一個委員會提供資料？"]
    queries = [urlencode({"q": text}) for text in (*words, *questions)]
    queries.extend(urlencode({"q": "案件", "doc": doc_id}) for doc_id in list(documents)[::3])
    filters = [*queries, "q=" + quote("案件") + "&sort=date&agency=" + quote("內政部消防署")]
    filters.append("q=" + quote("案件") + "&new_since=2001-01-01")
    # What is not there any more has a share in every sample.
    chosen = [*list(documents)[:8], *former]
    passages = [*site.passages()[::2], *(f"{one}-{n:05d}" for one in former for n in (1, 2, 3))]
    instruments = site.instruments()
    return {
        "pages.home": ["/", "/c/alpha/", "/c/beta/", "/c/gamma/"],
        "pages.results": [
            *(f"/search?{q}" for q in filters),
            *(f"/c/beta/search?{q}" for q in queries[:3]),
            *(f"/search?like={p}" for p in passages[:4]),
        ],
        "pages.documents": ["/documents", f"/documents?q={quote('機密')}"],
        "pages.reading": ["/documents/reading"],
        "pages.document": [
            *(f"/documents/{d}" for d in chosen),
            *(f"/documents/{d}?{queries[1]}&at=2" for d in chosen),
        ],
        "pages.document_part": [f"/documents/{d}/part?{queries[1]}" for d in chosen],
        "pages.document_page": [f"/documents/{d}/pages/1" for d in chosen],
        "pages.page_figure": [f"/documents/{d}/pages/1/figure" for d in chosen],
        "pages.passage": [f"/passages/{p}" for p in passages],
        "pages.citations": [f"/passages/{p}/cite" for p in passages],
        "pages.figures": ["/figures", f"/figures?{queries[1]}"],
        "pages.instruments": ["/instruments"],
        "pages.instrument": [f"/instruments/{quote(i)}" for i in instruments],
        "pages.authorities": ["/authorities", *(f"/authorities?doc={d}" for d in chosen)],
        "pages.save_search": [f"/search/save?{queries[1]}"],
        "pages.take": [
            *(f"/search/take?{queries[1]}&format={form}" for form in ("json", "csv", "ris")),
            *(f"/search/take?ids={p}&format=json" for p in passages[::3]),
        ],
        "pages.open_search": ["/search/open"],
        "pages.batch": ["/batch"],
        "pages.manual": ["/help"],
        "pages.api_manual": ["/help/api"],
        "pages.api_values": ["/help/api/values"],
        "pages.overview": ["/overview"],
        "pages.entities": [f"/entities?kind={kind}" for kind in ("agency", "place", "person")],
        "pages.audit": ["/audit"],
        "pages.verify_quote": ["/verify-quote"],
        "pages.llms": ["/llms.txt"],
        "pages.own_account": ["/account"],
        "api.search": [f"/api/v1/search?{q}&explain=1" for q in filters],
        "api.answer": [f"/api/v1/answer?{q}" for q in queries[len(words) : len(words) + 3]],
        "api.export": [
            f"/api/v1/export?{queries[1]}&format={form}"
            for form in ("csv", "json", "ris", "bibtex", "csl-json", "docx", "odt")
        ]
        + [f"/api/v1/export?format=json&ids={p}" for p in passages[::3]],
        "api.feed": ["/feed", f"/feed?{queries[1]}", f"/c/beta/feed?{queries[1]}"],
        "api.documents": ["/api/v1/documents", "/api/v1/documents?format=csv"],
        "api.document": [f"/api/v1/documents/{d}" for d in [*documents, *former]],
        "api.document_text": [f"/api/v1/documents/{d}/text" for d in chosen],
        "api.document_source": [f"/api/v1/documents/{d}/source" for d in chosen],
        "api.page_picture": [f"/api/v1/documents/{d}/picture" for d in chosen],
        "api.passage": [f"/api/v1/passages/{p}?neighbours=1" for p in passages],
        "api.picture": [f"/api/v1/passages/{p}/picture" for p in passages],
        "api.cite": [f"/api/v1/cite/{p}" for p in passages],
        "api.figures": ["/api/v1/figures", "/api/v1/figures?format=csv"],
        "api.instruments": ["/api/v1/instruments", "/api/v1/instruments?format=csv"],
        "api.instrument": [f"/api/v1/instruments/{quote(i)}" for i in instruments],
        "api.authorities": ["/api/v1/authorities", "/api/v1/authorities?format=csv"],
        "api.suggest": [
            f"/api/v1/suggest?q={quote(prefix)}"
            for prefix in ("鼎", "機", "動物", "高山", "麒", "案", "委員", "11", "鳳凰")
        ],
        "api.collections": ["/api/v1/collections"],
        "api.description": ["/openapi.json"],
        "api.ready": ["/readyz"],
    }


_TERMS = "鼎鼐\n高山症\n112年度案件有多少件？\n機密"
_DRAFTS = ("高山症病患由", "鼎鼐案件計", "依動物保護法第5條通報1件。", "「另有附帶決議一項」。")


def posts() -> dict[str, list[tuple[str, dict[str, str]]]]:
    """What is sent to the views that take forms or JSON: address and fields."""
    return {
        "pages.batch_results": [("/batch", {"terms": _TERMS, "format": "json"})],
        "pages.audit_result": [("/audit", {"text": text, "format": "json"}) for text in _DRAFTS],
        "pages.verify_quote_result": [("/verify-quote", {"text": text}) for text in _DRAFTS],
        "pages.opened_search": [("/search/open", {"search": "q=案件"})],
        "api.verify_quote": [("/api/v1/verify-quote", {"text": text}) for text in _DRAFTS],
        "api.audit_draft": [("/api/v1/audit-draft", {"text": text}) for text in _DRAFTS],
    }


#: Addresses of each rule that a user asks; all of them would take a minute.
EACH = 2
#: Views that tell of no document, or of the whole server to those who keep it.
LEFT_OUT = {"static", "api.alive", "api.prometheus", "pages.users"}
LEFT_OUT |= {name for name in policy.OPEN if name.startswith("pages.")}
#: The room of those who keep the sources has a test of its own.
LEFT_OUT |= set(policy.KEEPER_VIEWS)
#: Views that change accounts.
LEFT_OUT |= {"pages.change_users", "pages.change_tokens", "pages.change_password"}
LEFT_OUT |= {"pages.end_other_sessions", "pages.logout"}


def headers_of(account: Account) -> dict[str, str]:
    """What a trusted proxy sends for a user: UTF-8, as servers hand it to applications."""
    names = (account.name, ",".join(account.groups))
    return {h: n.encode().decode("latin-1") for h, n in zip(HEADERS, names, strict=True)}


def ask(client: FlaskClient, account: Account, path: str) -> tuple[int, str]:
    """Status and text of a reply, without what differs anyway."""
    reply = client.get(path, headers=headers_of(account), buffered=True)
    content = reply.data
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"\n".join(
                package.read(name) for name in package.namelist() if name.endswith(".xml")
            )
    text = content.decode("utf-8", "replace")
    where = reply.headers.get("Location", "")
    length = "" if reply.is_streamed else reply.headers.get("Content-Disposition", "")
    return reply.status_code, _VARYING.sub("~", f"{where} {length} {text}")


@pytest.mark.parametrize("account", USERS, ids=lambda account: str(account.name.encode()))
def test_no_address_tells_of_hidden_documents(site: Site, account: Account) -> None:
    shown, clean = site.whole().test_client(), site.without(account).test_client()
    leaks = []
    hidden = 0
    chance = random.Random(account.name)
    for paths in requests(site).values():
        for path in chance.sample(paths, min(len(paths), EACH)):
            found, expected = ask(shown, account, path), ask(clean, account, path)
            hidden += expected[0] == 404
            if found != expected:
                leaks.append((path, found, expected))
    assert not leaks, leaks[0]
    assert hidden > 2


def test_every_address_is_asked(site: Site) -> None:
    views = {rule.endpoint for rule in create_app({"LIBRARY": None}).url_map.iter_rules()}
    asked = requests(site).keys() | posts().keys()
    assert views == asked | LEFT_OUT
    assert not asked & LEFT_OUT


def test_the_site_has_what_was_replaced_and_removed(site: Site) -> None:
    client = site.whole().test_client()
    replies = [
        ask(client, user, f"/api/v1/documents/{one}") for one in site.former() for user in USERS
    ]
    assert {status for status, _ in replies} == {404, 410}
    assert any("edition_replaced" in text for _, text in replies)
    assert any("document_removed" in text for _, text in replies)
    assert any(len(engine_info(entry)) > 1 for engine in site.contents.values()
               for entry in engine.snapshot().documents())  # fmt: skip


def engine_info(entry: DocumentEntry) -> tuple[str, ...]:
    """The files that hold a document."""
    return document_from_json(json.loads(entry.info)).sources


@pytest.mark.parametrize("account", USERS, ids=lambda account: str(account.name.encode()))
def test_what_is_sent_tells_nothing_either(site: Site, account: Account) -> None:
    whole, clean = site.whole().test_client(), site.without(account).test_client()
    headers = headers_of(account)
    # The number of forms is the user's, so that both servers take the same one.
    number = re.search(r'value="([0-9a-f]{64})"', whole.get("/audit", headers=headers).text)
    assert number
    for view, sent in posts().items():
        for path, fields in sent:
            given: dict[str, Any] = {"headers": {**headers, "X-Form-Number": number[1]}}
            if view.startswith("api."):
                given["json"] = fields
            else:
                given["data"] = {**fields, "form_number": number[1]}
            replies = [c.post(path, buffered=True, **given) for c in (whole, clean)]
            assert replies[0].status_code == replies[1].status_code, path
            texts = [_VARYING.sub("~", reply.text) for reply in replies]
            assert texts[0] == texts[1], (path, fields)


def test_rights_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "collections.toml"
    file.write_text(
        '[collections.laws]\ntitle = "法規"\nindex = "laws"\nreaders = ["@all"]\n'
        '[[collections.laws.documents]]\nfiles = ["機密/*"]\nreaders = ["@legal", "王小明"]\n'
        '[collections.staff]\nindex = "/srv/staff"\nreaders = ["王小明"]\n',
        encoding="utf-8",
    )
    laws, staff = read_collections(file)
    assert laws.index == tmp_path / "laws"
    assert (staff.title, str(staff.index)) == ("staff", "/srv/staff")
    assert laws.rules == (DocumentRule(("機密/*",), ("@legal", "王小明")),)
    for account, hidden in (
        (None, ("機密/*",)),
        (Account("a"), ("機密/*",)),
        (Account("@legal"), ("機密/*",)),
        (Account("a", groups=("legal",)), ()),
        (Account("王小明"), ()),
    ):
        rights = laws.rights(account)
        assert rights is not None
        assert rights.hidden == hidden
    assert staff.rights(None) is None
    assert staff.rights(Account("a", groups=("all", "王小明"))) is None
    assert staff.rights(Account("王小明")) is not None


def _files() -> Iterator[str]:
    good = '[collections.a]\nindex = "a"\nreaders = ["@all"]\n'
    yield ""
    yield "collections = 1"
    yield good + "[other]\n"
    yield good.replace("collections.a", "collections.A")
    yield good.replace("readers", "reader")
    yield good + "hidden = true\n"
    yield good.replace('["@all"]', '"@all"')
    yield good.replace('"a"', "1")
    yield good + '[[collections.a.documents]]\nfiles = ["x"]\n'
    yield good + '[[collections.a.documents]]\nfiles = "x"\nreaders = []\n'
    yield good + "documents = 1\n"
    yield "["


@pytest.mark.parametrize("text", list(_files()))
def test_a_file_that_is_not_understood_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "collections.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingInvalid):
        read_collections(file)


def test_unknown_collections_and_hidden_ones_are_alike(site: Site) -> None:
    client = site.whole().test_client()
    readers = {c.name: c for c in site.collections}
    assert isinstance(readers["beta"], CollectionSettings)
    nobody = Account("nobody")
    replies = [ask(client, nobody, f"/c/{name}/") for name in ("beta", "gamma")]
    if readers["beta"].rights(nobody) is None:
        assert replies[0][0] == replies[1][0] == 404
        assert replies[0][1].replace("beta", "gamma") == replies[1][1]


def test_the_engine_view_of_a_document_rule_is_kept_between_requests(site: Site) -> None:
    library: Any = site.whole().config["LIBRARY"]
    service = library.whole["alpha"]
    assert service.engine.snapshot() is service.engine.snapshot()
