"""Whole lists as files: made while they are sent, without a limit on their length."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import url_for

from judian.core import spreadsheets
from judian.search.citations import STYLES
from judian.search.exports.docx import write_docx
from judian.search.exports.memo import Memo, MemoWords
from judian.search.exports.odt import write_odt
from judian.search.exports.references import REFERENCE_STYLES, references
from webui.api import csv_tables, serialise, serialise_lists
from webui.http import downloads
from webui.http.backend import backend
from webui.links.page_links import permanent_urls
from webui.wording.dates import local_time
from webui.wording.i18n import t
from webui.wording.labels import shortened
from webui.wording.queries import understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from flask import Response

    from judian.search.replies.listings import InstrumentItem, LocatedMention
    from judian.search.replies.results import HitList
    from webui.http.addresses import SearchAddress

#: Memos: what writes one, and its media type.
_MEMOS = {
    "docx": (
        write_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "odt": (write_odt, "application/vnd.oasis.opendocument.text"),
}
#: Bytes of a memo that are held in memory; a longer one is written to a file that has no name.
_IN_MEMORY = 4 * 1024 * 1024


def hits_file(address: SearchAddress, ids: Sequence[str], form: str) -> Response:
    """All hits of the address, or the passages `ids`, as a file of the kind `form`, one of
    `webui.http.params.EXPORT_FORMS`. Raises NotFound."""
    found = backend().hit_list(address, ids)
    link = permanent_urls()
    words = (t("file.hits"), address.text)
    if form == "csv":
        rows = csv_tables.hits_table(found.hits, link)
        lines = spreadsheets.lines(csv_tables.HIT_COLUMNS, rows)
        return downloads.download(lines, "hits.csv", downloads.CSV, words)
    if form in REFERENCE_STYLES:
        style = STYLES[form]
        parts = references(found.hits, form, link)
        kind = f"{style.media_type}; charset=utf-8"
        return downloads.download(parts, f"hits.{style.extension}", kind, words)
    if form in _MEMOS:
        write, media_type = _MEMOS[form]
        memo = Memo(_memo_words(address, found), found.hits, link)
        words = (t("file.memo"), address.text)
        return downloads.download(_written(memo, write), f"memo.{form}", media_type, words)
    return downloads.download(_hits_json(found), "hits.json", downloads.JSON, words)


def _written(memo: Memo, write: Callable[[Memo, Any], None]) -> Iterator[bytes]:
    """The bytes of the memo. It is written when the first of them are asked for."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        write(memo, file)
        file.seek(0)
        while portion := file.read(65_536):
            yield portion


def _memo_words(address: SearchAddress, found: HitList) -> MemoWords:
    query = address.text.strip() or t("memo.everything")
    through = found.indexed_through
    state = t(
        "memo.generation",
        generation=found.generation,
        time=local_time(through) if through else "–",
    )
    counted = t("memo.counted", total=found.total, documents=found.documents, count=found.count)
    arguments = {k: v for k, v in address.arguments().items() if v and k not in ("page", "size")}
    facts = (
        (t("memo.query"), query),
        (t("memo.understood"), understood(found.query.understood)),
        (t("results.expanded"), _expanded(found, is_lacking=False)),
        (t("results.lacking"), _expanded(found, is_lacking=True)),
        (t("memo.date"), local_time(datetime.now().astimezone().isoformat())),
        (t("memo.state"), state),
        (t("memo.count"), counted),
        (t("memo.address"), url_for("pages.results", _external=True, **arguments)),  # type: ignore[arg-type]
    )
    return MemoWords(
        title=t("memo.title", q=shortened(query)),
        facts=tuple((name, value) for name, value in facts if value),
        passages=t("memo.passages"),
        sources=t("memo.sources"),
        copies=t("memo.copies"),
    )


def _expanded(found: HitList, *, is_lacking: bool) -> str:
    """The words that were searched under other names, or in other words, with these."""
    chosen = (one for one in found.query.expanded if one.is_lacking == is_lacking)
    return "；".join(f"{one.word} → {'、'.join(one.alternatives)}" for one in chosen)


def _hits_json(found: HitList) -> Iterator[str]:
    facts = {
        "query": serialise.query(found.query),
        "total": found.total,
        "documents": found.documents,
        "count": found.count,
        "generation": found.generation,
        "indexed_through": found.indexed_through,
    }
    rows = ({"rank": one.rank, "hit": serialise.hit(one.hit)} for one in found.hits)
    return _listed(facts, "hits", rows)


def mentions_file(
    items: Iterable[InstrumentItem], form: str, *, name: str, generation: int
) -> Response:
    """Every mention of the instruments as a table (csv) or as JSON (file). The file is named after
    the only one of them."""
    by_id = {item.id: item for item in items}
    only = [item.name for item in by_id.values()] if len(by_id) == 1 else []
    words = (*(only or [t("file.instruments")]), t("file.mentions"))
    found = backend().mentions(list(by_id))
    if form == "csv":
        rows = csv_tables.mentions_table(found, permanent_urls())
        lines = spreadsheets.lines(csv_tables.MENTION_COLUMNS, rows)
        return downloads.download(lines, f"{name}.csv", downloads.CSV, words)
    facts = {
        "generation": generation,
        "instruments": [serialise_lists.instrument(item) for item in by_id.values()],
    }
    return downloads.download(
        _listed(facts, "mentions", map(_mention, found)), f"{name}.json", downloads.JSON, words
    )


def _mention(found: tuple[InstrumentItem, LocatedMention]) -> serialise.Json:
    return serialise_lists.mention_of(found[1])


def whole_json(reply: serialise.Json, name: str) -> Response:
    """A whole list as a file of JSON."""
    text = json.dumps(reply, ensure_ascii=False, indent=1)
    return downloads.download([text, "\n"], f"{name}.json", downloads.JSON)


def _listed(facts: serialise.Json, name: str, rows: Iterable[serialise.Json]) -> Iterator[str]:
    """An object of JSON with `facts` and a list `name`, a row a line."""
    yield json.dumps(facts, ensure_ascii=False).removesuffix("}") + f', "{name}": ['
    mark = "\n"
    for row in rows:
        yield mark + json.dumps(row, ensure_ascii=False)
        mark = ",\n"
    yield "\n]}\n"
