"""Buttons that wear an icon of the theme, show their keys, or stand for a filter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop_app.gui.style import icons
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.words import Badge


def keys_as_shown(keys: str) -> str:
    """Write a shortcut as this system's people know it: Ctrl+N, or ⌘N on a Mac."""
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    for word, sign in (("Return", "⏎"), ("Left", "←"), ("Right", "→")):
        shown = shown.replace(word, sign)
    return shown


class IconButton(QToolButton):
    """A button with an icon only; `name` is what a screen reader says."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, too."""
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()

    def _draw(self) -> None:
        self.setIcon(icons.icon(self._icon))
        self.setIconSize(icons.icon_size())


class KeyedButton(QPushButton):
    """A button that shows its shortcut beside its words and obeys it."""

    def __init__(
        self, text: str, keys: str = "", *, primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "primary" if primary else "")
        self.setProperty("keyed", bool(keys))
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self._hint = Badge(keys_as_shown(keys), "on_accent" if primary else "key", self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if keys:
            # A button's own shortcut is lost as soon as its words change.
            QShortcut(QKeySequence(keys), self).activated.connect(self.click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, too; Qt leaves that to dialogs."""
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def show_keys(self, on: bool) -> None:
        """Show the keys beside the words, or leave them out where room is short."""
        self._hint.setVisible(on and bool(self._hint.text()))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Make room for the keys."""
        plain = super().sizeHint()
        if self._hint.isHidden():
            return plain
        return QSize(plain.width() + self._hint.sizeHint().width() + em(0.6), plain.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut words or keys."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the keys at the right end."""
        super().resizeEvent(event)
        room = self._hint.sizeHint()
        top = (self.height() - room.height()) // 2
        self._hint.setGeometry(
            self.width() - room.width() - em(0.8), top, room.width(), room.height()
        )


class Chip(QPushButton):
    """A filter that is on or off; the closing one asks to be taken away.

    Signals:
        removed: the person has closed it.
    """

    removed = Signal()

    def __init__(self, text: str, *, closing: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(f"{text}  ×" if closing else text, parent)
        self.setProperty("role", "chip")
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCheckable(not closing)
        if closing:
            self.clicked.connect(self.removed)


class _Link(QPushButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows it, as the space bar does."""
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


def _is_enter(event: QKeyEvent) -> bool:
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not plain


def link(text: str) -> QPushButton:
    """Make a button that looks like words one can follow."""
    made = _Link(text)
    made.setAccessibleName(text)
    made.setProperty("role", "link")
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
