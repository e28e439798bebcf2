"""Write docs/roles.md, the matrix of who may do what, from desktop_app/domain/role.py."""

from __future__ import annotations

from pathlib import Path

from desktop_app.domain.role import RIGHT_NAMES, ROLE_NAMES, Right, Role, may

PAGE = Path(__file__).resolve().parent.parent / "docs" / "roles.md"
HEAD = """\
# Who may do what

Made by `python -m build_spec.roles` from `desktop_app/domain/role.py`; a test keeps it current.
The services refuse what is not marked here, whoever asks, the window or the console.

"""
FOOT = """
Beyond the matrix: nobody approves or refuses a grant that they planned themselves, whatever
their role. Everyone may change their own passphrase; changing another person's is part of
setting up users.

Roles hold people to account and protect them from mistakes. Whoever can unlock the ledger can
read this laptop's file with other tools.
"""


def matrix() -> str:
    """Set the rights in rows and the roles in columns."""
    heads = ["", *(ROLE_NAMES[role] for role in Role)]
    lines = [heads, ["---"] + [":-:"] * len(Role)]
    lines += [[RIGHT_NAMES[right], *_marks(right)] for right in Right]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{HEAD}{table}\n{FOOT}"


def _marks(right: Right) -> list[str]:
    return ["yes" if may(role, right) else "" for role in Role]


if __name__ == "__main__":
    PAGE.write_text(matrix(), encoding="utf-8")
