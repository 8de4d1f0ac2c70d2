"""Excerpts as HTML: snippets of hits, quotes around answers and figures, places in a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from judian.search import citations
from webui.markup.marks import clean_snippet, marked, quote_window
from webui.markup.tables import TableGrid, table_grid
from webui.wording.i18n import language

if TYPE_CHECKING:
    from judian.core.errors import JudianError
    from judian.core.model import Passage
    from judian.search.replies.listings import FigureRow
    from judian.search.replies.results import Answer, Hit

#: Characters shown on each side of an answer in its passage.
_ANSWER_REACH = 90
#: Characters of a passage that is shown whole.
_WHOLE = 240
#: Characters of a query shown on each side of a problem in it.
_PROBLEM_REACH = 12


def snippet(hit: Hit) -> Markup:
    """The hit's snippet, cleaned of all tags but its marks."""
    return Markup(clean_snippet(hit.snippet_html))


def quotation(hit: Hit) -> str:
    """The text of a hit on one line with its citation, to be pasted."""
    return citations.quote(hit.passage, hit.document)


def answer_quote(answer: Answer) -> Markup:
    """The sentences around an answer, the answer marked."""
    return around(answer.hit.passage, answer.start, answer.end, reach=_ANSWER_REACH)


def answer_row(answer: Answer) -> TableGrid:
    """The table row that holds an answer, with the answer marked instead of the query."""
    return table_grid([(answer.hit.passage, ((answer.start, answer.end),))])


def row_table(hit: Hit) -> TableGrid:
    """The table row that a hit is, with its marks."""
    return table_grid([(hit.passage, hit.marks)])


def around(passage: Passage, start: int, end: int, css: str = "answer", reach: int = 60) -> Markup:
    """The sentences of a passage around `[start, end)`, at most `reach` characters on each side.

    The range is marked with the class `css`.
    """
    text = passage.text
    left, right = quote_window(text, start, end, reach)
    body = marked(text, [(start, end)], start=left, end=right, css=css)
    before = "…" if text[:left].strip() else ""
    after = "…" if text[right:].strip() else ""
    return Markup("").join((before, body, after))


def marked_passage(hit: Hit, css: str = "answer") -> Markup:
    """A passage with its marks: whole if it is short, else the sentences around the first mark."""
    text, marks = hit.passage.text, hit.marks
    if len(text) <= _WHOLE or not marks:
        return marked(text, marks, css=css)
    left, right = quote_window(text, *marks[0], reach=_ANSWER_REACH)
    before = "…" if text[:left].strip() else ""
    after = "…" if text[right:].strip() else ""
    return Markup("").join((before, marked(text, marks, start=left, end=right, css=css), after))


def figure_context(row: FigureRow) -> Markup:
    """The sentences around a figure, the figure marked; for a table its caption or section."""
    if row.passage.table:
        return escape(row.passage.table.caption or " › ".join(row.passage.section[-1:]))
    return around(row.passage, row.figure.start, row.figure.end, css="figure")


def query_problem(query: str, position: int) -> Markup:
    """The character of a query at which a problem was found, underlined in its surroundings."""
    at, reach = min(position, len(query)), _PROBLEM_REACH
    before, here = query[max(0, at - reach) : at], query[at : at + 1]
    after = query[at + 1 : at + 1 + reach]
    parts = (escape("…" if at > reach else ""), escape(before), Markup("<u>"), escape(here or " "))
    return Markup("").join((*parts, Markup("</u>"), escape(after)))


def error_hint(error: JudianError) -> Markup:
    """The remedy for an error, with a command in it set apart so that it can be copied."""
    words, mark, command = error.hint(language()).partition("judian index ")
    if not mark:
        return escape(words)
    return escape(words) + Markup("<code data-copy>{}</code>").format(mark + command)
