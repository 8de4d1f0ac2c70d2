"""Writes `release/requirements.lock`: requirements.txt with the digests of every file.

`python -m release.lock` asks the package registry, for all systems and Pythons at once.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "release" / "requirements.lock"
HEAD = """# requirements.txt with the digests of every file, made by `make lock`:
# pip install --require-hashes -r release/requirements.lock
"""
_OPTIONS = ("--universal", "--python-version=3.11", "--generate-hashes", "--no-annotate")


def main() -> None:
    """Write the file."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", *_OPTIONS]
    command.append("requirements.txt")
    made = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    LOCK.write_text(HEAD + made.stdout, encoding="utf-8")


if __name__ == "__main__":
    main()
