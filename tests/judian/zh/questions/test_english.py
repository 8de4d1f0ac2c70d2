"""Questions in English are recognised, names in Latin letters are not taken for any."""

from __future__ import annotations

import pytest

from judian.zh.questions.english import is_english_question


@pytest.mark.parametrize(
    "text",
    [
        "How many offenders did the mainland return?",
        "when was the agreement signed",
        "Is there a treaty with Palau",
        "The budget of the coast guard?",
        "What's the date？",
    ],
)
def test_questions(text: str) -> None:
    assert is_english_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WHO",
        "WHO Framework Convention",
        "IT Security Office?",
        "Rome Statute",
        "WHO何時成立？",
        "the mainland 遣返多少人？",
        "How many 人？",
        "12.5% 3?",
        "What next",
    ],
)
def test_no_questions(text: str) -> None:
    assert not is_english_question(text)
