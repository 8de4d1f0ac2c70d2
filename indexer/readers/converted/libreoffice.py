"""LibreOffice as a converter: a process of its own that ends with the worker that started it.

It has a profile for one conversion, in which macros, links to other files and the network are off,
and inherits the worker's limits of memory and processor time.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Seconds of one conversion; the largest of 70 budgets took two, and a first start ten.
TIMEOUT = 120
# Seconds for the group of processes to end.
_EXIT_SECONDS = 10
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
#: Settings of the profile: (path, name, value).
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "1"),
    # dates without a form of their own are shown as in Taiwan
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-TW"),
)
# Runs "$@" in the background and writes its exit status. The end of standard input, which is a pipe
# from the worker, removes the folder and ends the whole group, also when the worker is killed.
_SUPERVISOR = (
    'folder=$1; shift; exec 3<&0; ("$@" </dev/null >/dev/null 2>&1 3<&-; echo $?) & '
    'read _ <&3; rm -rf -- "$folder"; kill -KILL 0'
)


class ConversionError(Exception):
    """A conversion that failed; `timed_out` is True if it took too long."""

    def __init__(self, *, timed_out: bool) -> None:
        super().__init__("the conversion took too long" if timed_out else "no file was made")
        self.timed_out = timed_out


@lru_cache(maxsize=1)
def find_program() -> str | None:
    """The program of LibreOffice; None if it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)


@contextmanager
def converted(program: str, source: Path, kind: str, target: str) -> Iterator[Path]:
    """The file that LibreOffice makes of a file of this kind, for as long as the context is open.

    `kind` and `target` are endings of file names. Raises ConversionError and OSError.
    """
    folder = Path(tempfile.mkdtemp(prefix="judian-office-"))
    try:
        shutil.copyfile(source, folder / f"source.{kind}")
        _write_profile(folder / "profile")
        command = [
            *_without_network(), program, f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault",
            "--nofirststartwizard", "--convert-to", target, "--outdir", str(folder / "made"),
            str(folder / f"source.{kind}"),
        ]  # fmt: skip
        with _running(command, folder) as timed_out:
            made = folder / "made" / f"source.{target}"
            if timed_out or not made.exists():
                raise ConversionError(timed_out=timed_out)
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_profile(profile: Path) -> None:
    """Write the settings of a profile."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/'
        f'registry">{items}</oor:items>\n',
        encoding="utf-8",
    )


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """The command that runs another one without a network; () where the system offers none."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    command = (program, "--map-root-user", "--net")
    tried = subprocess.run(
        [*command, "true"], capture_output=True, timeout=_EXIT_SECONDS, check=False
    )
    return command if tried.returncode == 0 else ()


def _environment(folder: Path) -> Mapping[str, str]:
    """The environment of the converter: nothing is read from the user's home or shown on a
    screen."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    return {**kept, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[bool]:
    """Run the converter to its end and yield True if it took too long. Its group of processes, and
    the folder with it, ends with the context or the worker."""
    if sys.platform == "win32":
        try:
            subprocess.run(
                command, capture_output=True, timeout=TIMEOUT, env=_environment(folder), check=False
            )
        except subprocess.TimeoutExpired:
            yield True
            return
        yield False
        return
    group = subprocess.Popen(
        ["/bin/sh", "-c", _SUPERVISOR, "sh", str(folder), *command],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True, env=_environment(folder), cwd=folder,
    )  # fmt: skip
    assert group.stdin is not None
    assert group.stdout is not None
    try:
        ready, _, _ = select.select([group.stdout], [], [], TIMEOUT)
        yield not ready
    finally:
        group.stdin.close()
        group.wait(_EXIT_SECONDS)
        group.stdout.close()
