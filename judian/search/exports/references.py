"""Many hits as one file for a reference manager: RIS, BibTeX or CSL-JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.citations import cite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from judian.search.replies.results import RankedHit

#: Styles of `judian.search.citations` of which records may follow each other in one file.
REFERENCE_STYLES = ("ris", "bibtex", "csl-json")


def references(hits: Iterable[RankedHit], style: str, link: Callable[[str], str]) -> Iterator[str]:
    """The parts of the file, one for each hit; `link` gives the address of a passage by its id.

    BibTeX keys are those of the passages, since a key may occur once in a file.
    """
    if style == "csl-json":
        yield from _json_list(hits, link)
        return
    for one in hits:
        hit = one.hit
        record = cite(hit.passage, hit.document, style, link=link(hit.id))
        if style == "bibtex":
            record = record.replace(f"{{judian{hit.document.id},", f"{{judian{hit.id},", 1)
            yield f"{record}\n\n"
        else:
            yield record


def _json_list(hits: Iterable[RankedHit], link: Callable[[str], str]) -> Iterator[str]:
    """The items of one-item lists in one list."""
    mark = "["
    for one in hits:
        hit = one.hit
        record = cite(hit.passage, hit.document, "csl-json", link=link(hit.id))
        yield mark + record.strip().removeprefix("[").removesuffix("]").rstrip()
        mark = ","
    yield "[]\n" if mark == "[" else "\n]\n"
