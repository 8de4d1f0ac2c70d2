"""A small collection and a read path that is obviously right, for tests of the pages.

The fake finds passages that hold the query as it is typed, and answers one question.
"""

from __future__ import annotations

import html
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from judian.core.errors import JudianError, NotFound
from judian.core.model import Cell, DocumentInfo, Kind, PageVerdict, Passage, TableRow, Verdict
from judian.search.answers import complete_follow_up
from judian.search.replies.audits import AuditReply, Claim, ClaimKind, Finding, Outcome
from judian.search.replies.quotes import (
    DifferenceKind,
    QuoteDifference,
    QuotedSpan,
    QuotePlace,
    QuoteReply,
    QuoteVerdict,
)
from judian.search.replies.results import (
    Answer,
    AnswerReply,
    Completion,
    Condition,
    DocumentView,
    Expansion,
    FacetValue,
    Health,
    Hit,
    HitList,
    Problem,
    QueryView,
    RankedHit,
    Reason,
    Refusal,
    SearchReply,
)
from judian.zh.figures.extraction import Figure, Period
from judian.zh.instruments import Mention
from tests.webui.fake_lists import FakeLists
from tests.webui.fake_reading import FakeReading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.requests.values import SearchRequest

QUESTION = "112年度申辦護照多少件？"
UNANSWERED = "海關明年的預算是多少？"
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def document(doc_id: str, title: str, source: str, **facts: object) -> DocumentInfo:
    known: dict[str, object] = {
        "format": "text",
        "sha256": (doc_id * 4)[:64],
        "agency": "外交部",
        "date": "2024-03",
        "indexed_at": "2025-01-02T03:04:05+00:00",
        "provenance": {"title": "text", "agency": "text", "date": "text"},
    }
    return DocumentInfo(id=doc_id, title=title, sources=(source,), **(known | facts))  # type: ignore[arg-type]


class Page:
    """Builds one document's text and passages in order."""

    def __init__(self, info: DocumentInfo) -> None:
        self.info = info
        self.text = ""
        self.passages: list[Passage] = []

    def add(self, kind: Kind, text: str, **more: object) -> Passage:
        start = len(self.text)
        ordinal = len(self.passages) + 1
        known: dict[str, object] = {"paragraph": ordinal, "page": 1, "section": ()}
        passage = Passage(
            id=f"{self.info.id}-{ordinal}",
            doc_id=self.info.id,
            ordinal=ordinal,
            kind=kind,
            text=text,
            start=start,
            end=start + len(text),
            **(known | more),  # type: ignore[arg-type]
        )
        self.text += text + "\n"
        self.passages.append(passage)
        return passage

    def row(self, number: int, names: Sequence[str], columns: Sequence[tuple[str, ...]]) -> None:
        """A table row whose first cell is its row header; its text is the cells joined by tabs."""
        cells: list[Cell] = []
        at = 0
        for i, (name, column) in enumerate(zip(names, columns, strict=True)):
            cells.append(Cell(at, at + len(name), column, () if i == 0 else (names[0],)))
            at += len(name) + 1
        table = TableRow(1, number, tuple(cells), "表1 受理案件統計", "件、人")
        year = 1911 + int(names[0].removesuffix("年"))
        figures = tuple(
            Figure(
                name, cell.start, cell.end, Decimal(name), "件", "count",
                measure=" › ".join((*cell.column, names[0])),
                period=Period(names[0], f"{year}-01-01", f"{year}-12-31"),
            )
            for name, cell in zip(names[1:], cells[1:], strict=True)
        )  # fmt: skip
        self.add(
            Kind.TABLE_ROW, "\t".join(names), table=table, section=("二、統計",), page=2,
            figures=figures,
        )  # fmt: skip


