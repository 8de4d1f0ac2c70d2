"""Login at an OpenID Connect provider: authorisation code with PKCE, by Authlib.

What a browser brings back is believed only with the state, nonce and verifier that were kept for
the flow it began; who the user is says the provider's signed ID token alone.
"""

from __future__ import annotations

import hmac
import logging
import secrets
import time
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from webui.accounts.errors import ProviderFailed
from webui.accounts.model import Account, ProviderSettings, role_of
from webui.accounts.sessions import digest_of
from webui.http.security import is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webui.accounts.database import Database

log = logging.getLogger("judian.webui")

#: Signatures of ID tokens that are accepted; never "none", never with the client's secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
#: Seconds that the provider may take to reply, that a login may take, and that the provider's
#: description and keys are kept.
_TIMEOUT, _FLOW, _KEPT = 10, 600, 3600
#: Seconds by which the clocks of both servers may differ.
_LEEWAY = 60
_LONGEST_NAME = 200


class Provider:
    """One provider; flows are kept in the file of accounts."""

    def __init__(self, database: Database, given: ProviderSettings) -> None:
        self._database = database
        self._given = given
        self._known: tuple[float, dict[str, Any], KeySet] | None = None

    def begin(self, callback: str, target: str) -> tuple[str, str]:
        """The provider's address to go to, and a number for the browser to keep. Raises
        ProviderFailed."""
        metadata, _ = self._metadata()
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        address, state = self._client(callback).create_authorization_url(
            metadata["authorization_endpoint"], nonce=nonce, code_verifier=verifier
        )
        number, now = secrets.token_urlsafe(32), int(time.time())
        with self._database.change() as connection:
            connection.execute("DELETE FROM flows WHERE created < ?", (now - _FLOW,))
            connection.execute(
                "INSERT INTO flows VALUES (?, ?, ?, ?, ?, ?)",
                (digest_of(number), state, nonce, verifier, target, now),
            )
        return str(address), number

    def end(self, number: str, callback: str, args: Mapping[str, str]) -> tuple[Account, str]:
        """The account that the provider names, and the address to go on to. Raises
        ProviderFailed."""
        state, nonce, verifier, target = self._flow(number)
        if not hmac.compare_digest(state.encode(), args.get("state", "").encode()):
            _fail("the reply belongs to another login", "回覆不屬於這次登入")
        if "error" in args or not args.get("code"):
            _fail("the provider refused", "身分提供者拒絕登入", args.get("error", "no code"))
        metadata, keys = self._metadata()
        if args.get("iss", metadata["issuer"]) != metadata["issuer"]:
            _fail("the reply is another provider's", "回覆來自其他身分提供者")
        try:
            token = self._client(callback).fetch_token(
                metadata["token_endpoint"], code=args["code"], code_verifier=verifier
            )
            claims = self._claims(token, nonce, keys)
        except (AuthlibBaseError, JoseError, requests.RequestException, ValueError) as error:
            _fail("its reply cannot be verified", "無法驗證其回覆", str(error), error)
        return self._account(claims), target

    def _client(self, callback: str) -> OAuth2Session:
        return OAuth2Session(
            self._given.client_id,
            self._given.client_secret or None,
            scope=self._given.scope,
            redirect_uri=callback,
            code_challenge_method="S256",
            default_timeout=_TIMEOUT,
            token_endpoint_auth_method="client_secret_basic"
            if self._given.client_secret
            else "none",
        )

    def _flow(self, number: str) -> tuple[str, str, str, str]:
        """State, nonce, verifier and target of a flow, which ends with this."""
        since = int(time.time()) - _FLOW
        with self._database.change() as connection:
            row = connection.execute(
                "DELETE FROM flows WHERE digest = ? AND created >= ? "
                "RETURNING state, nonce, verifier, target",
                (digest_of(number), since),
            ).fetchone()
        if row is None:
            _fail("it was not begun here, or took too long", "登入並非由此開始，或已逾時")
        state, nonce, verifier, target = row
        return str(state), str(nonce), str(verifier), str(target)

    def _claims(self, token: Mapping[str, Any], nonce: str, keys: KeySet) -> CodeIDToken:
        """The verified claims of the ID token."""
        decoded = jwt.decode(str(token["id_token"]), keys, algorithms=ALGORITHMS)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": self._given.issuer},
                "aud": {"essential": True, "value": self._given.client_id},
            },
            {
                "nonce": nonce,
                "client_id": self._given.client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=_LEEWAY)
        return claims

    def _account(self, claims: Mapping[str, Any]) -> Account:
        name = claims.get(self._given.name_claim)
        if (
            not isinstance(name, str)
            or not 0 < len(name) <= _LONGEST_NAME
            or not name.isprintable()
        ):
            _fail("it does not name the user", "未提供使用者名稱", self._given.name_claim)
        given = claims.get(self._given.groups_claim) or ()
        groups = tuple(str(one) for one in ([given] if isinstance(given, str) else given))
        return Account(name, role_of(groups, self._given.role_groups), groups)

    def _metadata(self) -> tuple[dict[str, Any], KeySet]:
        """The provider's description of itself and its keys, read at most once an hour."""
        known = self._known
        if known is not None and time.monotonic() - known[0] < _KEPT:
            return known[1], known[2]
        try:
            issuer = self._given.issuer
            metadata = _read(issuer.rstrip("/") + "/.well-known/openid-configuration")
            if metadata["issuer"] != issuer:
                _fail("it calls itself by another name", "自稱的名稱與設定不符", metadata["issuer"])
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                check_secure(metadata[name])
            keys = KeySet.import_key_set(_read(metadata["jwks_uri"]))  # type: ignore[arg-type]
        except (requests.RequestException, JoseError, ValueError, KeyError, TypeError) as error:
            _fail("the provider does not answer", "身分提供者沒有回應", str(error), error)
        self._known = time.monotonic(), metadata, keys
        return metadata, keys


def check_secure(address: str) -> None:
    """Raise ValueError if an address is not protected on its way."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError(f"{address} is not https")


def _read(address: str) -> dict[str, Any]:
    """A JSON object; redirects are not followed."""
    check_secure(address)
    reply = requests.get(address, timeout=_TIMEOUT, allow_redirects=False)
    reply.raise_for_status()
    found = reply.json()
    if not isinstance(found, dict):
        raise ValueError(f"{address} gives no JSON object")
    return found


def _fail(
    english: str, chinese: str, fact: str = "", cause: BaseException | None = None
) -> NoReturn:
    """Raise ProviderFailed; the log has what only the keeper may see."""
    log.warning("login at the provider: %s %s", english, fact)
    raise ProviderFailed(english, chinese) from cause
