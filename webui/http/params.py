"""The parameters of every address, declared once: read here and described in OpenAPI."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import category

from judian.core.model import Kind
from judian.search.batch.run import BEST, MOST_BEST
from judian.search.citations import STYLES
from judian.search.lists.instruments import KINDS as INSTRUMENT_KINDS
from judian.search.replies.listings import FIGURE_KINDS
from judian.search.requests.values import FIGURE_SORTS, GROUPS, SORTS
from webui.http.reading_report import SORTS as READING_SORTS
from webui.http.reading_report import VERDICTS
from webui.http.request_errors import (
    ControlCharacter,
    ParameterInvalid,
    ParameterRepeated,
    ParameterUnknown,
    QueryMissing,
    QueryTooLong,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.datastructures import MultiDict

#: Characters of a query; longer ones are pasted by mistake.
QUERY_LIMIT = 2000
#: Characters of a filter value.
VALUE_LIMIT = 200
#: Years under it count from the founding of the Republic.
FIRST_GREGORIAN = 1000
#: Times that a filter may be repeated.
REPEAT_LIMIT = 50

ParamValue = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter. `type` is one of text, integer, year, time, flag, choice, list (repeated).

    A year under FIRST_GREGORIAN is one of the Republic.

    An empty value counts as absent. `low` and `high` bound an integer, both included;
    `choices` name the values of a choice, or those that a list may hold, which may be given
    `repeat` times. A time becomes an ISO date and time in UTC.
    """

    name: str
    type: str
    about: str
    default: ParamValue = None
    required: bool = False
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    repeat: int = REPEAT_LIMIT

    def parse(self, raw: str) -> ParamValue:
        """The value of one occurrence; raises ParameterInvalid, QueryTooLong, ControlCharacter."""
        check_characters(self.name, raw)
        if self.name == "q":
            if len(raw) > QUERY_LIMIT:
                raise QueryTooLong(len(raw), QUERY_LIMIT)
            return raw
        if self.type == "integer":
            return self._integer(raw)
        if self.type == "year":
            year = self._integer(raw)
            return year if year >= FIRST_GREGORIAN else year + 1911
        if self.type == "time":
            return self._time(raw)
        if self.type == "flag":
            if raw not in ("0", "1"):
                raise ParameterInvalid(self.name, raw, ("0 or 1", " 0 或 1"))
            return raw == "1"
        if self.choices and raw not in self.choices:
            names = ", ".join(self.choices)
            raise ParameterInvalid(self.name, raw, (f"one of: {names}", f"：{names}"))
        if len(raw) > VALUE_LIMIT:
            wanted = (f"at most {VALUE_LIMIT} characters", f"至多 {VALUE_LIMIT} 字")
            raise ParameterInvalid(self.name, raw, wanted)
        return raw

    def _integer(self, raw: str) -> int:
        # ASCII digits only, and few of them: int() would take １２ and a million digits.
        digits = raw.isascii() and raw.isdigit() and len(raw) <= 9
        if not digits or not self.low <= int(raw) <= self.high:
            wanted = (
                f"a whole number from {self.low} to {self.high}",
                f" {self.low} 到 {self.high} 的整數",
            )
            raise ParameterInvalid(self.name, raw, wanted)
        return int(raw)

    def _time(self, raw: str) -> str:
        """A day is read as its beginning, a time without a zone as one of this computer's."""
        # An address that was typed has a space where + stood.
        text = raw.strip().replace(" ", "+") if raw.count(":") > 2 else raw.strip()
        try:
            time = datetime.fromisoformat(text).astimezone(UTC)
        except (ValueError, OverflowError, OSError) as error:
            wanted = (
                "a date such as 2026-11-20, or a date and time such as 2026-11-20T09:30",
                "日期，例如 2026-11-20；或日期與時間，例如 2026-11-20T09:30",
            )
            raise ParameterInvalid(self.name, raw, wanted) from error
        return time.isoformat(timespec="seconds").replace("+00:00", "Z")


def check_characters(name: str, text: str) -> None:
    """Raise ControlCharacter at the first control character except tabs and line breaks."""
    for position, char in enumerate(text):
        if char not in "\t\n\r" and category(char) in ("Cc", "Cs"):
            raise ControlCharacter(name, char, position)


def without_controls(text: str) -> str:
    """`text` without control characters, cut to the length of a query."""
    return "".join(c for c in text if category(c) not in ("Cc", "Cs"))[:QUERY_LIMIT]


