"""Which addresses of schedulers are used."""

from __future__ import annotations

import pytest

from indexer.run import remote_pool as loading
from indexer.run.remote_pool import remote_pool
from indexer.run.scheduler import Scheduler
from judian.core.errors import ReadersUnavailable

TLS = ("ca.pem", "run.pem", "run.key")


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("local:1", 1),
        ("local:12", 12),
        ("tcp://127.0.0.1:8786", 0),
        ("tcp://[::1]:8786", 0),
        ("tcp://localhost:8786", 0),
    ],
)
def test_addresses_on_this_machine_need_no_certificates(address: str, local: int) -> None:
    assert Scheduler(address).local == local


@pytest.mark.parametrize(
    "address", ["", "local:0", "local:", "8786", "a:8786", "http://127.0.0.1:1", "tcp://127.0.0.1",
                "tcp://:8786", "tls://a:b", "tcp://127.0.0.1:70000"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ReadersUnavailable, match="no address"):
        Scheduler(address, *TLS)


@pytest.mark.parametrize("host", ["10.0.0.7", "reading.example", "0.0.0.0", "127.0.0.1.example"])
def test_beyond_this_machine_tls_is_needed(host: str) -> None:
    with pytest.raises(ReadersUnavailable, match="without TLS"):
        Scheduler(f"tcp://{host}:8786", *TLS)
    with pytest.raises(ReadersUnavailable, match="certificates are missing"):
        Scheduler(f"tls://{host}:8786", *TLS[:2])
    assert Scheduler(f"tls://{host}:8786", *TLS).local == 0


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> object:
        raise ModuleNotFoundError("No module named 'dask'", name="dask")

    monkeypatch.setattr(loading, "import_module", missing)
    with pytest.raises(ReadersUnavailable, match=r'judian\[cluster\]"') as caught:
        remote_pool(Scheduler("local:1"), lambda *_: None, None)
    assert "未安裝 dask" in caught.value.message("zh")
