"""The libraries of a release with their licences.

`python -m release.licences PYTHON` writes `release/licences.md` from what is installed beside that
interpreter: an environment made of `release/requirements.lock` alone (`make sbom`).
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).with_name("licences.md")
HEAD = """# Libraries and their licences

What `release/requirements.lock` installs on Linux, as the packages themselves say it; made by
`make sbom`. None restricts how Judian is used or passed on. Judian's own files:
[REUSE.toml](../REUSE.toml).

| library | version | licence |
| --- | --- | --- |
"""


def page(rows: list[dict[str, str]]) -> str:
    """The page of the rows of pip-licenses."""
    lines = [
        f"| {_linked(row)} | {row['Version']} | {row['License']} |"
        for row in sorted(rows, key=lambda row: row["Name"].lower())
    ]
    return HEAD + "\n".join(lines) + "\n"


def _linked(row: dict[str, str]) -> str:
    name, address = row["Name"], row["URL"]
    return f"[{name}]({address})" if address.startswith("http") else name


def main(python: str) -> None:
    """Write the page."""
    command = [sys.executable, "-m", "piplicenses", "--python", python, "--with-urls"]
    command.append("--format=csv")
    listed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    rows = [row for row in csv.DictReader(listed.splitlines()) if row["Name"] != "judian"]
    PAGE.write_text(page(rows), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
