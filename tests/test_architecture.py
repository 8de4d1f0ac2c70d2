"""docs/architecture.md describes the program as it is: its folders, modules, layers and words."""

from __future__ import annotations

import re

import pytest

from tests.project import MODULES, NAMES, ROOT, name_of
from tests.test_layers import LAYERS

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PACKAGES = sorted({name_of(path.parent) for path in MODULES if path.name == "__init__.py"})


def _section(title: str) -> str:
    """The text under a heading of the second level."""
    return PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def _left_out() -> dict[str, str]:
    """Words that the glossary leaves out of names, each with the term to use instead."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]* \| ([^|]*)\|$", _section("Glossary"), re.MULTILINE)
    return {
        word.strip(): term
        for term, words in rows
        if term not in ("term", "---")
        for word in words.split(",")
        if word.strip()
    }


LEFT_OUT = _left_out()


#: Files of the first level, besides those whose names begin with a dot.
FILES = {
    "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "README.zh-TW.md",
    "REUSE.toml", "SECURITY.md", "pyproject.toml", "requirements-dev.txt", "requirements-train.txt",
    "requirements.txt",
}  # fmt: skip
#: What tools make there.
MADE = {"__pycache__", "build", "dist", "judian.egg-info"}


def test_the_first_level_is_described() -> None:
    found = {path for path in ROOT.iterdir() if path.name not in MADE and path.name[0] != "."}
    folders = set(re.findall(r"^\| `(\w+)/` \|", _section("The first level"), re.MULTILINE))
    assert {path.name for path in found if path.is_dir()} == folders
    # A user's own settings and notes may lie there too.
    assert {path.name for path in found if path.is_file()} >= FILES


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_has_a_heading(package: str) -> None:
    headings = re.findall(r"^##+ ([\w/]+)", PAGE, re.MULTILINE)
    assert package in [*headings, "judian"]


def test_every_module_that_is_named_exists() -> None:
    named = re.findall(r"`((?:judian|indexer|webui)(?:\.\w+)+)`", PAGE)
    assert len(named) > 30
    # `judian.search.service.Service` names a class of a module.
    modules = NAMES - {package.replace("/", ".") for package in PACKAGES}
    assert not [n for n in named if n not in NAMES and n.rpartition(".")[0] not in modules]


def test_every_file_that_the_recipes_name_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = re.findall(r"`((?:judian|indexer|webui|tests|docs)/[\w./-]+)`", text)
    assert len(paths) > 30
    assert not [path for path in paths if "NAME" not in path and not (ROOT / path).exists()]


def test_the_layers_are_those_of_the_test() -> None:
    rows = dict(re.findall(r"^\| `([\w.]+)` \| ([^|]* < [^|]*) \|$", PAGE, re.MULTILINE))
    written = {
        package: [[name.strip() for name in layer.split(",")] for layer in layers.split("<")]
        for package, layers in rows.items()
    }
    assert written == {package: [list(x) for x in layers] for package, layers in LAYERS.items()}


def test_the_glossary_leaves_words_out() -> None:
    assert len(LEFT_OUT) > 20
    assert LEFT_OUT["palisade"].startswith("ruling line")
