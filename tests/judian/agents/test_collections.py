"""Agents and several collections: every place of a reply names the collection that shows it, and
its permanent address opens there and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
import pytest

from judian.agents.callers import Caller, Callers
from judian.agents.server import AgentServer
from judian.agents.tools import NAMES
from tests.webui.accounts.shelves import two_collections
from webui.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webui.accounts.library import Library

#: The collection that shows each document.
_HELD = {"法規報告": "laws", "人事報告": "staff", "兩邊都有的報告": "staff", "共有": "laws"}
_ADDRESS = "https://judian.example"


@pytest.fixture(name="library", scope="module")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    titles = {"laws": ("法規彙編", "Laws"), "staff": ("人事資料", "Staff")}
    return two_collections(tmp_path_factory.mktemp("collections"), titles)


def _ask(library: Library, tool: str, arguments: dict[str, Any]) -> Any:
    callers = Callers(library, only=Caller(None, "streams"))
    server = AgentServer(callers, f"{_ADDRESS}/", seconds=60)
    result: Any = anyio.run(server.call_tool, tool, arguments)
    return result.structured_content


def _tables(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a reply, the outer ones first."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _tables(one)


def _calls(library: Library) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "search", {"query": "麒麟"}
    yield "answer", {"question": "麒麟案件共計幾件？"}
    for title in _HELD:
        found = _ask(library, "search", {"query": f"title:{title}"})["passages"]
        passage = next(p for p in found if p["document"]["title"] == title)
        yield "read_passage", {"passage": passage["id"]}
        yield "cite", {"passage": passage["id"], "style": "bibtex"}
    yield "figures", {"query": "麒麟"}
    yield "instruments", {}
    for number in (3, 7, 8):
        yield "verify_quote", {"text": f"麒麟案件共計{number}件"}
        yield "audit_draft", {"text": f"報告記載「麒麟案件共計{number}件」。"}


def test_every_place_names_its_collection_and_its_address_opens_there(library: Library) -> None:
    client = create_app({"LIBRARY": library}).test_client()
    titles = {info.id: info.title for info in library.seen_by(None)[0].documents()}
    asked, seen = set(), set()
    for tool, arguments in _calls(library):
        asked.add(tool)
        reply = _ask(library, tool, arguments)
        for table in _tables(reply):
            if "title" in table:  # a document
                assert table["collection"] == _HELD[table["title"]], (tool, table)
            if "link" not in table:
                continue
            passage = table.get("passage") or table["id"]
            held = _HELD[titles[passage.rpartition("-")[0]]]
            assert table["link"] == f"{_ADDRESS}/c/{held}/passages/{passage}", tool
            document = table.get("document")
            named = document["collection"] if document else table.get("collection", held)
            assert named == held, (tool, table)
            seen.add((tool, held))
            if tool == "search":
                assert client.get(f"/c/{held}/passages/{passage}").status_code < 400
                if titles[passage.rpartition("-")[0]] == "兩邊都有的報告":
                    assert client.get(f"/c/laws/passages/{passage}").status_code == 404
    assert asked == set(NAMES)
    assert seen >= {(tool, held) for tool in ("search", "cite", "figures") for held in
                    ("laws", "staff")}  # fmt: skip


def test_the_citation_holds_the_address_of_its_collection(library: Library) -> None:
    for passage in _ask(library, "search", {"query": "麒麟"})["passages"]:
        cited = _ask(library, "cite", {"passage": passage["id"], "style": "bibtex"})
        assert cited["collection"] == passage["document"]["collection"]
        assert f"/c/{cited['collection']}/passages/" in cited["citation"]


def test_one_collection_alone_is_not_named(library: Library) -> None:
    callers = Callers(library.whole["laws"], only=Caller(None, "streams"))
    result: Any = anyio.run(
        AgentServer(callers, "", seconds=60).call_tool, "search", {"query": "麒麟"}
    )
    found = result.structured_content["passages"]
    assert {passage["document"]["collection"] for passage in found} == {None}
    assert all(passage["link"] == f"/passages/{passage['id']}" for passage in found)
