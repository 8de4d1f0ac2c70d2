"""The tools of an agent. Their docstrings are what the agent is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from judian.agents import replies
from judian.agents.one_generation import of_one_generation
from judian.search import citations
from judian.search.audit.reading import read_text
from judian.search.audit.written import audit_json
from judian.search.quotes.written import reply_json
from judian.search.replies.audits import Outcome
from judian.search.requests.values import (
    FigureFilters,
    FigureRequest,
    Filters,
    InstrumentRequest,
    SearchRequest,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from judian.agents.view import View
    from judian.search.service import Service

Json = dict[str, Any]

#: Most entries of a list in one reply, and runners-up of an answer.
MOST_HITS, MOST_FIGURES, MOST_MENTIONS, MOST_BESIDE = 20, 50, 30, 3
#: Most findings of an audit.
MOST_FINDINGS = 100


class Tools:
    """The tools over what `view` returns for a call: what its caller may see.

    Every reply is of one generation of the index, which it names. Raises JudianError.
    """

    def __init__(self, view: Callable[[], View]) -> None:
        self._current = view

    @property
    def _view(self) -> View:
        return self._current()

    @property
    def _service(self) -> Service:
        return self._view.service

    def search(self, query: str, size: int = 10, page: int = 1, document: str = "") -> Json:
        """Search the reports for passages. `query` is Chinese keywords, "exact phrase", AND OR NOT,
        fields such as agency:法務部 or year:105..107. Returns at most 20 verbatim passages, best
        first, each with id, document, section, page, citation and permanent link, and the total.
        `document` limits to one document by id. Finding nothing means that the collection has no
        such passage, not that something is untrue; `suggestion` is another spelling, if any."""
        size = max(1, min(size, MOST_HITS))
        filters = Filters(doc=(document,) if document else ())
        request = SearchRequest(query, page=max(1, page), size=size, filters=filters)
        found = self._service.search(request)
        return {
            "query": query,
            "understood": found.query.understood,
            "problems": [problem.message_en for problem in found.query.problems],
            "suggestion": found.query.suggestion,
            "total": found.total,
            "passages": [replies.hit(one, self._view) for one in found.hits],
            "generation": found.generation,
        }

    def answer(self, question: str) -> Json:
        """Answer a question in Chinese from the reports: a verbatim span of one passage (or values
        computed from cited cells), with citation, confidence (0 to 1) and link. It refuses rather
        than guess: then `answer` is null, `refusal` says why, and `evidence` are the nearest
        passages. Give the year, place and party in the question; a value that contradicts them is
        not given. Keywords are not answered (`is_question` is false): use search."""
        found = self._service.answer(question)
        return {
            "question": found.question,
            "is_question": found.is_question,
            "answer": found.answer and replies.answer(found.answer, self._view),
            "refusal": found.refusal.reason_en if found.refusal else None,
            "refusal_zh": found.refusal.reason_zh if found.refusal else None,
            "alternatives": [
                replies.answer(one, self._view)
                for one in (*found.alternatives, *found.variants)[:MOST_BESIDE]
            ],
            "evidence": [replies.hit(one, self._view) for one in found.evidence[:MOST_BESIDE]],
            "generation": found.generation,
        }

    def read_passage(self, passage: str) -> Json:
        """Read one passage in full by its id, with the passages before and after it in the document
        (null at the ends), its figures and the treaties and statutes it names. Refuses an unknown
        id: ids come from the other tools and last as long as the document's file is unchanged."""

        def read() -> Json:
            hit = self._service.passage(passage)
            before, behind = self._service.neighbours(passage)
            return {
                "passage": replies.hit(hit, self._view, replies.IN_FULL),
                "before": before and replies.hit(before, self._view, replies.IN_FULL),
                "after": behind and replies.hit(behind, self._view, replies.IN_FULL),
                "figures": [replies.figure(f) for f in hit.passage.figures[:MOST_FIGURES]],
                "instruments": [
                    {"id": m.instrument, "name": m.name, "articles": list(m.articles)}
                    for m in hit.passage.mentions[:MOST_MENTIONS]
                ],
            }

        found, generation = of_one_generation(self._service, read)
        return {**found, "generation": generation}

    def figures(
        self, query: str, unit: str = "", year_from: int = 0, year_to: int = 0, page: int = 1
    ) -> Json:
        """List the numbers in the passages that a query finds: text, value in the base unit, unit,
        what is measured, the period (ISO dates), passage, citation and link; at most 50 a page.
        `unit` (件, 元) and Gregorian years narrow the list. A period of null: no text dates the
        number."""
        request = FigureRequest(
            query,
            page=max(1, page),
            size=MOST_FIGURES,
            filters=FigureFilters(
                unit=(unit,) if unit else (),
                year_from=year_from or None,
                year_to=year_to or None,
            ),
        )
        found = self._service.figures(request)
        return {
            "query": query,
            "total": found.total,
            "figures": [
                replies.figure_row(row, citations.cite(row.passage, row.document), self._view)
                for row in found.rows
            ],
            "complete": found.cut is None,
            "generation": found.generation,
        }

    def instruments(self, query: str = "", instrument: str = "", page: int = 1) -> Json:
        """Treaties, agreements and statutes that the reports name. With `query`, or nothing: a list
        with id, name, kind and number of passages, the most mentioned first. With `instrument`, an
        id of that list: where it is named, article by article, at most 30 places a page, each with
        passage, citation and link, and the facts stated of it (signed, in force). Refuses an
        unknown id."""
        if not instrument:
            request = InstrumentRequest(query, page=max(1, page), size=MOST_FIGURES)
            listed = self._service.instruments(request)
            return {
                "query": query,
                "total": listed.total,
                "instruments": [
                    {"id": i.id, "name": i.name, "kind": i.kind, "passages": i.passages,
                     "documents": i.documents, "official": i.page}
                    for i in listed.items
                ],
                "generation": listed.generation,
            }  # fmt: skip
        view = self._service.instrument(instrument, page=max(1, page), size=MOST_MENTIONS)
        return {
            "id": view.item.id,
            "name": view.item.name,
            "kind": view.item.kind,
            "names": [name for name, _ in view.names[:MOST_MENTIONS]],
            "stated": [{"kind": fact.kind, "value": fact.value} for fact in view.stated],
            "articles": [a.article for a in view.articles if a.article is not None],
            "total": view.total,
            "places": [
                replies.mention(p, citations.cite(p.passage, p.document), self._view)
                for p in view.places
            ],
            "generation": view.generation,
        }

    def cite(self, passage: str, style: str = "plain") -> Json:
        """Cite a passage by its id in one of the styles plain, law-review, oscola, bluebook, apa,
        bibtex, ris, csl-json, with its words as a quotation in 「」 and its permanent link. What is
        not known of the document is left out, never guessed. Refuses an unknown id or style."""

        def read() -> Json:
            hit = self._service.passage(passage)
            link = self._view.link(hit.id)
            return {
                "passage": hit.id,
                "collection": self._view.collection(hit.document.id),
                "style": style,
                "citation": citations.cite(hit.passage, hit.document, style, link=link or None),
                "quote": citations.quote(hit.passage, hit.document)[: replies.IN_FULL],
                "link": link,
            }

        found, generation = of_one_generation(self._service, read)
        return {**found, "generation": generation}

    def verify_quote(self, text: str, document: str = "") -> Json:
        """Say whether a quotation is verbatim in the reports. `verdict`: verbatim (with `places`),
        spelling (same words; a number spelled otherwise, or punctuation), differs (`nearest`, its
        words in `source`, and each difference with its kind: number, date, unit, negation, party,
        order, wording), not_found, or not_checkable (under 6 characters or over 3,000). Line
        breaks, width, variants, quotation marks, …… and 〔…〕 do not count. Verify all you show as
        quotations; only verbatim is a proof. `document` limits to one document."""
        return reply_json(
            self._service.verify_quote(text, document), "en", self._view.link, self._view.collection
        )

    def audit_draft(self, text: str) -> Json:
        """Check a draft in Chinese, given as text: every quotation in 「」, every figure, article,
        treaty and 《report》 in it. Each finding has the claim with its offsets, an outcome and the
        reason: verified, differs (`differences`, `source`), not_found, or not_checkable (the
        reason is why: too short, no subject). Not found does not mean untrue. The first 100
        findings that are not verified come with their place, then verified ones; `counts` has
        all. Refuses text without content. Nothing of the draft is kept."""
        reply = self._service.audit(read_text(text))
        body = audit_json(reply, "en", self._view.link, self._view.collection)
        findings = sorted(body["findings"], key=lambda one: one["outcome"] == Outcome.VERIFIED)
        return {
            **body,
            "findings": findings[:MOST_FINDINGS],
            "complete": body["complete"] and len(findings) <= MOST_FINDINGS,
        }


#: The tools by name, in the order in which an agent sees them.
NAMES = (
    "search", "answer", "read_passage", "figures", "instruments", "cite", "verify_quote",
    "audit_draft",
)  # fmt: skip
