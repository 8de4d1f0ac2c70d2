"""The committed state of a collection in the cluster: which indices belong to it, and what of them
is hidden.

A generation is two aliases over the same indices, `PREFIX.g.NUMBER.TOKEN.p` for passages and `.d`
for documents; their filters hide what was replaced or removed since. The alias `PREFIX.tip.…`
names the newest generation. One call moves it and makes the two, or does nothing of that; and it
asks for the old tip to be there, so that of two writers only one succeeds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from judian.engines.opensearch.client import CallFailed
from judian.engines.opensearch.filters import Filter, all_of, none_of, values_filter
from judian.engines.opensearch.mapping import DOCUMENT, PASSAGE, WHAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from judian.engines.opensearch.client import Client

#: Asked of whichever node is reached, also while the cluster elects a manager. A commit is
#: acknowledged when all nodes know of it.
_ANY_NODE = {"local": "true"}
_TIP = re.compile(r"\.tip\.(\d+)\.(\d+)\.([0-9a-f]+)$")


@dataclass(frozen=True, slots=True)
class Tip:
    """The name of a generation: its number, when it was committed (ms since 1970) and a random
    token, so that no two commits have one name."""

    generation: int
    committed: int
    token: str

    @property
    def stem(self) -> str:
        return f"{self.generation}.{self.committed}.{self.token}"


@dataclass(frozen=True, slots=True)
class Part:
    """One index of a generation. Of its passages those of the documents `hidden` are none any
    more, and of its documents those of `hidden_documents`."""

    index: str
    hidden: frozenset[str] = frozenset()
    hidden_documents: frozenset[str] = frozenset()

    def without(self, passages: Iterable[str], documents: Iterable[str]) -> Part:
        """The same with more of it hidden."""
        return replace(
            self,
            hidden=self.hidden | frozenset(passages),
            hidden_documents=self.hidden_documents | frozenset(documents),
        )

    def filter(self, what: str) -> Filter:
        """The records of one kind that are not hidden."""
        name, hidden = ("owner", self.hidden) if what == PASSAGE else ("id", self.hidden_documents)
        shown: list[Filter] = [{"term": {WHAT: what}}]
        if hidden:
            shown.append(none_of(values_filter(name, sorted(hidden))))
        return all_of(shown)


@dataclass(frozen=True, slots=True)
class Generation:
    """What one commit made: `tip` is None before the first one."""

    tip: Tip | None
    parts: tuple[Part, ...] = ()
    meta: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)

    @property
    def number(self) -> int:
        return self.tip.generation if self.tip else 0


class Names:
    """The names of one collection in the cluster."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    @property
    def tips(self) -> str:
        return f"{self.prefix}.tip.*"

    @property
    def indices(self) -> str:
        return f"{self.prefix}.i.*"

    @property
    def generations(self) -> str:
        return f"{self.prefix}.g.*"

    @property
    def lock(self) -> str:
        return f"{self.prefix}.lock"

    def index(self, token: str) -> str:
        return f"{self.prefix}.i.{token}"

    def target(self, token: str) -> str:
        """The alias that a writer writes through: if its index is deleted, none is made anew."""
        return f"{self.prefix}.w.{token}"

    def tip(self, tip: Tip) -> str:
        return f"{self.prefix}.tip.{tip.stem}"

    def alias(self, tip: Tip, what: str) -> str:
        return f"{self.prefix}.g.{tip.stem}.{what}"


def newest_tip(client: Client, names: Names) -> Tip | None:
    """The tip of the newest generation, None if nothing was committed."""
    tips = tips_of(client.call("GET", f"/_alias/{names.tips}", params=_ANY_NODE))
    return max(tips, key=lambda tip: tip.generation, default=None)


def tips_of(aliases: Mapping[str, Mapping[str, Any]]) -> set[Tip]:
    """The tips among the aliases of some indices."""
    found = set()
    for entry in aliases.values():
        for name in entry["aliases"]:
            if match := _TIP.search(name):
                found.add(Tip(int(match[1]), int(match[2]), match[3]))
    return found


def read_generation(client: Client, names: Names, tip: Tip | None) -> Generation:
    """The generation of a tip. Raises CallFailed if it is there no more."""
    if tip is None:
        return Generation(None)
    found = client.call("GET", f"/_alias/{names.alias(tip, '*')}", params=_ANY_NODE)
    if not found:
        raise CallFailed(404, "index_not_found_exception", "the generation was deleted")
    passages, documents = names.alias(tip, PASSAGE), names.alias(tip, DOCUMENT)
    parts = tuple(
        Part(
            index,
            _hidden(entry["aliases"][passages].get("filter"), "owner"),
            _hidden(entry["aliases"][documents].get("filter"), "id"),
        )
        for index, entry in sorted(found.items())
    )
    filters = {"filter_path": "*.mappings._meta", **_ANY_NODE}
    meta = client.call("GET", f"/{names.alias(tip, PASSAGE)}/_mapping", params=filters)
    return Generation(tip, parts, {i: entry["mappings"]["_meta"] for i, entry in meta.items()})


def _hidden(stored: Filter | None, name: str) -> frozenset[str]:
    """The values of a field that the filter of an alias leaves out."""
    found: set[str] = set()

    def look(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("terms"), dict):
                found.update(node["terms"].get(name, ()))
            for value in node.values():
                look(value)
        elif isinstance(node, list):
            for value in node:
                look(value)

    look(stored)
    return frozenset(found)


def commit_actions(
    names: Names, old: Generation, tip: Tip, parts: Sequence[Part]
) -> list[dict[str, Any]]:
    """The actions of the one call that commits a generation of these parts."""
    actions: list[dict[str, Any]] = []
    if old.tip is not None:
        actions += [
            {"remove": {"index": part.index, "alias": names.tip(old.tip), "must_exist": True}}
            for part in old.parts
        ]
    for part in parts:
        actions.append({"add": {"index": part.index, "alias": names.tip(tip)}})
        for what in (PASSAGE, DOCUMENT):
            alias = names.alias(tip, what)
            actions.append(
                {"add": {"index": part.index, "alias": alias, "filter": part.filter(what)}}
            )
    return actions
