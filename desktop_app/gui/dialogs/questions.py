"""Questions with two answers, and messages with none. The safe answer is always the default."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.i18n import _


def confirm(parent: QWidget, question: str, consequence: str, action: str) -> bool:
    """Ask before something that cannot simply be undone; `action` names it on its button.

    Enter and Escape both mean no.
    """
    box = build_confirmation(parent, question, consequence, action)
    box.exec()
    return box.clickedButton() is not box.defaultButton()


def build_confirmation(
    parent: QWidget | None, question: str, consequence: str, action: str
) -> QMessageBox:
    """Build the question without asking it."""
    box = _box(parent, question, consequence)
    box.setIcon(QMessageBox.Icon.Warning)
    box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    return box


def tell(parent: QWidget, words: str, more: str = "") -> None:
    """Say something and go on when it was read."""
    box = _box(parent, words, more)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.open()


def _box(parent: QWidget | None, words: str, more: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(_("Nuanfang"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    box.setInformativeText(more)
    return box
