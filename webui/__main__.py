"""python -m webui: the pages and the API, served by waitress."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from judian.core import settings
from judian.core.console import run
from judian.core.errors import JudianError
from judian.core.logs import configure_log
from judian.search.service import Service
from webui import relay
from webui import workers as several
from webui.app import create_app
from webui.configuration import configuration
from webui.http.request_errors import WorkersUnsupported
from webui.preloading import preload
from webui.renewal import Renewal
from webui.server import create_server, listen, url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webui.accounts.library import Library

#: Seconds after which a thread that works lets another one that waits work too. The one that takes
#: requests waits for that several times a request; Python's own 5 ms made it 30 ms beside work.
SWITCH_SECONDS = 0.0005


def main(argv: Sequence[str] | None = None, prog: str = "python -m webui") -> int:
    """Serve until interrupted. Exit status 0, or `workers.REFUSED` if serving could not begin."""
    given = vars(_options(prog).parse_args(argv))
    language = settings.system_language()
    try:
        chosen = settings.load(
            {k: v for k, v in given.items() if k != "config"}, file=given["config"]
        )
        language = chosen.language
        config = configuration(chosen)
        listener = _listener(chosen, given)
    except JudianError as error:
        return _refuse(error, language)
    configure_log(chosen.text("log_format"))
    workers = chosen.number("workers") if several.KNOWN else 0
    if given["worker"] is None and workers:
        print(_started(chosen, listener), flush=True)
        return several.supervise(list(sys.argv[1:] if argv is None else argv), listener, workers)
    if given["worker"] is not None:
        several.end_with(given["alive"])
        config |= {"WORKER": given["worker"], "COUNTS": given["counts"]}
        config |= {"RELAY": given["relay"], "IS_RELAYED": given["relayed"] is not None}
    return serve(chosen, config, listener)


def _listener(chosen: settings.Settings, given: dict[str, Any]) -> socket.socket:
    """A new listening socket, or that of the supervisor. Raises AddressTaken, AddressUnusable, and
    WorkersUnsupported where several processes cannot share one."""
    if given["relayed"] is not None:
        return relay.listen(given["relayed"])
    if given["listener"] is not None:
        return socket.socket(fileno=given["listener"])
    if chosen.number("workers") > 1 and not several.KNOWN:
        raise WorkersUnsupported
    return listen(chosen.text("host"), chosen.number("port"))


def serve(chosen: settings.Settings, config: dict[str, Any], listener: socket.socket) -> int:
    """Answer requests at `listener` until interrupted."""
    language = chosen.language
    # What several processes would print is printed by the first.
    prints = config.get("WORKER") in (None, several.FIRST)
    library: Library | None = config["LIBRARY"]
    try:
        services = list(library.whole.values()) if library else [Service.configured(chosen)]
    except JudianError as refused:
        return _refuse(refused, language) if prints else several.REFUSED
    if config.get("IS_RELAYED"):
        os.nice(relay.NICENESS)
    sys.setswitchinterval(SWITCH_SECONDS)
    app = create_app(config, services[0])
    is_relayed = bool(config.get("IS_RELAYED"))
    server = relay.serve(app, listener) if is_relayed else create_server(app, listener)
    for service in services if prints else ():
        health = service.health()
        for error in filter(None, (health.error, health.reader_problem)):
            print(f"{error.message(language)}\n  {error.hint(language)}", file=sys.stderr)
    if not config.get("WORKER"):
        print(_started(chosen, listener), flush=True)
    app.extensions["metrics"].save_always()
    threading.Thread(target=preload, args=(app, services), name="preload", daemon=True).start()
    Renewal(services, with_lists=config.get("RELAY") is None).look_always()
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        for service in services:
            service.close()
    return 0


def _started(chosen: settings.Settings, listener: socket.socket) -> str:
    """What is printed when the server begins."""
    address = chosen.text("public_url") or url(listener)
    return _STARTED[chosen.language].format(url=address)


_STARTED = {
    "zh": "據典已啟動：{url}（按 Ctrl-C 結束）",
    "en": "Judian is serving at {url} (Ctrl-C ends it)",
}


def _options(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=prog, description="Serve the pages and the API.")
    for name in ("index", "engine", "host", "port", "workers"):
        known = next(s for s in settings.SETTINGS if s.name == name)
        parser.add_argument(f"--{name}", help=f"{known.about} (default {known.default})")
    parser.add_argument("--keeper", dest="keeper_room", action="store_const", const="on",
                        help="keep sources in the browser, also without a login")  # fmt: skip
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings file (default judian.toml, if any)"
    )
    # What a supervisor tells its workers.
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    parser.add_argument("--listener", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--alive", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--counts", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--relay", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--relayed", type=Path, help=argparse.SUPPRESS)
    return parser


def _refuse(error: JudianError, language: str) -> int:
    print(f"{error.message(language)}\n  {error.hint(language)}", file=sys.stderr)
    return several.REFUSED


def _stop(_signum: int, _frame: object) -> NoReturn:
    """SIGTERM ends the server as Ctrl-C does."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    run(main)
