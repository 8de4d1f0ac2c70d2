"""Who really asks, and under which address: headers of reverse proxies, and `public_url`.

A proxy is believed only by its address. From anybody else the same headers are dropped before the
application sees them, so that nobody can pass for another client, user or host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from judian.core.errors import SettingInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from wsgiref.types import StartResponse, WSGIApplication

Network = IPv4Network | IPv6Network

#: Keys of a request's environment that this module sets: the host that the client named, and True
#: if a trusted proxy sent the request.
NAMED_HOST = "judian.host"
BY_PROXY = "judian.by_proxy"
#: The collection that the address names: /c/NAME/… is the site with that collection alone.
COLLECTION = "judian.collection"
_COLLECTION_PATH = re.compile(r"/c/([a-z0-9_-]{1,41})(?=/|$)")

_FORWARDED = (
    *("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST"),
    *("HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PREFIX", "HTTP_X_REAL_IP"),
)


def read_networks(text: str, name: str = "trusted_proxies") -> tuple[Network, ...]:
    """The networks of a list divided by commas. Raises SettingInvalid."""
    try:
        return tuple(
            ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip()
        )
    except ValueError as error:
        wanted = "addresses or networks such as 10.0.0.7, 192.168.1.0/24"
        raise SettingInvalid(name, text, "settings", wanted) from error


def contains(networks: Iterable[Network], address: str) -> bool:
    """True if one of the networks holds the address; False for what is no address."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return any(parsed.version == network.version and parsed in network for network in networks)


@dataclass(frozen=True, slots=True)
class PublicUrl:
    """The address by which users reach the pages: scheme, host with port, path without the last
    slash."""

    scheme: str
    host: str
    path: str

    @classmethod
    def read(cls, text: str) -> PublicUrl | None:
        """The address, None if none is set. Raises SettingInvalid."""
        if not text:
            return None
        wanted = "an address such as https://judian.example/"
        try:
            parts = urlsplit(text)
            port = parts.port  # raises ValueError
        except ValueError as error:
            raise SettingInvalid("public_url", text, "settings", wanted) from error
        extra = parts.query or parts.fragment or parts.username or parts.password
        if parts.scheme not in ("http", "https") or not parts.hostname or extra or port == 0:
            raise SettingInvalid("public_url", text, "settings", wanted)
        return cls(parts.scheme, parts.netloc, parts.path.rstrip("/"))


class Front:
    """The WSGI application `app` as it is reached: through trusted proxies, under `public_url`."""

    def __init__(
        self,
        app: WSGIApplication,
        proxies: Sequence[Network] = (),
        public_url: PublicUrl | None = None,
        identity_headers: Sequence[str] = (),
        *,
        has_collections: bool = False,
    ) -> None:
        self._app = app
        self._proxies = tuple(proxies)
        self._public_url = public_url
        self._has_collections = has_collections
        self._identity = tuple("HTTP_" + h.upper().replace("-", "_") for h in identity_headers)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; see `wsgiref.types.WSGIApplication`."""
        given = {key: environ.pop(key) for key in _FORWARDED if key in environ}
        environ[BY_PROXY] = contains(self._proxies, environ.get("REMOTE_ADDR", ""))
        if environ[BY_PROXY]:
            self._believe(environ, given)
        else:
            for key in self._identity:
                environ.pop(key, None)
        environ[NAMED_HOST] = environ.get("HTTP_HOST", "")
        if self._public_url is not None:
            _go_by(environ, self._public_url)
        if self._has_collections and (named := _COLLECTION_PATH.match(environ["PATH_INFO"])):
            environ[COLLECTION] = named[1]
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + named[0]
            environ["PATH_INFO"] = environ["PATH_INFO"][named.end() :] or "/"
        return self._app(environ, start_response)

    def _believe(self, environ: dict[str, Any], given: dict[str, str]) -> None:
        """Take the client's address, scheme and host from the headers of a trusted proxy."""
        hops = [hop.strip() for hop in given.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        # What a client wrote itself stands first, what the nearest proxy saw stands last.
        known = [hop for hop in reversed(hops) if not contains(self._proxies, hop)]
        if known and _is_address(known[0]):
            environ["REMOTE_ADDR"] = known[0]
        scheme = given.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip()
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        host = given.get("HTTP_X_FORWARDED_HOST", "").rpartition(",")[2].strip()
        if host:
            environ["HTTP_HOST"] = host


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _go_by(environ: dict[str, Any], public: PublicUrl) -> None:
    """Have links begin with the public address, whatever the request named."""
    environ["HTTP_HOST"] = public.host
    environ["wsgi.url_scheme"] = public.scheme
    if public.path:
        path = environ.get("PATH_INFO", "")
        environ["SCRIPT_NAME"] = public.path
        if path == public.path or path.startswith(f"{public.path}/"):  # the proxy kept it
            environ["PATH_INFO"] = path[len(public.path) :]
