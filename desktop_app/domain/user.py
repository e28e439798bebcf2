"""The people of the office who log in."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.identity import UserId
from desktop_app.domain.role import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who logs in on this laptop; `active` is False once they have left."""

    id: UserId
    name: str
    role: Role
    active: bool = True
