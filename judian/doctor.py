"""`judian doctor`: what is wrong with an installation, and what to do about it.

It changes nothing, and needs no index. Each finding is good, a warning (something is missing that
the program works without) or a fault.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.readers.converted.libreoffice import find_program
from indexer.readers.pdf.source.ocr import find_recognizer
from indexer.run import confinement
from judian.core.errors import IndexMissing, JudianError, SettingInvalid
from judian.core.names import visible
from judian.core.settings import Settings, load, system_language
from judian.search.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GOOD, WARNING, FAULT = "good", "warning", "fault"
DONE, FAULTY = 0, 1
#: Versions of Python that the program is tested on, the first and the last.
_PYTHONS = ((3, 11), (3, 14))
#: Free bytes on the disk of the index below which a run may fail.
_LEAST_FREE = 1 << 30
_HOME = Path(__file__).resolve().parents[1]
_MARKS = {GOOD: "✓", WARNING: "!", FAULT: "✗"}

#: Tries in a process of its own what a reader must not do; prints why each means does not work.
_CONFINED = """
import json, sys
from indexer.run import confinement
print(json.dumps([confinement.become_reader(), confinement.refuse_calls(),
                  confinement.limit_files(confinement.Rights())]))
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing, in English and Chinese, each with the remedy, "" for none."""

    name: str
    state: str
    en: str
    zh: str
    hint_en: str = ""
    hint_zh: str = ""


def main(arguments: Sequence[str] | None = None, prog: str = "judian doctor") -> int:
    """Print what was found; the exit status is 1 if there is a fault."""
    parser = argparse.ArgumentParser(prog=prog, description=__doc__)
    parser.add_argument("--index", metavar="DIR", help="folder of the index (default: index)")
    parser.add_argument("--language", choices=("auto", "zh", "en"), help="language of messages")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    try:
        settings = load({"index": options.index, "language": options.language})
        language, found = settings.language, list(findings(settings))
    except SettingInvalid as error:
        language = system_language()
        found = [_of_error("settings", error)]
    if options.json:
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_line(finding, language) for finding in found))
    return FAULTY if any(finding.state == FAULT for finding in found) else DONE


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield the findings, from Python to the index."""
    yield _python()
    yield from _packages()
    yield _recognition()
    yield _conversion()
    yield from _rights_of_readers()
    index = Path(settings.text("index"))
    yield _disk(index)
    yield from _service(settings)
    if settings.text("engine") == "whoosh" and index.is_dir():
        yield _rights_of_index(index)
    yield _temporary()


def _python() -> Finding:
    found, (first, last) = sys.version_info[:2], _PYTHONS
    words = f"Python {platform.python_version()}, {platform.platform()}"
    if first <= found <= last:
        return Finding("python", GOOD, words, words)
    wanted = f"{first[0]}.{first[1]}–{last[0]}.{last[1]}"
    remedies = (f"install Python {wanted}", f"請安裝 Python {wanted}")
    return Finding("python", FAULT, words, words, *remedies)


def _packages() -> Iterator[Finding]:
    """One finding for all packages, or one for each that is missing or of another version."""
    wrong = 0
    pins = list(_pins())
    for name, wanted in pins:
        try:
            found = version(name)
        except PackageNotFoundError:
            found = ""
        if found == wanted:
            continue
        wrong += 1
        remedy = f"pip install {name}=={wanted}"
        if found:
            yield Finding(
                f"package {name}", WARNING, f"version {found}, tested with {wanted}",
                f"版本 {found}，經測試的是 {wanted}", remedy, remedy,
            )  # fmt: skip
        else:
            yield Finding(f"package {name}", FAULT, "not installed", "未安裝", remedy, remedy)
    if not wrong:
        count = len(pins)
        yield Finding("packages", GOOD, f"{count} as tested", f"{count} 個套件均為經測試的版本")