QUERY = Param("q", "text", "Keywords, a query in the grammar of /help, or a question.")
PAGE = Param("page", "integer", "Page of results, from 1.", 1, low=1, high=10_000)
SIZE = Param("size", "integer", "Hits on a page.", 10, low=1, high=100)
SORT = Param(
    "sort",
    "choice",
    "Order of the hits: best first, latest first, or as they stand in their documents.",
    "relevance",
    choices=SORTS,
)
GROUP = Param("group", "choice", "document: one hit for each document.", "", choices=GROUPS[1:])
EXPLAIN = Param("explain", "flag", "1: say for each hit which words found it.", False)
NEIGHBOURS = Param("neighbours", "flag", "1: with the passages before and after it.", False)
EXACT = Param("exact", "flag", "1: match characters as written, without variants.", False)
EXPAND = Param("expand", "flag", "0: do not search other names of the query's words.", True)
PLAIN = Param("plain", "list", "Do not search other names of these words.", ())
FILTERS = (
    Param("doc", "list", "Only these documents, by id.", ()),
    Param("agency", "list", "Only these issuing agencies.", ()),
    Param(
        "year_from",
        "year",
        "Passages that speak of this year, of either calendar, or a later one.",
        low=1,
        high=9999,
    ),
    Param(
        "year_to",
        "year",
        "Passages that speak of this year, of either calendar, or an earlier one.",
        low=1,
        high=9999,
    ),
    Param("kind", "list", "Only these kinds of passage.", (), choices=tuple(map(str, Kind))),
    Param("instrument", "list", "Only passages that name these instruments.", ()),
    Param("new_since", "time", "Only passages of documents read after this date or time."),
)
FORMAT = Param(
    "format",
    "choice",
    "csv: a table, whole, for a spreadsheet; file: the list, whole, as a file of JSON.",
    "json",
    choices=("json", "csv", "file"),
)
NEEDED_QUERY = replace(QUERY, required=True)
API_SEARCH = (NEEDED_QUERY, PAGE, SIZE, SORT, GROUP, *FILTERS, EXACT, EXPAND, PLAIN, EXPLAIN)
PREVIOUS = Param("previous", "text", "The question that a follow-up (那112年呢？) refers to.")
SEARCH = (
    *(QUERY, PAGE, SIZE, SORT, GROUP, *FILTERS, EXACT, EXPAND, PLAIN),
    Param("around", "text", "The hit that is shown with its neighbours, by id."),
    Param("like", "text", "The passage whose like is searched, by id."),
    PREVIOUS,
    Param("typed", "text", "The follow-up of which the question q was made."),
)
#: Words of a passage, by their offsets in its text.
OFFSETS = (
    Param("start", "integer", "Where words begin in the passage's text, from 0.", high=10_000_000),
    Param("end", "integer", "Where they end, not included.", high=10_000_000),
)
#: Words that may run over several passages: `end` then counts in the text of the last one.
WORDS = (
    *OFFSETS,
    Param("through", "text", "The id of the passage in which they end, if it is a later one."),
)
#: The page of a document: the search whose hit was opened, and what is shown of the document.
DOCUMENT = (
    *SEARCH,
    Param("part", "integer", "Which part of the document, from 1.", low=1, high=1_000_000),
    Param("at", "integer", "The passage that is opened, by its ordinal.", low=1, high=10_000_000),
    *OFFSETS,
    Param("until", "integer", "The passage in which the words end.", low=1, high=10_000_000),
)
#: Passages that may be ticked: those of a page.
IDS = Param("ids", "list", "Only these passages, by id, in this order.", (), repeat=SIZE.high)
EXPORT_FORMS = ("csv", "json", "ris", "bibtex", "csl-json", "docx", "odt")
EXPORT = (
    *(QUERY, SORT, GROUP, *FILTERS, EXACT, EXPAND, PLAIN, IDS),
    Param("format", "choice", "The kind of file.", "csv", choices=EXPORT_FORMS),
)
#: The form on the page of hits: the ticked ones, or all.
TAKE = (
    *EXPORT,
    Param("take", "choice", "Which passages.", "all", choices=("ticked", "all")),
)
#: The form of a batch search; its terms are text or a file.
BATCH = (
    Param("best", "integer", "Best passages of each term.", BEST, low=1, high=MOST_BEST),
    Param("answers", "flag", "0: search questions, do not answer them.", True),
    Param("format", "choice", "What comes back.", "page", choices=("page", "csv", "json")),
)
FEED = (
    *(QUERY, *FILTERS, EXACT, EXPAND, PLAIN),
    replace(PAGE, about="Page of the feed, from 1 for the newest.", high=1000),
)
ANSWER = (NEEDED_QUERY, PREVIOUS)
PASSAGE = (NEIGHBOURS,)
DOCUMENTS = (
    replace(QUERY, about="Words of a title, agency or file name; all must occur."),
    Param("verdict", "list", "Only files read so.", (), choices=tuple(map(str, VERDICTS))),
    Param("reason", "list", "Only files not read, or not whole, for these reasons.", ()),
    Param(
        "sort",
        "choice",
        "Order: by date (what failed last), the worst read first, by file, or by title.",
        "date",
        choices=("date", *READING_SORTS),
    ),
    PAGE,
    replace(SIZE, about="Documents on a page.", default=100),
    FORMAT,
)
#: The extraction report is the same list for people, the worst first.
READINGS = (
    *DOCUMENTS[:3],
    replace(DOCUMENTS[3], default="verdict", choices=READING_SORTS),
    PAGE,
    replace(SIZE, default=50),
)
PICTURE = (
    Param("page", "integer", "Which of the passage's pages, its first by default.", low=1,
          high=1_000_000),
)  # fmt: skip
SOURCE = (Param("inline", "flag", "1: a PDF is shown by the browser instead of saved.", False),)
PAGE_PICTURE = (Param("page", "integer", "The page.", 1, low=1, high=1_000_000),)
CITE = (
    *WORDS,
    Param("style", "choice", "Style of the citation.", "plain", choices=tuple(STYLES)),
    Param("format", "choice", "file: the citation as a file.", "json", choices=("json", "file")),
)
_YEARS = "Figures whose period has this year, of either calendar, or {} one."
FIGURES = (
    QUERY,
    PAGE,
    Param("size", "integer", "Figures on a page.", 50, low=1, high=1000),
    Param("sort", "choice", "Order of the figures.", "relevance", choices=FIGURE_SORTS),
    Param("unit", "list", "Only figures in these units.", ()),
    Param("kind", "list", "Only these kinds of figure.", (), choices=FIGURE_KINDS),
    Param("doc", "list", "Only these documents, by id.", ()),
    Param("agency", "list", "Only these issuing agencies.", ()),
    Param("instrument", "list", "Only of passages that name these instruments.", ()),
    Param("year_from", "year", _YEARS.format("a later"), low=1, high=9999),
    Param("year_to", "year", _YEARS.format("an earlier"), low=1, high=9999),
    FORMAT,
)
INSTRUMENTS = (
    replace(QUERY, about="Words of a name; an id is a name too."),
    Param("kind", "list", "Only these kinds of instrument.", (), choices=INSTRUMENT_KINDS),
    Param("party", "list", "Only instruments with one of these parties.", ()),
    PAGE,
    Param("size", "integer", "Instruments on a page.", 50, low=1, high=200),
    replace(FORMAT, about="csv or file: all of them with every mention, as a file."),
)
MENTIONS = (
    PAGE,
    Param("size", "integer", "Mentions on a page.", 50, low=1, high=200),
    replace(FORMAT, about="csv or file: every mention, as a file."),
)
AUTHORITIES = (
    QUERY,
    Param("doc", "text", "The document whose citations are listed, by id."),
    PAGE,
    Param("size", "integer", "Instruments on a page.", 50, low=1, high=200),
    replace(FORMAT, about="csv or file: all of them, as a file."),
)
SUGGEST = (
    NEEDED_QUERY,
    Param("limit", "integer", "Most suggestions to give.", 8, low=1, high=20),
)


def read(
    args: MultiDict[str, str], params: Sequence[Param], *, strict: bool = True
) -> dict[str, ParamValue]:
    """Every parameter's value by name, defaults filled in.

    With `strict` (API) an undeclared name is refused; pages ignore it, since others add
    parameters to links. Raises the errors of `webui.http.request_errors`.
    """
    known = {p.name: p for p in params}
    if strict:
        for name in args:
            if name not in known:
                raise ParameterUnknown(_shown(name), ", ".join(known) or "–")
    return {p.name: _value(p, args.getlist(p.name)) for p in params}


def _value(param: Param, raws: list[str]) -> ParamValue:
    if param.type == "list":
        if len(raws) > param.repeat:
            raise ParameterRepeated(param.name, len(raws))
        return tuple(dict.fromkeys(str(param.parse(r)) for r in raws if r))
    if len(raws) > 1:
        raise ParameterRepeated(param.name, len(raws))
    raw = raws[0] if raws else ""
    if raw == "" or (param.name == "q" and not raw.strip()):
        if param.required:
            raise QueryMissing
        return param.default if param.name != "q" else ""
    return param.parse(raw)


def _shown(name: str) -> str:
    return without_controls(name)[:40]
