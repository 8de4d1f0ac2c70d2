"""Questions in English: what they are about is searched, and not how they are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

REPORTS = {
    "a.md": "# 司法互助\n\nThe Rome Statute of the Court entered into force.\n\n羅馬規約已生效。\n",
    "b.md": "# 附錄\n\nThis is how it was done by many of them.\n",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("english"), REPORTS)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "question",
    [
        "How many offenders did the mainland return?",
        "What is the budget of the agency?",
        "Offenders of the mainland?",
    ],
)
def test_nothing_is_found_by_articles_and_auxiliaries(service: Service, question: str) -> None:
    assert service.search(question).total == 0


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("When did the Rome Statute enter into force?", "Rome Statute"),
        ("the Court", "the Court"),  # keywords
        ("How is it?", "how it was done"),  # of a question without a subject all words count
        ("the 羅馬規約", "羅馬規約"),
    ],
)
def test_what_is_named_is_found(service: Service, asked: str, wanted: str) -> None:
    hits = service.search(asked).hits
    assert wanted in hits[0].passage.text


def test_words_of_the_subject_alone_are_marked(service: Service) -> None:
    hit = service.search("When did the Rome Statute enter into force?").hits[0]
    marked = {hit.passage.text[start:end] for start, end in hit.marks}
    assert "Rome" in " ".join(marked)
    assert "The" not in marked
