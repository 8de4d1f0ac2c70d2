"""The server of the user's own model, as the settings name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from judian.core.errors import SettingInvalid

if TYPE_CHECKING:
    from judian.core.settings import Settings

#: What every request is sent to, below the address of the setting.
COMPLETIONS = "/chat/completions"
#: Most characters of a key.
_LONGEST_KEY = 4_096
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model answers. `seconds` is the time that one question may take in all; `key` is
    sent as a bearer token if it is not empty, and never printed."""

    host: str
    port: int
    tls: bool
    path: str
    model: str
    seconds: int
    key: str = field(default="", repr=False)

    @property
    def is_loopback(self) -> bool:
        """True if nothing that is sent leaves this computer."""
        return is_loopback(self.host)

    @property
    def name(self) -> str:
        """Host and port."""
        return f"{self.host}:{self.port}"


def endpoint_of(settings: Settings) -> Endpoint | None:
    """The endpoint of the settings; None if they name none. Raises SettingInvalid."""
    address = settings.text("own_model_url").strip()
    if not address:
        return None
    parts = _parts(address)
    tls = parts.scheme == "https"
    host = parts.hostname or ""
    if not is_loopback(host):
        if not settings.flag("own_model_remote"):
            wanted = "an address of this computer, unless own_model_remote is on"
            raise SettingInvalid("own_model_url", address, "settings", wanted)
        if not tls:
            wanted = "an address that begins with https://, beyond this computer"
            raise SettingInvalid("own_model_url", address, "settings", wanted)
    model = settings.text("own_model_name").strip()
    if not model:
        raise SettingInvalid("own_model_name", model, "settings", "the name of a model")
    return Endpoint(
        host=host,
        port=parts.port or _PORTS[parts.scheme],
        tls=tls,
        path=parts.path.rstrip("/") + COMPLETIONS,
        model=model,
        seconds=settings.number("own_model_seconds"),
        key=_key(settings),
    )


def is_loopback(host: str) -> bool:
    """True for localhost and the addresses of loopback."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _parts(address: str) -> SplitResult:
    wanted = "an address such as http://127.0.0.1:11434/v1, without a user, query or fragment"
    try:
        parts = urlsplit(address)
        is_whole = parts.scheme in _PORTS and parts.hostname and parts.port != 0
    except ValueError as error:
        raise SettingInvalid("own_model_url", "…", "settings", wanted) from error
    # The address is not repeated in the message: it may hold a password.
    if not is_whole or "@" in parts.netloc or parts.query or parts.fragment:
        raise SettingInvalid("own_model_url", "…", "settings", wanted)
    if not (address.isascii() and address.isprintable()) or " " in address:
        raise SettingInvalid("own_model_url", "…", "settings", wanted)
    return parts


def _key(settings: Settings) -> str:
    """The key, of the file if one is named. It stands in no message."""
    key, file = settings.text("own_model_key"), settings.text("own_model_key_file")
    if file:
        try:
            with Path(file).open(encoding="utf-8") as stream:
                key = stream.read(_LONGEST_KEY + 1)
        except (OSError, UnicodeDecodeError) as error:
            wanted = "a file that can be read and holds the key"
            raise SettingInvalid("own_model_key_file", file, "settings", wanted) from error
    key = key.strip()
    if not (key.isascii() and key.isprintable()) or len(key) > _LONGEST_KEY or " " in key:
        name = "own_model_key_file" if file else "own_model_key"
        wanted = f"at most {_LONGEST_KEY} printable characters without blanks"
        raise SettingInvalid(name, file or "…", "settings", wanted)
    return key
