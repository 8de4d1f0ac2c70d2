"""The wheel: one importable name, everything that the program reads, and it works anywhere."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import zipfile
from email import message_from_bytes
from typing import TYPE_CHECKING

import pytest

import judian
from tests.project import MODULES, ROOT, name_of

if TYPE_CHECKING:
    from pathlib import Path

build_hook = pytest.importorskip("release.build_hook", reason="hatchling is not installed")

#: Names that a wheel has inside `judian`, in the place of those that it does not have.
MOVED = ("indexer", "webui")
#: What stands in site-packages of others may have these names.
STRANGER = "raise ImportError('a package of another project')\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `pip` and `uv` do."""
    folder = tmp_path_factory.mktemp("wheel")
    script = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, str(folder)], cwd=ROOT, check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's packages beside packages of others that are named alike."""
    folder = tmp_path_factory.mktemp("site packages 套件")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    for name in MOVED:
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(STRANGER, encoding="utf-8")
    return folder


def _judian(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("JUDIAN_")}
    return subprocess.run(
        [sys.executable, "-m", "judian", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def test_one_name_and_every_file_of_the_tree(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names} == {
        "judian",
        f"judian-{judian.__version__}.dist-info",
        f"judian-{judian.__version__}.data",
    }
    shared = {name.partition(".data/data/")[2] for name in names if ".data/" in name}
    assert "share/man/man1/judian.1" in shared
    assert "share/bash-completion/completions/judian" in shared
    tracked = {
        path.relative_to(ROOT).as_posix()
        for folder in ("judian", "indexer", "webui", "seeds")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected = {
        name if name.startswith("judian/") else f"judian/{name}"
        for name in tracked
        if not name.startswith("judian/evals/")
    }
    assert {name for name in names if name.startswith("judian/")} == expected
    assert {"judian/py.typed", "judian/webui/static/judian.css", "judian/seeds/SOURCES.tsv"} < names


def test_no_module_uses_a_name_that_the_wheel_does_not_have(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    sources = {
        name: archive.read(name).decode() for name in archive.namelist() if name[-3:] == ".py"
    }
    assert len(sources) > 300
    known = build_hook.modules_of(ROOT)
    for name, source in sources.items():
        assert build_hook.renamed(source, known) == source, name
        for node in ast.walk(ast.parse(source)):
            used = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            used += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [module for module in used if module.split(".")[0] in MOVED], name


def test_metadata_names_version_licences_and_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    folder = f"judian-{judian.__version__}.dist-info"
    metadata = message_from_bytes(archive.read(f"{folder}/METADATA"))
    assert metadata["Version"] == judian.__version__
    assert metadata["License-Expression"].startswith("Apache-2.0 AND CC-BY-SA-4.0")
    texts = {path.name for path in (ROOT / "LICENSES").iterdir()} | {"LICENSE", "REUSE.toml"}
    assert {name.rpartition("/")[2] for name in metadata.get_all("License-File", [])} == texts
    assert b"judian = judian.__main__:start" in archive.read(f"{folder}/entry_points.txt")


def test_the_five_texts_are_indexed_and_searched_without_the_tree(
    installed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "我的 報告"
    folder.mkdir()
    done = _judian(installed, folder, "index", "--sample", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "5 added" in done.stdout
    found = _judian(installed, folder, "search", "羅馬規約", "--json")
    assert found.returncode == 0, found.stderr
    assert '"total"' in found.stdout


def test_commands_whose_package_stayed_behind_are_not_offered(
    installed: Path, tmp_path: Path
) -> None:
    listed = _judian(installed, tmp_path, "--help").stdout
    assert "serve" in listed
    assert "evals" not in listed
    assert _judian(installed, tmp_path, "evals").returncode == 2


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from indexer.run import plan\n", "from judian.indexer.run import plan\n"),
        ("from indexer import run\n", "from judian.indexer import run\n"),
        ("import webui.app as app\n", "import judian.webui.app as app\n"),
        ("x = 'indexer.run.plan'\n", "x = 'judian.indexer.run.plan'\n"),
        ('x = ["indexer.run.plan:main"]\n', 'x = ["judian.indexer.run.plan:main"]\n'),
        ('"""據典：python -m indexer."""\n', '"""據典：python -m judian.indexer."""\n'),
        ("f('報告', 'webui.app')\n", "f('報告', 'judian.webui.app')\n"),
    ],
)  # fmt: skip
def test_names_of_modules_are_renamed(source: str, expected: str) -> None:
    modules = frozenset({"indexer", "indexer.run", "indexer.run.plan", "webui", "webui.app"})
    assert build_hook.renamed(source, modules) == expected


@pytest.mark.parametrize(
    "source",
    ["x = 'indexer'\n", "from judian.indexer import run\n", "indexer = 1\n", "x = 'webui.css'\n",
     "from my.indexer import run\n", "# from indexer import run\n"],
)  # fmt: skip
def test_other_words_stay(source: str) -> None:
    assert build_hook.renamed(source, frozenset({"indexer", "webui.app"})) == source


def test_an_import_without_a_name_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="import indexer"):
        build_hook.renamed("import indexer.run\n", frozenset())


def test_every_module_that_moves_is_known() -> None:
    modules = build_hook.modules_of(ROOT)
    assert {"indexer", "indexer.cli.command", "webui.__main__"} <= modules
    assert len(modules) == sum(name_of(path).startswith(MOVED) for path in MODULES)
