"""Citations for reference managers: BibTeX, RIS and CSL-JSON.

Written here and not with citeproc-py: that library renders CSL styles, of which none is made for
Chinese government reports, and these three formats are a dozen lines each.
"""

from __future__ import annotations

import json

from core.model import DocumentInfo, Passage
from search.citations.facts import date_parts, facts, one_line

_BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: "\\" + char for char in "{}$&#_%"},
    }
)


def bibtex(passage: Passage, document: DocumentInfo, link: str | None) -> str:
    """One BibTeX entry: a techreport where the agency is known, which that type requires."""
    known = facts(passage, document, link)
    date = date_parts(document.date)
    fields = {
        "title": f"{{{_bibtex(one_line(document.title) or document.source)}}}",
        "institution": f"{{{_bibtex(known['agency'])}}}" if "agency" in known else "",
        "year": str(date[0]) if date else "",
        "month": str(date[1]) if len(date) > 1 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "note": _bibtex(_place(known)),
        "url": link or "",
        "language": "chinese",
    }
    kind = "techreport" if "agency" in known else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{judian{document.id},", *lines, "}"])


def ris(passage: Passage, document: DocumentInfo, link: str | None) -> str:
    """One RIS record; lines end with CR LF, as the format demands."""
    known = facts(passage, document, link)
    date = [f"{part:02}" for part in date_parts(document.date)]
    rows = [
        ("TY", "RPRT"),
        ("TI", one_line(document.title) or document.source),
        ("AU", known.get("agency", "")),
        ("PB", known.get("agency", "")),
        ("PY", date[0] if date else ""),
        ("DA", "/".join([*date, "", "", ""][:3]) + "/" if date else ""),
        ("SP", passage.page_label or (str(passage.page) if passage.page else "")),
        ("N1", _place(known)),
        ("UR", link or ""),
        ("LA", "zh-TW"),
        ("ID", passage.id),
    ]
    lines = [f"{tag}  - {value}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(passage: Passage, document: DocumentInfo, link: str | None) -> str:
    """A CSL-JSON list of one item; the place in the source is in its note, as Zotero does."""
    known = facts(passage, document, link)
    item: dict[str, object] = {
        "id": passage.id,
        "type": "report",
        "title": one_line(document.title) or document.source,
        "language": "zh-TW",
        "note": _place(known),
    }
    if agency := known.get("agency"):
        item["author"] = [{"literal": agency}]
        item["publisher"] = agency
    if date := date_parts(document.date):
        item["issued"] = {"date-parts": [list(date)]}
    if link:
        item["URL"] = link
    return json.dumps([item], ensure_ascii=False, indent=2)


def _place(known: dict[str, str]) -> str:
    """Where in the source the passage stands, in Chinese."""
    parts = (known.get("section"), known.get("table"), known["pin_zh"])
    return "，".join(part for part in parts if part)


def _bibtex(text: str) -> str:
    return text.translate(_BIBTEX_ESCAPES)
