"""Pictures of every page and form, for the demo and for whoever looks after the look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.exchange_page import ExchangePage
from desktop_app.gui.pages.page import Page
from desktop_app.gui.pages.printing_page import PRINTED, WAITING, PrintingPage
from desktop_app.gui.pages.record_page import Form, RecordPage
from desktop_app.gui.pages.record_pane import RecordPane
from desktop_app.gui.pages.settings_page import SettingsPage
from desktop_app.gui.pages.unlock_page import UnlockPage
from desktop_app.gui.session import Session
from desktop_app.gui.wizards.first_run_wizard import FirstRunWizard
from desktop_app.services.office import KEEPERS, Office

WIDTH, HEIGHT = 1366, 768
PAPER_MS = 400
Shown = Iterator[tuple[str, QWidget]]


def views(session: Session) -> Shown:
    """Bring every page, form and dialog to the front of a session's window, one by one.

    Of each subject the record is shown of which most is said; a form shows a kept record where
    there is one.
    """
    window = session.window
    for page in session.pages:
        window.open(page.name)
        yield page.name, window
        yield from _parts(page, session)
    for page in session.pages:
        for form, fill in _forms(page, session.office):
            window.open(page.name)
            _in_front(page, form).write(_in_front(page, form).form_of(form), fill)
            yield f"form_{form}", window
            _in_front(page, form).show_list()
    for name, begin in session.dialogs():
        begun = begin()
        opened = (one for one in window.findChildren(QDialog) if one.isVisible())
        dialog = begun if isinstance(begun, QWidget) else next(opened, None)
        if dialog is None:  # nothing is there that it could be about
            continue
        yield f"dialog_{name}", dialog
        dialog.hide()
        dialog.deleteLater()
    yield "unlock", UnlockPage(session.office.union.name, session.office.user.name)
    yield "first_run", FirstRunWizard()


def _parts(page: Page, session: Session) -> Shown:
    """Show what is behind tabs: parts of the settings and the exchange, and those of records."""
    if isinstance(page, SettingsPage):
        for tab in page.tabs[1:]:
            page.show_tab(tab)
            yield f"{page.name}_{tab.name}", session.window
        page.show_tab(page.tabs[0])
        return
    if isinstance(page, PrintingPage):
        page.tabs.turn_to(PRINTED)
        yield f"{page.name}_printed", session.window
        page.tabs.turn_to(WAITING)
        return
    if isinstance(page, ExchangePage):
        for part in page.parts[1:]:
            page.show_part(part)
            yield f"{page.name}_{part.name}", session.window
        page.show_part(page.parts[0])
        return
    for name, record in _records(page.name, session.office):
        page.show_record(record)
        yield name, session.window
        for pane in page.findChildren(RecordPane):
            if pane.isVisible():
                for at in range(1, pane.count):
                    pane.go_to_part(at)
                    yield f"{name}_{at}", session.window


def _records(page: str, office: Office) -> Iterator[tuple[str, str]]:
    """Name the records to look at on a page, and their ids."""
    owners = {
        "people": {"person": "procedure_step", "parent": "left_behind_child"},
        "employers": {"employer": "risk_check"},
        "needs": {"need": "need_step", "referral": "referral"},
        "visits": {"visit": "attachment", "route": "route"},
        "activities": {"activity": "activity"},
    }
    for name, kind in owners.get(page, {}).items():
        found = _most_told(kind, office)
        if found is not None:
            yield name, found


def _most_told(kind: str, office: Office) -> str | None:
    """Give the record to which most records of a kind belong."""
    store = office.desk.store
    if kind == "attachment":
        of_visits = store.attachments.where("of_kind = 'visit'")
        return max((one.of for one in of_visits), default=None)
    records = KEEPERS[kind](office).records.where()
    if kind == "procedure_step":
        files = [one.file for one in records]
        file = max(files, key=files.count, default=None)
        found = store.hardship_files.get(file) if file else None
        return found.beneficiary if found else None
    owner = {"left_behind_child": "parent", "risk_check": "employer", "need_step": "need"}
    ids = [getattr(one, owner.get(kind, "id")) for one in records]
    return max(ids, key=ids.count, default=None)


def _forms(page: Page, office: Office) -> Iterator[tuple[str, Callable[[Form], object]]]:
    """Name the forms of a page with what each of them is filled with."""
    for name in page.forms:
        if (begun := _beginnings(office).get(name)) is not None:
            yield name, partial(_begin, begun)
        elif (record := _kept(name, office)) is not None:
            yield name, partial(_open, record)


def _begin(begun: Mapping[str, object], form: Form) -> None:
    cast("RecordForm[Any]", form).begin(**begun)


def _open(record: str, form: Form) -> None:
    form.open(record)


def _beginnings(office: Office) -> Mapping[str, Mapping[str, object]]:
    """Say what is filled in beforehand where a form is about another record."""
    need = _most_told("need_step", office)
    step = next(iter(office.proceeding.records.where(order="n DESC", limit=1)), None)
    return {
        **({"need_step": {"need": need}} if need else {}),
        **({"procedure_step": office.proceeding.beginning(step.file, "notice")} if step else {}),
    }


def _kept(form: str, office: Office) -> str | None:
    """Give a record that a form can show."""
    store = office.desk.store
    rooms: Mapping[str, Callable[[], str | None]] = {
        "person": lambda: _most_told("procedure_step", office),
        "visit": lambda: _most_told("attachment", office),
        "hardship_file": lambda: _last(store.hardship_files.where(limit=1)),
        "need_closing": lambda: _most_told("need_step", office),
        "referral_answer": lambda: _most_told("referral", office),
        "employer": lambda: _most_told("risk_check", office),
    }
    if form in rooms:
        return rooms[form]()
    return _last(KEEPERS[form](office).records.where(limit=1)) if form in KEEPERS else None


def _last(records: list[Any]) -> str | None:
    return records[-1].id if records else None


def _in_front(page: Page, form: str) -> RecordPage:
    """Give the page that has a form; in the settings the tab that has it comes to the front."""
    if isinstance(page, SettingsPage):
        tab = next(one for one in page.tabs if form in one.forms)
        page.show_tab(tab)
        return cast("RecordPage", tab)
    return cast("RecordPage", page)


def save(view: QWidget, runner: JobRunner, file: Path) -> Path:
    """Show a view as on a small laptop, wait until it has read what it shows, and save it.

    A dialog is open already and keeps its own size.
    """
    if view.windowType() not in (Qt.WindowType.Dialog, Qt.WindowType.Popup):
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
