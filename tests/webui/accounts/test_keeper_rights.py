"""The keeper's room: a keeper sees nothing of the sources that the keeper may not read."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from indexer.run.pipeline import Options, run
from judian.core.runs import KEPT_NAMES, RunWriter
from judian.engines.memory import MemoryEngine
from judian.search.service import Service
from tests.webui.accounts.shelves import HEADERS, change_reports, write_reports
from webui.accounts import policy
from webui.accounts.collections import ALL, CollectionSettings, DocumentRule
from webui.accounts.library import Library
from webui.app import create_app
from webui.http.proxies import read_networks
from webui.keeper import trash
from webui.keeper.room import Room

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

KEEPER = {HEADERS[0]: "keeper", HEADERS[1]: "keepers"}


class Kept:
    """A collection in which some sources are hidden from its keeper."""

    def __init__(self, folder: Path, seed: int) -> None:
        rng = random.Random(seed)
        self.sources, index = folder / "sources", folder / "index"
        write_reports(self.sources, rng)
        engine = MemoryEngine()
        run(engine, index, [self.sources], Options(jobs=1))
        self.room = Room("alpha", index, self.sources, "memory")
        names = sorted(file.name for file in self.sources.iterdir())
        self._record(names)
        change_reports(self.sources, rng)
        run(engine, index, [self.sources], Options(jobs=1, checksum=True))
        names = sorted({*names, *(file.name for file in self.sources.iterdir())})
        self.hidden = set(rng.sample(names, 4))
        thrown = [name for name in names if (self.sources / name).exists()][::3]
        self.thrown = {trash.remove(self.room, name, "bot").shown for name in thrown}
        rule = DocumentRule(tuple(self.hidden), ("nobody",))
        alpha = CollectionSettings("alpha", "alpha", "alpha", index, (ALL,), (rule,))
        config = {
            "LOGIN": "proxy",
            "PROXIES": read_networks("127.0.0.1"),
            "IDENTITY_HEADERS": HEADERS,
            "ROLE_GROUPS": {"keepers": "keeper"},
            "ACCOUNTS": folder / "accounts.sqlite3",
            "LIBRARY": Library([alpha], [Service(engine)]),
            "ROOMS": {"alpha": self.room},
        }
        self.client: FlaskClient = create_app(config).test_client()
        self.names = names

    def _record(self, names: list[str]) -> None:
        """Runs of which one has all names, one not, and one failed and names a file."""
        problem = {"reason": "empty", "message_en": "empty", "message_zh": "空白"}
        for total in (len(names), KEPT_NAMES + 100):
            writer = RunWriter.begin(self.room.index, "bot")
            assert writer is not None
            writer.progress(len(names), len(names), 0, 1.0, names[0])
            writer.end(
                "done",
                names={"added": names, "removed": names[:1]},
                counts={"added": total, "removed": 1},
                problems=[{"name": name, **problem} for name in names],
            )
        for name in names:
            writer = RunWriter.begin(self.room.index, "bot")
            assert writer is not None
            words = f"OSError: /srv/sources/{name}"
            writer.end("failed", error=[words, "", words, ""])

    def number(self) -> str:
        found = re.search(
            r'value="([0-9a-f]{64})"', self.client.get("/keeper", headers=KEEPER).text
        )
        assert found is not None
        return found[1]


@pytest.fixture(name="kept", scope="module", params=[2, 3])
def _kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"), request.param)


def test_no_page_of_the_room_names_what_is_hidden(kept: Kept) -> None:
    shown = ""
    for path in ("/keeper", "/keeper?page=2", "/keeper?q=md", "/keeper/progress"):
        reply = kept.client.get(path, headers=KEEPER, buffered=True)
        assert reply.status_code == 200
        shown += reply.text
    assert {name for name in kept.names if name in shown} == set(kept.names) - kept.hidden


def test_who_looks_for_a_hidden_name_finds_no_source(kept: Kept) -> None:
    for name in kept.hidden:
        page = kept.client.get(f"/keeper?{urlencode({'q': name})}", headers=KEEPER).text
        assert "/keeper/source?" not in page


def test_its_numbers_count_only_what_is_shown(kept: Kept) -> None:
    page = kept.client.get("/keeper?lang=en", headers=KEEPER).text
    left = len(set(kept.names) - kept.hidden)
    counts = {int(number) for number in re.findall(r"(\d+) files? added", page)}
    added = set(kept.names) - {n for n in kept.names if "副本" in n}
    assert counts == {len(added - kept.hidden)}
    assert f"{len(added - kept.hidden)}+ files added" in page
    # As a number of its own: identifiers are hexadecimal and may hold these digits.
    assert not re.search(rf"\b{KEPT_NAMES + 100}\b", page)
    assert left < len(kept.names)


def test_nothing_can_be_done_to_what_is_hidden(kept: Kept) -> None:
    before = {file.name: file.read_bytes() for file in kept.sources.iterdir()}
    gone = {one.shown: one.token for one in trash.removed(kept.room, 0)}
    number = kept.number()
    unknown = {"form_number": number, "file": "none.md", "removed": "20240101T000000-00000000"}
    for name in kept.hidden:
        fields = {**unknown, "file": name, "removed": gone.get(name, unknown["removed"])}
        for path in ("/keeper/source", "/keeper/remove", "/keeper/restore"):
            found, none = (
                kept.client.post(path, data=data, headers=KEEPER) for data in (fields, unknown)
            )
            assert (found.status_code, found.text) == (none.status_code, none.text) != (200, "")
        one, other = (
            kept.client.get(f"/keeper/source?{urlencode({'file': f})}", headers=KEEPER)
            for f in (name, "none.md")
        )
        assert one.status_code == other.status_code == 404
    assert {file.name: file.read_bytes() for file in kept.sources.iterdir()} == before
    assert {one.shown for one in trash.removed(kept.room, 0)} == kept.thrown


def test_every_address_of_the_room_is_asked() -> None:
    """Those that are left out take a file or start a run, and name no source."""
    rules = create_app({"LIBRARY": None}).url_map.iter_rules()
    room = {rule.endpoint for rule in rules if rule.rule.startswith("/keeper")}
    asked = {"pages.keeper", "pages.keeper_progress", "pages.keeper_source", "pages.keeper_mend",
             "pages.keeper_remove", "pages.keeper_restore"}  # fmt: skip
    assert room == set(policy.KEEPER_VIEWS)
    assert room - asked == {"pages.keeper_upload", "pages.keeper_run"}
