"""What holds for every file of the project: owners of libraries, length, pins, errors, links."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from judian.core.errors import JudianError
from tests.project import MODULES, PACKAGES, ROOT, TESTS, imports, name_of

if TYPE_CHECKING:
    from pathlib import Path

#: library → where it may be imported, as prefixes of paths.
OWNERS = {
    "jieba": ("judian/zh/text/segment.py",),
    "rjieba": ("judian/zh/text/segment.py",),
    "whoosh": ("judian/engines/whoosh/", "judian/evals/speed/"),
    "numpy": (
        "judian/engines/",
        "judian/zh/entities/tagger.py",
        "judian/search/answers/reader/",
        "judian/evals/speed/",
        "judian/evals/reader/",
        "judian/evals/scorer/",
    ),
    "onnxruntime": (
        "judian/zh/entities/tagger.py",
        "judian/search/answers/reader/session.py",
        "judian/evals/reader/network.py",
    ),
    "onnx": ("judian/evals/reader/network.py", "judian/evals/reader/restore.py"),
    "torch": ("judian/evals/reader/",),
    "pdfminer": ("indexer/readers/pdf/", "judian/evals/speed/reading.py"),
    "cryptography": ("indexer/readers/pdf/source/rc4.py",),
    "pypdfium2": (
        "indexer/readers/pdf/source/pdfium.py",
        "judian/evals/real/",
        "judian/evals/speed/reading_steps.py",
    ),
    "pdfplumber": ("judian/evals/real/contenders.py",),
    "olefile": ("indexer/containers/outlook.py",),
    "msgpack": ("indexer/run/messages.py",),
    "dask": ("indexer/run/remote.py",),
    "distributed": ("indexer/run/remote.py",),
    "py_landlock": ("indexer/run/confinement.py",),
    "pyseccomp": ("indexer/run/confinement.py",),
    "lxml": ("indexer/readers/", "indexer/files/zip_package.py", "indexer/comments/"),
    "mcp": ("judian/agents/server.py",),
    "anyio": ("judian/agents/server.py",),
    "uvicorn": ("judian/agents/server.py",),
    "flask": ("webui/",),
    "werkzeug": ("webui/",),
    "jinja2": ("webui/",),
    "markupsafe": ("webui/",),
    "waitress": ("webui/",),
    "argon2": ("webui/accounts/passwords.py",),
    "zxcvbn": ("webui/accounts/passwords.py",),
    "authlib": ("webui/accounts/oidc.py",),
    "joserfc": ("webui/accounts/oidc.py",),
    "requests": ("webui/accounts/oidc.py",),
    "typing_extensions": ("",),
    "urllib3": ("judian/engines/opensearch/client.py",),
    "pandas": ("judian/api/",),
    "tantivy": ("judian/evals/speed/",),
    "pytest": ("judian/evals/mutation/",),
    "coverage": ("judian/evals/mutation/",),
    "hypothesis": ("judian/evals/mutation/",),
}

#: Modules that are run for development only, and may use what the tests use.
MEASURING = (
    "judian/evals/speed/",
    "judian/evals/mutation/",
    "judian/evals/real/",
    "judian/evals/reader/",
)

LONGEST = 450


def _top_names(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(path)} - {"__future__"}


def _libraries(path: Path) -> set[str]:
    return _top_names(path) - {*PACKAGES, "tests"} - set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_imported_only_by_its_owner(path: Path) -> None:
    strays = {lib for lib in _libraries(path) if not name_of(path).startswith(OWNERS.get(lib, ()))}
    assert not strays


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name_of)
def test_nothing_named_index_is_imported(path: Path) -> None:
    # The folder index/ would be imported as a namespace package.
    assert "index" not in _top_names(path)


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name_of)
def test_no_module_is_too_long(path: Path) -> None:
    length = len(path.read_text("utf-8").splitlines())
    assert length <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring
    assert len(docstring) > 10


def _pins(file: str) -> dict[str, str]:
    """Distribution → version of one requirements file, names normalised."""
    found = {}
    for line in (ROOT / file).read_text("utf-8").splitlines():
        if match := re.match(r"([\w.-]+)==([\w.]+)", line):
            found[_normal(match[1])] = match[2]
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _libraries_of_extras() -> set[str]:
    """Optional libraries, which the package names in ranges."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return {_normal(Requirement(line).name) for lines in extras for line in lines}


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        (
            [
                "requirements.txt",
                "requirements-opensearch.txt",
                "requirements-cluster.txt",
                "requirements-mcp.txt",
            ],
            [p for p in MODULES if not name_of(p).startswith(MEASURING)],
        ),
        (
            [
                "requirements.txt",
                "requirements-dev.txt",
                "requirements-train.txt",
                "requirements-opensearch.txt",
                "requirements-cluster.txt",
                "requirements-mcp.txt",
            ],
            [*MODULES, *TESTS],
        ),
    ],
    ids=["run", "test"],
)
def test_every_library_is_pinned(files: list[str], paths: list[Path]) -> None:
    pinned = {name for file in files for name in _pins(file)} | _libraries_of_extras()
    known = packages_distributions()
    used = {library for path in paths for library in _libraries(path)}
    unpinned = {lib for lib in used if pinned.isdisjoint(map(_normal, known.get(lib, [lib])))}
    assert not unpinned


