"""Where a bundle goes: a stick that is in, also one that is put in meanwhile, or a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.gui.forms.field import Field
from desktop_app.gui.jobs.stick_watch import InSight, StickLike
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.words import SecureLabel, label
from desktop_app.i18n import _

GIGABYTE = 1024**3


class BundlePlace(QWidget):
    """The sticks that can be written to, the first of them chosen, and a button for folders.

    Signals:
        edited: it goes elsewhere now, or nowhere.
    """

    edited = Signal()

    def __init__(self, seen: InSight, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ever_in: set[Path] = set()
        self._in: dict[str, StickLike] = {}
        self._folder: Path | None = None
        self.sticks = PinyinComboBox()
        self.other = KeyedButton(_("Choose a folder…"))
        self._chosen = SecureLabel("", "note")
        self._build()
        self.show_sticks(seen)

    @property
    def folder(self) -> Path | None:
        """Where the bundle goes: the chosen folder, else the chosen stick."""
        return self._folder or (Path(stick) if (stick := self.sticks.value()) else None)

    def stick_of(self, path: Path) -> Path | None:
        """Give the stick on which something lies, also where it is in no longer."""
        return next((one for one in self._ever_in if path.is_relative_to(one)), None)

    def show_sticks(self, seen: InSight) -> None:
        """Offer the sticks that are in now.

        The choice stays where its stick does. It never goes over to another one by itself:
        the wrong stick may be the one that is given to a stranger.
        """
        had, chosen = bool(self._in), self.sticks.value()
        self._in = {str(stick.path): stick for stick in seen.sticks if not stick.read_only}
        self._ever_in.update(stick.path for stick in self._in.values())
        self.sticks.set_choices((path, _words(one)) for path, one in self._in.items())
        self.sticks.set_value(chosen if had else next(iter(self._in), None))
        self._field.setVisible(bool(self._in))
        self._none.setVisible(not self._in and self._folder is None)
        self.edited.emit()

    def ask_for_folder(self) -> None:
        """Let the person choose a folder."""
        start = str(self.folder or "")
        chosen = QFileDialog.getExistingDirectory(self, _("Where should the bundle go?"), start)
        if chosen:
            self.choose_folder(Path(chosen))

    def choose_folder(self, folder: Path) -> None:
        """Write into this folder."""
        self._folder = folder
        self._chosen.show_text(str(folder))
        self._chosen.show()
        self._none.hide()
        self.edited.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.7))
        name, caption = "where", _("Stick")
        self._field = Field(name, caption, self.sticks, hint="", unit="", required=False)
        self._none = label(
            _("No stick that can be written to is in: put one in, or choose a folder."), "note"
        )
        row = QHBoxLayout()
        row.setSpacing(em(0.7))
        row.addWidget(self.other)
        row.addWidget(self._chosen, 1)
        row.addStretch()
        column.addWidget(self._field)
        column.addWidget(self._none)
        column.addLayout(row)
        self._chosen.hide()
        self.sticks.edited.connect(self._take_stick)
        self.other.clicked.connect(self.ask_for_folder)

    def _take_stick(self) -> None:
        self._folder = None
        self._chosen.hide()
        self.edited.emit()


def _words(stick: StickLike) -> str:
    room = f"{stick.free_bytes / GIGABYTE:,.1f} GB"
    words = _("{label}, {room} free, {file_system}")
    return words.format(label=stick.label, room=room, file_system=stick.file_system)
