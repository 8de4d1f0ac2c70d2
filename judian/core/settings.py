"""Settings: defaults, overridden by judian.toml, by JUDIAN_* variables and by options in turn.

`docs/settings.md` describes each of them; `tests/judian/core/test_settings.py` holds it to this
table.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.errors import SettingInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping

SettingValue = str | int | float | bool

#: The file that is read in the working directory when there is one.
FILE = "judian.toml"
PREFIX = "JUDIAN_"
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its type is that of its default; `choices` or `low` and `high` bound it."""

    name: str
    default: SettingValue
    about: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


SETTINGS: tuple[Setting, ...] = (
    Setting("index", "index", "Folder of the index."),
    Setting("whoosh_owners", "", "Users whose index is opened too, besides one's own and root's;"
            " names divided by commas."),
    Setting("follow_links", False, "Follow links that lead out of a folder of sources."),
    Setting("engine", "whoosh", "What stores and ranks the passages."),
    Setting("sources", "seeds", "Folder of source files that is read when none is named."),
    Setting("language", "auto", "Language of messages; auto follows the system's.",
            ("auto", "zh", "en")),
    Setting("jobs", 0, "Files read at once; 0 takes one per processor.", low=0, high=256),
    Setting("scheduler", "", "Dask scheduler whose workers read the files: local:N, or its address;"
            " empty: processes of this machine."),
    Setting("scheduler_ca", "", "PEM file of the authority behind the scheduler's certificate."),
    Setting("scheduler_certificate", "", "PEM file of the certificate shown to the scheduler."),
    Setting("scheduler_key", "", "PEM file of that certificate's key."),
    Setting("ocr", "auto", "Recognise scanned pages: where tesseract is installed, never, always.",
            ("auto", "never", "always")),
    Setting("reader_memory_mb", 1536, "Memory one file may take, in MiB.",
            low=256, high=1_000_000),
    Setting("reader_cpu_seconds", 180, "Processor time one file may take in all.",
            low=1, high=86_400),
    Setting("reader_wall_seconds", 300, "Time by the clock that one file may take in all.",
            low=1, high=86_400),
    Setting("max_file_mb", 512, "Larger files are refused unread, in MiB.", low=1, high=1_000_000),
    Setting("watch_seconds", 5, "How often --watch looks for changes.", low=1, high=86_400),
    Setting("host", "127.0.0.1", "Address the pages are served on."),
    Setting("port", 8000, "Port the pages are served on.", low=1, high=65_535),
    Setting("workers", 1, "Processes that serve, started again when they end; 0: this one.",
            low=0, high=64),
    Setting("collections", "", "File of several collections with their rights; empty: only index."),
    Setting("public_url", "", "Address by which users reach the pages, as https://judian.example/."),
    Setting("allowed_hosts", "", "Further host names that are answered, divided by commas."),
    Setting("trusted_proxies", "", "Addresses or networks of reverse proxies, divided by commas."),
    Setting("login", "none", "How users say who they are; none serves on loopback only.",
            ("none", "users", "proxy", "oidc")),
    Setting("accounts", "", "File of users, sessions and tokens; empty: beside the index."),
    Setting("session_hours", 12, "Hours after which one must log in again.", low=1, high=720),
    Setting("session_idle_minutes", 120, "Minutes without a request after which a session ends.",
            low=1, high=43_200),
    Setting("role_groups", "", "Groups that give roles, as archive=keeper, it=admin."),
    Setting("proxy_user_header", "X-Remote-User", "Header in which the proxy names the user."),
    Setting("proxy_groups_header", "X-Remote-Groups", "Header with the user's groups."),
    Setting("oidc_issuer", "", "Address of the OpenID Connect provider."),
    Setting("oidc_client_id", "", "Name of this server at the provider."),
    Setting("oidc_client_secret", "", "Secret of this server at the provider."),
    Setting("oidc_scope", "openid profile email", "What is asked of the provider."),
    Setting("oidc_name_claim", "preferred_username", "Claim that names a user."),
    Setting("oidc_groups_claim", "groups", "Claim that names the groups of a user."),
    Setting("keeper_room", "login", "Keep sources in the browser: with a login, on, or off.",
            ("login", "on", "off")),
    Setting("upload_mb", 64, "Largest upload in the keeper's room, in MiB.", low=1, high=1024),
    Setting("trash_days", 30, "Days that removed sources can be restored; 0 for ever.",
            low=0, high=36_500),
    Setting("audit_log", "", "Folder of the audit log; empty: beside the index, with a login."),
    Setting("audit_queries", True, "Write into the audit log what was searched for."),
    Setting("audit_days", 365, "Days that the audit log is kept; 0 for ever.", low=0, high=36_500),
    Setting("security_contact", "", "Where to report a weakness, for security.txt: mailto:… or"
            " https://…."),
    Setting("picture_cache", "", "Folder for pictures of pages; empty: beside the index; user: the"
            " user's cache; none: kept until the server ends."),
    Setting("picture_cache_mb", 512, "Size of that folder, in MiB.", low=16, high=1_000_000),
    Setting("request_seconds", 60, "Seconds that a reply may take; lists and files take longer.",
            low=1, high=3600),
    Setting("requests_per_minute", 1200, "Requests of one address a minute; 0 for any number.",
            low=0, high=1_000_000),
    Setting("log_format", "text", "Form of the server's log: lines of text, or JSON.",
            ("text", "json")),
    Setting("page_size", 10, "Hits on a page of results.", low=1, high=100),
    Setting("synonyms", "none", "File of synonyms of your own, a group of names a line."),
    Setting("answer_reader", "auto", "Network that reads passages for answers: auto, off, or a"
            " folder of weights."),
    Setting("own_model_url", "", "Address of an OpenAI-compatible server whose model points at"
            " answers; empty: none."),
    Setting("own_model_name", "", "Name of the model there."),
    Setting("own_model_key", "", "Key that the server asks for."),
    Setting("own_model_key_file", "", "File with that key."),
    Setting("own_model_remote", False, "Let questions and passages be sent to another computer."),
    Setting("own_model_seconds", 15, "Seconds that the model may take for a question.",
            low=1, high=50),
    Setting("opensearch_hosts", "http://127.0.0.1:9200", "Addresses of the cluster's nodes,"
            " separated by commas."),
    Setting("opensearch_prefix", "judian", "What all names of this collection in the cluster begin"
            " with."),
    Setting("opensearch_user", "", "User of the cluster; empty for a cluster without users."),
    Setting("opensearch_password", "", "The user's password."),
    Setting("opensearch_ca", "", "PEM file of the authority behind the nodes' certificates."),
    Setting("opensearch_certificate", "", "PEM file of this client's own certificate."),
    Setting("opensearch_key", "", "PEM file of that certificate's key."),
    Setting("opensearch_shards", 1, "Shards of a collection that is built anew.", low=1, high=1024),
    Setting("opensearch_replicas", 1, "Copies of each shard beside the first.", low=0, high=10),
    Setting("opensearch_timeout", 10, "Seconds that one question to the cluster may take.",
            low=1, high=3600),
)  # fmt: skip
_BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force. `origins` says where each came from: default, a file's name, a
    variable's name or option."""

    values: Mapping[str, SettingValue]
    origins: Mapping[str, str]

    def text(self, name: str) -> str:
        """The value of a setting of words."""
        return str(self.values[name])

    def number(self, name: str) -> int:
        """The value of a setting of whole numbers."""
        return int(self.values[name])

    def flag(self, name: str) -> bool:
        """The value of a setting that is on or off."""
        return bool(self.values[name])

    @property
    def engine_options(self) -> dict[str, str]:
        """The settings of the engine in use: those whose names begin with its own, without that
        beginning."""
        start = f"{self.text('engine')}_"
        return {
            name.removeprefix(start): str(value)
            for name, value in self.values.items()
            if name.startswith(start)
        }

    @property
    def language(self) -> str:
        """ "zh" or "en", the system's own where the setting says auto."""
        chosen = self.text("language")
        return system_language() if chosen == "auto" else chosen


