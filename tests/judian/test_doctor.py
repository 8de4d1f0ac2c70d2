"""The doctor says what is wrong with an installation, and changes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from judian import doctor
from judian.core.identity import identity
from judian.doctor import FAULT, FAULTY, GOOD, WARNING, Finding, main
from judian.engines.registry import open_engine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting a process and loading the reader are tried once, in the first test."""
    monkeypatch.setenv("JUDIAN_ANSWER_READER", "off")


def found(index: Path, capsys: pytest.CaptureFixture[str]) -> Mapping[str, Mapping[str, str]]:
    main(["--index", str(index), "--json"])
    return {each["name"]: each for each in json.loads(capsys.readouterr().out)}


def test_this_installation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = tmp_path / "index"
    with open_engine("whoosh", index, identity()).writer() as writer:
        writer.commit()
    by_name = found(index, capsys)
    for name in ("python", "disk", "index", "rights of the index", "temporary files"):
        assert by_name[name]["state"] == GOOD, name
    assert "generation 1" in by_name["index"]["en"]
    assert all(each["en"] and each["zh"] for each in by_name.values())
    assert all(each["hint_en"] and each["hint_zh"] for each in by_name.values()
               if each["state"] != GOOD)  # fmt: skip


def test_what_is_wrong_with_an_index_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_rights_of_readers", lambda: iter(()))
    index = tmp_path / "index"
    assert found(index, capsys)["index"]["state"] == WARNING
    assert not index.exists()
    with open_engine("whoosh", index, identity()).writer() as writer:
        writer.commit()
    index.chmod(0o755)
    assert found(index, capsys)["rights of the index"]["hint_en"].startswith("chmod 700")
    next(index.glob("*.toc")).write_bytes(b"x")
    assert found(index, capsys)["index"]["state"] == FAULT


def test_a_setting_that_cannot_be_used_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUDIAN_PORT", "many")
    assert main(["--index", str(tmp_path)]) == FAULTY
    assert "JUDIAN_PORT" in capsys.readouterr().out


def test_packages_that_are_missing_or_of_another_version_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_HOME", tmp_path)
    assert [f.state for f in doctor._packages()] == [GOOD], "installed without the list"
    pins = 'Flask==0.1\nno-such-package==1.0\nonly-there==1.0; sys_platform == "beos"\n# note\n'
    (tmp_path / "requirements.txt").write_text(pins)
    assert [(f.name, f.state) for f in doctor._packages()] == [
        ("package Flask", WARNING), ("package no-such-package", FAULT),
    ]  # fmt: skip


def test_lines_are_in_the_language_that_was_asked_for() -> None:
    finding = Finding("disk", WARNING, "full", "已滿", "make room", "請清出空間")
    assert doctor._line(finding, "en") == "! disk: full\n  → make room"
    assert doctor._line(finding, "zh") == "! disk: 已滿\n  → 請清出空間"
