"""The features that the scorer weighs, each with its range and what it counts.

No feature names a text: every one is a count, a share or a flag of how a candidate stands to the
question, so that what is learned on some texts holds for others.
"""

from __future__ import annotations

from dataclasses import dataclass

from judian.zh.questions.forms import AnswerType


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its values lie in [low, high]; `meaning` says what is counted."""

    name: str
    low: float
    high: float
    meaning: str


#: The least logarithm of a product of rule factors, and of one rule's.
LEAST_LOG = -4.0

_SHARE = (0.0, 1.0)
_FLAG = (0.0, 1.0)
_LOG = (LEAST_LOG, 0.0)

CANDIDATE_FEATURES = (
    Feature("rule_score", *_SHARE, "the score of formula and rules set by hand"),
    Feature("coverage", *_SHARE, "share by weight of the question's terms around the candidate, "
            "each by the worth of its zone"),
    Feature("covered_near", *_SHARE, "share of the terms in its segment, clause or headers"),
    Feature("covered_sentence", *_SHARE, "share of the terms in the rest of its sentence"),
    Feature("covered_far", *_SHARE, "share of the terms only outside its sentence"),
    Feature("missing", *_SHARE, "share of the terms that are nowhere around it"),
    Feature("missing_noun", *_SHARE, "share of the question's weight that is missing nouns"),
    Feature("missing_required", *_FLAG, "1 if a term that must be met is missing"),
    Feature("named_near", *_SHARE, "share of the required terms in its sentence or headers"),
    Feature("proximity", *_SHARE, "closeness of the terms next to the interrogative"),
    Feature("focus", *_SHARE, "share of the terms next to the interrogative that are next to it"),
    Feature("order", *_SHARE, "share of neighbouring terms in the question's order"),
    Feature("form", *_SHARE, "fit of its own form, unit or type"),
    Feature("log_constraint", *_LOG, "logarithm of the rules about countries, agencies, things"),
    Feature("log_period", *_LOG, "logarithm of the rules about periods"),
    Feature("log_operation", *_LOG, "logarithm of the rules about operands of a computation"),
    Feature("log_statement", *_LOG, "logarithm of the rules about plans, denials, labels, events"),
    Feature("log_gap", *_LOG, "logarithm of the penalties for what is missing or misfits"),
    Feature("log_header", *_LOG, "logarithm of the rules about headers of other cells"),
    Feature("log_other", *_LOG, "logarithm of all other rules"),
    Feature("in_conflict", *_FLAG, "1 if a rule found a part of the question contradicted"),
    Feature("period_met", *_FLAG, "1 if a period is asked for and the candidate's own is the same"),
    Feature("extraneous_measure", *_SHARE, "share of other words in what it measures"),
    Feature("extraneous_segment", *_SHARE, "share of other words beside it"),
    Feature("extraneous_clause", *_SHARE, "share of other words in its clause"),
    Feature("extraneous_headers", *_SHARE, "share of other words in its headers"),
    Feature("extraneous_change", *_FLAG, "1 for the amount of a change that is not asked for"),
    Feature("header_loss", *_SHARE, "the loss for headers that the question does not contain"),
    Feature("words", *_SHARE, "overlap in words of its sentence with the question"),
    Feature("pairs", *_SHARE, "overlap in pairs of characters of its sentence with the question"),
    Feature("pairs_passage", *_SHARE, "overlap in pairs of its passage and what stands above it"),
    Feature("pairs_best", *_SHARE, "overlap of its sentence as a share of the best sentence's"),
    Feature("longest", *_SHARE, "the longest stretch of the question that its sentence repeats, "
            "1 from 12 characters on"),
    Feature("unmet", *_SHARE, "the longest stretch of the question of which its passage and what "
            "stands above hold nothing, 1 from 6 characters on"),
    Feature("unmet_sentence", *_SHARE, "the same of its sentence"),
    Feature("echo", *_SHARE, "share of its pairs of characters that the question holds"),
    Feature("length", *_SHARE, "its length, 1 from 64 characters on, as a logarithm"),
    Feature("rank", *_SHARE, "1 / its passage's rank among the passages found"),
    Feature("hit_score", *_SHARE, "its passage's score as a share of the best one's"),
    Feature("likelihood", *_SHARE, "probability that its passage holds the answer, by "
            "`passage_ranking`"),
    Feature("likelihood_log", -1.0, 0.0, "logarithm of that probability, -1 from exp(-8) down"),
    Feature("is_likeliest", *_FLAG, "1 if no passage has a greater one"),
    Feature("is_total", *_FLAG, "1 for a cell that sums up its row or column"),
    Feature("is_range", *_FLAG, "1 for a number with an upper end"),
    Feature("agreement", *_SHARE, "other passages with the same content, 1 from 3 on"),
)  # fmt: skip

RIVAL_FEATURES = (
    Feature("lead", -1.0, 1.0, "its rule score less that of the best other content"),
    Feature("equals", *_SHARE, "contents that score nearly the same, 1 from 3 on"),
    Feature("neighbours", *_SHARE, "other candidates of its kind in its sentence, 1 from 4 on"),
)  # fmt: skip

#: What the reader says (`read_support`); all 0 without a reader.
READER_FEATURES = (
    Feature("reader_used", *_FLAG, "1 if the first passages were read by the reader"),
    Feature("reader_nowhere", *_SHARE, "probability that none of these passages says it"),
    Feature("reader_best", *_SHARE, "probability of the content that the reader marks"),
    Feature("reader_read", *_FLAG, "1 if the candidate's passage was read"),
    Feature("reader_said", *_SHARE, "probability that its passage, judged alone, says it"),
    Feature("reader_support", *_SHARE, "probability of the spans that say the same, each by the "
            "share of its characters"),
    Feature("reader_log", -1.0, 0.0, "logarithm of that probability, -1 from a thousandth down, 0 "
            "if its passage was not read and no span elsewhere says the same"),
    Feature("reader_rank", *_SHARE, "1 / the rank of the first span that says the same"),
    Feature("reader_margin", -1.0, 1.0, "that probability less that of the best other content, 0 "
            "if nothing is known of it"),
    Feature("reader_first", *_FLAG, "1 if the likeliest span says the same"),
    Feature("reader_overrules", *_FLAG, "1 if rules rule it out and the reader supports it"),
    Feature("reader_and_rules", *_FLAG, "1 if it is the first by rules besides"),
)  # fmt: skip

QUESTION_FEATURES = (
    Feature("best_pairs", *_SHARE, "the best overlap in pairs of any sentence found"),
    Feature("best_rule_score", *_SHARE, "the best rule score of all candidates"),
    Feature("terms", *_SHARE, "the number of the question's terms, 1 from 12 on"),
    Feature("has_constraint", *_FLAG, "1 if the question names a country, agency or substance"),
    Feature("asks_computed", *_FLAG, "1 if the question asks for a result of several values"),
    Feature("has_period", *_FLAG, "1 if the question names a period"),
    Feature("has_focus", *_FLAG, "1 if the question names the type of its answer"),
    Feature("crowd", *_SHARE, "the number of candidates, 1 from 200 on, as a logarithm"),
)

#: The facts of a candidate's clause (`clause_features`): 1 where question and clause agree, -1
#: where one contradicts the other, 0 where one says nothing of it.
CLAUSE_FACTS = (
    *("predicate_match", "polarity_match", "modality_match", "actor_match", "recipient_match"),
    *("subject_match", "object_match", "part_match", "ordinal_match", "comparison_match"),
    *("rest_match", "plan_match", "limit_match", "average_match", "former_match"),
)
CLAUSE_FEATURES = tuple(
    Feature(name, -1.0, 1.0, f"{name.removesuffix('_match')} of the clause and of the question")
    for name in CLAUSE_FACTS
)
#: The rules that are weighed one by one: those that lower a score without ruling out.
WEIGHED_RULES = (
    *("intervening_value", "other_agency_ahead", "other_value_ahead", "value_behind"),
    *("denied", "missing_event", "other_organisation", "planned"),
    *("bound_of_state", "missing_required", "no_predicate", "total_of_others", "unit_misfit"),
    *("cumulative", "end_of_period", "no_period", "partial_period", "running_total"),
    "within_period",
)
RULE_FEATURES = tuple(
    Feature(f"rule_{name}", *_FLAG, f"1 if the rule {name} applies") for name in WEIGHED_RULES
)
#: The proposers whose candidates are told apart.
SOURCES = (
    *("articles", "clauses", "counted", "dates", "definitions", "definitions_by_form"),
    *("document_agencies", "document_dates", "document_periods", "enumerations", "figures"),
    *("inline", "lookups", "meanings", "named", "names", "reasons", "runs", "sentences"),
    *("reader", "tagged"),
)
SOURCE_FEATURES = tuple(
    Feature(f"by_{name}", *_FLAG, f"1 for a candidate of the proposer {name}") for name in SOURCES
)

#: The families of answer types: what kind of reply a question asks for.
ASKED_TYPES = {
    "figure": (AnswerType.FIGURE,),
    "date": (AnswerType.DATE,),
    "list": (AnswerType.LIST,),
    "name": (
        AnswerType.PERSON,
        AnswerType.PLACE,
        AnswerType.ORGANISATION,
        AnswerType.INSTRUMENT,
    ),
    "article": (AnswerType.ARTICLE,),
    "entity": (AnswerType.ENTITY,),
    "definition": (AnswerType.DEFINITION,),
    "statement": (AnswerType.REASON, AnswerType.MANNER, AnswerType.WHETHER),
}
ASKED_FEATURES = tuple(
    Feature(f"asks_{name}", *_FLAG, f"1 if the question asks for a {name}") for name in ASKED_TYPES
)

#: What an article is weighed as where one is asked for: it is right more often than other names.
ARTICLE = "article"
#: The kinds of candidates, as they are weighed.
KINDS = (
    *("figure", "table", "date", "citation", "list", "entity", "definition", "passage"),
    ARTICLE,
)
KIND_FEATURES = tuple(
    Feature(f"is_{kind}", *_FLAG, f"1 for a candidate of the kind {kind}") for kind in KINDS
)

FEATURES = {
    feature.name: feature
    for table in (
        CANDIDATE_FEATURES,
        RIVAL_FEATURES,
        CLAUSE_FEATURES,
        RULE_FEATURES,
        SOURCE_FEATURES,
        READER_FEATURES,
        QUESTION_FEATURES,
        ASKED_FEATURES,
        KIND_FEATURES,
    )
    for feature in table
}
