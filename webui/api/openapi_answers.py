"""The shapes of answers, of the values that they are computed of, and of refusals, for
`webui.api.openapi`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.replies.results import ModelOutcome
from webui.api.schemas import (
    COUNT,
    SHARE,
    SPAN,
    TEXT,
    UPPER_END,
    Json,
    listed,
    maybe,
    obj,
    or_null,
    ref,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMAS: Mapping[str, Json] = {
    "Answer": obj(
        "A verbatim span of the hit's text, or a result computed of several.",
        text=TEXT,
        kind={
            "type": "string",
            "enum": [
                *("figure", "table", "date", "list", "entity", "definition"),
                *("citation", "passage", "computed"),
            ],
        },
        value={
            "type": ["number", "string", "null"],
            "description": "A number in its base unit, an ISO date or month, else null.",
        },
        value_high=UPPER_END,
        unit=maybe("string"),
        items=listed(TEXT),
        partial={
            "type": "boolean",
            "description": "True for a list that may have more items than the collection says.",
        },
        confidence={"type": "number", "minimum": 0, "maximum": 1},
        recognised={
            **SHARE,
            "description": "Confidence of OCR in these words; null without OCR.",
        },
        **SPAN,
        hit=ref("Hit"),
        period={**maybe("string"), "description": "The time that a number is true of: 112年."},
        agreeing={**listed(ref("Place")), "description": "Other passages that state the same."},
        grounds=listed(
            obj(
                "What decided for the answer, or against it; `name` is stable.",
                name=TEXT,
                supports={"type": "boolean"},
                words=listed(TEXT),
            )
        ),
        source={
            "type": "string",
            "description": "Who found it: rules, table, tagger, reader, own_model, computed.",
        },
        formula={
            "type": ["string", "null"],
            "description": "How a computed answer follows from its operands; null for others.",
        },
        operands=listed(ref("Operand")),
    ),
    "Operand": obj(
        "A value that an answer is computed of, and where it stands.",
        label={"type": "string", "description": "Row and column headers."},
        text=TEXT,
        value={"type": ["number", "string", "null"], "description": "In its base unit."},
        unit=maybe("string"),
        **SPAN,
        passage={"type": "string", "description": "Id of its passage."},
        citation=TEXT,
    ),
    "AnswerReply": obj(
        "An answer or a refusal; never both.",
        question=TEXT,
        understood=obj(
            "How the question was read.",
            is_question={"type": "boolean"},
            asks=TEXT,
            conditions=listed(obj("What the answer must meet.", name=TEXT, value=TEXT)),
        ),
        follow_up=or_null(ref("FollowUp")),
        answer=or_null(ref("Answer")),
        refusal=or_null(ref("Refusal")),
        variants={
            **listed(ref("Answer")),
            "description": "Values of which none is the answer: documents or periods differ.",
        },
        alternatives=listed(ref("Answer")),
        evidence=listed(ref("Hit")),
        read={
            "type": "boolean",
            "description": "True if the reading model read the first passages; without it rules"
            " alone decided.",
        },
        own_model=or_null(ref("OwnModel")),
        generation=COUNT,
        took_ms={"type": "number", "minimum": 0},
    ),
    "OwnModel": obj(
        "That a model of the user's own was asked (setting `own_model_url`); null without one.",
        outcome={
            "type": "string",
            "enum": [str(outcome) for outcome in ModelOutcome],
            "description": "pointed: its words stand in the passage that it named, and were weighed"
            " like any other candidate. unverified: they do not, and were dropped.",
        },
        host=TEXT,
        sent={**listed(TEXT), "description": "Ids of the passages that were sent there."},
    ),
    "FollowUp": obj(
        "A follow-up question, the question before it, and what it replaces there (old is empty"
        " for what it adds); `question` of the reply is the completed one.",
        typed=TEXT,
        previous=TEXT,
        changes=listed(obj("One replacement.", kind=TEXT, old=TEXT, new=TEXT)),
    ),
    "Refusal": obj(
        "Why there is no answer. `words` are the parts of the question that the reason is about,"
        " `stated` what a passage states instead of them.",
        code=TEXT,
        reason=TEXT,
        words=listed(TEXT),
        stated=listed(TEXT),
    ),
}
