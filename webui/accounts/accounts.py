"""Everything that the application keeps of accounts, in one place."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from flask import current_app

from webui.accounts.attempts import Attempts
from webui.accounts.database import Database
from webui.accounts.sessions import Sessions
from webui.accounts.tokens import Tokens
from webui.accounts.users import Users

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webui.accounts.oidc import Provider

_OIDC = "webui.accounts.oidc"


class Accounts:
    """The users, sessions, tokens and failed attempts of one file; see `webui.configuration` for
    the configuration."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        database = Database(config["ACCOUNTS"])
        self.users = Users(database)
        self.sessions = Sessions(database, config["SESSION_HOURS"], config["SESSION_IDLE_MINUTES"])
        self.tokens = Tokens(database)
        self.attempts = Attempts(database)
        self.form_secret = database.secret("forms")
        self.provider: Provider | None = None
        if config["LOGIN"] == "oidc":  # loaded on use: it brings a client of HTTP
            self.provider = import_module(_OIDC).Provider(database, config["OIDC"])


def accounts() -> Accounts:
    """Those of the application that handles the current request."""
    found: Accounts = current_app.extensions["accounts"]
    return found