def _pins() -> Iterator[tuple[str, str]]:
    """Yield the names and versions of requirements.txt that hold for this system; none where the
    program was installed without it."""
    try:
        lines = (_HOME / "requirements.txt").read_text("utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        found = re.match(r'([\w.-]+)==([\w.]+)(?:; sys_platform == "(\w+)")?$', line)
        if found and found[3] in (None, sys.platform):
            yield found[1], found[2]


def _recognition() -> Finding:
    found = find_recognizer()
    if found is not None and "chi_tra" in found.languages:
        words = f"{visible(found.program)} ({found.languages})"
        return Finding("tesseract", GOOD, words, words)
    return Finding(
        "tesseract", WARNING, "scanned pages are not recognised", "不會辨識掃描頁",
        "install tesseract with the language chi_tra", "請安裝 tesseract 及語言檔 chi_tra",
    )  # fmt: skip


def _conversion() -> Finding:
    found = find_program()
    if found is not None:
        return Finding("libreoffice", GOOD, visible(found), visible(found))
    return Finding(
        "libreoffice", WARNING, "DOC, RTF, XLS, XLSB, PPT and ODP are not read",
        "無法讀取 DOC、RTF、XLS、XLSB、PPT 及 ODP",
        "install LibreOffice", "請安裝 LibreOffice",
    )  # fmt: skip


def _rights_of_readers() -> Iterator[Finding]:
    """Yield which means limit the rights of processes that read files, tried in one."""
    if sys.platform != "linux":
        yield Finding(
            "rights of readers", WARNING, "processes that read files have the user's rights",
            "讀取檔案的程序擁有使用者的全部權限",
            "run the indexer as a user with few rights", "請以權限少的使用者執行索引程式",
        )  # fmt: skip
        return
    done = subprocess.run(
        [sys.executable, "-c", _CONFINED], cwd=_HOME, capture_output=True, text=True, check=False
    )
    try:
        user, calls, files = json.loads(done.stdout)
    except ValueError:
        user = calls = files = (done.stderr.strip().splitlines() or ["it ended"])[-1]
    yield _means("landlock", files, "files and network are limited", "檔案與網路受限")
    yield _means("seccomp", calls, "system calls are limited", "系統呼叫受限")
    if os.geteuid() == 0:
        name = confinement.reader_user()
        yield _means(
            "user of readers", user if name else "no user", "not root", "非 root",
            "run as another user, or add the user judian-reader",
            "請改以其他使用者執行，或新增使用者 judian-reader",
        )  # fmt: skip


def _means(
    name: str, problem: str, en: str, zh: str,
    hint_en: str = "install py-landlock, pyseccomp and libseccomp; the kernel needs both means",
    hint_zh: str = "請安裝套件 py-landlock、pyseccomp 及 libseccomp，並使用支援的核心",
) -> Finding:  # fmt: skip
    """The finding about one means: good if there is no problem with it."""
    if not problem:
        return Finding(name, GOOD, en, zh)
    return Finding(name, WARNING, problem, problem, hint_en, hint_zh)


def _disk(index: Path) -> Finding:
    place = index.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    used = sum(path.stat().st_size for path in index.glob("*")) if index.is_dir() else 0
    gib = free / (1 << 30)
    en, zh = f"{gib:.1f} GiB free for the index", f"索引所在磁碟尚餘 {gib:.1f} GiB"
    if free >= max(_LEAST_FREE, 2 * used):
        return Finding("disk", GOOD, en, zh)
    return Finding(
        "disk", WARNING, en, zh, "make room: a rebuild needs twice the size of the index",
        "請清出空間：重建索引需要索引兩倍的空間",
    )  # fmt: skip


def _service(settings: Settings) -> Iterator[Finding]:
    """Yield whether the index can be opened, and whether the reader of answers is loaded."""
    try:
        service = Service.configured(settings)
    except JudianError as error:
        yield _of_error("index", error)
        return
    try:
        yield _index(service)
        problem = service.reader.problem
    finally:
        service.close()
    if problem is None:
        yield Finding("reader of answers", GOOD, "loaded", "已載入")
    else:
        yield _of_error("reader of answers", problem, WARNING)


def _index(service: Service) -> Finding:
    try:
        snapshot = service.engine.snapshot()
        documents, passages = len(snapshot.documents()), snapshot.passage_count
    except IndexMissing as error:
        return _of_error("index", error, WARNING)
    except JudianError as error:
        return _of_error("index", error)
    return Finding(
        "index", GOOD,
        f"generation {snapshot.generation}, {documents} documents, {passages} passages",
        f"第 {snapshot.generation} 代，{documents} 份文件，{passages} 個段落",
    )  # fmt: skip


def _rights_of_index(index: Path) -> Finding:
    if os.name != "posix":
        return Finding("rights of the index", GOOD, "those of its folder", "同其資料夾")
    open_ = stat.S_IMODE(index.stat().st_mode) & stat.S_IRWXO
    if not open_:
        return Finding("rights of the index", GOOD, "closed to others", "他人無法讀取")
    return Finding(
        "rights of the index", WARNING, "every user of this machine can read it",
        "本機所有使用者均可讀取",
        f"chmod 700 {visible(str(index))}", f"chmod 700 {visible(str(index))}",
    )  # fmt: skip


def _temporary() -> Finding:
    try:
        with tempfile.TemporaryDirectory(prefix="judian-") as folder:
            return Finding("temporary files", GOOD, visible(os.path.dirname(folder)),
                           visible(os.path.dirname(folder)))  # fmt: skip
    except OSError as error:
        detail = error.strerror or str(error)
        return Finding("temporary files", FAULT, detail, detail, "set TMPDIR", "請設定 TMPDIR")


def _of_error(name: str, error: JudianError, state: str = FAULT) -> Finding:
    return Finding(
        name, state, error.message("en"), error.message("zh"), error.hint("en"), error.hint("zh")
    )


def _line(finding: Finding, language: str) -> str:
    text, hint = (
        (finding.zh, finding.hint_zh) if language == "zh" else (finding.en, finding.hint_en)
    )
    line = f"{_MARKS[finding.state]} {finding.name}: {text}"
    return f"{line}\n  → {hint}" if hint else line
