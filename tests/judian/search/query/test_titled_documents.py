"""Documents by their titles and statutes give what comparing each title gives."""

from __future__ import annotations

import random

import pytest

from judian.search.query.catalogue import Catalogue, CatalogueDocument, as_typed
from judian.search.query.titled_documents import SHORTEST_TITLE, TitledDocuments, statute_of
from judian.zh.text.analyze import squeezed_fold

_TITLES = {
    "1": "行政程序法",
    "2": "刑法",
    "3": "海岸巡防法",
    "4": "海岸巡防法 修正說明",
    "5": "一〇二年度總決算",
    "6": "行政程序法",
    "7": "",
}


def _of_statutes(*names: str) -> list[str]:
    return [one for one in map(statute_of, names) if one is not None]


@pytest.mark.parametrize(
    ("text", "statutes", "ids"),
    [
        ("行政程序法第三條", (), {"1", "6"}),
        ("刑法第三條", (), set()),  # too short to stand there for itself
        ("刑法第三條", ("刑法",), {"2"}),
        ("依海巡法", ("海岸巡防法",), {"3"}),
        ("海岸巡防法修正說明", (), {"3", "4"}),
        ("總決算", (), set()),
        ("", ("行政程序法", "刑法"), {"1", "2", "6"}),
    ],
)
def test_documents_that_are_named(text: str, statutes: tuple[str, ...], ids: set[str]) -> None:
    folded = {id_: squeezed_fold(title) for id_, title in _TITLES.items()}
    found = TitledDocuments(folded).named_in(squeezed_fold(text), _of_statutes(*statutes))
    assert set(found) == ids
    assert len(found) == len(ids)


def test_what_a_title_is_the_name_of() -> None:
    assert statute_of("行政程序法") == statute_of(" 行政程序法 ") is not None
    assert statute_of("行政程序法與刑法") is None
    assert statute_of("修正行政程序法") is None
    assert statute_of("年度報告") is None


def test_random_texts_name_what_comparing_each_title_finds() -> None:
    rng = random.Random(4)
    titles = {str(n): "".join(rng.choices("甲乙丙", k=rng.randint(0, 7))) for n in range(200)}
    documents = TitledDocuments(titles)
    for _ in range(200):
        text = "".join(rng.choices("甲乙丙", k=rng.randint(0, 12)))
        long = {id_: one for id_, one in titles.items() if len(one) >= SHORTEST_TITLE}
        compared = {id_ for id_, one in long.items() if one in text}
        assert set(documents.named_in(text, ())) == compared


def test_titles_are_read_once_for_a_catalogue() -> None:
    catalogue = Catalogue({"1": CatalogueDocument(title="行政程序法")})
    assert as_typed(catalogue).titled is catalogue.titled
    assert catalogue.titled.named_in("行政程序法", ()) == ("1",)