@pytest.mark.parametrize(
    "file",
    [
        "requirements.txt",
        "requirements-mcp.txt",
        "requirements-dev.txt",
        "requirements-train.txt",
        "requirements-opensearch.txt",
        "requirements-cluster.txt",
    ],
)
def test_every_requirement_is_pinned_exactly(file: str) -> None:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    loose = [
        line
        for line in lines
        if line
        and not line.startswith(("#", "-r "))
        and not re.match(r"[\w.-]+==[\w.]+(;|$)", line)
    ]
    assert not loose


def test_the_package_requires_what_was_tested() -> None:
    """The direct requirements and the dependencies of the package are the same libraries, and the
    tested version is in each range."""
    direct = (ROOT / "requirements.txt").read_text("utf-8").split("\n# What these bring in.\n")[0]
    pins = [Requirement(line) for line in direct.splitlines() if line and line[0] != "#"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    ranges = {_normal(r.name): r for r in map(Requirement, project["dependencies"])}
    assert ranges.keys() == {_normal(pin.name) for pin in pins}
    for pin in pins:
        (tested,) = pin.specifier
        known = ranges[_normal(pin.name)]
        assert known.specifier.contains(tested.version), pin
        assert known.marker == pin.marker


def _errors() -> list[type[JudianError]]:
    for path in MODULES:
        if "(JudianError)" in path.read_text("utf-8"):
            importlib.import_module(name_of(path).removesuffix(".py").replace("/", "."))
    found, queue = [], [JudianError]
    while queue:
        kind = queue.pop()
        queue += kind.__subclasses__()
        if kind is not JudianError:
            found.append(kind)
    return found


def _example(kind: type[JudianError]) -> JudianError:
    """An error with a fact for each parameter, of the type that is annotated."""
    facts: dict[str, object] = {}
    for name, parameter in inspect.signature(kind).parameters.items():
        annotation = str(parameter.annotation)
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            facts["detail"] = "detail"
        elif name == "zh":  # a message and a hint
            facts[name] = (f"{kind.__name__}訊息", "提示")
        elif name == "en":
            facts[name] = (f"message of {kind.__name__}", "hint")
        elif annotation == "tuple[str, str]":  # one thing in English and in Chinese
            facts[name] = ("fact", "事實")
        elif annotation == "int":
            facts[name] = 451
        elif name != "position":
            facts[name] = "x"
    return kind(**facts)


def test_every_error_has_its_own_message_in_both_languages() -> None:
    errors = [_example(kind) for kind in _errors()]
    assert len(errors) > 5
    for language in ("en", "zh"):
        messages = [error.message(language) for error in errors]
        assert all(messages)
        assert len(set(messages)) == len(messages)
        assert all(error.hint(language) for error in errors)
        assert not [m for m in messages if "{" in m]
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", error.code) for error in errors)
    assert all(400 <= error.status < 600 for error in errors)
    assert all(re.search(r"[一-鿿]", error.message("zh")) for error in errors)
    assert not [error for error in errors if re.search(r"[一-鿿]", error.message("en"))]


def _pages() -> list[Path]:
    folders = (ROOT, ROOT / "docs", ROOT / "judian/evals")
    return sorted(page for folder in folders for page in folder.glob("*.md"))


@pytest.mark.parametrize("page", _pages(), ids=name_of)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    missing = [target for target in local if not (page.parent / target).exists()]
    assert not missing


def test_every_page_of_the_documentation_is_linked_from_its_index() -> None:
    contents = (ROOT / "docs" / "README.md").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert not [page for page in pages if f"({page})" not in contents]


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"


@pytest.mark.parametrize("page", ["README.md", "README.zh-TW.md"])
def test_make_targets_named_in_the_readme_exist(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / page).read_text("utf-8")))
    assert {"run", "test"} <= named <= targets