def system_language(environ: Mapping[str, str] | None = None) -> str:
    """ "zh" when LC_ALL, LC_MESSAGES, LANGUAGE or LANG (the first that is set) begin with zh,
    else "en"."""
    environ = os.environ if environ is None else environ
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if environ.get(name):
            return "zh" if environ[name].lower().startswith("zh") else "en"
    return "en"


def load(
    options: Mapping[str, object] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """The settings in force.

    `options` are those of the command line; None values and names of other options are skipped.
    Without `file`, judian.toml in the working directory is read if there is one; an unknown name in
    the file is an error, so that misspellings are reported. Raises SettingInvalid.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, SettingValue] = {setting.name: setting.default for setting in SETTINGS}
    origins = dict.fromkeys(values, "default")
    path = Path(FILE) if file is None else file
    if file is not None or path.is_file():
        for name, value in _read(path).items():
            if name not in _BY_NAME:
                raise SettingInvalid(name, value, path.name, "the name of a setting")
            values[name] = _cast(_BY_NAME[name], value, path.name)
            origins[name] = path.name
    for name, setting in _BY_NAME.items():
        variable = PREFIX + name.upper()
        if variable in environ:
            values[name] = _cast(setting, environ[variable], variable)
            origins[name] = variable
    for name, option in (options or {}).items():
        if name in _BY_NAME and option is not None:
            values[name] = _cast(_BY_NAME[name], option, "option")
            origins[name] = "option"
    return Settings(values, origins)


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingInvalid(path.name, str(error), str(path), "a readable TOML file") from error


def _cast(setting: Setting, value: object, source: str) -> SettingValue:
    """The value in the setting's own type, or SettingInvalid saying what was wanted."""
    cast = _converted(setting, value)
    if cast is None:
        raise SettingInvalid(setting.name, value, source, _wanted(setting))
    return cast


def _converted(setting: Setting, value: object) -> SettingValue | None:
    default = setting.default
    if isinstance(default, bool):
        word = str(value).strip().lower()
        return True if word in _TRUE else False if word in _FALSE else None
    if isinstance(default, (int, float)):
        if isinstance(value, bool):
            return None
        try:
            number = type(default)(str(value).strip())
        except ValueError:
            return None
        inside = (setting.low is None or number >= setting.low) and (
            setting.high is None or number <= setting.high
        )
        return number if inside else None
    if not isinstance(value, (str, Path)):
        return None
    text = str(value)
    return None if setting.choices and text not in setting.choices else text


def _wanted(setting: Setting) -> str:
    if setting.choices:
        return "one of " + ", ".join(setting.choices)
    if isinstance(setting.default, bool):
        return "true or false"
    if isinstance(setting.default, (int, float)):
        kind = "a whole number" if isinstance(setting.default, int) else "a number"
        return f"{kind} from {setting.low:g} to {setting.high:g}"
    return "text"
