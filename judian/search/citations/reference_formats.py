"""Citations for reference managers: BibTeX, RIS and CSL-JSON.

Written here and not with citeproc-py: that library renders CSL styles, none of them for Chinese
government reports, and these three formats are a dozen lines each.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from judian.search.citations.facts import date_parts, facts, one_line, pages_of

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo, Passage

_HAN = re.compile("[\u3400-\u9fff]")
#: The macros that every BibTeX style defines for the months.
_MONTH_MACROS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: "\\" + char for char in "{}$&#_%"},
    }
)


def bibtex(
    passage: Passage, document: DocumentInfo, link: str | None, last: Passage | None = None
) -> str:
    """One BibTeX entry: a techreport where the agency is known, which that type requires as its
    author and institution. Names are in double braces, so that none is taken apart or lowered."""
    known = facts(passage, document, link, last)
    date = date_parts(document.date)
    agency = f"{{{{{_bibtex(known['agency'])}}}}}" if "agency" in known else ""
    fields = {
        "author": agency,
        "title": f"{{{{{_bibtex(one_line(document.title) or document.source)}}}}}",
        "institution": agency,
        "year": f"{{{date[0]}}}" if date else "",
        "month": _MONTH_MACROS[date[1] - 1] if len(date) > 1 and 1 <= date[1] <= 12 else "",
        "day": f"{{{date[2]}}}" if len(date) > 2 else "",
        "note": f"{{{_bibtex(_place(known))}}}",
        "url": f"{{{link}}}" if link else "",
        "language": "{chinese}" if _is_chinese(passage, document) else "{english}",
    }
    kind = "techreport" if agency else "misc"
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{judian{document.id},", *lines, "}"])


def ris(
    passage: Passage, document: DocumentInfo, link: str | None, last: Passage | None = None
) -> str:
    """One RIS record; lines end with CR LF, as the format demands."""
    known = facts(passage, document, link, last)
    date = [f"{part:02}" for part in date_parts(document.date)]
    pages = pages_of(passage, last)
    rows = [
        ("TY", "RPRT"),
        ("TI", one_line(document.title) or document.source),
        ("AU", known.get("agency", "")),
        ("PB", known.get("agency", "")),
        ("PY", date[0] if date else ""),
        ("DA", "/".join([*date, "", "", ""][:3]) + "/" if date else ""),
        ("SP", pages[0]),
        ("EP", pages[-1] if len(pages) > 1 else ""),
        ("N1", _place(known)),
        ("UR", link or ""),
        ("LA", _language(passage, document)),
        ("ID", passage.id),
    ]
    lines = [f"{tag}  - {value}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(
    passage: Passage, document: DocumentInfo, link: str | None, last: Passage | None = None
) -> str:
    """A CSL-JSON list of one item; the place in the source is in its note, as Zotero does."""
    known = facts(passage, document, link, last)
    item: dict[str, object] = {
        "id": passage.id,
        "type": "report",
        "title": one_line(document.title) or document.source,
        "language": _language(passage, document),
        "note": _place(known),
    }
    if passage.page_label or passage.page:
        item["page"] = "-".join(pages_of(passage, last))
    if agency := known.get("agency"):
        item["author"] = [{"literal": agency}]
        item["publisher"] = agency
    if date := date_parts(document.date):
        item["issued"] = {"date-parts": [list(date)]}
    if link:
        item["URL"] = link
    return json.dumps([item], ensure_ascii=False, indent=2)


def _place(known: dict[str, str]) -> str:
    """The location of the passage in the source, in Chinese."""
    parts = (known.get(name) for name in ("section", "table", "pin_zh", "recognised"))
    return "，".join(part for part in parts if part)


def _is_chinese(passage: Passage, document: DocumentInfo) -> bool:
    return _HAN.search(document.title + passage.text) is not None


def _language(passage: Passage, document: DocumentInfo) -> str:
    return "zh-TW" if _is_chinese(passage, document) else "en"


def _bibtex(text: str) -> str:
    return text.translate(_BIBTEX_ESCAPES)
