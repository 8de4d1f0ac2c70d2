"""The command `judian`, also as `python -m judian`: one name for every program of the project."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from judian import __version__
from judian.core.settings import system_language


class Command(NamedTuple):
    """A command: the module whose `main(arguments, prog)` runs it, the arguments that come before
    the user's, and what it does, in Chinese and English."""

    module: str
    first: tuple[str, ...]
    zh: str
    en: str


COMMANDS = {
    "index": Command(
        "indexer.__main__", (), "讀取報告並更新索引", "read reports, update the index"
    ),
    "status": Command("indexer.__main__", ("status",), "顯示索引內容", "say what the index holds"),
    "failures": Command(
        "indexer.__main__",
        ("failures",),
        "列出未能讀取或僅部分可讀的檔案",
        "list files that could not be read, or only in part",
    ),
    "verify": Command("indexer.__main__", ("verify",), "檢查索引", "check the stored index"),
    "backup": Command("indexer.__main__", ("backup",), "備份索引", "copy the index, also in use"),
    "restore": Command("indexer.__main__", ("restore",), "還原備份", "restore a backup"),
    "upgrade": Command(
        "indexer.__main__", ("upgrade",), "重建舊版索引", "rebuild an index of another version"
    ),
    "doctor": Command(
        "judian.doctor", (), "檢查安裝是否完好", "say what is wrong with the installation"
    ),
    "serve": Command("webui.__main__", (), "啟動網頁與 API", "serve the pages and the API"),
    "users": Command(
        "webui.account_commands", ("users",), "管理可登入的使用者", "manage who may log in"
    ),
    "tokens": Command(
        "webui.account_commands", ("tokens",), "管理程式用的 API 權杖", "manage API tokens"
    ),
    "search": Command(
        "judian.search.__main__", (), "檢索或回答問題", "search, or answer a question"
    ),
    "audit": Command("judian.search.audit_command", (), "核對一份草稿", "check a draft"),
    "verify-quote": Command(
        "judian.search.quote_command", (), "逐字核對引文", "say whether a quotation is verbatim"
    ),
    "batch": Command(
        "judian.search.batch.__main__", (), "整批檢索一份清單", "search a list of terms"
    ),
    "mcp": Command("judian.agents.__main__", (), "供代理程式使用（MCP）", "serve agents (MCP)"),
    "evals": Command("judian.evals.__main__", (), "測量品質與速度", "measure quality and speed"),
}
_FOLDER = Path(__file__).with_name("completion")
#: Shell → the script that completes the command line; `release/manual.py` writes them.
COMPLETIONS = {
    "bash": _FOLDER / "judian.bash",
    "zsh": _FOLDER / "_judian",
    "fish": _FOLDER / "judian.fish",
}
#: Exit status for a command line that cannot be understood, as argparse has it.
_USAGE_ERROR = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the command that the first argument names; the exit status is that command's.

    Without a command, or with one that does not exist, the list of commands is printed to
    standard error and the exit status is 2.
    """
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or [""]
    language = system_language()
    if name in ("-h", "--help"):
        print(usage(language))
        return 0
    if name == "--version":
        print(f"judian {__version__}")
        return 0
    if name == "--completion":
        return _print_completion(rest, language)
    if name not in available():
        print(_unknown(name, language) if name else usage(language), file=sys.stderr)
        return _USAGE_ERROR
    command = COMMANDS[name]
    program = import_module(command.module)
    # The indexer puts its own actions after its name: `judian status`.
    prog = "judian" if command.first else f"judian {name}"
    return int(program.main([*command.first, *rest], prog=prog))


def _print_completion(arguments: list[str], language: str) -> int:
    """Print the completion for the shell that is named; the exit status."""
    shell = arguments[0] if len(arguments) == 1 else ""
    if shell not in COMPLETIONS:
        known = "|".join(COMPLETIONS)
        print(
            f"用法：judian --completion {known}"
            if language == "zh"
            else f"usage: judian --completion {known}",
            file=sys.stderr,
        )
        return _USAGE_ERROR
    print(COMPLETIONS[shell].read_text("utf-8"), end="")
    return 0


def available() -> dict[str, Command]:
    """The commands whose package is here: a wheel has no `judian.evals`, which measures in the
    tree."""
    return {
        name: command
        for name, command in COMMANDS.items()
        if find_spec(command.module.removesuffix(".__main__"))
    }


def usage(language: str) -> str:
    """The commands with what each does, in "zh" or "en"."""
    chinese = language == "zh"
    commands = available()
    width = max(map(len, commands))
    lines = ["用法：judian 指令 [選項]" if chinese else "usage: judian COMMAND [OPTIONS]", ""]
    for name, command in commands.items():
        lines.append(f"  {name:{width}}  {command.zh if chinese else command.en}")
    last = (
        "judian 指令 --help 列出該指令的選項；judian --version 顯示版本。"
        if chinese
        else "judian COMMAND --help lists the options of a command, judian --version the version."
    )
    return "\n".join([*lines, "", last])


def _unknown(name: str, language: str) -> str:
    """Message for a command that does not exist, with the nearest one that does."""
    near = get_close_matches(name, available(), n=1)
    if language == "zh":
        message = f"沒有「{name}」這個指令"
        hint = f"；是否要用 judian {near[0]}？" if near else "。"
    else:
        message = f"there is no command {name!r}"
        hint = f"; did you mean judian {near[0]}?" if near else ""
    return f"{message}{hint}\n\n{usage(language)}"
