"""Every sentence of the pages exists in both languages, and none is left over."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import webui
from indexer.readers.registry import READERS
from judian.core.errors import JudianError
from judian.core.model import Kind, Verdict
from judian.search import answers
from judian.search.lists.instruments import FACTS
from judian.search.lists.instruments import KINDS as INSTRUMENT_KINDS
from judian.search.replies.listings import FIGURE_KINDS
from judian.zh.questions.forms import AnswerType
from judian.zh.text.fold import read_table
from webui.wording import i18n
from webui.wording.messages import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

WEBUI = Path(webui.__file__).parent
TEMPLATES = sorted((WEBUI / "templates").glob("*.html"))
#: Keys that are put together at run time: t('facets.' ~ name), labels.label('kind', …).
FAMILIES = (
    *("sort", "facets", "kind", "asks", "condition", "error", "language", "from", "verdict"),
    *("answer", "figure", "instrument", "fact", "authorities", "read", "reason", "order"),
    *(
        "ground",
        "found_by",
        "own_model",
        "scope",
        "role",
        "format",
        "own_model",
        "entities",
        "fate",
        "outcome",
        "stored",
        "source",
        "run",
        "done",
    ),
)


def _sources() -> str:
    files = [*TEMPLATES, *WEBUI.rglob("*.py")]
    return "\n".join(
        f.read_text(encoding="utf-8") for f in files if not f.name.startswith("messages")
    )


def test_every_key_that_is_used_exists() -> None:
    used = set(re.findall(r"\bt\(\s*[\"']([a-z.0-9]+)[\"']\s*[,)]", _sources()))
    assert len(used) > 80
    assert used <= set(MESSAGES)


def test_no_message_is_left_over() -> None:
    sources = _sources()
    named = set(re.findall(r"[\"']([a-z]+(?:\.[a-z_0-9]+)*)[\"']", sources))
    left = {k for k in MESSAGES if k not in named and k.split(".")[0] not in FAMILIES}
    assert not left


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_say_something_with_the_same_values(key: str) -> None:
    zh, en = MESSAGES[key]["zh"], MESSAGES[key]["en"]
    assert zh.strip()
    assert en.strip()
    names = [
        {field.partition(".")[0] for _, field, _, _ in string.Formatter().parse(text) if field}
        for text in (zh, *en.split("|"))
    ]
    assert names[0] - {"n"} == names[1] - {"n"}
    assert all(n - {"n"} == names[0] - {"n"} for n in names)


def test_plural_follows_the_number() -> None:
    assert i18n.translate("en", "results.total", n=1) == "1 passage"
    assert i18n.translate("en", "results.total", n=2000) == "2,000 passages"
    assert i18n.translate("zh", "results.total", n=1) == "1 個段落"


@pytest.mark.parametrize(
    "path",
    [p for p in TEMPLATES if not p.name.startswith(("help_", "accessibility_"))],
    ids=lambda p: p.name,
)
def test_templates_hold_no_words_of_their_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{% block page %\}\w*", "", text)
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
    bare = re.sub(r"<[^>]*>", " ", text)
    assert not re.findall(r"[A-Za-z㐀-鿿]{2,}", bare)


def _subclasses(root: type[JudianError]) -> list[type[JudianError]]:
    return [s for c in root.__subclasses__() for s in (c, *_subclasses(c))]


@pytest.mark.parametrize(
    "error",
    [c for c in _subclasses(JudianError) if c.__module__ == "webui.http.request_errors"],
    ids=lambda c: c.__name__,
)
def test_every_error_has_its_own_words_in_both_languages(error: type[JudianError]) -> None:
    everywhere = [c.messages for c in _subclasses(JudianError)]
    assert set(error.messages) == {"en", "zh"}
    assert everywhere.count(error.messages) == 1
    for language in ("en", "zh"):
        message, hint = error.messages[language]
        assert message.strip()
        assert hint.strip()
    assert any("一" <= c <= "鿿" for c in "".join(error.messages["zh"]))


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        ("kind", [str(kind) for kind in Kind]),
        ("instrument", INSTRUMENT_KINDS),
        ("fact", FACTS),
        ("format", READERS),
        ("figure", FIGURE_KINDS),
        ("read", [str(verdict) for verdict in Verdict]),
        ("asks", [str(kind) for kind in AnswerType if kind is not AnswerType.NOTHING]),
    ],
)
def test_every_code_of_the_read_path_has_words(family: str, codes: Sequence[str]) -> None:
    assert not [code for code in codes if f"{family}.{code}" not in MESSAGES]


def test_every_condition_of_an_answer_has_words() -> None:
    modules = Path(str(answers.__file__)).parent.rglob("*.py")
    sources = "\n".join(path.read_text(encoding="utf-8") for path in modules)
    named = set(re.findall(r'Condition\("(\w+)"', sources))
    named |= {category for category, _ in read_table("categories.tsv")} | {"agency"}
    assert {"period", "unit", "party"} <= named
    assert not {name for name in named if f"condition.{name}" not in MESSAGES}
