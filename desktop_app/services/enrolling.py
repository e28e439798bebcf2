"""Taking a grassroots union's roster into the ledger: looked at first, then all or nothing."""

from __future__ import annotations

from pathlib import Path

from desktop_app.domain.role import Right
from desktop_app.services import cycles
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.desk import Desk
from desktop_app.services.importing import preview as previews
from desktop_app.services.importing import writing
from desktop_app.services.importing.preview import Preview
from desktop_app.services.importing.roster import read_roster
from desktop_app.services.importing.writing import ImportResult
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage import backups


class Enrolling:
    """What the office does with a roster that came in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._campaigns = Campaigning(desk)

    def preview(self, file: Path, campaign: str = "", progress: Progress = unwatched) -> Preview:
        """Say what importing a file would do; without a campaign only the people are taken."""
        self._desk.require(Right.IMPORT)
        chosen = self._campaigns.get(campaign).id if campaign else None
        with cycles.sought_seldom():
            roster = read_roster(file, self._desk.today(), progress)
            return previews.preview(self._desk.store, roster, chosen, progress)

    def take(self, previewed: Preview, progress: Progress = unwatched) -> ImportResult:
        """Do what was previewed, in one transaction, with a copy of the ledger put aside before."""
        self._desk.require(Right.IMPORT)
        if any(match.edits for match in previewed.matches):
            backups.put_aside(self._desk.store, "import")
        with cycles.sought_seldom():
            return writing.apply(self._desk.store, previewed, self._desk.actor, progress)

    def write_back(self, previewed: Preview, file: Path) -> None:
        """Write the refused rows with their reasons into a workbook for the sender."""
        self._desk.require(Right.IMPORT)
        from desktop_app.services.importing import error_workbook  # openpyxl: no start waits for it

        error_workbook.write_error_workbook(previewed.roster, file)
