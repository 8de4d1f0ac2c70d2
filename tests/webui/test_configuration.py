"""Settings become the configuration of a server, or the reason why it must not serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core import settings
from judian.core.errors import JudianError
from webui.configuration import configuration
from webui.http.request_errors import NameUnknown, NotProtected

if TYPE_CHECKING:
    from collections.abc import Mapping


def made(**given: str) -> Mapping[str, object]:
    return configuration(settings.load(given, environ={}))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "judian.example"])
def test_beyond_loopback_a_login_and_an_address_are_needed(host: str) -> None:
    with pytest.raises(NotProtected):
        made(host=host)
    with pytest.raises(NotProtected):
        made(host=host, public_url="https://judian.example/")
    with pytest.raises(NameUnknown):
        made(host=host, login="proxy", trusted_proxies="10.0.0.7")
    found = made(
        host=host, login="proxy", trusted_proxies="10.0.0.7", public_url="https://judian.example/"
    )
    assert found["HOSTS"] == ("judian.example",)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_loopback_needs_neither(host: str) -> None:
    assert made(host=host)["LOGIN"] == "none"


@pytest.mark.parametrize(
    "wrong", [{"public_url": "judian"}, {"trusted_proxies": "x"}, {"login": "open"}]
)
def test_what_cannot_be_read_is_reported(wrong: dict[str, str]) -> None:
    with pytest.raises(JudianError):
        made(**wrong)
