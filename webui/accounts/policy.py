"""Which view needs which role, and which scope of a token.

A view that is not named here is for every user who has logged in, and for no token.
"""

from __future__ import annotations

#: Views for everybody: style sheets, whether the server is alive and ready, logging in, and what
#: any site answers of itself.
OPEN = frozenset(
    {
        *("static", "api.alive", "api.ready"),
        *("pages.login", "pages.log_in", "pages.oidc_begin", "pages.oidc_end"),
        *("pages.opensearch", "pages.robots", "pages.security_contact", "pages.icon"),
        "pages.accessibility",
    }
)
#: Views of the keeper's room; no token opens them.
KEEPER_VIEWS = (
    *("pages.keeper", "pages.keeper_source", "pages.keeper_progress", "pages.keeper_upload"),
    *("pages.keeper_remove", "pages.keeper_restore", "pages.keeper_mend", "pages.keeper_run"),
)
#: Views that need more than the role of a reader.
ROLE_OF = {
    "pages.batch": "editor",
    "pages.batch_results": "editor",
    "api.prometheus": "keeper",
    **dict.fromkeys(KEEPER_VIEWS, "keeper"),
    "pages.users": "admin",
    "pages.change_users": "admin",
    "pages.change_tokens": "admin",
}
#: Views for somebody whose password was made by another: choosing one's own, and leaving.
WITH_TEMPORARY = frozenset({"pages.own_account", "pages.change_password", "pages.logout"})
SCOPE_OF = {
    "api.search": "search",
    "api.answer": "search",
    "api.suggest": "search",
    "api.figures": "search",
    "api.instruments": "search",
    "api.instrument": "search",
    "api.authorities": "search",
    "api.collections": "search",
    "api.description": "search",
    "api.audit_draft": "search",
    "api.verify_quote": "search",
    "api.documents": "documents",
    "api.document": "documents",
    "api.document_text": "documents",
    "api.passage": "documents",
    "api.picture": "documents",
    "api.page_picture": "documents",
    "api.cite": "documents",
    "api.document_source": "sources",
    "api.export": "export",
    "api.feed": "export",
    "pages.batch_results": "batch",
    "api.prometheus": "metrics",
}
