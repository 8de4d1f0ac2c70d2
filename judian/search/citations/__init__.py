"""Citations of a passage in the styles that people paste: for a brief, an article, a library.

The styles that are a line of text are templates in styles.toml; those for reference managers
are written by `reference_formats`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from judian.core.errors import QueryInvalid
from judian.core.model import DocumentInfo, Passage
from judian.search.citations.facts import document_facts, facts, one_line
from judian.search.citations.reference_formats import bibtex, csl_json, ris

#: What is cited (from one passage to another, or one alone), its document, and its address.
Render = Callable[[Passage, DocumentInfo, "str | None", "Passage | None"], str]

#: 「 within 「」 is 『, and 『 within that 「 again.
_INNER_MARKS = str.maketrans("「」『』", "『』「」")
#: Templates whose parts are remembered; there are a dozen.
_TEMPLATES = 64
_PART = re.compile(r"\[([^\]]*)\]|([^\[]+)")
_NAME = re.compile(r"\{([a-z_|]+)\}")


@dataclass(frozen=True, slots=True)
class Style:
    """One way to cite. `zh` and `en` are its names for people; `media_type` and `extension`
    are those of a file of it."""

    name: str
    zh: str
    en: str
    render: Render
    media_type: str = "text/plain"
    extension: str = "txt"


def cite(
    passage: Passage,
    document: DocumentInfo,
    style: str = "plain",
    *,
    link: str | None = None,
    last: Passage | None = None,
) -> str:
    """The citation of `passage` in `style`, one of STYLES; with `last`, a later passage of the same
    document, of all from the one to the other.

    `link` is the passage's permanent address where there is one. What is not known of the
    document is left out, or said to be unknown where the style demands it (n.d., 未註明日期);
    a source without pages is cited by paragraph. OSCOLA adds the day to a link. Raises
    QueryInvalid for an unknown style.
    """
    chosen = STYLES.get(style)
    if chosen is None:
        names = ", ".join(STYLES)
        raise QueryInvalid(
            en=(f"there is no citation style {style!r}", f"choose one of: {names}"),
            zh=(f"沒有引註格式「{style}」", f"請選用：{names}"),
        )
    return chosen.render(passage, document, link, last)


def quote(
    passage: Passage,
    document: DocumentInfo,
    style: str = "plain",
    *,
    link: str | None = None,
    span: tuple[int, int] | None = None,
    following: Sequence[Passage] = (),
) -> str:
    """The passage's words without breaks of layout, in 「」, with its citation after them. Marks
    within become those of the other level; the cells of a row stay apart.

    `following` are the passages after it whose words belong to the quotation, each paragraph on a
    line of its own. The half-open `span` chooses words: it begins in the text of `passage` and ends
    in that of the last one.
    """
    last = following[-1] if following else None
    words = quoted_words((passage, *following), span).translate(_INNER_MARKS)
    cited = cite(passage, document, style, link=link, last=last)
    return f"「{words}」（{cited.rstrip('。.')}）"


def quoted_words(passages: Sequence[Passage], span: tuple[int, int] | None = None) -> str:
    """The words of passages that follow each other, each paragraph and each row on one line."""
    start, end = span or (0, len(passages[-1].text))
    lines = []
    for _, pieces in groupby(passages, lambda p: (p.paragraph, p.table and p.ordinal, p.kind)):
        text, table = "", None
        for piece in pieces:
            stop = end if piece is passages[-1] else len(piece.text)
            text += piece.text[start if piece is passages[0] else 0 : stop]
            table = piece.table
        lines.append("　".join(map(one_line, text.split("\t") if table else [text])))
    return "\n".join(line for line in lines if line)


def source_line(document: DocumentInfo) -> str:
    """A document in a list of sources: agency, title and date as far as they are known."""
    return fill("[{agency}，]{title_zh}[，{date_zh}]。", document_facts(document))


def _template(template: str) -> Render:
    def render(
        passage: Passage, document: DocumentInfo, link: str | None, last: Passage | None
    ) -> str:
        return fill(template, facts(passage, document, link, last))

    return render


def fill(template: str, known: Mapping[str, str]) -> str:
    """`template` with its names filled in, and without the [ ] parts whose names are unknown."""
    out = []
    for is_optional, pieces in _parts(template):
        filled = [
            piece if isinstance(piece, str) else next(filter(None, map(known.get, piece)), "")
            for piece in pieces
        ]
        if not is_optional or all(filled):
            out += filled
    return "".join(out)


@lru_cache(_TEMPLATES)
def _parts(template: str) -> list[tuple[bool, list[str | tuple[str, ...]]]]:
    """The parts of a template, each with whether it is optional, and its pieces: texts that are not
    empty, and the names of a value, the first known one of which counts."""
    found = []
    for optional, fixed in _PART.findall(template):
        pieces: list[str | tuple[str, ...]] = []
        part = optional or fixed
        at = 0
        for match in _NAME.finditer(part):
            pieces += [part[at : match.start()]] if match.start() > at else []
            pieces.append(tuple(match[1].split("|")))
            at = match.end()
        pieces += [part[at:]] if part[at:] else []
        found.append((not fixed, pieces))
    return found


def _styles() -> dict[str, Style]:
    rows = tomllib.loads(Path(__file__).with_name("styles.toml").read_text(encoding="utf-8"))
    styles = [
        Style(name, row["zh"], row["en"], _template(row["template"])) for name, row in rows.items()
    ]
    styles += [
        Style("bibtex", "BibTeX", "BibTeX", bibtex, "application/x-bibtex", "bib"),
        Style("ris", "RIS", "RIS", ris, "application/x-research-info-systems", "ris"),
        Style(
            "csl-json",
            "CSL-JSON",
            "CSL-JSON",
            csl_json,
            "application/vnd.citationstyles.csl+json",
            "json",
        ),
    ]
    return {style.name: style for style in styles}


#: All styles by name, in the order in which a page offers them.
STYLES: Mapping[str, Style] = _styles()
