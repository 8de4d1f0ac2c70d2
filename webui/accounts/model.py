"""Accounts as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What a user may do, each with all before it: search and read; search in batches; keep the
#: sources and see the state of the server; manage users.
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


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """The provider, this client there, and the claims that name a user and the groups."""

    issuer: str
    client_id: str
    client_secret: str
    name_claim: str
    groups_claim: str
    scope: str
    role_groups: Mapping[str, str]


def role_of(groups: Iterable[str], role_groups: Mapping[str, str]) -> str:
    """The highest role that one of the groups gives, "reader" if none does."""
    held = {role_groups[group] for group in groups if group in role_groups}
    return max(held, key=ROLES.index, default="reader")
