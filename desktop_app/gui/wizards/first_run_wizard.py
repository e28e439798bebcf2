"""The first start on the screen: one question at a time, in plain words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.issue import any_blocks
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.passphrase_line import PassphraseLine
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.gui.wizards.first_run import LEVELS, STEPS, FirstRun, Step
from desktop_app.i18n import _


class FirstRunWizard(QWidget):
    """Asks what a new ledger needs; whoever shows it makes the ledger.

    Signals:
        setup_requested: the `Founding`; answer with `show_recovery_code` or `show_refusal`.
        sample_requested: load the sample data instead.
        page_requested: save the page for the safe.
        finished: the recovery code was copied back rightly.
    """

    setup_requested = Signal(object)
    sample_requested = Signal()
    page_requested = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._path = FirstRun()
        self._steps = QStackedWidget()
        self._where = label("", "caption")
        self._refusal = label("", "blocks", wrap=True)
        for page in (
            self._build_begin(),
            self._build_union(),
            self._build_administrator(),
            self._build_recovery(),
        ):
            self._steps.addWidget(page)
        self._build()
        self._show_step()

    def show_recovery_code(self, code: str, asked_group: int = 1) -> None:
        """Show the code of the ledger that was made, and ask one group back."""
        self._path.keep_recovery_code(code, asked_group)
        self._code.setText(code)
        self._ask_back.setText(
            _("Type group {number} of the code from the sheet:").format(
                number=self._path.asked_group
            )
        )
        self._show_step()

    def show_refusal(self, sentence: str) -> None:
        """Say why the ledger could not be made; everything typed is still there."""
        self.setEnabled(True)
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(em(46))
        card.setMinimumHeight(em(33))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(em(2), em(1.6), em(2), em(1.6))
        inside.setSpacing(em(0.6))
        inside.addWidget(self._where)
        inside.addWidget(self._steps, 1)
        inside.addWidget(self._refusal)
        inside.addLayout(self._build_buttons())
        column = QVBoxLayout(self)
        column.addStretch()
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def _build_buttons(self) -> QHBoxLayout:
        self._back = KeyedButton(_("Back"))
        self._back.clicked.connect(self._go_back)
        self._next = KeyedButton(_("Next"), "Ctrl+Return", primary=True)
        self._next.clicked.connect(self._go_on)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch()
        row.addWidget(self._next)
        return row

    def _build_begin(self) -> QWidget:
        page, column = _page(
            _("Welcome to Nuanfang"),
            _(
                "This laptop has no ledger yet. Four short steps make one; it is encrypted from"
                " the first entry on. Nothing is sent anywhere."
            ),
        )
        sample = link(_("Look around with sample data instead"))
        sample.clicked.connect(self.sample_requested)
        column.addWidget(sample, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return page

    def _build_union(self) -> QWidget:
        page, column = _page(_("Union and laptop"), "")
        self._union = FormSheet(plain=True)
        add = self._union.add_field
        add("name", _("Name of the union"), TextLine(), required=True, wide=True)
        levels = PinyinComboBox((code, _(words)) for code, words in LEVELS)
        add("level", _("Level"), levels)
        add(
            "region",
            _("Region code"),
            CodeLine(),
            required=True,
            hint=_("Six digits, as at the head of identity numbers: 640100"),
        )
        add(
            "device",
            _("Name of this laptop"),
            TextLine(),
            required=True,
            wide=True,
            hint=_("So that colleagues know it, for example: office laptop 1"),
        )
        self._union.save_requested.connect(self._go_on)
        column.addWidget(self._union, 1)
        return page

    def _build_administrator(self) -> QWidget:
        page, column = _page(_("Administrator"), "")
        self._administrator = FormSheet(plain=True)
        add = self._administrator.add_field
        add("administrator", _("Your name"), TextLine(), required=True, wide=True)
        add(
            "passphrase",
            _("Passphrase"),
            PassphraseLine(),
            required=True,
            wide=True,
            hint=_("At least 12 characters. A sentence you remember is better than signs."),
        )
        add("repeated", _("The same once more"), PassphraseLine(), required=True, wide=True)
        self._administrator.save_requested.connect(self._go_on)
        column.addWidget(self._administrator, 1)
        return page

    def _build_recovery(self) -> QWidget:
        page, column = _page(
            _("Recovery code"),
            _(
                "If every passphrase is forgotten, only this code opens the ledger. Print it or"
                " copy it by hand, and keep it in the safe, not with the laptop."
            ),
        )
        self._code = label("", "title", wrap=True)
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._ask_back = label("", "caption")
        self._copied = CodeLine()
        self._copied.setAccessibleName(_("Group of the recovery code"))
        self._copied.returnPressed.connect(self._go_on)
        self._ask_back.setBuddy(self._copied)
        save = KeyedButton(_("Save the page for the safe…"))
        save.clicked.connect(self.page_requested)
        column.addWidget(self._code)
        column.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._ask_back)
        column.addWidget(self._copied)
        column.addStretch()
        return page

    def _go_on(self) -> None:
        self._refusal.hide()
        act: dict[Step, Callable[[], object]] = {
            Step.BEGIN: lambda: self._take({}),
            Step.UNION: lambda: self._take_sheet(self._union),
            Step.ADMINISTRATOR: lambda: self._take_sheet(self._administrator),
            Step.RECOVERY: self._check_copy,
        }
        act[self._path.step]()

    def _take(self, values: dict[str, object]) -> bool:
        issues = self._path.answer(values)
        self._show_step()
        return not any_blocks(issues)

    def _take_sheet(self, sheet: FormSheet) -> None:
        step = self._path.step
        good = self._take(sheet.values())
        sheet.show_issues(self._path.objections(step))
        if good and step == Step.ADMINISTRATOR:
            self.setEnabled(False)
            self.setup_requested.emit(self._path.answers())

    def _check_copy(self) -> None:
        if self._path.is_copied(self._copied.value()):
            self.finished.emit()
        else:
            self.show_refusal(
                _("This is not the group that was asked for. Compare with the sheet.")
            )

    def _go_back(self) -> None:
        self._refusal.hide()
        self._path.back()
        self._show_step()

    def _show_step(self) -> None:
        self.setEnabled(True)
        step = self._path.step
        at = STEPS.index(step)
        self._refusal.hide()
        self._steps.setCurrentIndex(at)
        self._where.setText(_("Step {number} of {count}").format(number=at + 1, count=len(STEPS)))
        self._back.setVisible(step in (Step.UNION, Step.ADMINISTRATOR))
        last = {Step.ADMINISTRATOR: _("Make the ledger"), Step.RECOVERY: _("Done")}
        self._next.setText(last.get(step, _("Next")))
        for sheet, of in ((self._union, Step.UNION), (self._administrator, Step.ADMINISTRATOR)):
            if of == step:
                sheet.focus_first()
        if step == Step.BEGIN:
            self._next.setFocus()
        elif step == Step.RECOVERY:
            self._copied.setFocus()


def _page(title: str, explanation: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(0.8))
    column.addWidget(label(title, "name"))
    if explanation:
        words: QLabel = label(explanation, wrap=True)
        column.addWidget(words)
    return page, column
