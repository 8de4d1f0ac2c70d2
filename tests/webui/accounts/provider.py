"""A provider of OpenID Connect on loopback that believes everybody, and can be made to lie."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT, SECRET = "judian", "the secret of judian"


class FakeProvider:
    """Its address, its user, and the lies: values that replace those of the ID token."""

    def __init__(self) -> None:
        self.issuer = ""
        self.key = RSAKey.generate_key(2048, {"kid": "1"})
        self.signing_key = self.key
        self.user: dict[str, Any] = {"preferred_username": "王小明", "groups": ["archive"]}
        self.lies: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}

    def authorize(self, address: str) -> str:
        """What a browser that goes to `address` is sent back to."""
        args = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = hashlib.sha256(args["state"].encode()).hexdigest()
        self.codes[code] = args
        return args["redirect_uri"] + "?" + urlencode({"code": code, "state": args["state"]})

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any]:
        given = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        )
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".replace(" ", "+").encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if (
            given is None
            or challenge.decode().rstrip("=") != given["code_challenge"]
            or authorization not in (f"Basic {basic}", f"Basic {plain}")
            or form.get("redirect_uri") != given["redirect_uri"]
        ):
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 60,
            "nonce": given["nonce"], **self.user, **self.lies,
        }  # fmt: skip
        written = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signing_key)
        return {"access_token": "a", "token_type": "Bearer", "id_token": written}


@contextlib.contextmanager
def provider() -> Iterator[FakeProvider]:
    """A provider that runs while the block does."""
    fake = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        @override
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            if self.path == "/keys":
                self._reply({"keys": [fake.key.as_dict(private=False)]})
            else:
                names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
                places = ("authorize", "token", "keys")
                ends = {n: f"{fake.issuer}/{p}" for n, p in zip(names, places, strict=True)}
                self._reply({"issuer": fake.issuer, **ends})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            found = fake.token(form, self.headers.get("Authorization", ""))
            self._reply(found, 400 if "error" in found else 200)

        def _reply(self, found: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
