"""Files for services and containers fit the program: its commands, settings, files and rights."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from judian.command import COMMANDS
from judian.core.settings import SETTINGS
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "docs" / "deploy"
FILES = sorted(path.name for path in FOLDER.iterdir())
UNITS = [name for name in FILES if name.endswith((".service", ".timer"))]
DOCKERFILE = (FOLDER / "Dockerfile").read_text("utf-8")


def test_every_file_is_described() -> None:
    page = (ROOT / "docs" / "keeping.md").read_text("utf-8")
    assert [name for name in FILES if name not in page] == []


@pytest.mark.parametrize("name", FILES)
def test_settings_exist(name: str) -> None:
    used = set(re.findall(r"JUDIAN_([A-Z_]+)", (FOLDER / name).read_text("utf-8")))
    assert used <= {setting.name.upper() for setting in SETTINGS}


def test_commands_exist() -> None:
    texts = "".join((FOLDER / name).read_text("utf-8") for name in UNITS)
    used = re.findall(r"bin/judian (\w+)", texts)
    used += re.findall(r'command: \["(\w+)"', (FOLDER / "compose.yaml").read_text("utf-8"))
    assert len(used) >= 6
    assert set(used) <= set(COMMANDS)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_units_are_sound(tmp_path: Path) -> None:
    for name in UNITS:
        text = (FOLDER / name).read_text("utf-8")
        (tmp_path / name).write_text(re.sub(r"/opt/judian/\S+", "/bin/true", text), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    wrong = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert not wrong


def test_the_windows_service_is_well_formed() -> None:
    service = ElementTree.parse(FOLDER / "judian-service.xml").getroot()
    assert service.findtext("arguments", "").startswith("serve ")
    failure = service.find("onfailure")
    assert failure is not None
    assert failure.get("action") == "restart"


def test_the_image_is_that_of_a_tested_python_and_runs_as_nobody_in_particular() -> None:
    bases = re.findall(r"^FROM python:(\d+\.\d+)\.\d+-slim", DOCKERFILE, re.MULTILINE)
    assert len(bases) == 2
    allowed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    low, high = (tuple(map(int, part.lstrip("<>=").split("."))) for part in
                 allowed["requires-python"].split(","))  # fmt: skip
    assert all(low <= tuple(map(int, base.split("."))) < high for base in bases)
    last = DOCKERFILE.rsplit("FROM", 1)[1]
    assert re.search(r"^USER [1-9][0-9]+$", last, re.MULTILINE)
    assert last.index("USER") < last.index("ENTRYPOINT")
    assert "ADD " not in DOCKERFILE


def test_the_image_gets_what_it_copies() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
        assert f"!{name}" in ignored, name


def test_every_test_that_the_security_page_names_exists() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/.-]+)`", page)
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []
