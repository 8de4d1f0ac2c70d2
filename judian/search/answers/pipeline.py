"""Question answering: from a question to an answer or a refusal.

The question is analysed; passages are retrieved; candidates are proposed and scored; the scores
of numbers and dates are calibrated as probabilities. The best candidate is the answer if its
score reaches the threshold of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.core.bm25 import idf
from judian.core.model import Kind
from judian.search.answers.candidates.context import CandidateContext
from judian.search.answers.candidates.context_builder import contexts_of
from judian.search.answers.formal_passages import (
    alternated,
    formal_hits,
    of_named_statutes,
    with_first,
)
from judian.search.answers.grounds import grounds_of, source_of
from judian.search.answers.own_model.model import pointed_spans
from judian.search.answers.proposers import CLAUSES, PROPOSERS
from judian.search.answers.provisions import Provision, asked_provision, provision_answer
from judian.search.answers.question.analysis import analyze_question
from judian.search.answers.question.named_article import named_article
from judian.search.answers.question.operations import OperationKind
from judian.search.answers.reader.marked import SOURCE as MARKED
from judian.search.answers.reader.marked import marked_spans
from judian.search.answers.reading_passages import point, read
from judian.search.answers.refusals import (
    DOCUMENTS_DIFFER,
    NOT_CHINESE,
    NOT_COMPUTED,
    PERIODS_DIFFER,
    evidence_refusal,
    input_refusal,
)
from judian.search.answers.scoring import cells
from judian.search.answers.scoring.calibration import calibrate
from judian.search.answers.scoring.confidence import confidence, is_accepted
from judian.search.answers.scoring.features import Found
from judian.search.answers.scoring.overlap import Overlap
from judian.search.answers.scoring.passage_ranking import likelihoods_of
from judian.search.answers.scoring.recognition import limited, recognised_share
from judian.search.answers.scoring.score import ScoredCandidate, score_candidate
from judian.search.answers.scoring.totals import total_rows, widened_query
from judian.search.answers.scoring.vetoes import veto
from judian.search.answers.tables.answering import (
    adds_up_some_rows,
    computed_across,
    computed_answer,
)
from judian.search.answers.tables.reply import reply_of, rounds_to
from judian.search.answers.variants import differ_by_period, variants_of
from judian.search.query.compile import Compiled, compile_query
from judian.search.replies.results import (
    Answer,
    AnswerReply,
    Condition,
    Hit,
    ModelNote,
    Place,
    Refusal,
)
from judian.search.requests.values import Filters, SearchRequest
from judian.zh.dates.period_names import period_name
from judian.zh.questions.forms import AnswerType

if TYPE_CHECKING:
    from judian.core.engine import Snapshot
    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.own_model.model import OwnModel
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.reader.reader import Reader
    from judian.search.answers.reader.spans import Reading
    from judian.search.answers.tables.answering import ComputedAnswer
    from judian.search.query.catalogue import Catalogue

#: Passages that are searched for candidates; on evals/questions no later passage held the answer.
PASSAGES = 40
#: Passages that are shown as evidence, and runners-up.
EVIDENCE = 5
ALTERNATIVES = 3
#: Rows and heads of tables that are searched besides for a question that computes.
TABLE_ROWS = 20
#: The least rarity of a question term, as a share of the greatest idf.
MIN_RARITY = 0.1

#: The confidence from which a number in prose is given before another one in the cell whose row and
#: column the question names. Over 90 questions on public audit reports the two differed twice, at
#: 0.60 and 0.73, and the cell was right.
SURER = 0.9

Find = Callable[[Compiled, int], list[Hit]]


@dataclass(frozen=True, slots=True)
class AnswerSearch:
    """A question with the passages retrieved for it and its candidates, best first; `refusal` is
    None if the best of them, or what was `computed` of a table, is the answer. `reading` is what
    the reader says about the first passages, None without a reader; `variants` are the candidates
    of which none is the answer, since documents or periods differ; `own_model` says what came of
    asking the user's own model; `provision` is the text of the article that is asked for."""

    question: QuestionModel
    hits: list[Hit]
    candidates: list[ScoredCandidate]
    refusal: Refusal | None
    reading: Reading | None = None
    computed: ComputedAnswer | None = None
    variants: Sequence[ScoredCandidate] = ()
    own_model: ModelNote | None = None
    provision: Provision | None = None


