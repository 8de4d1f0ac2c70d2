"""Searches and questions of a request; what questions send to the user's own model is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.accounts.audit import record_sent
from webui.http.backend import backend

if TYPE_CHECKING:
    from judian.search.replies.results import AnswerReply, SearchReply
    from judian.search.requests.values import SearchRequest


class Asking:
    """What the user of the current request may search and ask."""

    def search(self, request: SearchRequest, /) -> SearchReply:
        """One page of hits."""
        return backend().search(request)

    def answer(
        self, question: str, previous: str = "", *, only_questions: bool = False
    ) -> AnswerReply:
        """An answer or a refusal; a line in the audit log if passages were sent for it. With
        `only_questions` keywords are refused without passages."""
        reply = backend().answer(question, previous, only_questions=only_questions)
        if reply.own_model is not None:
            record_sent(reply.own_model)
        return reply
