"""What the settings make of the application: the configuration that `create_app` takes."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.core.errors import SettingInvalid
from judian.search.service import Service
from webui.accounts.collections import read_collections
from webui.accounts.library import Library
from webui.accounts.model import ROLES, ProviderSettings
from webui.http.proxies import PublicUrl, read_networks
from webui.http.request_errors import NameUnknown, NotProtected
from webui.http.security import allowed_hosts, is_loopback
from webui.keeper.room import Room

if TYPE_CHECKING:
    from judian.core.settings import Settings

#: An address by which a person can be reached.
_CONTACT = re.compile(r"(?:mailto:|https://|tel:)\S+")


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
    if login == "oidc" and not (chosen.text("oidc_issuer") and chosen.text("oidc_client_id")):
        wanted = "set, with oidc_client_id, for this way to log in"
        raise SettingInvalid("oidc_issuer", chosen.text("oidc_issuer"), "settings", wanted)
    index = Path(chosen.text("index"))
    role_groups = read_role_groups(chosen.text("role_groups"))
    headers = (chosen.text("proxy_user_header"), chosen.text("proxy_groups_header"))
    return {
        "HOSTS": allowed_hosts(host, public, chosen.text("allowed_hosts").split(",")),
        "PUBLIC_URL": public,
        "PROXIES": proxies,
        "LOGIN": login,
        "IDENTITY_HEADERS": headers if login == "proxy" else (),
        "ACCOUNTS": accounts_file(chosen),
        "SESSION_HOURS": chosen.number("session_hours"),
        "SESSION_IDLE_MINUTES": chosen.number("session_idle_minutes"),
        "ROLE_GROUPS": role_groups,
        "OIDC": _provider(chosen, role_groups),
        "SECURITY_CONTACT": _contact(chosen),
        "AUDIT_LOG": audit_folder(chosen),
        "AUDIT_QUERIES": chosen.flag("audit_queries"),
        "AUDIT_DAYS": chosen.number("audit_days"),
        "PICTURES": _picture_folder(chosen),
        "PICTURES_MB": chosen.number("picture_cache_mb"),
        "REQUEST_SECONDS": chosen.number("request_seconds"),
        "REQUESTS_PER_MINUTE": chosen.number("requests_per_minute"),
        "INDEX": index,
        "LIBRARY": open_library(chosen),
        "ROOMS": _rooms(chosen),
        "UPLOAD_BYTES": chosen.number("upload_mb") << 20,
        "TRASH_DAYS": chosen.number("trash_days"),
        "PAGE_SIZE": chosen.number("page_size"),
    }


def _rooms(chosen: Settings) -> dict[str, Room]:
    """The collections that are kept in the browser. Raises SettingInvalid."""
    wanted, engine = chosen.text("keeper_room"), chosen.text("engine")
    if wanted == "off" or (wanted == "login" and chosen.text("login") == "none"):
        return {}
    named = chosen.text("collections")
    if not named:
        only = Room("", Path(chosen.text("index")), Path(chosen.text("sources")), engine)
        return {"": only}
    return {
        one.name: Room(one.name, one.index, one.sources, engine)
        for one in read_collections(Path(named))
        if one.sources is not None
    }


def open_library(chosen: Settings) -> Library | None:
    """The collections of the settings, each with its engine opened; None for a server of one.
    Raises SettingInvalid."""
    named = chosen.text("collections")
    if not named:
        return None
    collections = read_collections(Path(named))
    services = [Service.configured(chosen, one.index) for one in collections]
    return Library(collections, services)


def accounts_file(chosen: Settings) -> Path:
    """The file of accounts; beside the folder of the index if no other is named."""
    index = Path(chosen.text("index")).resolve()
    named = chosen.text("accounts")
    return Path(named) if named else index.with_name(f"{index.name}-accounts.sqlite3")


def _contact(chosen: Settings) -> str:
    """An address for reports, as RFC 9116 asks for. Raises SettingInvalid."""
    named = chosen.text("security_contact").strip()
    if named and not (_CONTACT.fullmatch(named) and named.isprintable()):
        wanted = "an address that begins with mailto:, https:// or tel:"
        raise SettingInvalid("security_contact", named, "settings", wanted)
    return named


def audit_folder(chosen: Settings) -> Path | None:
    """The folder of the audit log; without one named beside the index, None where nobody logs
    in."""
    named, index = chosen.text("audit_log"), Path(chosen.text("index")).resolve()
    if named:
        return Path(named)
    return None if chosen.text("login") == "none" else index.with_name(f"{index.name}-audit")


def _picture_folder(chosen: Settings) -> Path | None:
    """Where pictures of pages are kept; None for a folder that ends with the server."""
    named, index = chosen.text("picture_cache"), Path(chosen.text("index")).resolve()
    if named == "none":
        return None
    if named == "user":
        # A folder for each index: pictures of documents that an index has no more are removed.
        own = hashlib.sha256(str(index).encode()).hexdigest()[:16]
        return _user_cache() / "judian" / "pictures" / own
    return Path(named) if named else index.with_name(f"{index.name}-pictures")


def _user_cache() -> Path:
    """The folder for what programs may lose, of the user who runs the server (XDG Base Directory
    Specification; on Windows the local application data)."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def read_role_groups(text: str) -> dict[str, str]:
    """group → role of a list such as archive=keeper, it=admin. Raises SettingInvalid."""
    found = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        group, _, role = part.rpartition("=")
        if not group.strip() or role.strip() not in ROLES:
            wanted = f"a list such as archive=keeper with roles of {', '.join(ROLES)}"
            raise SettingInvalid("role_groups", text, "settings", wanted)
        found[group.strip()] = role.strip()
    return found


def _provider(chosen: Settings, role_groups: dict[str, str]) -> ProviderSettings:
    return ProviderSettings(
        issuer=chosen.text("oidc_issuer"),
        client_id=chosen.text("oidc_client_id"),
        client_secret=chosen.text("oidc_client_secret"),
        name_claim=chosen.text("oidc_name_claim"),
        groups_claim=chosen.text("oidc_groups_claim"),
        scope=chosen.text("oidc_scope"),
        role_groups=role_groups,
    )
