"""Run the mutation test: `python -m judian.evals.mutation --help`."""

from __future__ import annotations

import sys

from judian.evals.mutation.command import main

if __name__ == "__main__":
    sys.exit(main())