def _report() -> Page:
    page = Page(document("aaaaaaaaaaaaaaaa", "護照申辦及領務工作報告", "reports/passport.txt"))
    one = ("一、申辦情形",)
    page.add(Kind.TITLE, "護照申辦及領務工作報告")
    page.add(Kind.HEADING, "一、申辦情形", section=one)
    text = "112年度國人申辦護照計4萬5,426件，較上年度增加12.5%。承辦人力不足，經費370億元。"
    figures = (
        Figure(
            text="4萬5,426件",
            start=text.index("4萬"),
            end=text.index("，"),
            value=Decimal(45426),
            unit="件",
            kind="count",
            measure="國人申辦護照",
            period=Period("112年度", "2023-01-01", "2023-12-31"),
        ),
        Figure("12.5%", text.index("12.5"), text.index("。"), Decimal("12.5"), "%", "change"),
    )
    page.add(Kind.PARAGRAPH, text, section=one, figures=figures, paragraph=3)
    rest = "同一段的後半，承辦單位收到陳情書38件。"
    letters = Figure("38件", rest.index("38"), rest.index("。"), Decimal(38), "件", "count")
    page.add(Kind.PARAGRAPH, rest, section=one, paragraph=3, figures=(letters,))
    mentions = (
        Mention("護照條例第6條", 2, 9, "statute-1", "護照條例", "statute", ("6",)),
        Mention("臺帛協定", 14, 18, "treaty-1", "臺灣與帛琉簽證協定", "agreement", ("3.2", "4-1")),
    )
    text = "依據護照條例第6條辦理。另依臺帛協定辦理。"
    page.add(Kind.LIST_ITEM, text, section=one, mentions=mentions)
    page.add(Kind.LIST_ITEM, "（二）加強與各國護照機關合作。", section=one)
    page.add(Kind.HEADING, "二、統計", section=("二、統計",), page=2)
    header = "表1 受理案件統計\n單位：件、人\n項目\t護照\t簽證\n件數\t人數"
    page.add(Kind.TABLE_HEAD, header, page=2)
    columns = [("項目",), ("護照", "件數"), ("護照", "人數"), ("簽證",)]
    page.row(1, ["111年", "12", "30", "7"], columns)
    page.row(2, ["112年", "15", "45", "9"], columns)
    page.add(Kind.NOTE, "資料來源：領務機關。", page=2)
    page.add(Kind.FOOTNOTE, "1 含急件護照。", page=2)
    places = ((2, 72.0, 640.0, 523.0, 652.0), (2, 72.0, 658.0, 300.0, 670.0))
    page.add(Kind.QUOTE, "護照為國民在國外之身分證明。", page=2, boxes=places)
    return page


def _hostile() -> Page:
    info = document(
        "bbbbbbbbbbbbbbbb",
        HOSTILE,
        f"{HOSTILE}.html",
        agency=f"機關{HOSTILE}",
        date=None,
        verdict=Verdict.PARTIAL,
        reason="scanned",
        pages=5,
        page_verdicts=(
            PageVerdict(1, "good"),
            PageVerdict(2, "scanned"),
            PageVerdict(3, "scanned"),
            PageVerdict(4, "empty"),
            PageVerdict(5, "unreadable_font", "24 % of the characters have no code"),
        ),
        message_en=f"page 2 is scanned {HOSTILE}",
        message_zh=f"第 2 頁為掃描影像 {HOSTILE}",
        provenance={"title": HOSTILE},
    )
    page = Page(info)
    page.add(Kind.HEADING, f"標題{HOSTILE}", section=(f"標題{HOSTILE}",))
    text = f"護照 {HOSTILE} 文字 & \"引號\" '單引號'"
    year = Period(HOSTILE, "2023-01-01", "2023-12-31")
    at = text.index(HOSTILE)
    attack = Figure(
        HOSTILE, at, at + len(HOSTILE), Decimal("-1E+30"), HOSTILE, "other",
        measure=f"=cmd|{HOSTILE}", period=year,
    )  # fmt: skip
    other = Figure("護照", 0, 2, Decimal(50000), "件", "count", measure="國人申辦護照", period=year)
    mention = Mention(
        HOSTILE, at, at + len(HOSTILE), "bad-1", f"@{HOSTILE}", "statute", ("1.2.3.4.5",)
    )
    page.add(Kind.PARAGRAPH, text, section=(HOSTILE,), figures=(other, attack), mentions=(mention,))
    return page


FAILED = document(
    "cccccccccccccccc",
    "",
    "broken/掃描.pdf",
    verdict=Verdict.FAILED,
    reason="password",
    message_en="the file needs a password; remove it and run again",
    message_zh="檔案設有密碼；請解除後再執行",
)


