"""The licences of what the program is made of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app import paths
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _


class LicencesDialog(QDialog):
    """Every licence file that comes with the program, in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Licences"))
        words = label(
            _(
                "Nuanfang is free software under the MIT licence. The window uses Qt and PySide6"
                " under the LGPL version 3; they stand beside the program as files of their own"
                " and may be replaced. Fonts and icons keep the licences below."
            ),
            wrap=True,
        )
        texts = QPlainTextEdit("\n\n".join(_text(file) for file in licence_files()))
        texts.setReadOnly(True)
        texts.setAccessibleName(_("Licences"))
        close = QDialogButtonBox()
        close.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(1.5), em(1.5), em(1.5), em(1))
        column.setSpacing(em(1))
        for part in (words, texts, close):
            column.addWidget(part)
        self.resize(em(50), em(34))


def licence_files() -> list[Path]:
    """List the licence files of the program's own resources."""
    return sorted(
        file for folder in ("fonts", "icons") for file in (paths.resources() / folder).glob("*.txt")
    )


def _text(file: Path) -> str:
    return f"{file.stem}\n\n{file.read_text(encoding='utf-8').strip()}"
