"""TLS and users of a cluster: who is believed, what is sent, and what is never written down."""

from __future__ import annotations

import base64
import datetime
import ipaddress
import logging
import ssl
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch.client import Client
from judian.engines.opensearch.options import Options
from tests.judian.engines.opensearch.server import serving

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "不外流-s3cret"


class Signed(NamedTuple):
    """A certificate with its key, as PEM files."""

    certificate: str
    key: str


def signed(folder: Path, name: str) -> Signed:
    """A certificate for 127.0.0.1 that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    hours = datetime.timedelta(hours=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - hours).not_valid_after(now + hours)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    certificate, private = folder / f"{name}.pem", folder / f"{name}.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return Signed(str(certificate), str(private))


def tls(server: Signed, client: Signed | None = None) -> ssl.SSLContext:
    """What a server needs; with a `client`, it lets in that one alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server.certificate, server.key)
    if client is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(client.certificate)
    return context


def test_the_authority_that_is_named_is_believed_and_gets_the_password(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    node = signed(tmp_path, "node")
    seen: list[str] = []
    with serving(lambda *_: (200, b'{"n": 1}'), tls=tls(node), authorizations=seen) as host:
        options = Options((host,), user="judian", password=PASSWORD, ca=node.certificate)
        client = Client(options)
        assert client.call("GET", "/") == {"n": 1}
        client.close()
    assert [base64.b64decode(one.removeprefix("Basic ")).decode() for one in seen] == [
        f"judian:{PASSWORD}"
    ]
    assert PASSWORD not in caplog.text + repr(options)
    assert seen[0] not in caplog.text


@pytest.mark.parametrize("ca", ["", "other"])
def test_another_authority_is_refused_at_once_and_gets_nothing(tmp_path: Path, ca: str) -> None:
    node, other = signed(tmp_path, "node"), signed(tmp_path, "other")
    seen: list[str] = []
    with serving(lambda *_: (200, b"{}"), tls=tls(node), authorizations=seen) as host:
        known = other.certificate if ca else ""
        client = Client(Options((host,), user="judian", password=PASSWORD, ca=known, timeout=30))
        begun = time.monotonic()
        with pytest.raises(EngineUnavailable, match="certificate is not accepted") as caught:
            client.call("GET", "/")
        assert time.monotonic() - begun < 15
        client.close()
    assert seen == []
    assert PASSWORD not in str(caught.value)


def test_a_host_of_another_name_is_refused(tmp_path: Path) -> None:
    node = signed(tmp_path, "node")
    with serving(lambda *_: (200, b"{}"), tls=tls(node)) as host:
        named = host.replace("127.0.0.1", "localhost")
        client = Client(Options((named,), ca=node.certificate))
        with pytest.raises(EngineUnavailable, match="certificate is not accepted"):
            client.call("GET", "/")
        client.close()


def test_a_cluster_that_asks_for_a_certificate_gets_it(tmp_path: Path) -> None:
    node, own = signed(tmp_path, "node"), signed(tmp_path, "own")
    with serving(lambda *_: (200, b'{"n": 1}'), tls=tls(node, own)) as host:
        client = Client(
            Options((host,), ca=node.certificate, certificate=own.certificate, key=own.key)
        )
        assert client.call("GET", "/") == {"n": 1}
        client.close()
        stranger = Client(Options((host,), ca=node.certificate, timeout=0.5))
        with pytest.raises(EngineUnavailable):
            stranger.call("GET", "/")
        stranger.close()


def test_a_user_who_is_refused_is_an_error_without_the_password(tmp_path: Path) -> None:
    node = signed(tmp_path, "node")
    with serving(lambda *_: (401, b"Unauthorized"), tls=tls(node)) as host:
        client = Client(
            Options((host,), user="judian", password=PASSWORD, ca=node.certificate, timeout=30)
        )
        with pytest.raises(EngineUnavailable, match="refuses the user: 401") as caught:
            client.call("GET", "/")
        client.close()
    assert PASSWORD not in str(caught.value)
