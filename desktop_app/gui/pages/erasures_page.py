"""What was erased for good: the certificates, who has confirmed them, and the way to another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.role import Right
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.erase_values import EraseDialog
from desktop_app.gui.forms.rival_words import field_words, kind_words
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.page import Page, PageAction
from desktop_app.gui.tables.erasure_columns import ERASURES
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.cards import Card, scrolling, stack
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services import erasure_words
from desktop_app.services.erasing import Certificate
from desktop_app.services.office import Office


class ErasuresPage(Page):
    """The list left, the certificate right."""

    name, title, icon = "erasures", mark("Erasures"), "audit"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._runner = office, runner
        empty = EmptyState(
            _("Nothing was erased"),
            _("Where somebody asks that personal data be erased, the administrator does it here."),
        )
        self.list = RecordList(ERASURES, _("Erasures"), empty)
        self.certificate = Card(_("Certificate"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 5)
        row.addWidget(scrolling(stack([self.certificate], 1)), 4)
        self.list.view.record_chosen.connect(self._show)
        self.setFocusProxy(self.list)

    def page_actions(self) -> Sequence[PageAction]:
        """Let the administrator erase."""
        if not self._office.may(Right.ERASE):
            return ()
        return (PageAction(mark("Erase…"), Shortcut.NEW.keys, self.begin, primary=True),)

    def refresh(self) -> None:
        """Read the certificates again."""
        found = self._office.erasing.certificates()
        words = ngettext("{count} erasure", "{count} erasures", len(found))
        self.list.show_records(found, words.format(count=len(found)))
        self.list.view.choose_row(0 if found else -1)
        self.certificate.setVisible(bool(found))

    def begin(self) -> EraseDialog:
        """Ask what is to be erased."""
        dialog = EraseDialog(self._office, self._runner, self)
        dialog.erased.connect(lambda _done: self.refresh())
        dialog.open()
        return dialog

    def _show(self, one: Certificate | None) -> None:
        if one is None:
            return
        said: list[QWidget] = [label(erasure_words.headline(one), wrap=True)]
        said += [label(words, "muted", wrap=True) for words in _fields(one)]
        said += [label(words, wrap=True) for words in erasure_words.sentences(one)]
        self.certificate.show_content(stack(said, 0.7))


def _fields(one: Certificate) -> list[str]:
    """Name the fields by kind of record."""
    by_kind: dict[str, dict[str, None]] = {}
    for kind, _record, field in one.erasure.cells:
        by_kind.setdefault(kind_words(kind), {})[field_words(kind, field)] = None
    words = _("{kind}: {fields}")
    return [words.format(kind=k, fields=_(", ").join(fields)) for k, fields in by_kind.items()]
