"""Looking after the ledger: a copy now, and a check whose result is said in words."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_app.domain.role import Right
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.users_card import DeedCard
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.caretaking import Health, words_of_attachments, words_of_erased
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress


class CareCard(DeedCard):
    """Back up into a folder one chooses, and check the whole ledger."""

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("Copies and checks"), runner, parent)
        self._office = office
        words = _("A copy is made by itself every half hour in which something was changed.")
        self.add(label(words, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(em(0.7))
        self.back_up = KeyedButton(_("Back up now…"))
        self.back_up.clicked.connect(self._choose_folder)
        self.back_up.setEnabled(office.may(Right.BACK_UP))
        self.check = KeyedButton(_("Check the ledger"))
        self.check.clicked.connect(lambda: self.perform(partial(_check, office)))
        row.addWidget(self.back_up)
        row.addWidget(self.check)
        row.addStretch()
        self.add(row)
        self.add(self.outcome)
        self.outcome.hide()

    def back_up_to(self, folder: Path) -> None:
        """Copy the ledger into this folder and prove the copy."""
        self.perform(partial(_back_up, self._office, folder))

    def _choose_folder(self) -> None:
        """Offer the folder of the last copies first, for example a USB stick."""
        newest = self._office.caretaking.newest_backup()
        start = str(newest.parent if newest else self._office.desk.store.folder.path)
        chosen = QFileDialog.getExistingDirectory(self, _("Where should the copy go?"), start)
        if chosen:
            self.back_up_to(Path(chosen))


def words_of(health: Health) -> str:
    """Say what a check has found."""
    if health.is_good:
        words = ngettext(
            "The ledger is whole: the file is sound, and the audit chain of {count} entry holds.",
            "The ledger is whole: the file is sound, and the audit chain of {count} entries holds.",
            health.chain.entries,
        )
        whole = words.format(count=f"{health.chain.entries:,}")
        return "\n".join([whole, *words_of_erased(health)])
    found = [*health.problems, *words_of_attachments(health)]
    if not health.log_makes_the_records:
        found.append(_("the records differ from what the change log says"))
    if not health.chain.holds:
        found.append(_("the audit chain is broken"))
    words = _("Something was found: {problems}. Keep this laptop as it is and take a backup.")
    return words.format(problems="; ".join(found))


def _back_up(office: Office, folder: Path, _progress: Progress) -> str:
    with closing(office.for_another_thread()) as other:
        copy = other.caretaking.back_up(folder)
    return _("Copied and compared: {file}").format(file=copy)


def _check(office: Office, _progress: Progress) -> str:
    with closing(office.for_another_thread()) as other:
        return words_of(other.caretaking.check())
