"""Random collections with random rights, and what each user's server would be without the rest."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from indexer.run.pipeline import Options, run
from judian.core.editions import edition_of
from judian.core.identity import identity
from judian.core.model import document_from_json
from judian.engines.memory import MemoryEngine
from judian.engines.registry import open_engine
from judian.search.service import Service
from tests.judian.search.conftest import REPORTS
from webui.accounts.collections import ALL, CollectionSettings, DocumentRule
from webui.accounts.library import Library
from webui.accounts.model import Account
from webui.app import create_app
from webui.http.proxies import read_networks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from flask import Flask

    from judian.core.engine import Engine

HEADERS = ("X-Remote-User", "X-Remote-Groups")
USERS = (
    Account("王小明"),
    Account("李四", groups=("法規",)),
    Account("bot", groups=("法規", "檢疫")),
)
READERS = (ALL, "王小明", "李四", "@法規", "@檢疫", "bot")


def write_reports(folder: Path, rng: random.Random) -> None:
    """The reports of the tests, and neighbours of them that share words, numbers and instruments
    with them and have words of their own."""
    folder.mkdir(parents=True)
    for file in sorted(REPORTS.iterdir()):
        (folder / file.name).write_bytes(file.read_bytes())
    for number in range(4):
        own = "".join(rng.choice("鼎鼐麒麟鳳凰鴛鴦琵琶玫瑰葡萄蝴蝶") for _ in range(4))
        text = (
            f"# {own}計畫工作年報\n\n資料提供：{own}委員會\n\n## 一、{own}情形\n\n"
            f"11{number}年度{own}案件計{rng.randint(100, 9999):,}件，"
            f"依{own}法第{number + 2}條辦理，"
            f"並依動物保護法第5條通報{number + 1}件。\n\n高山症病患由{own}隊救援{number + 3}人。\n"
        )
        name = f"{rng.choice(('機密', '公開'))}-{number}.md"
        (folder / name).write_text(text, encoding="utf-8")


def change_reports(folder: Path, rng: random.Random) -> None:
    """Correct some of the reports, take one away, and put a copy of one under another name."""
    files = sorted(file for file in folder.iterdir() if file.suffix == ".md")
    own = [file for file in files if file.name.startswith(("機密", "公開"))]
    gone, copied, *corrected = rng.sample(own, 4)
    gone.unlink()
    for file in corrected:
        text = file.read_text(encoding="utf-8")
        file.write_text(text + "\n另有附帶決議一項，列入更正說明。\n", encoding="utf-8")
    kind = rng.choice(("機密", "公開"))
    (folder / f"{kind}-{copied.stem}-副本.md").write_bytes(copied.read_bytes())


class Site:
    """Two collections over reports that are indexed and then changed once, with rights drawn by
    `seed`."""

    def __init__(self, folder: Path, seed: int) -> None:
        rng = random.Random(seed)
        self.folder = folder
        self.contents: dict[str, MemoryEngine] = {}
        collections = []
        for name in ("alpha", "beta"):
            place = folder / name
            write_reports(place / "sources", rng)
            engine = MemoryEngine()
            run(engine, place / "index", [place / "sources"], Options(jobs=1))
            named = sorted(file.name for file in (place / "sources").iterdir())
            change_reports(place / "sources", rng)
            run(engine, place / "index", [place / "sources"], Options(jobs=1, checksum=True))
            self.contents[name] = engine
            names = sorted({*named, *(file.name for file in (place / "sources").iterdir())})
            rules = tuple(
                DocumentRule(
                    tuple(rng.sample([*names, "機密*", "*.txt"], rng.randint(1, 3))),
                    tuple(rng.sample(READERS[1:], rng.randint(0, 2))),
                )
                for _ in range(rng.randint(1, 2))
            )
            readers = (ALL,) if name == "alpha" else tuple(rng.sample(READERS, 2))
            index = place / "index"
            collections.append(CollectionSettings(name, name, name, index, readers, rules))
        self.collections: Sequence[CollectionSettings] = collections

    def documents(self) -> dict[str, str]:
        """Every document of any collection: id → its file."""
        return {
            entry.id: document_from_json(json.loads(entry.info)).source
            for engine in self.contents.values()
            for entry in engine.snapshot().documents()
        }

    def former(self) -> list[str]:
        """The former editions of any collection, by their ids."""
        entries = [e for c in self.contents.values() for e in c.snapshot().former_editions()]
        return [edition_of(entry).id for entry in entries]

    def passages(self) -> list[str]:
        """The first passages of every document."""
        snapshots = [engine.snapshot() for engine in self.contents.values()]
        return [
            p for s in snapshots for entry in s.documents() for p in s.passage_ids(entry.id)[:2]
        ]

    def instruments(self) -> list[str]:
        """The instruments that any collection mentions, by their ids."""
        services = [Service(engine) for engine in self.contents.values()]
        found = {item.id for service in services for item in service.instruments().items}
        return sorted(found)

    def whole(self) -> Flask:
        """The server with all documents and the rights."""
        engines = [self._written(c.name, frozenset(), "whole") for c in self.collections]
        return self._app(self.collections, engines)

    def without(self, account: Account) -> Flask:
        """A server that never held what this user may not see."""
        kept, engines = [], []
        for collection in self.collections:
            rights = collection.rights(account)
            if rights is None:
                continue
            entries = self.contents[collection.name].snapshot().documents()
            infos = [document_from_json(json.loads(entry.info)) for entry in entries]
            gone = {info.id for info in infos if rights.hide(info)}
            former = self.contents[collection.name].snapshot().former_editions()
            gone |= {entry.id for entry in former if rights.hide(edition_of(entry).info)}
            kept.append(
                CollectionSettings(
                    collection.name, collection.name, collection.name, collection.index, (ALL,)
                )
            )
            engines.append(self._written(collection.name, frozenset(gone), account.name))
        return self._app(kept, engines)

    def _written(self, name: str, gone: frozenset[str], where: str) -> Engine:
        """An index on disk of a collection's documents but those `gone`."""
        state = self.contents[name]._state
        assert state is not None
        folder = self.folder / name / f"written-{where}"
        is_there = folder.exists()
        engine = open_engine("whoosh", folder, identity())
        if is_there:
            return engine
        with engine.writer() as writer:
            for doc_id, entry in state.documents.items():
                if doc_id not in gone:
                    writer.put_document(entry)
            writer.add_passages([e for e in state.passages.values() if e.doc_id not in gone])
            writer.commit()
        return engine

    def _app(self, collections: Sequence[CollectionSettings], engines: Sequence[Engine]) -> Flask:
        config: Mapping[str, object] = {
            "LOGIN": "proxy",
            "PROXIES": read_networks("127.0.0.1"),
            "IDENTITY_HEADERS": HEADERS,
            "ROLE_GROUPS": {"法規": "editor"},
            "ACCOUNTS": self.folder / "accounts.sqlite3",
            "LIBRARY": Library(collections, [Service(engine) for engine in engines]),
        }
        return create_app(config)


def two_collections(folder: Path, titles: Mapping[str, tuple[str, str]]) -> Library:
    """Two collections, `laws` and `staff`, with titles in Chinese and English. Both hold two of
    their reports; the one is hidden in `laws`, so that `staff` shows it."""
    shared, both = "# 兩邊都有的報告\n\n麒麟案件共計3件。\n", "# 共有\n\n麒麟計9件。\n"
    laws = "# 法規報告\n\n麒麟案件共計7件。\n"
    staff = "# 人事報告\n\n麒麟案件共計8件。\n"
    reports = {
        "laws": {"own.md": laws, "hidden.md": shared, "both.md": both},
        "staff": {"own.md": staff, "open.md": shared, "both.md": both},
    }
    rule = DocumentRule(("hidden*",), ())
    collections, services = [], []
    for name, texts in reports.items():
        sources, index = folder / name / "sources", folder / name / "index"
        sources.mkdir(parents=True)
        for file, text in texts.items():
            (sources / file).write_text(text, encoding="utf-8")
        engine = MemoryEngine()
        run(engine, index, [sources], Options(jobs=1))
        collections.append(CollectionSettings(name, *titles[name], index, (ALL,), (rule,)))
        services.append(Service(engine))
    return Library(collections, services)