def answer_question(
    text: str,
    snapshot: Snapshot,
    catalogue: Catalogue,
    find: Find,
    reader: Reader | None = None,
    own_model: OwnModel | None = None,
) -> AnswerReply:
    """The answer to `text` from the passages that `find` returns, or a refusal."""
    found = search_answers(text, snapshot, catalogue, find, reader, own_model)
    question, candidates, refusal = found.question, found.candidates, found.refusal
    # A question that is refused for itself has no alternatives: nothing was asked about.
    others: Sequence[ScoredCandidate] = ()
    answer = reply_of(found.computed) if found.computed else None
    if answer is not None and candidates:
        answer = _preferred(found, answer, candidates[0])
    if found.provision is not None and refusal is None:
        answer = provision_answer(found.provision)
    if answer is None and input_refusal(question) is None:
        # The best candidate is the answer, a variant, or an alternative.
        shown = found.variants or candidates[: 0 if refusal else 1]
        others = [c for c in candidates if not c.is_vetoed and c not in shown][:ALTERNATIVES]
    return AnswerReply(
        question=text,
        is_question=answer is not None or _is_question(question, refusal),
        asks=str(question.answer_type),
        conditions=_conditions(question),
        answer=answer or (None if refusal else _shown(found, candidates[0])),
        refusal=refusal,
        alternatives=tuple(_shown(found, other) for other in others),
        evidence=tuple(found.hits[:EVIDENCE]),
        variants=tuple(_shown(found, variant) for variant in found.variants),
        read=found.reading is not None,
        own_model=found.own_model,
    )


def _is_question(question: QuestionModel, refusal: Refusal | None) -> bool:
    """False for keywords, and for keywords that ask by their head noun if there is no answer: the
    user may want the passages alone."""
    if refusal is NOT_CHINESE:
        return True
    return question.answer_type is not AnswerType.NOTHING and not (
        refusal is not None and question.form.is_keywords
    )


def keywords_refused(text: str, snapshot: Snapshot) -> AnswerReply | None:
    """The reply to keywords of which nothing can be computed and that name no article, without
    passages; None for what may be a question."""
    question = analyze_question(text, _rarity(snapshot))
    is_value = question.operation.kind is OperationKind.VALUE
    if question.answer_type is not AnswerType.NOTHING or not is_value or named_article(text):
        return None
    refusal = input_refusal(question)
    return AnswerReply(
        question=text,
        is_question=_is_question(question, refusal),
        asks=str(question.answer_type),
        conditions=_conditions(question),
        answer=None,
        refusal=refusal,
        alternatives=(),
        evidence=(),
    )


def _preferred(found: AnswerSearch, computed: Answer, best: ScoredCandidate) -> Answer:
    """The answer that a passage states, if it is accepted and says the number that was computed,
    with the formula that confirms it; or if it says in prose another number than a single cell,
    and surely if the question names the cell's row and column. Otherwise the computed answer."""
    stated = best.candidate.value
    if not is_accepted(best) or not isinstance(stated, Decimal):
        return computed
    is_same = isinstance(computed.value, Decimal) and rounds_to(abs(computed.value), abs(stated))
    if is_same and best.candidate.unit == computed.unit:
        return replace(_shown(found, best), formula=computed.formula, operands=computed.operands)
    is_other = computed.kind == "table" and best.candidate.kind == "figure"
    is_whole = found.computed is not None and found.computed.is_whole_cell
    is_surer = is_other and (not is_whole or confidence(best) >= SURER)
    return _shown(found, best) if is_surer else computed


