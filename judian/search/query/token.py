"""One part of a query as the lexer gives it to the parser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is one of word, phrase, field, field_group, operator, open, close, minus, plus,
    at_least and boost; `text` the word, the operator, the field, the count or the weight, `value`
    the required value of the field."""

    kind: str
    text: str
    position: int
    value: str = ""
