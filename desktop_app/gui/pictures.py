"""Pictures of every page and form, for the demo and for whoever looks after the look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.page import Page
from desktop_app.gui.pages.settings_page import SettingsPage
from desktop_app.gui.pages.unlock_page import UnlockPage
from desktop_app.gui.session import Session
from desktop_app.gui.wizards.first_run_wizard import FirstRunWizard

WIDTH, HEIGHT = 1366, 768
PAPER_MS = 400
WITH_FORMS = ("people", "visits", "funds", "needs", "employers", "activities")


def views(session: Session) -> Iterator[tuple[str, QWidget]]:
    """Bring every page, then every form, to the front of a session's window, one by one."""
    window = session.window
    for page in session.pages:
        window.open(page.name)
        yield page.name, window
        yield from _tabs(page, window)
    for name in WITH_FORMS:
        window.open(name)
        next(action for action in window.current_page.page_actions() if action.primary).run()
        yield f"{name}_form", window
    for name, begin in session.dialogs():
        begin()
        dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
        yield name, dialog
        dialog.hide()
        dialog.deleteLater()
    yield "unlock", UnlockPage(session.office.union.name, session.office.user.name)
    yield "first_run", FirstRunWizard()


def _tabs(page: Page, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Bring the further tabs of the settings to the front."""
    if isinstance(page, SettingsPage):
        for tab in page.tabs[1:]:
            page.show_tab(tab)
            yield f"{page.name}_{tab.name}", window
        page.show_tab(page.tabs[0])


def save(view: QWidget, runner: JobRunner, file: Path) -> Path:
    """Show a view as on a small laptop, wait until it has read what it shows, and save it.

    A dialog is open already and keeps its own size.
    """
    if not isinstance(view, QDialog):
        view.resize(WIDTH, HEIGHT)
        view.show()
    settle(runner)
    _wait_for_paper(view)
    if not view.grab().save(str(file)):
        raise OSError(file)
    return file


def _wait_for_paper(view: QWidget) -> None:
    """Give a preview the time to draw: QtPdf does so in a thread of its own and tells nobody."""
    if view.findChildren(QPdfView):
        loop = QEventLoop()
        QTimer.singleShot(PAPER_MS, loop.quit)
        loop.exec()


def settle(runner: JobRunner) -> None:
    """Wait for the work under way, and for the layouts that follow it."""
    loop = QEventLoop()
    if runner.is_busy:
        runner.became_idle.connect(loop.quit)
        loop.exec()
    for _turn in range(3):  # a card that takes another height moves the next one
        QTimer.singleShot(0, loop.quit)
        loop.exec()
