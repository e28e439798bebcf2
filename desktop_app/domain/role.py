"""Who may do what. The matrix is the single source of the services' checks and of docs/roles.md."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.i18n import mark


class Role(StrEnum):
    """What a person is in the office."""

    OFFICER = "officer"
    CLERK = "clerk"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """One thing that a role may or may not do."""

    READ = "read"
    REVEAL = "reveal"
    RECORD = "record"
    MERGE = "merge"
    IMPORT = "import"
    CAMPAIGN = "campaign"
    PLAN = "plan"
    APPROVE = "approve"
    VOID = "void"
    PRINT = "print"
    SCAN = "scan"
    EXCHANGE = "exchange"
    SET_UP = "set_up"
    ERASE = "erase"
    AUDIT = "audit"
    BACK_UP = "back_up"


ROLE_NAMES = {
    Role.OFFICER: mark("field officer"),
    Role.CLERK: mark("clerk"),
    Role.APPROVER: mark("approver"),
    Role.AUDITOR: mark("auditor"),
    Role.ADMINISTRATOR: mark("administrator"),
}

RIGHT_NAMES = {
    Right.READ: mark("read records"),
    Right.REVEAL: mark("show a masked number"),
    Right.RECORD: mark("record people and visits"),
    Right.MERGE: mark("merge two records of one person"),
    Right.IMPORT: mark("import a roster"),
    Right.CAMPAIGN: mark("set up a campaign"),
    Right.PLAN: mark("plan grants"),
    Right.APPROVE: mark("approve grants"),
    Right.VOID: mark("void a grant or a sheet"),
    Right.PRINT: mark("print sheets"),
    Right.SCAN: mark("file signed sheets"),
    Right.EXCHANGE: mark("exchange with other laptops"),
    Right.SET_UP: mark("set up users and this laptop"),
    Right.ERASE: mark("erase values for good"),
    Right.AUDIT: mark("verify the audit chain"),
    Right.BACK_UP: mark("make a backup"),
}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OFFICER: frozenset(
        {
            Right.READ,
            Right.REVEAL,
            Right.RECORD,
            Right.PRINT,
            Right.EXCHANGE,
            Right.BACK_UP,
        }
    ),
    Role.CLERK: frozenset(
        {
            Right.READ,
            Right.REVEAL,
            Right.RECORD,
            Right.MERGE,
            Right.IMPORT,
            Right.CAMPAIGN,
            Right.PLAN,
            Right.PRINT,
            Right.SCAN,
            Right.EXCHANGE,
            Right.BACK_UP,
        }
    ),
    Role.APPROVER: frozenset(
        {Right.READ, Right.REVEAL, Right.APPROVE, Right.VOID, Right.AUDIT, Right.BACK_UP}
    ),
    Role.AUDITOR: frozenset({Right.READ, Right.REVEAL, Right.AUDIT}),
    Role.ADMINISTRATOR: frozenset(Right) - {Right.APPROVE, Right.VOID},
}


def may(role: Role, right: Right) -> bool:
    """Tell whether a role includes a right."""
    return right in RIGHTS[role]
