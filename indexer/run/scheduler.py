"""Which Dask scheduler a run uses, and whether it may."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from judian.core.errors import ReadersUnavailable

#: `local:N`: a scheduler and N workers on this machine, for this run alone.
_LOCAL = re.compile(r"local:([1-9]\d{0,2})")
_ADDRESS_EN = "use tls://HOST:PORT, tcp://127.0.0.1:PORT or local:N"
_ADDRESS_ZH = "請使用 tls://主機:埠、tcp://127.0.0.1:埠 或 local:N"


@dataclass(frozen=True, slots=True)
class Scheduler:
    """The address of a scheduler, and PEM files: the authority of the cluster, and the certificate
    and key with which this run connects."""

    address: str
    ca: str = ""
    certificate: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        """Raise ReadersUnavailable for an address that must not be used.

        Whoever reaches a scheduler can run any code on its workers and on what connects to it, so
        that beyond this machine it must know its clients by their certificates.
        """
        if self.local:
            return
        parts = urlsplit(self.address)
        try:
            known = parts.scheme in ("tls", "tcp") and bool(parts.hostname) and bool(parts.port)
        except ValueError:
            known = False
        if not known:
            raise ReadersUnavailable(
                self.address,
                en=("this is no address of a scheduler", _ADDRESS_EN),
                zh=("這不是排程器的位址", _ADDRESS_ZH),
            )
        if parts.scheme == "tcp" and not _is_loopback(parts.hostname or ""):
            raise ReadersUnavailable(
                self.address,
                en=("without TLS anybody in the network could run programs on them", _ADDRESS_EN),
                zh=("未使用 TLS，網路上任何人都能在其上執行程式", _ADDRESS_ZH),
            )
        if parts.scheme == "tls" and not (self.ca and self.certificate and self.key):
            raise ReadersUnavailable(
                self.address,
                en=("certificates are missing",
                    "set scheduler_ca, scheduler_certificate and scheduler_key"),
                zh=("缺少憑證", "請設定 scheduler_ca、scheduler_certificate 與 scheduler_key"),
            )  # fmt: skip

    @property
    def local(self) -> int:
        """Number of workers to start on this machine; 0 for a scheduler that runs."""
        found = _LOCAL.fullmatch(self.address)
        return int(found[1]) if found else 0


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
