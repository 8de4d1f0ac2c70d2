"""The layers of the house, held by reading imports: who may import whom, down to sub-packages."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.project import MODULES, ROOT, dotted, imports, name_of, named_modules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: package → packages it may import. `evals` measures every room, so it may enter every room
#: but the pages.
MAY_IMPORT = {
    "judian.zh": set(),
    "judian.core": {"judian.zh"},
    "judian.engines": {"judian.core"},
    "indexer": {"judian.engines", "judian.core", "judian.zh"},
    "judian.search": {"judian.engines", "judian.core", "judian.zh"},
    "webui": {"judian.search", "judian.core"},
    "judian.evals": {"judian.search", "indexer", "judian.engines", "judian.core", "judian.zh"},
    # Of `webui` its accounts and settings, that agents are shown what their users may see.
    "judian.agents": {"judian.search", "judian.core", "judian.zh", "webui"},
    "judian": {"judian.search", "judian.agents", "judian.evals", "judian.core", "indexer", "webui"},
}

#: package → its sub-packages and modules, bottom up. A sub-package may import those of the
#: layers before its own; those of one layer import nothing of each other. What a package holds
#: besides stands above all layers.
LAYERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "judian.zh": (
        ("text",),
        ("numbers", "entities"),
        ("dates",),
        ("instruments",),
        ("clauses",),
        ("figures", "questions"),
    ),
    "judian.engines": (("common",), ("memory", "whoosh", "opensearch"), ("registry",)),
    "judian.search": (
        ("replies",),
        ("requests",),
        ("query", "citations"),
        ("hits",),
        ("former", "lists", "answers", "quotes"),
        ("audit",),
        ("exports",),
        ("visible",),
        ("service",),
        ("batch",),
    ),
    "judian.search.answers": (
        ("question",),
        ("candidates",),
        ("reader",),
        ("own_model",),
        ("scoring",),
        ("tables",),
        ("passage_words", "grounds", "formal_passages", "proposers"),
        ("instead", "variants", "provisions"),
        ("refusals",),
        ("reading_passages",),
        ("pipeline",),
        ("explanation",),
    ),
    "judian.evals": (
        ("contents", "cluster"),
        ("questions", "quotes", "durability", "typeset", "mutation"),
        ("retrieval",),
        ("reader",),
        ("speed", "scorer"),
        ("real",),
    ),
    "indexer": (
        ("structure", "files", "wording"),
        ("documents", "containers", "comments", "readers.common", "readers.pdf.source"),
        (
            "readers.docx",
            "readers.odt",
            "readers.plain",
            "readers.spreadsheet",
            "readers.pdf.lines",
            "readers.pdf.tables",
        ),
        (
            "readers.di",
            "readers.html",
            "readers.ods",
            "readers.pptx",
            "readers.xlsx",
            "readers.pdf.layout",
        ),
        ("readers.converted", "readers.epub", "readers.mail", "readers.pdf.page"),
        ("readers.pdf.document",),
        ("readers.pdf",),
        ("readers.registry",),
        ("run",),
        ("cli",),
    ),
    "webui": (
        ("http",),
        ("accounts",),
        ("keeper",),
        ("wording",),
        ("links",),
        ("markup",),
        ("api",),
        ("pages",),
    ),
}

#: module → modules that it starts as a process of their own, by name: no import, so the one may
#: stand above the other.
STARTS = {
    "webui.http.sources": {"indexer.cli.member"},
    "webui.http.pictures": {"indexer.cli.page_image"},
    "webui.workers": {"webui.__main__"},
    "webui.keeper.starting": {"indexer.__main__"},
    "judian.search.audit.reading": {"indexer.cli.draft"},
    "judian.search.exports.commented_draft": {"indexer.cli.commented_draft"},
    "judian.evals.questions.ask": {"indexer.__main__"},
    "judian.evals.durability.kills": {"indexer.__main__"},
    "judian.evals.durability.measure": {"judian.evals.durability.writer"},
    "judian.evals.speed.reading": {"indexer.__main__"},
    "judian.evals.speed.measure": {"judian.evals.speed.build"},
    "judian.evals.speed.serving": {"webui.__main__"},
}


def _package(module: str) -> str:
    """The package of MAY_IMPORT that holds a module, the innermost."""
    held = (name for name in MAY_IMPORT if f"{module}.".startswith(f"{name}."))
    return max(held, key=len)


def _layer(package: str, module: str) -> int:
    """The layer of a module in LAYERS[package], by its longest prefix there."""
    inside = module.removeprefix(package).removeprefix(".")
    best, layer = "", len(LAYERS[package])
    for at, names in enumerate(LAYERS[package]):
        for name in names:
            if f"{inside}.".startswith(f"{name}.") and len(name) > len(best):
                best, layer = name, at
    return layer


def _room(package: str, module: str) -> str:
    """The sub-package or module of LAYERS[package] that holds a module; "" above all layers."""
    inside = module.removeprefix(package).removeprefix(".")
    names = [name for names in LAYERS[package] for name in names]
    return max((n for n in names if f"{inside}.".startswith(f"{n}.")), key=len, default="")


def _uses(path: Path) -> set[str]:
    """Modules of the project that a file imports, by statement or by a string."""
    module = dotted(path)
    named = set(named_modules(path)) - STARTS.get(module, set())
    return {name for name in [*imports(path), *named] if name.split(".")[0] in _TOP} - {module}


_TOP = {name.split(".")[0] for name in MAY_IMPORT}


def test_every_room_is_there() -> None:
    found = {dotted(path) for path in MODULES}
    rooms = {f"{p}.{n}" for p, layers in LAYERS.items() for names in layers for n in names}
    assert rooms <= found
    assert {_package(name) for name in found} == MAY_IMPORT.keys()
    assert {name for names in STARTS.values() for name in names} <= found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_package_imports_only_what_it_may(path: Path) -> None:
    package = _package(dotted(path))
    assert {_package(name) for name in _uses(path)} - {package} <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_sub_package_imports_only_from_the_layers_below_it(path: Path) -> None:
    module = dotted(path)
    for package in LAYERS:
        if not f"{module}.".startswith(f"{package}."):
            continue
        own = _room(package, module)
        inside = {n for n in _uses(path) if n.startswith(f"{package}.")}
        # An empty `__init__.py` is imported with everything below it.
        climbing = {
            name
            for name in inside
            if _room(package, name) != own and _layer(package, name) >= _layer(package, module)
        }
        assert not climbing


def test_what_starts_a_module_by_name_still_does() -> None:
    for path in MODULES:
        assert STARTS.get(dotted(path), set()) <= set(named_modules(path))


def _assert_no_circle(graph: Mapping[str, set[str]]) -> None:
    """Fail with the trail of the first circle of a graph, if there is one."""
    done: set[str] = set()

    def visit(node: str, trail: tuple[str, ...]) -> None:
        assert node not in trail, " → ".join((*trail, node))
        if node not in done:
            for name in sorted(graph.get(node, ())):
                visit(name, (*trail, node))
            done.add(node)

    for node in graph:
        visit(node, ())


def test_no_circle_among_modules() -> None:
    _assert_no_circle({dotted(path): _uses(path) for path in MODULES})


def test_no_circle_among_packages() -> None:
    # An `__init__.py` holds no code that its package's modules need: importing it is no edge.
    folders = {dotted(path): dotted(path.parent / "__init__.py") for path in MODULES}
    packages = {dotted(path) for path in MODULES if path.name == "__init__.py"}
    graph: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        own = folders[dotted(path)]
        graph[own] |= {folders[name] for name in _uses(path) - packages if name in folders} - {own}
    _assert_no_circle(graph)


#: Folders of tests that mirror no package: the browser tests, and data.
_NOT_MIRRORED = {"browser", "cases", "data"}


def test_the_tests_have_the_folders_of_the_program() -> None:
    tests = ROOT / "tests"
    folders = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
    mirrored = {
        folder for folder in folders if folder.parts and folder.parts[0] not in _NOT_MIRRORED
    }
    assert len(mirrored) > 20
    assert not [folder for folder in mirrored if not (ROOT / folder / "__init__.py").exists()]
