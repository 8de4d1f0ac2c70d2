"""The manual page and the completion of shells, from the command line's own description.

`python -m release.manual` writes `release/judian.1` and `judian/completion/`, which a test holds
equal to what it makes. The page is laid out here and not by argparse, whose layout differs from
one Python to the next.
"""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from pathlib import Path
from unittest import mock

import shtab

from judian.command import COMMANDS, COMPLETIONS
from judian.core.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "release" / "judian.1"
#: Commands of the tree alone.
LEFT_OUT = ("evals",)
#: Arguments that are folders or files.
_FOLDERS, _FILES = ("index",), ("paths", "config", "file", "terms")
_ABOUT = {
    "--version": "print the version",
    "--completion": "print the completion for a shell: bash, zsh or fish",
}


class _Captured(Exception):
    """Carries the parser out of `main`."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        super().__init__()
        self.parser = parser


def _capture(parser: argparse.ArgumentParser, *_arguments: object) -> argparse.Namespace:
    raise _Captured(parser)


def parser_of(name: str) -> argparse.ArgumentParser:
    """The parser that the command `name` makes when it runs."""
    command = COMMANDS[name]
    prog = "judian" if command.first else f"judian {name}"
    with mock.patch.object(argparse.ArgumentParser, "parse_args", _capture):
        try:
            import_module(command.module).main([*command.first, "--help"], prog=prog)
        except _Captured as captured:
            return _inside(captured.parser, command.first)
    raise AssertionError(f"{command.module}.main parses no arguments")


def _inside(parser: argparse.ArgumentParser, words: tuple[str, ...]) -> argparse.ArgumentParser:
    """The parser that is left after the words that come before the user's."""
    for word in words:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction) and word in action.choices:
                parser = action.choices[word]
                break
    return parser


def whole() -> argparse.ArgumentParser:
    """One parser of all commands."""
    root = argparse.ArgumentParser("judian", description="Search Chinese reports.")
    root.add_argument("--version", action="store_true", help=_ABOUT["--version"])
    root.add_argument("--completion", choices=sorted(COMPLETIONS), help=_ABOUT["--completion"])
    commands = root.add_subparsers()
    for name in _names():
        inside = parser_of(name)
        made = commands.add_parser(name, parents=[inside], add_help=False, help=COMMANDS[name].en)
        for action in made._actions:
            if action.dest in _FOLDERS:
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
            elif action.dest in _FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    return root


def completion(shell: str) -> str:
    """The script that completes the command line in a shell."""
    return str(shtab.complete(whole(), shell)).rstrip() + "\n"


def page() -> str:
    """The manual page in the macros of man(7)."""
    lines = [
        '.\\" Made by `make manual`.',
        ".TH JUDIAN 1",
        ".SH NAME",
        "judian \\- search Chinese reports, and answer questions with the source in hand",
        ".SH SYNOPSIS",
        ".B judian",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        "Reads a folder of reports into an index, and serves pages and an API over it. Messages "
        "are in Chinese or English, as the system is.",
        ".SH OPTIONS",
    ]
    for option, about in _ABOUT.items():
        lines += [".TP", f"\\fB{_roff(option)}\\fR", _roff(about)]
    for name in _names():
        lines += [f".SH JUDIAN {name.upper()}", *_command(parser_of(name))]
    lines += [
        ".SH EXIT STATUS",
        "0 if all went well; 1 if documents failed, or nothing was found; 2 if nothing was done.",
        ".SH ENVIRONMENT",
        "Every setting may be given as a variable:",
        *(
            line
            for setting in SETTINGS
            for line in (".TP", f"\\fBJUDIAN_{setting.name.upper()}\\fR", _roff(setting.about))
        ),
        ".SH FILES",
        ".TP",
        "\\fBjudian.toml\\fR",
        "Settings, in the folder in which the command runs.",
    ]
    return "\n".join(lines) + "\n"


def _command(parser: argparse.ArgumentParser) -> list[str]:
    lines = [_roff(parser.description or "")]
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or action.dest == "help":
            continue
        if isinstance(action, argparse._SubParsersAction):
            for name, inside in action.choices.items():
                lines += [f".SS {_roff(name)}", *_command(inside)]
            continue
        value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
        if action.choices:
            value = "|".join(map(str, action.choices))
        names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in action.option_strings)
        shown = f"\\fI{_roff(str(value))}\\fR" if value else ""
        lines += [".TP", " ".join(filter(None, (names, shown))), _roff(action.help or "")]
    return lines


def _roff(text: str) -> str:
    """Text as roff takes it."""
    text = re.sub(r"\s+", " ", text).replace("\\", "\\e").replace("-", "\\-").replace("%%", "%")
    return f"\\&{text}" if text[:1] in (".", "'") else text


def _names() -> list[str]:
    return [name for name in COMMANDS if name not in LEFT_OUT]


def main() -> None:
    """Write the page and the completions."""
    PAGE.write_text(page(), encoding="utf-8")
    for shell, file in COMPLETIONS.items():
        file.write_text(completion(shell), encoding="utf-8")


if __name__ == "__main__":
    main()
