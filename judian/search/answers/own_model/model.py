"""The user's own model as the pipeline uses it: a question and its best passages in, spans out."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.own_model.client import NoReply, post
from judian.search.answers.own_model.endpoint import Endpoint, endpoint_of
from judian.search.answers.own_model.pointing import Pointer, places_of, pointer_of
from judian.search.answers.own_model.request import body_of
from judian.search.answers.reader.marked import candidates_at
from judian.search.answers.reader.spans import ReaderSpan
from judian.search.replies.results import ModelNote, ModelOutcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.settings import Settings
    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel

log = logging.getLogger("judian.search")

#: The source of its candidates.
SOURCE = "own_model"
#: Questions that are asked at once; a model on an office computer answers one after the other.
_AT_ONCE = 4
#: Failures in a row after which it is not asked for so many seconds.
_FAILURES, _PAUSE = 3, 30.0


@dataclass(frozen=True, slots=True)
class Pointing:
    """What the model pointed at: verified spans of the folded texts of the passages that were sent,
    and the note about it for the reply."""

    note: ModelNote
    spans: tuple[ReaderSpan, ...] = ()


class NotAsked(NoReply):
    """Nothing was sent: too many questions at once, or too many failures before this one."""


class OwnModel:
    """Asks the model of an endpoint; may be used by many threads at once."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        self._lock = threading.Lock()
        self._failed = 0
        self._asleep_until = 0.0

    @classmethod
    def configured(cls, settings: Settings) -> OwnModel | None:
        """The model of the settings; None if they name none. Raises SettingInvalid."""
        endpoint = endpoint_of(settings)
        return None if endpoint is None else cls(endpoint)

    def point(self, question: str, contexts: Sequence[CandidateContext]) -> Pointing:
        """Where the model points: nowhere without a reply that can be used. Spans are numbered by
        `contexts`."""
        sent = tuple(context.hit.id for context in contexts)
        body = body_of(self.endpoint.model, question, [context.hit for context in contexts])
        try:
            pointer = self._ask(body)
        except NoReply as reason:
            log.warning("the model at %s was of no use: %s", self.endpoint.name, reason)
            asked = () if isinstance(reason, NotAsked) else sent
            return Pointing(ModelNote(ModelOutcome.FAILED, self.endpoint.name, asked))
        spans = tuple(_verified(pointer, contexts))
        outcome = ModelOutcome.POINTED if spans else ModelOutcome.UNVERIFIED
        if not pointer.number:
            outcome = ModelOutcome.NOT_SAID
        return Pointing(ModelNote(outcome, self.endpoint.name, sent), spans)

    def _ask(self, body: bytes) -> Pointer:
        """The reply to a request. Raises NoReply."""
        with self._lock:
            if time.monotonic() < self._asleep_until:
                raise NotAsked("it failed several times in a row")
        if not self._turns.acquire(blocking=False):
            raise NotAsked("too many questions at once")
        try:
            pointer = pointer_of(post(self.endpoint, body))
        except NoReply:
            self._count(failed=True)
            raise
        finally:
            self._turns.release()
        self._count(failed=False)
        return pointer

    def _count(self, *, failed: bool) -> None:
        with self._lock:
            self._failed = self._failed + 1 if failed else 0
            if self._failed >= _FAILURES:
                self._failed, self._asleep_until = 0, time.monotonic() + _PAUSE


def _verified(pointer: Pointer, contexts: Sequence[CandidateContext]) -> Iterator[ReaderSpan]:
    """Yield the spans of the words in the passage that the model named, if they stand there."""
    if 1 <= pointer.number <= len(contexts):
        context = contexts[pointer.number - 1]
        for start, end in places_of(pointer.words, context.hit.passage.text):
            low, high = context.folded_span(start, end)
            if low < high:
                yield ReaderSpan(pointer.number - 1, low, high, 1.0)


def pointed_spans(
    question: QuestionModel, contexts: Sequence[CandidateContext], pointing: Pointing
) -> Iterator[Candidate]:
    """Yield the candidates of the verified spans, made as of spans of the reader."""
    for span in pointing.spans:
        yield from candidates_at(question, contexts[span.context], span, SOURCE)
