"""The outermost window: the first start, the door, or the office behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QLockFile, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import ROLE_NAMES, Role
from desktop_app.gui import preferences
from desktop_app.gui.dialogs.questions import confirm, tell
from desktop_app.gui.dialogs.recovery import RecoveryDialog
from desktop_app.gui.faults import report
from desktop_app.gui.first_start import FirstStart, today
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.unlock_page import UnlockPage
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.session import Place, Session
from desktop_app.gui.style.look import em, undressed
from desktop_app.i18n import _
from desktop_app.services import first_start, setting_up
from desktop_app.services.desk import Desk
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress
from desktop_app.storage.store import Folder
from desktop_app.storage.transaction import LedgerBusyError

WINDOW_LOCK = "window.lock"
_TITLE_BAR = 2  # ems that the system takes above a window


class Entrance(QStackedWidget):
    """Shows one thing at a time; while it is locked it holds neither key nor records.

    Signals:
        opened: somebody has come in.
        locked: the office is closed and the door is shown.
        preferences_chosen: the `Preferences` to wear from now on; answer with `redress`.
    """

    opened = Signal()
    locked = Signal()
    preferences_chosen = Signal(object)

    def __init__(
        self, folder: Folder, liked: Preferences, user: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Nuanfang"))
        self._folder = self._real_folder = folder
        self._liked = liked
        self._user = user or liked.last_user
        self._union = ""
        self._place: Place | None = None
        self._claim: QLockFile | None = None
        self._runner = JobRunner(parent=self)
        self._first_start: FirstStart | None = None
        self.session: Session | None = None
        self.resize(_room(self.screen().availableSize()))
        self.show_door()

    def show_door(self) -> None:
        """Ask who is there, or how the first ledger is to be made."""
        if self._folder.holds_ledger():
            page = self._unlock_page()
            self._show(page)
            page.take_focus()
        else:
            self._first_start = FirstStart(self._folder, self._runner, self)
            self._first_start.founded.connect(self._come_in)
            self._first_start.sample_made.connect(self.go_to_sample)
            self._show(self._first_start.wizard)

    def go_to_sample(self, sample: Folder) -> None:
        """Leave the place of the real ledger empty and stand before the sample's door."""
        self._folder = sample
        self._user = first_start.sample_people()[Role.CLERK]
        self.show_door()

    def unlock(self, user: str, passphrase: str) -> None:
        """Open the ledger for a person; deriving the key happens beside the window."""
        page = self.currentWidget()
        if isinstance(page, UnlockPage):
            page.show_opening()
        job = self._runner.submit(partial(_unlock, self._folder, user, passphrase))
        job.succeeded.connect(self._come_in)
        job.failed.connect(self._stay_out)

    def ask_for_recovery(self, user: str) -> None:
        """Let somebody in with the code from the safe, under a new passphrase."""
        dialog = RecoveryDialog(user, self)
        dialog.recovery_requested.connect(partial(self._recover, dialog))
        dialog.open()

    def _recover(self, dialog: RecoveryDialog, user: str, code: str, passphrase: str) -> None:
        job = self._runner.submit(partial(_recover, self._folder, user, code, passphrase))
        job.succeeded.connect(lambda _was_off: dialog.accept())
        job.succeeded.connect(lambda _was_off: self.unlock(user, passphrase))
        job.succeeded.connect(partial(self._tell_switched_on, user))
        job.failed.connect(partial(_refuse_recovery, dialog))

    def _tell_switched_on(self, user: str, was_off: object) -> None:
        if was_off:
            tell(self, setting_up.switched_on_words(user))

    def lock(self) -> None:
        """Empty the window and ask for the passphrase again; drafts are kept already.

        Questions that stand open are answered with no first, and whoever has asked them hears
        that before the window goes.
        """
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                window.reject()
        QTimer.singleShot(0, self._leave)

    def redress(self, liked: Preferences) -> None:
        """Build the window anew once the application has put on other preferences."""
        self._liked = liked
        self.setWindowTitle(_("Nuanfang"))
        if self.session is not None:
            office, place = self.session.office, self.session.place
            self.session.close(keep_office=True)
            self.session.deleteLater()
            self._begin_session(office, place)

    def put_away(self) -> None:
        """Stop all work and let go of the ledger."""
        if self.session is not None:
            self.session.close()
            self.session = None
        self._release()
        self._runner.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go only if nothing unsaved would be lost."""
        if not self._may_close():
            event.ignore()
            return
        self.put_away()
        super().closeEvent(event)

    def _may_close(self) -> bool:
        if self.session is not None:
            return self.session.window.current_page.may_leave()
        if self._first_start is None or not self._first_start.shows_code:
            return True
        return confirm(
            self,
            _("Close without having copied the recovery code?"),
            _("It is shown this once. Without it, a forgotten passphrase means lost data."),
            _("Close all the same"),
        )

    def _show(self, widget: QWidget) -> None:
        old = self.currentWidget()
        self.addWidget(widget)
        self.setCurrentWidget(widget)
        if old is not None:
            self.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _unlock_page(self) -> UnlockPage:
        is_sample = self._folder != self._real_folder
        union = self._union or str(self._folder.path)
        page = UnlockPage(union, self._user, _about_sample() if is_sample else "")
        page.unlock_requested.connect(self.unlock)
        page.recovery_requested.connect(self.ask_for_recovery)
        return page

    def _come_in(self, desk: Desk) -> None:
        if not self._take():
            self._stay_out(LedgerBusyError())
            return
        try:
            office = Office(setting_up.second_desk(desk))
        except CircumstanceError as trouble:
            self._release()
            self._stay_out(trouble)
            return
        self._first_start = None
        self._union = office.union.name
        self._remember(office.user.name)
        self._begin_session(office, self._place)
        self.opened.emit()

    def _stay_out(self, trouble: Exception) -> None:
        """Say at the door why it stays shut; a fault of ours goes to the report too."""
        page = self.currentWidget()
        words, seconds = "", 0
        if isinstance(trouble, CircumstanceError):
            words = trouble.sentence()
            seconds = int(str(trouble.details.get("seconds", 0)))
        else:
            report(trouble)
        if isinstance(page, UnlockPage):
            page.show_refusal(words, seconds)

    def _begin_session(self, office: Office, place: Place | None) -> None:
        with undressed():
            self.session = Session(office, self._liked, place, self)
            self._show(self.session.window)
        self.session.lock_requested.connect(self.lock)
        self.session.preferences_chosen.connect(self.preferences_chosen)
        self.session.window.current_page.setFocus()

    def _leave(self) -> None:
        if self.session is None:
            return
        self._place = self.session.place
        self.session.close()
        self.session.deleteLater()
        self.session = None
        self._release()
        self.show_door()
        self.locked.emit()

    def _take(self) -> bool:
        """Claim the ledger for this window; the claim of a program that has died is void."""
        self._claim = QLockFile(str(self._folder.path / WINDOW_LOCK))
        self._claim.setStaleLockTime(0)
        return self._claim.tryLock(0)

    def _release(self) -> None:
        if self._claim is not None:
            self._claim.unlock()
            self._claim = None

    def _remember(self, user: str) -> None:
        self._user = user
        if self._folder == self._real_folder and self._liked.last_user != user:
            self._liked = replace(self._liked, last_user=user)
            preferences.save(self._liked)


def _room(screen: QSize) -> QSize:
    """Give the size of the window: large text must not push it over the edge of the screen."""
    return QSize(em(97), em(54)).boundedTo(screen - QSize(0, em(_TITLE_BAR)))


def _unlock(folder: Folder, user: str, passphrase: str, _progress: Progress) -> Desk:
    desk = setting_up.unlock(folder, user, passphrase, today=today)
    desk.store.close()  # it belongs to this thread; the window opens its own
    return desk


def _recover(folder: Folder, user: str, code: str, passphrase: str, _progress: Progress) -> bool:
    return setting_up.recover(folder, code, user, passphrase)


def _refuse_recovery(dialog: RecoveryDialog, trouble: Exception) -> None:
    if isinstance(trouble, CircumstanceError):
        dialog.show_refusal(trouble.sentence())
    else:
        dialog.show_refusal("")
        report(trouble)


def _about_sample() -> str:
    people = first_start.sample_people().items()
    names = " · ".join(f"{name} ({_(ROLE_NAMES[role])})" for role, name in people)
    words = _("Sample data. Everybody's passphrase is {passphrase}: {people}")
    return words.format(passphrase=first_start.SAMPLE_PASSPHRASE, people=names)
