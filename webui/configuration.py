"""What the settings make of the application: the configuration that `create_app` takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from webui.http.proxies import PublicUrl, read_networks
from webui.http.request_errors import NameUnknown, NotProtected
from webui.http.security import allowed_hosts, is_loopback

if TYPE_CHECKING:
    from judian.core.settings import Settings


def configuration(chosen: Settings) -> dict[str, Any]:
    """The configuration of a server with these settings.

    Raises NotProtected if other computers could reach it without a login, NameUnknown if it does
    not know the address by which they do, and SettingInvalid.
    """
    host, login = chosen.text("host"), chosen.text("login")
    public = PublicUrl.read(chosen.text("public_url"))
    proxies = read_networks(chosen.text("trusted_proxies"))
    if not is_loopback(host):
        if login == "none":
            raise NotProtected(host)
        if public is None:
            raise NameUnknown(host)
    headers = (chosen.text("proxy_user_header"), chosen.text("proxy_groups_header"))
    return {
        "HOSTS": allowed_hosts(host, public, chosen.text("allowed_hosts").split(",")),
        "PUBLIC_URL": public,
        "PROXIES": proxies,
        "LOGIN": login,
        "IDENTITY_HEADERS": headers if login == "proxy" else (),
        "INDEX": Path(chosen.text("index")),
        "PAGE_SIZE": chosen.number("page_size"),
    }
