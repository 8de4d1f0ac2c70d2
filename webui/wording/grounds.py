"""The grounds of an answer in words: why it was taken, or why another one was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.wording.i18n import language, t
from webui.wording.messages import MESSAGES

if TYPE_CHECKING:
    from judian.search.replies.results import Answer, Condition, Ground

#: Conditions that have a ground of their own.
_GROUND_OF = {"period": "same_period", "unit": "same_unit"}


def lines(answer: Answer, supports: bool) -> list[str]:
    """The grounds of an answer that support it, or those that do not."""
    found = (ground(one) for one in answer.grounds if one.supports is supports)
    return [line for line in found if line]


def is_met(answer: Answer, condition: Condition) -> bool:
    """True if a ground says that the passage of the answer states a condition of the question;
    False means only that no ground does."""
    supporting = [one for one in answer.grounds if one.supports]
    named = _GROUND_OF.get(condition.name)
    return any(
        one.name == named or any(condition.value in word for word in one.words)
        for one in supporting
    )


def ground(found: Ground) -> str:
    """A ground in the page's language; "" if it has no words for it."""
    quotes = "「{}」" if language() == "zh" else "“{}”"
    words = ("" if language() == "zh" else ", ").join(quotes.format(word) for word in found.words)
    key = f"ground.{found.name}" if words else f"ground.{found.name}.bare"
    return t(key, words=words) if key in MESSAGES else ""
