"""The options of the engine: `opensearch_…` in the table of settings, without that beginning."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from judian.core.errors import SettingInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What an index prefix looks like. Without dots: these separate it from the rest of a name.
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_HOST = re.compile(r"https?://[^/\s]+/?")


@dataclass(frozen=True, slots=True)
class Options:
    """How the cluster is reached and what is stored in it under which names.

    `hosts` are addresses (http://host:9200). `ca`, `certificate` and `key` name PEM files: of the
    authority that is trusted (the system's own if empty), and of this client. All names of one
    collection begin with `prefix`. `shards` and `replicas` are those of a whole collection.
    `timeout` is in seconds, for each question to the cluster.
    """

    hosts: tuple[str, ...] = ("http://127.0.0.1:9200",)
    prefix: str = "judian"
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    certificate: str = ""
    key: str = ""
    shards: int = 1
    replicas: int = 1
    timeout: float = 10.0

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """The options of a mapping of texts; what is missing has its default. Raises
        SettingInvalid."""
        default = cls()
        hosts = tuple(h.strip().rstrip("/") for h in given.get("hosts", "").split(",") if h.strip())
        for host in hosts:
            if not _HOST.fullmatch(host):
                wanted = "addresses (http://host:9200), separated by commas"
                raise SettingInvalid("opensearch_hosts", host, "settings", wanted)
        prefix = given.get("prefix") or default.prefix
        if not _PREFIX.fullmatch(prefix):
            wanted = "small letters, digits, - and _, beginning with a letter or digit"
            raise SettingInvalid("opensearch_prefix", prefix, "settings", wanted)
        return cls(
            hosts=hosts or default.hosts,
            prefix=prefix,
            user=given.get("user", ""),
            password=given.get("password", ""),
            ca=given.get("ca", ""),
            certificate=given.get("certificate", ""),
            key=given.get("key", ""),
            shards=int(given.get("shards") or default.shards),
            replicas=int(given.get("replicas") or default.replicas),
            timeout=float(given.get("timeout") or default.timeout),
        )
