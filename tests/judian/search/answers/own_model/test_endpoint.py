"""The settings of the user's own model: this computer only, unless more is said; keys unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.errors import SettingInvalid
from judian.core.settings import load
from judian.search.answers.own_model.endpoint import Endpoint, endpoint_of

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = "http://127.0.0.1:11434/v1"


def endpoint(**options: object) -> Endpoint | None:
    named = {"own_model_url": LOCAL, "own_model_name": "small", **options}
    return endpoint_of(load(named, environ={}))


def test_without_an_address_there_is_none() -> None:
    assert endpoint_of(load({}, environ={})) is None
    assert endpoint(own_model_url=" ") is None


def test_an_address_of_this_computer() -> None:
    found = endpoint(own_model_seconds=7)
    assert found == Endpoint("127.0.0.1", 11434, False, "/v1/chat/completions", "small", 7, key="")
    assert found.name == "127.0.0.1:11434"
    for address in ("http://localhost:80/", "http://[::1]:9/v1/", "https://127.0.0.2/v1"):
        assert endpoint(own_model_url=address)


@pytest.mark.parametrize(
    "address",
    [
        "https://models.example/v1",
        "http://10.0.0.5:8000/v1",
        "http://127.0.0.1.example/v1",
        "http://localhost.example/v1",
        "http://0.0.0.0:80/v1",
    ],
)
def test_another_computer_only_if_that_is_said(address: str) -> None:
    with pytest.raises(SettingInvalid, match="own_model_remote"):
        endpoint(own_model_url=address)


def test_another_computer_by_https_only() -> None:
    found = endpoint(own_model_url="https://models.example/v1", own_model_remote=True)
    assert found is not None
    assert (found.host, found.port, found.tls) == ("models.example", 443, True)
    with pytest.raises(SettingInvalid, match="https"):
        endpoint(own_model_url="http://models.example/v1", own_model_remote=True)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1:11434",
        "ftp://127.0.0.1/",
        "http:///v1",
        "http://127.0.0.1:99999/v1",
        "http://user:secret@127.0.0.1/v1",
        "http://127.0.0.1/v1?key=secret",
        "http://127.0.0.1/v1#secret",
        "http://127.0.0.1/v 1",
        "http://[::1/v1",
        "http://127.0.0.1/路",
    ],
)
def test_an_address_that_is_none_is_refused_without_being_repeated(address: str) -> None:
    with pytest.raises(SettingInvalid, match="own_model_url") as caught:
        endpoint(own_model_url=address)
    assert "secret" not in str(caught.value)


def test_a_model_must_be_named() -> None:
    with pytest.raises(SettingInvalid, match="own_model_name"):
        endpoint(own_model_name="")


def test_the_key_comes_from_a_file_or_a_variable_and_is_never_printed(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("k-file\n", encoding="utf-8")
    named = {"own_model_url": LOCAL, "own_model_name": "small"}
    by_variable = endpoint_of(load(named, environ={"JUDIAN_OWN_MODEL_KEY": "k-variable"}))
    by_file = endpoint(own_model_key_file=str(file), own_model_key="k-other")
    assert by_variable is not None
    assert by_file is not None
    assert (by_variable.key, by_file.key) == ("k-variable", "k-file")
    assert "k-" not in f"{by_variable!r} {by_file!r}"


@pytest.mark.parametrize("key", ["two words", "two\nlines", "鑰匙", "k" * 5_000])
def test_a_key_that_no_header_can_hold_is_refused_without_being_repeated(
    key: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingInvalid) as caught:
        endpoint(own_model_key=key)
    assert key not in str(caught.value)
    file = tmp_path / "key"
    file.write_text(key, encoding="utf-8")
    with pytest.raises(SettingInvalid, match="own_model_key_file") as caught:
        endpoint(own_model_key_file=str(file))
    assert key not in str(caught.value)


def test_a_file_of_the_key_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingInvalid, match="own_model_key_file"):
        endpoint(own_model_key_file=str(tmp_path / "none"))