def search_answers(
    text: str,
    snapshot: Snapshot,
    catalogue: Catalogue,
    find: Find,
    reader: Reader | None = None,
    own_model: OwnModel | None = None,
) -> AnswerSearch:
    """All steps: analyze the question, retrieve, read, propose, score, compare, decide."""
    found = find_candidates(text, snapshot, catalogue, find, reader, own_model)
    question = found.question
    hits = [context.hit for context in found.contexts]
    provision = asked_provision(text, find)
    if provision is not None:
        refusal = None if provision.is_one else DOCUMENTS_DIFFER
        return AnswerSearch(question, hits, [], refusal, found.reading, provision=provision)
    ranked = calibrate(found)
    of_tables = [context.hit for context in found.contexts if not context.is_further]
    if question.operation.kind is not OperationKind.VALUE:
        of_tables += found.rows or _rows_of(question, catalogue, find)
    computed = computed_answer(question, snapshot, of_tables)
    if computed is None and _may_be_cell(question, ranked):
        computed = computed_answer(question, snapshot, found.rows)
    computed = computed or computed_across(
        question, snapshot, lambda one: _rows_of(one, catalogue, find)
    )
    refusal = None
    if computed is None:
        refusal = input_refusal(question)
    variants = variants_of(question, ranked) if refusal is None and computed is None else []
    if variants:
        refusal = PERIODS_DIFFER if differ_by_period(variants) else DOCUMENTS_DIFFER
    elif computed is None and refusal is None and adds_up_some_rows(question, snapshot, hits):
        refusal = NOT_COMPUTED
    elif computed is None:
        refusal = refusal or evidence_refusal(question, hits, ranked, snapshot)
    return AnswerSearch(
        question, hits, ranked, refusal, found.reading, computed, variants, found.own_model
    )


def find_candidates(
    text: str,
    snapshot: Snapshot,
    catalogue: Catalogue,
    find: Find,
    reader: Reader | None = None,
    own_model: OwnModel | None = None,
) -> Found:
    """The steps up to the comparison: analyze the question, retrieve, read, propose, score."""
    rarity = _rarity(snapshot)
    question = analyze_question(text, rarity)
    hits = retrieve(question, catalogue, find)
    rows: list[Hit] = []
    if question.answer_type is AnswerType.NOTHING:
        # No candidate is proposed for keywords, so that nothing around a passage is read.
        contexts = [CandidateContext(hit, rank=rank) for rank, hit in enumerate(hits)]
    else:
        if question.answer_type is AnswerType.FIGURE:
            rows = _rows_of(question, catalogue, find)
        known = {hit.id for hit in hits}
        further = [row for row in rows if row.id not in known]
        contexts = list(contexts_of(question, snapshot, hits, further))
    overlap = Overlap(question, rarity)
    proposed = score(question, propose(question, contexts))
    likelihoods = likelihoods_of(question, contexts, overlap, proposed)
    reading = read(question, contexts, reader, overlap, likelihoods)
    marked = () if reading is None else marked_spans(question, contexts, reading)
    pointing = point(question, contexts, own_model, likelihoods)
    pointed = () if pointing is None else pointed_spans(question, contexts, pointing)
    scored = _merged(proposed, score(question, chain(marked, pointed)))
    note = None if pointing is None else pointing.note
    return Found(question, contexts, scored, overlap, likelihoods, reading, note, rows)


def without(found: Found, passages: Container[str], reader: Reader | None = None) -> Found:
    """What would have been found without the passages with these ids, read again."""
    question = found.question
    contexts = [context for context in found.contexts if context.hit.id not in passages]
    scored = [
        each
        for each in found.scored
        if each.candidate.context.hit.id not in passages and each.candidate.source != MARKED
    ]
    likelihoods = likelihoods_of(question, contexts, found.overlap, scored)
    reading = read(question, contexts, reader, found.overlap, likelihoods)
    if reading is not None:
        scored = _merged(scored, score(question, marked_spans(question, contexts, reading)))
    return Found(question, contexts, scored, found.overlap, likelihoods, reading)


def _merged(
    left: Sequence[ScoredCandidate], right: Sequence[ScoredCandidate]
) -> list[ScoredCandidate]:
    """All candidates of both, best first; those that are out follow with the score 0."""
    return sorted((*left, *right), key=lambda each: -each.score)


def _rarity(snapshot: Snapshot) -> Callable[[str], float]:
    count = max(1, snapshot.passage_count)
    greatest = idf(count, 0)

    def rarity(word: str) -> float:
        frequency = max(snapshot.frequency("words", word), snapshot.frequency("pairs", word))
        return max(MIN_RARITY, idf(count, frequency) / greatest)

    return rarity


def retrieve(question: QuestionModel, catalogue: Catalogue, find: Find) -> list[Hit]:
    """The passages that are searched for the answer: those that its form finds, then the others,
    best first, then total rows of tables.

    Total rows are those that a wider query finds and the question itself does not.
    """
    request, analyses = SearchRequest(question.typed), {question.typed: question.analysis}
    compiled = compile_query(request, catalogue, analyses)
    hits = find(compiled, PASSAGES)
    hits = alternated(of_named_statutes(question, catalogue, find, compiled), hits)
    wider = widened_query(question)
    if wider is not None:
        hits += total_rows(find(compile_query(SearchRequest(wider), catalogue), PASSAGES), hits)
    return with_first(formal_hits(question, catalogue, find), hits)


