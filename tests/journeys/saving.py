"""Saves people and prints receipts until it is killed; each line says what is safely kept.

Arguments: data folder, data key in hexadecimal, campaign, folder for paper.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import RosterEntry, roster_entry_id
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.desk import Desk
from desktop_app.services.office import Office
from desktop_app.storage import kinds, store
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def today() -> date:
    return datetime.now(UTC).date()


def main(data: str, key: str, campaign: str, paper: str) -> None:
    ledger = store.open_with_key(Folder(Path(data)), bytes.fromhex(key), store.now_ms)
    clerk, approver = (
        Office(Desk(ledger, ledger.users.where("role = ?", [role])[0], today))
        for role in (Role.CLERK, Role.APPROVER)
    )
    resolve(clerk)
    save_and_print(clerk, approver, campaign, Path(paper))
    say("warm")  # fonts are read now
    while True:
        save_and_print(clerk, approver, campaign, Path(paper))


def save_and_print(clerk: Office, approver: Office, campaign: str, paper: Path) -> None:
    person = clerk.register.save(Beneficiary(id=BeneficiaryId(new_id()), name="马小花"))
    say("person", person.id)
    entry = RosterEntry(
        id=roster_entry_id(campaign, person.id), campaign=campaign, beneficiary=person.id
    )
    clerk.desk.save([edit_of(kinds.ROSTER_ENTRY, entry)], "roster.imported")
    (grant,) = clerk.granting.plan(campaign, [person.id]).grants
    say("grant", grant.id)
    approver.granting.approve(campaign, [grant.id])
    target = paper / f"{new_id()}.pdf"
    clerk.issuing.print_sheets(SheetKind.RECEIPT, campaign, target, grants=[grant.id])
    (line,) = clerk.desk.store.sheets.lines(grant=grant.id)
    say("sheet", line.sheet.id)


def resolve(clerk: Office) -> None:
    """Say of the number of an interrupted printing that no paper came."""
    for line in clerk.issuing.unresolved():
        clerk.issuing.resolve(line.sheet.id, came_out=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