class FakeService(FakeLists, FakeReading):
    """`webui.http.backend.Backend` over the documents above."""

    def __init__(self, error: JudianError | None = None) -> None:
        self.built: object = 1
        self.error = error
        self.pages = {p.info.id: p for p in (_report(), _hostile())}
        self.extra: list[DocumentInfo] = []

    @property
    def held(self) -> Mapping[str, Page]:
        return self.pages

    def _guard(self) -> None:
        if self.error is not None:
            raise self.error

    def _hit(self, passage: Passage, query: str) -> Hit:
        info = self.pages[passage.doc_id].info
        at = passage.text.find(query) if query else -1
        marks = ((at, at + len(query)),) if at >= 0 else ()
        snippet = html.escape(passage.text)
        if marks:
            word = html.escape(query)
            snippet = snippet.replace(word, f"<mark>{word}</mark>", 1)
        citation = f"{info.agency}，〈{info.title}〉，第{passage.paragraph}段。"
        return Hit(passage.id, 1.5, info, passage, snippet, citation, marks)

    def search(self, request: SearchRequest, /) -> SearchReply:
        self._guard()
        text, page, size, chosen = request.text, request.page, request.size, request.filters
        word = "護照" if text in (QUESTION, "旅券", "旅行證") else text
        found = [
            self._hit(p, word)
            for one in self.pages.values()
            for p in one.passages
            if word in p.text
            and (not chosen.doc or p.doc_id in chosen.doc)
            and (not chosen.kind or str(p.kind) in chosen.kind)
            and (not chosen.agency or one.info.agency in chosen.agency)
        ]
        counts = {i: sum(h.document.id == i for h in found) for i in self.pages}
        docs = tuple(FacetValue(i, self.pages[i].info.title, n) for i, n in counts.items() if n)
        problems = (
            (Problem(text.index('"'), "the mark is not closed", "引號沒有成對"),)
            if text.count('"') == 1
            else ()
        )
        return SearchReply(
            query=QueryView(
                text=text,
                understood=text,
                expanded=(Expansion(text, ("護照",), is_lacking=text == "旅行證"),)
                if text in ("旅券", "旅行證") and request.expand
                else (),
                suggestion="護照" if text == "護昭" else None,
                problems=problems,
                exact=request.exact,
            ),
            total=len(found),
            page=page,
            size=size,
            took_ms=1.25,
            generation=7,
            hits=tuple(found[(page - 1) * size : page * size]),
            facets={
                "doc": docs,
                "agency": (FacetValue("外交部", "外交部", len(found)),) if found else (),
                "year": (FacetValue("2024", "2024", len(found)),) if found else (),
                "kind": (FacetValue("paragraph", "paragraph", 1),) if found else (),
            },
        )

    def hit_list(self, request: SearchRequest, ids: Sequence[str] = (), /) -> HitList:
        self._guard()
        found = self.search(replace(request, page=1, size=1000))
        ranked = [RankedHit(rank, hit) for rank, hit in enumerate(found.hits, 1)]
        chosen = [one for one in ranked if not ids or one.hit.id in ids]
        for passage_id in ids:
            self.passage(passage_id)
        return HitList(
            query=found.query,
            total=found.total,
            documents=len({one.hit.document.id for one in ranked}),
            count=len(chosen),
            generation=found.generation,
            indexed_through="2025-01-02T03:04:05+00:00",
            hits=iter(chosen),
        )

    def newest(self, request: SearchRequest, limit: int, offset: int = 0, /) -> HitList:
        found = self.hit_list(request)
        first = list(found.hits)[offset : offset + limit]
        return replace(found, count=len(first), hits=iter(first))

    def answer(self, question: str, previous: str = "", **_: bool) -> AnswerReply:
        self._guard()
        follow_up = complete_follow_up(previous, question)
        if follow_up is not None:
            return replace(self.answer(follow_up.question), follow_up=follow_up)
        passage = self.pages["aaaaaaaaaaaaaaaa"].passages[2]
        row = self.pages["aaaaaaaaaaaaaaaa"].passages[9]
        base = AnswerReply(question, "？" in question, "figure", (), None, None, (), (), 7, 2.0)
        if question == QUESTION:
            figure = passage.figures[0]
            best = Answer(
                figure.text, "figure", figure.value, "件", (), 0.93,
                figure.start, figure.end, self._hit(passage, "護照"),
            )  # fmt: skip
            cell = row.table.cells[1] if row.table else Cell(0, 1)
            other = Answer(
                "15", "table", Decimal(15), "件", (), 0.31,
                cell.start, cell.end, self._hit(row, "護照"),
            )  # fmt: skip
            return replace(
                base,
                conditions=(Condition("period", "112年度"),),
                answer=best,
                alternatives=(other,),
                evidence=(best.hit,),
            )
        refusal = Refusal("no_candidate", "no passage says it", "沒有段落提到所問的內容")
        return replace(base, refusal=refusal, evidence=(self._hit(passage, ""),))

    def read_titles(self) -> None:
        self._guard()

    def documents(self) -> list[DocumentInfo]:
        self._guard()
        return [*(p.info for p in self.pages.values()), *self.extra, FAILED]

    def document(self, doc_id: str) -> DocumentView:
        self._guard()
        if doc_id == FAILED.id:
            return DocumentView(FAILED, "", ())
        if doc_id not in self.pages:
            raise NotFound("document", "文件", doc_id)
        page = self.pages[doc_id]
        return DocumentView(page.info, page.text, tuple(page.passages))

    def passage(self, passage_id: str, query: str = "") -> Hit:
        self._guard()
        for page in self.pages.values():
            for passage in page.passages:
                if passage.id == passage_id:
                    return self._hit(passage, query)
        raise NotFound("passage", "段落", passage_id)

    def marks(
        self, query: SearchRequest | str, texts: Sequence[str]
    ) -> list[tuple[tuple[int, int], ...]]:
        query = query if isinstance(query, str) else query.text
        places = [text.find(query) for text in texts]
        return [((at, at + len(query)),) if at >= 0 else () for at in places]

    def reasons(self, request: SearchRequest, ids: Sequence[str], /) -> list[tuple[Reason, ...]]:
        self._guard()
        return [(Reason(request.text, "text", 1.0),) if request.text else () for _ in ids]

    def similar(self, passage_id: str) -> str:
        return self.passage(passage_id).passage.text[:4]

    def neighbours(self, passage_id: str, query: str = "") -> tuple[Hit | None, Hit | None]:
        held = self.document(self.passage(passage_id).document.id).passages
        at = [passage.id for passage in held].index(passage_id)
        before, after = held[max(0, at - 1) : at], held[at + 1 : at + 2]
        return (
            self.passage(before[0].id, query) if before else None,
            self.passage(after[0].id, query) if after else None,
        )

    def complete(self, prefix: str, limit: int = 8) -> list[Completion]:
        self._guard()
        known = (("護照", "word"), ("護照條例", "instrument"), ("簽證", "word"))
        return [Completion(*k) for k in known if k[0].startswith(prefix)][:limit]

    def verify_quote(self, text: str, doc: str = "") -> QuoteReply:
        """Verbatim if a passage holds it as it is; else it is said to differ from the first."""
        self._guard()
        for page in self.held.values():
            for passage in page.passages:
                at = passage.text.find(text)
                if at >= 0 and doc in ("", passage.doc_id):
                    span = QuotedSpan(passage, at, at + len(text))
                    place = QuotePlace(page.info, (span,), "引註")
                    return QuoteReply(text, QuoteVerdict.VERBATIM, (place,), 1, folded=("layout",))
        first = next(iter(self.held.values()))
        near = QuotePlace(first.info, (QuotedSpan(first.passages[0], 0, 4),), "引註")
        change = QuoteDifference(DifferenceKind.WORDING, 0, 2, 0, 2, text[:2], "護照")
        return QuoteReply(
            text, QuoteVerdict.DIFFERS, nearest=near, source="護照申辦", differences=(change,)
        )

    def audit(self, passages: Sequence[Passage]) -> AuditReply:
        """The first two characters of each passage are said to differ from a report."""
        self._guard()
        quote = self.verify_quote("簽證申辦")
        findings = tuple(
            Finding(
                Claim(ClaimKind.QUOTATION, passage, 0, 2), Outcome.DIFFERS, "other", "文字不同",
                quote.nearest, quote.text, quote.source, quote.differences,
            )
            for passage in passages
        )  # fmt: skip
        return AuditReply(tuple(passages), findings, generation=7)

    def state(self) -> object:
        return self.built

    def health(self) -> Health:
        if self.error is not None:
            return Health(False, 0, 0, 0, 0, self.error)
        count = sum(len(p.passages) for p in self.pages.values())
        return Health(True, 7, len(self.pages), 1, count)
