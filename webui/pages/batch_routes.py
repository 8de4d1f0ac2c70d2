"""The page of batch searches: a list of terms in, a table, CSV or JSON out."""

from __future__ import annotations

import json
import threading
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from flask import render_template, request, stream_template

from judian.core import spreadsheets
from judian.search.batch import table
from judian.search.batch.run import MOST_BEST, run_batch
from judian.search.batch.terms import read_terms
from webui.accounts.asking import Asking
from webui.http import downloads, params
from webui.http.request_errors import BatchTooLong, Busy
from webui.http.security import BATCH_LIMIT
from webui.links.page_links import permanent_urls
from webui.pages.blueprint import blueprint
from webui.wording.i18n import language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask.typing import ResponseReturnValue

    from judian.search.batch.run import BatchRow

#: Terms of one batch in the browser; the command line takes any number.
MOST_TERMS = 500
#: Batches that are searched at once: each holds a processor for seconds.
_AT_ONCE = 2
#: Seconds that a batch waits for its turn.
_TURN = 10.0

_turns = threading.BoundedSemaphore(_AT_ONCE)


@blueprint.get("/batch")
def batch() -> ResponseReturnValue:
    return render_template("batch.html", rows=None, **_limits())


@blueprint.post("/batch")
def batch_results() -> ResponseReturnValue:
    """The results of a list, sent term by term. Raises BatchUnreadable, BatchTooLong, Busy."""
    values = cast("dict[str, Any]", params.read(request.form, params.BATCH, strict=False))
    terms = _terms()
    if len(terms) > MOST_TERMS:
        raise BatchTooLong(len(terms), MOST_TERMS)
    rows = _started(terms, values["best"], answers=values["answers"])
    best, form, link = values["best"], values["format"], permanent_urls()
    if form == "csv":
        lines = (table.cells(row, best, language(), link) for row in rows)
        names = table.columns(best)
        return downloads.download(spreadsheets.lines(names, lines), "batch.csv", downloads.CSV)
    if form == "json":
        objects = (table.row_json(row, language(), link) for row in rows)
        return downloads.download(_json_lines(objects), "batch.json", downloads.JSON)
    pasted = "\n".join(terms)
    page = stream_template(
        "batch.html", rows=rows, terms=len(terms), pasted=pasted, table=table, **_limits()
    )
    return page, {"Content-Type": "text/html; charset=utf-8"}


def _limits() -> dict[str, int]:
    return {"most_terms": MOST_TERMS, "kilobytes": BATCH_LIMIT // 1024, "most_best": MOST_BEST}


def _terms() -> list[str]:
    """The terms of the file, or else those that were pasted."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return read_terms(file.read(), file.filename)
    return read_terms(request.form.get("terms", "").encode("utf-8", "replace"))


def _started(terms: Sequence[str], best: int, *, answers: bool) -> Iterator[BatchRow]:
    """The rows, the first of which is made already: what is wrong is told as an error, not in the
    middle of a page."""
    rows = _in_turn(terms, best, answers=answers)
    try:
        first = next(rows)
    except StopIteration:
        return iter(())
    return chain([first], rows)


def _in_turn(terms: Sequence[str], best: int, *, answers: bool) -> Iterator[BatchRow]:
    if not _turns.acquire(timeout=_TURN):
        raise Busy
    try:
        yield from run_batch(Asking(), terms, best=best, answers=answers)
    finally:
        _turns.release()


def _json_lines(objects: Iterator[dict[str, Any]]) -> Iterator[str]:
    mark = "[\n"
    for one in objects:
        yield mark + json.dumps(one, ensure_ascii=False)
        mark = ",\n"
    yield "[]\n" if mark == "[\n" else "\n]\n"
