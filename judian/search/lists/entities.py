"""The index of names of a collection: agencies, persons, places, ships, substances and cases, each
with its passages.

Names are found by form and by table, without the tagger: agencies by how they end and by the
issuers of the documents, persons by a title or a sign beside them, countries, counties and
substances by a table, ships by 號 beside a word for a ship, cases by their number. Names of one
place or substance in the table count together; others only where they are written alike but for
variants of characters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from judian.core.query import Everything, Query
from judian.search.lists.briefs import read_passages
from judian.search.replies.listings import Entity, EntityIndex, PartialRead
from judian.zh.entities.categories import find_values
from judian.zh.entities.named import entities_in
from judian.zh.entities.names import ending_in
from judian.zh.entities.persons import persons
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from judian.core.engine import Snapshot
    from judian.core.model import DocumentInfo, Passage
    from judian.search.hits.collection import Collection

#: Passages read, newest documents first; finding the names of one takes 0.2 ms of processor time
#: (253 passages of `seeds/`).
MAX_PASSAGES = 10_000
#: Names kept of each kind, the most frequent; places kept of each name, the first.
MAX_NAMES = 2_000
MAX_PLACES = 5
#: Agencies that issued documents which are looked for by their name.
MAX_ISSUERS = 300
#: Kinds in the order of the page.
KINDS = ("agency", "person", "place", "ship", "substance", "case")

#: How agencies end, of the organisations that are known by their ending; the rest are companies,
#: groups and the like. 會, 所 and 處 end too many words of a sentence to count alone.
_AGENCY = compiled(
    "(?:部|署|局|院|府|(?<!公)司|廳|大隊|總隊|(?:委員|理事|議|國|基金|海基|海協|陸委)會"
    "|(?:辦事|代表|調查|管理|工程|秘書|教育|分)處|(?:公|研究|派出|事務|衛生|看守)所)$"
)
#: Agencies of a class, of which there are many.
_CLASS = compiled("來源|多國|夥伴|各國|外國|國家政府|當地|地方|中央執法|跨部|部會$")
#: The categories of the table that are places.
_PLACES = frozenset(("country", "region"))
#: A word for a ship near a name that ends in 號.
_SHIP = compiled("船|輪|艦|艇|舶|漁|筏")
_SHIP_ENDS = ("号",)
#: Numbers of papers and rules, which end in 號 too.
_NO_SHIP = compiled("[0-9第字文帳代編案條型]號$|^(?:編|文|代|帳|番|型|字)")

#: The number of a case as courts and prosecutors write it in full.
_CASE = compiled("(?<![0-9])[0-9]{2,3}年度?[一-鿿]{1,6}字第[0-9]{1,6}號|釋字第[0-9]{1,3}號")

_Name = tuple[str, str, int, int]


def entity_index(snapshot: Snapshot, collection: Collection) -> EntityIndex:
    """All names of the collection by kind, the most frequent first."""
    found = snapshot.search(Query(Everything()), limit=MAX_PASSAGES, sort="date")
    passages = read_passages(snapshot, [hit.id for hit in found.hits])
    issuers = _issuers(collection.documents.values())
    places: dict[tuple[str, str], list[tuple[Passage, int, int]]] = defaultdict(list)
    for passage in passages:
        seen: set[tuple[str, str]] = set()
        for kind, name, start, end in _names(passage.text, issuers):
            if (kind, name) not in seen:
                seen.add((kind, name))
                places[kind, name].append((passage, start, end))
    return EntityIndex(
        kinds=_by_kind(places, collection.documents),
        cut=PartialRead(len(passages), found.total) if found.total > len(passages) else None,
        generation=snapshot.generation,
    )


def _by_kind(
    places: dict[tuple[str, str], list[tuple[Passage, int, int]]],
    documents: Mapping[str, DocumentInfo],
) -> dict[str, tuple[Entity, ...]]:
    found: dict[str, list[Entity]] = {kind: [] for kind in KINDS}
    for (kind, _), where in places.items():
        found[kind].append(_entity(kind, where, documents))
    for entities in found.values():
        entities.sort(key=lambda one: (-one.passages, one.name))
    return {kind: tuple(entities[:MAX_NAMES]) for kind, entities in found.items()}


def _entity(
    kind: str, where: list[tuple[Passage, int, int]], documents: Mapping[str, DocumentInfo]
) -> Entity:
    """A name as most of its passages write it, with the first of them."""
    written = Counter(_one_line(passage.text[start:end]) for passage, start, end in where)
    return Entity(
        kind=kind,
        name=min(written, key=lambda name: (-written[name], name)),
        passages=len(where),
        documents=len({passage.doc_id for passage, _, _ in where}),
        places=tuple(
            (passage, documents[passage.doc_id], start, end)
            for passage, start, end in where[:MAX_PLACES]
        ),
    )


def _is_agency(name: str) -> bool:
    return _AGENCY.search(name) is not None and _CLASS.search(name) is None


def _one_line(text: str) -> str:
    return "".join(text.split())


def _issuers(documents: Iterable[DocumentInfo]) -> list[str]:
    """The folded names of the agencies that issued the documents, the most frequent."""
    counts = Counter(fold(info.agency) for info in documents if info.agency)
    return [name for name, _ in counts.most_common(MAX_ISSUERS)]


def _agencies(folded: str, issuers: Iterable[str]) -> Iterator[_Name]:
    """Yield the agencies known by their ending, then the issuers that stand in none of them."""
    spans = []
    for one in entities_in(folded):
        name = folded[one.start : one.end]
        if one.kind == "organisation" and _is_agency(name):
            spans.append((one.start, one.end))
            yield "agency", _one_line(name), one.start, one.end
    for name in issuers:
        at = folded.find(name)
        if at >= 0 and not any(start <= at < end for start, end in spans):
            yield "agency", _one_line(name), at, at + len(name)


def _names(text: str, issuers: Iterable[str]) -> Iterator[_Name]:
    """Yield (kind, folded name, start, end) for the names of a passage."""
    folded = fold(text)
    yield from _agencies(folded, issuers)
    for one in persons(folded):
        yield "person", _one_line(folded[one.start : one.end]), one.start, one.end
    for value in find_values(folded):
        if value.category in _PLACES:
            yield "place", value.name, value.start, value.end
        elif value.category == "substance":
            yield "substance", value.name, value.start, value.end
    if _SHIP.search(folded):
        for one in ending_in(folded, _SHIP_ENDS):
            name = folded[one.start : one.end]
            if not one.generic and not _NO_SHIP.search(name):
                yield "ship", _one_line(name), one.start, one.end
    for found in _CASE.finditer(folded):
        yield "case", _one_line(found[0]), found.start(), found.end()
