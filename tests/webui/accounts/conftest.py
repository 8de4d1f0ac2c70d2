"""Passwords are hashed with the least work, so that a hundred logins take a second."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from webui.accounts import passwords


@pytest.fixture(autouse=True, scope="session")
def _quick_hashes() -> None:
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
