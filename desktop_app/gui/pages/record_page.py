"""A page of records: the list on the left, the record on the right, a form in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.questions import build_confirmation, tell
from desktop_app.gui.pages.page import Page, PageAction
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.storage.drafts import Draft

_STEP = 3

W_co = TypeVar("W_co", bound=QWidget, covariant=True)


class Form(Protocol):
    """What a page knows of its forms; `form` names it among the drafts, `words` on the screen."""

    form: str
    words: str

    @property
    def saved(self) -> SignalInstance:
        """The record as it is kept now, and whether the next one is wanted."""

    @property
    def draft_kept(self) -> SignalInstance:
        """What is typed is safe."""

    @property
    def refused(self) -> SignalInstance:
        """A sentence that says why a record could not be kept."""

    @property
    def record(self) -> str:
        """The id of the record in the form."""

    @property
    def title(self) -> str:
        """Which record it is."""

    def title_of(self, record: Any, /) -> str:
        """Which record one is that was kept."""

    @property
    def is_touched(self) -> bool:
        """Tell whether anything was typed."""

    def open(self, record: str, /) -> None:
        """Show a kept record."""

    def resume(self, draft: Draft, /) -> None:
        """Go on with a draft."""

    def save(self, *, and_next: bool = False) -> bool:
        """Keep the record unless something stops it."""

    def give_up(self) -> None:
        """Forget what was typed."""


class FormClass(Protocol[W_co]):
    """A class of forms; a page makes its form when somebody first wants it."""

    form: str
    words: str

    def __call__(self, office: Office, /) -> W_co:
        """Make the form."""


class RecordPage(Page):
    """Shows a browser or one of its forms. A subject builds the browser and says what begins.

    A subclass calls `build` at the end of its `__init__`, and overrides `read`, `choose`,
    `list_actions`, `begin_like` and `join` as it needs. Its list `remembers` columns, order and
    filters and can be exported, unless it says otherwise.
    """

    remembers = True

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._forms: dict[str, Form] = {}
        self._later: dict[str, FormClass[QWidget]] = {}
        self._writing: Form | None = None
        self._is_draft = False
        self._stack = QStackedWidget()
        self._may_record = office.may(Right.RECORD)

    def build(self, listed: QWidget, shown: QWidget, forms: Sequence[FormClass[QWidget]]) -> None:
        """Lay the list and the record side by side; the forms are made when they are wanted.

        All of them at once would keep whoever has typed the passphrase waiting for seconds. The
        list remembers its columns, order and filters under the page's name.
        """
        self._later = {made.form: made for made in forms}
        if isinstance(listed, RecordList) and self.remembers:
            self.take_in_list(listed, self.name)
        self._listed, self._shown = listed, shown
        self._browser = QSplitter(Qt.Orientation.Horizontal)
        self._browser.setChildrenCollapsible(False)
        for part, stretch in ((listed, 6), (shown, 4)):
            self._browser.addWidget(part)
            self._browser.setStretchFactor(self._browser.count() - 1, stretch)
        shown.setMinimumWidth(em(18))
        self._browser.setSizes([em(54), em(36)])
        self._stack.addWidget(self._browser)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack)
        self.setFocusProxy(listed)
        for shortcut, act in (
            (Shortcut.ACROSS, self.go_across),
            (Shortcut.NARROWER, lambda: self._shift(-1)),
            (Shortcut.WIDER, lambda: self._shift(1)),
        ):
            QShortcut(QKeySequence(shortcut.keys), self._browser).activated.connect(act)

    def take_in_list(self, listed: RecordList, name: str) -> None:
        """Let a list remember its columns and filters, and be exported and printed.

        `name` is that of no other list of the window.
        """
        if listed.memory is None:
            listed.remember(self._office, name)
        listed.export_requested.connect(self.export_requested)
        listed.paper_requested.connect(self.paper_requested)

    @property
    def is_writing(self) -> bool:
        """Tell whether a form is in front."""
        return self._writing is not None

    @property
    def forms(self) -> Mapping[str, str]:
        """Give the forms of this page by the names of their drafts, each with its msgid."""
        return {name: form.words for name, form in self._later.items()}

    def form_of(self, name: str) -> Form:
        """Give a form by the name of its drafts."""
        if name not in self._forms:
            self._take_in(self._later[name](self._office))
        return self._forms[name]

    def made(self, kind: FormClass[W_co]) -> W_co:
        """Give the one form of a class."""
        return cast("W_co", self.form_of(kind.form))

    def join(self, form: QWidget) -> None:
        """Connect what only this page wants of a form that was just made."""

    def list_actions(self) -> Sequence[PageAction]:
        """Give the buttons of the title line while the list is in front."""
        return ()

    def read(self) -> None:
        """Read the list again."""

    def choose(self, record: str) -> None:
        """Put the cursor on a record of the list, taking off the filters that hide it."""

    def begin_like(self, form: Form, kept: object) -> None:
        """Begin the next record after `kept`, in the same form."""
        self.show_list()
        self.choose(form.record)

    def page_actions(self) -> Sequence[PageAction]:
        """Give the form's buttons, or those of the list."""
        form = self._writing
        if form is None:
            return self.list_actions()
        return (
            PageAction(mark("Cancel"), Shortcut.LEAVE.keys, self.leave_form),
            PageAction(mark("Save"), Shortcut.SAVE.keys, form.save),
            PageAction(
                mark("Save and next"),
                Shortcut.SAVE_AND_NEXT.keys,
                lambda: form.save(and_next=True),
                primary=True,
            ),
        )

    def refresh(self) -> None:
        """Read the list again; a form in front is left alone."""
        self.read()
        self._tell_drafts()

    def show_record(self, record: object) -> None:
        """Show a record by its id, or go on with a draft."""
        if isinstance(record, Draft):
            self.show_draft(record)
        else:
            self.show_list()
            self.choose(str(getattr(record, "id", record)))

    def show_draft(self, draft: Draft) -> None:
        """Go on with a form that was left unfinished."""
        self.write(self.form_of(draft.form), lambda form: form.resume(draft))

    def write(self, form: Form, fill: Callable[[Form], object]) -> None:
        """Bring a form to the front, filled; what cannot be opened is said."""
        try:
            fill(form)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        self._writing = form
        self._stack.setCurrentWidget(cast("QWidget", form))
        self.setFocusProxy(cast("QWidget", form))
        self._say_title()
        self.actions_changed.emit()
        self.setFocus()

    def edit(self, form: Form, record: str) -> None:
        """Open a kept record in a form, if the person may record."""
        if self._may_record:
            self.write(form, lambda opened: opened.open(record))

    def leave_form(self) -> None:
        """Go back to the list; what was typed stays as a draft, and one is asked first."""
        form = self._writing
        if form is None:
            return
        if not form.is_touched:
            form.give_up()
            self.show_list()
            return
        box = build_confirmation(
            self,
            _("Put this form aside?"),
            _("It stays among the drafts; nothing that was typed is lost."),
            _("Put aside"),
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.buttonClicked.connect(lambda button: self._settle_leaving(box, button))
        box.open()

    def go_across(self) -> None:
        """Take the keys from the list to the record beside it, or back to the list."""
        if self._shown.isAncestorOf(QApplication.focusWidget() or self._listed):
            self._listed.setFocus()
            return
        takers = (one for one in self._shown.findChildren(QWidget) if _takes_keys(one))
        if first := next(takers, None):
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def show_list(self) -> None:
        """Bring the list to the front."""
        was_writing, self._writing = self.is_writing, None
        self._stack.setCurrentWidget(self._browser)
        self.setFocusProxy(self._listed)
        if was_writing:
            self.title_changed.emit("", "")
            self.actions_changed.emit()
            self.refresh()
            self.setFocus()

    def _shift(self, way: int) -> None:
        """Move the border between list and record by a letter's breadth or two."""
        listed, shown = self._browser.sizes()
        self._browser.setSizes([listed + way * em(_STEP), shown - way * em(_STEP)])

    def _settle_leaving(self, box: QMessageBox, button: object) -> None:
        if button is not box.escapeButton():
            self.show_list()

    def _take_in(self, widget: QWidget) -> None:
        form = cast("Form", widget)
        self._forms[form.form] = form
        self._stack.addWidget(widget)
        form.saved.connect(lambda kept, and_next, form=form: self._go_on(form, kept, and_next))
        form.refused.connect(lambda words: tell(self, words))
        form.draft_kept.connect(self._tell_draft)
        self.join(widget)

    def _go_on(self, form: Form, kept: object, and_next: bool) -> None:
        now = datetime.now().astimezone()
        name = form.title_of(kept) or form.title
        words = _("{name} saved at {time}").format(name=name, time=f"{now:%H:%M}")
        if and_next:
            self.read()
            self.begin_like(form, kept)
            self._say_title()
        else:
            record = form.record
            self.show_list()
            self.choose(record)
        self.state_changed.emit(words)

    def _tell_draft(self) -> None:
        if not self._is_draft:
            self._say_title()
        now = datetime.now().astimezone()
        self.state_changed.emit(_("Draft kept {time}").format(time=f"{now:%H:%M}"))

    def _say_title(self) -> None:
        form = self._writing
        if form is None:
            return
        self._is_draft = form.is_touched
        badge = _("Draft, every field is kept") if self._is_draft else ""
        self.title_changed.emit(form.title, badge)

    def _tell_drafts(self) -> None:
        count = sum(draft.form in self.forms for draft in self._office.drafting.mine())
        words = ngettext("{count} draft", "{count} drafts", count).format(count=count)
        self.count_changed.emit(words if count else "")


def _takes_keys(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled() and not widget.focusProxy()