def _rows_of(question: QuestionModel, catalogue: Catalogue, find: Find) -> list[Hit]:
    """The rows and heads of tables that the words of a question find."""
    filters = Filters(kind=(str(Kind.TABLE_ROW), str(Kind.TABLE_HEAD)))
    request = SearchRequest(" ".join(question.operation.content.split()), filters=filters)
    return find(compile_query(request, catalogue), TABLE_ROWS)


def _may_be_cell(question: QuestionModel, ranked: Sequence[ScoredCandidate]) -> bool:
    """True if a number is asked for that no candidate gives: a cell of a table that the passages
    hide may hold it."""
    is_value = question.operation.kind is OperationKind.VALUE
    is_number = question.answer_type is AnswerType.FIGURE
    return is_value and is_number and not (ranked and is_accepted(ranked[0]))


def propose(question: QuestionModel, contexts: Iterable[CandidateContext]) -> Iterator[Candidate]:
    """Yield all candidates of the question's answer type in the passages, each with the name of its
    proposer as source, unless the proposer named one itself."""
    proposers = PROPOSERS.get(question.answer_type, ())
    for context in deadlines.checked(contexts):
        for proposer in proposers:
            if question.operation.kind is OperationKind.EXTREME and proposer in CLAUSES:
                continue  # what is greatest has a name
            for candidate in proposer(question, context):
                yield (
                    candidate if candidate.source else replace(candidate, source=proposer.__name__)
                )


def score(question: QuestionModel, candidates: Iterable[Candidate]) -> list[ScoredCandidate]:
    """All candidates with scores by formula and rules, best first; then those that are out."""
    scored = [score_candidate(question, one) for one in deadlines.checked(candidates)]
    scored = cells.contrast_cells(question, scored)
    scored.sort(key=lambda s: (-s.score, s.candidate.context.rank, s.candidate.start))
    return veto(question, scored)


def _answer(scored: ScoredCandidate) -> Answer:
    return answer_of(scored, confidence(scored))


def answer_of(scored: ScoredCandidate, sure: float = 1.0) -> Answer:
    """The answer that a candidate gives; `sure` is its confidence on text that was read rightly."""
    candidate = scored.candidate
    context = candidate.context
    start, end = context.source(candidate.start, candidate.end)
    passage = context.hit.passage
    text = passage.text
    recognised = recognised_share(passage, start, end)
    item_texts = (text[slice(*context.source(*item))] for item in candidate.items)
    return Answer(
        text=text[start:end],
        kind=candidate.kind,
        value=candidate.value,
        unit=candidate.unit,
        items=candidate.texts or tuple(item_texts),
        confidence=limited(sure, recognised),
        start=start,
        end=end,
        hit=context.hit,
        recognised=recognised,
        value_high=candidate.value_high,
        partial=candidate.partial,
    )


def _shown(found: AnswerSearch, scored: ScoredCandidate) -> Answer:
    """The answer that a candidate gives, with its period, grounds and the passages that agree."""
    candidate = scored.candidate
    own = candidate.context.hit.id
    return replace(
        _answer(scored),
        period=period_name(candidate.periods[0]) if _has_period(candidate) else None,
        agreeing=tuple(
            Place(hit.document, hit.passage)
            for hit in found.hits
            if hit.id in scored.passages and hit.id != own
        ),
        grounds=grounds_of(found.question, scored),
        source=source_of(candidate),
    )


def _has_period(candidate: Candidate) -> bool:
    """True for a number whose time is known; a date is no number."""
    return bool(candidate.periods) and isinstance(candidate.value, Decimal)


def _conditions(question: QuestionModel) -> tuple[Condition, ...]:
    """The periods, constraints, unit and number of items that the question states."""
    found = [Condition("period", question.as_written(s, e)) for s, e in question.period_spans]
    found += [
        Condition(v.category, question.as_written(v.start, v.end)) for v in question.constraints
    ]
    unit = question.unit.unit
    if unit:
        at = question.text.find(unit, question.form.end)
        found.append(Condition("unit", question.as_written(at, at + len(unit))))
    if question.form.count:
        found.append(Condition("count", str(question.form.count)))
    return tuple(found)
