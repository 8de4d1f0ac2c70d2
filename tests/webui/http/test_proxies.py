"""Proxies are believed by their address; links go by the public address; hosts are checked."""

from __future__ import annotations

from typing import Any

import pytest

from judian.core.errors import SettingInvalid
from tests.webui.fake import FakeService
from webui.app import create_app
from webui.http.proxies import Front, PublicUrl, contains, read_networks
from webui.http.security import allowed_hosts

PROXIES = read_networks("10.0.0.7, 192.168.1.0/24, ::1")
PUBLIC = PublicUrl.read("https://judian.example/")


def seen(environ: dict[str, Any], **front: Any) -> dict[str, Any]:
    """The environment that the application gets."""
    got: dict[str, Any] = {}

    def app(environ: dict[str, Any], _start: Any) -> list[bytes]:
        got.update(environ)
        return []

    Front(app, **front)({"REMOTE_ADDR": "203.0.113.9", "wsgi.url_scheme": "http", **environ}, print)
    return got


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.0.0.7", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.7", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.7", "198.51.100.1, 192.168.1.3", "198.51.100.1"),
        ("::1", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.7", "", "10.0.0.7"),
        ("10.0.0.7", "no address", "10.0.0.7"),
        ("10.0.0.8", "198.51.100.1", "10.0.0.8"),
        ("::ffff:10.0.0.7", "198.51.100.1", "198.51.100.1"),
    ],
)
def test_the_client_is_the_last_one_that_no_trusted_proxy_is(
    peer: str, forwarded: str, client: str
) -> None:
    got = seen({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}, proxies=PROXIES)
    assert got["REMOTE_ADDR"] == client


def test_headers_of_others_are_dropped() -> None:
    forged = {
        "HTTP_X_FORWARDED_FOR": "127.0.0.1",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_FORWARDED": "for=127.0.0.1",
        "HTTP_X_REMOTE_USER": "admin",
        "HTTP_HOST": "judian.example",
    }
    got = seen(forged, proxies=PROXIES, identity_headers=["X-Remote-User"])
    assert [key for key in got if key in forged] == ["HTTP_HOST"]
    assert (got["HTTP_HOST"], got["wsgi.url_scheme"]) == ("judian.example", "http")
    kept = seen({**forged, "REMOTE_ADDR": "10.0.0.7"}, proxies=PROXIES,
                identity_headers=["X-Remote-User"])  # fmt: skip
    assert kept["HTTP_X_REMOTE_USER"] == "admin"
    assert (kept["HTTP_HOST"], kept["wsgi.url_scheme"]) == ("evil.example", "https")


@pytest.mark.parametrize("text", ["10.0.0", "localhost", "10.0.0.0/33", "a,b"])
def test_networks_that_are_none_are_reported(text: str) -> None:
    with pytest.raises(SettingInvalid):
        read_networks(text)


@pytest.mark.parametrize(
    "text",
    ["judian.example", "ftp://judian.example", "https://", "https://a:b@c/", "https://a/?b",
     "https://a:x/", "https://a/#b"],
)  # fmt: skip
def test_public_addresses_that_are_none_are_reported(text: str) -> None:
    with pytest.raises(SettingInvalid):
        PublicUrl.read(text)


def test_networks_hold_addresses_of_their_own_version() -> None:
    assert contains(PROXIES, "192.168.1.200")
    assert not contains(PROXIES, "192.168.2.1")
    assert not contains(PROXIES, "unix")


def client_of(**config: Any) -> Any:
    hosts = allowed_hosts("0.0.0.0", config.get("PUBLIC_URL"), ["Other.example"])
    return create_app({"HOSTS": hosts, **config}, FakeService()).test_client()


def test_links_and_redirects_go_to_the_public_address() -> None:
    client = client_of(PUBLIC_URL=PUBLIC)
    headers = {"Host": "judian.example"}
    found = client.get("/api/v1/cite/aaaaaaaaaaaaaaaa-1", headers=headers).get_json()
    assert found["link"] == "https://judian.example/passages/aaaaaaaaaaaaaaaa-1"
    other = client.get("/api/v1/cite/aaaaaaaaaaaaaaaa-1", headers={"Host": "other.example:81"})
    assert other.get_json()["link"] == found["link"]
    assert "Secure" in client.get("/?lang=en", headers=headers).headers["Set-Cookie"]
    slashes = client.get("//documents//x", headers=headers)
    assert slashes.headers.get("Location", "https://judian.example/").startswith(
        "https://judian.example/"
    )


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "judian.example.evil.example", "", "127.0.0.1"),
        *("judian.example:80@evil.example", "judian.example@evil.example", "judian.example:"),
        *("judian.example:80/evil", "judian.example:evil", "judian.example:80:evil", "a b"),
    ],
)
def test_forged_hosts_are_refused(host: str) -> None:
    reply = client_of(PUBLIC_URL=PUBLIC).get("/", headers={"Host": host})
    assert reply.status_code == 400
    assert "evil" not in reply.headers.get("Location", "")


def test_below_a_path_of_a_site_links_begin_with_it() -> None:
    client = client_of(PUBLIC_URL=PublicUrl.read("https://judian.example/reports/"))
    headers = {"Host": "judian.example"}
    for path in ("/documents", "/reports/documents"):
        page = client.get(path, headers=headers)
        assert page.status_code == 200
        assert 'href="/reports/figures"' in page.text
        assert 'href="/figures"' not in page.text


def test_loopback_is_answered_by_any_of_its_names() -> None:
    assert allowed_hosts("127.0.0.2", None, []) == ("127.0.0.1", "127.0.0.2", "::1", "localhost")
