"""Taking a part of a person's record out of sight, and putting it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.gui.dialogs.reason_dialog import ReasonDialog
from desktop_app.gui.pages.person_parts import entry
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _


def removing(name: str, owner: QWidget, remove: Callable[[str], object]) -> QPushButton:
    """Make the way to remove what is called so, once somebody has said why."""
    way = link(_("Remove"))
    way.setAccessibleName(_("Remove {section}").format(section=name))
    way.clicked.connect(lambda: _ask(name, owner, remove))
    return way


def removed_line(name: str, reason: str, back: Callable[[], object], *, may: bool) -> QWidget:
    """Say what was removed and why, with the way back for those who `may`."""
    head: list[QWidget] = [label(_("{section}, removed").format(section=name), "muted")]
    if may:
        way = link(_("Put back"))
        way.setAccessibleName(_("Put {section} back").format(section=name))
        way.clicked.connect(lambda _on=False: back())
        head.append(way)
    return entry(head, reason)


def _ask(name: str, owner: QWidget, remove: Callable[[str], object]) -> None:
    dialog = ReasonDialog(
        _("Remove {section}").format(section=name),
        _("It no longer stands in the record and in the lists. It can be put back."),
        _("Remove"),
        owner.window(),
    )
    dialog.given.connect(remove)
    dialog.open()
