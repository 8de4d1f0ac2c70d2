"""Settings: their order of precedence, their checks, and that their page says all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from judian.core.errors import SettingInvalid
from judian.core.settings import SETTINGS, load, system_language
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "settings.md"


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `([^`]*)` \|", PAGE.read_text("utf-8"), re.MULTILINE))
    assert rows == {setting.name: str(setting.default) for setting in SETTINGS}


def test_options_override_variables_override_the_file_override_defaults(tmp_path: Path) -> None:
    file = tmp_path / "judian.toml"
    file.write_text('port = 1001\nhost = "file"\njobs = 3\n', "utf-8")
    found = load(
        {"port": 1003, "host": None, "unrelated": 1},
        environ={"JUDIAN_PORT": "1002", "JUDIAN_HOST": "variable"},
        file=file,
    )
    assert (found.number("port"), found.text("host")) == (1003, "variable")
    assert (found.number("jobs"), found.text("engine")) == (3, "whoosh")
    assert found.origins["port"] == "option"
    assert found.origins["host"] == "JUDIAN_HOST"
    assert found.origins["jobs"] == "judian.toml"
    assert found.origins["engine"] == "default"


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("port", "eighty", "a whole number from 1 to 65535"),
        ("port", "70000", "a whole number from 1 to 65535"),
        ("language", "fr", "one of auto, zh, en"),
    ],
)
def test_a_wrong_value_is_reported_with_its_source(name: str, value: str, wanted: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        load(environ={f"JUDIAN_{name.upper()}": value})
    message = caught.value.message("en")
    assert f"JUDIAN_{name.upper()}" in message
    assert wanted in message


def test_a_misspelt_name_in_the_file_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "judian.toml"
    file.write_text("prot = 80\n", "utf-8")
    with pytest.raises(SettingInvalid, match="prot"):
        load(environ={}, file=file)


def test_a_broken_file_is_reported_by_name(tmp_path: Path) -> None:
    file = tmp_path / "judian.toml"
    file.write_text("port = = 1", "utf-8")
    with pytest.raises(SettingInvalid, match=r"judian\.toml"):
        load(environ={}, file=file)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_TW.UTF-8", "LC_ALL": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_follows_the_system(environ: dict[str, str], language: str) -> None:
    assert system_language(environ) == language
