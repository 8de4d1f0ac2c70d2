"""Bibliographic <meta> elements of a document page, which Zotero and others read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from webui.http import sources
from webui.links.page_links import page_url
from webui.wording.labels import title

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo


def citation_metadata(info: DocumentInfo) -> list[tuple[str, str]]:
    """(name, content) of each known fact, in the names of Highwire Press."""
    facts = [
        ("citation_title", title(info)),
        ("citation_author", info.agency),
        ("citation_publication_date", (info.date or "").replace("-", "/")),
        ("citation_technical_report_institution", info.agency or title(info)),
        ("citation_language", "zh-TW"),
        ("citation_public_url", page_url("document", doc_id=info.id, _external=True)),
    ]
    if info.format == "pdf" and sources.are_offered(info):
        file = url_for("api.document_source", doc_id=info.id, _external=True)
        facts.append(("citation_pdf_url", file))
    return [(name, content) for name, content in facts if content]
