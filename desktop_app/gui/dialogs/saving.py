"""Where a file goes: asked once, and never over one that nobody was asked about."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.gui.dialogs.questions import confirm
from desktop_app.i18n import _


def ask_for_target(parent: QWidget, title: str, offered: Path | str, kinds: str) -> Path | None:
    """Ask where to write a file of the kind of `offered`; None where the person does not want to.

    The ending is added where it was left out. The system asks before it gives a file that exists,
    but cannot know of the one that this names.
    """
    chosen, _filter = QFileDialog.getSaveFileName(parent, title, str(offered), kinds)
    if not chosen:
        return None
    file, ending = Path(chosen), Path(offered).suffix
    if file.suffix.lower() == ending:
        return file
    file = file.with_name(file.name + ending)
    return file if may_replace(parent, file) else None


def may_replace(parent: QWidget, file: Path) -> bool:
    """Ask whether a file may be written over, if there is one."""
    return not file.exists() or confirm(
        parent,
        _("Replace {file}?").format(file=file.name),
        _("There is a file of this name already; what is in it will be lost."),
        _("Replace"),
    )
