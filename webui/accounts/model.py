"""Accounts as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

#: What a user may do, each with all before it.
ROLES = ("reader", "editor", "keeper", "admin")


@dataclass(frozen=True, slots=True)
class Account:
    """Who asks: a name, one of ROLES, and the groups that rights may name."""

    name: str
    role: str = "reader"
    groups: tuple[str, ...] = ()

    def is_at_least(self, role: str) -> bool:
        """True if the account may do what `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)
