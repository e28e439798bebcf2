"""Notices that nobody has touched the laptop for a while."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

IDLE_MINUTES = 5
_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
)


class IdleWatch(QObject):
    """Watches keys, mouse and touch of the program's windows while it is switched on.

    It listens at the windows and not at every widget: input passes there first, and Python
    is called for a handful of events instead of for all of them.

    Signals:
        fell_idle: nothing has happened for five minutes.
    """

    fell_idle = Signal()

    def __init__(self, parent: QObject | None = None, *, minutes: float = IDLE_MINUTES) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.fell_idle)

    def switch_on(self) -> None:
        """Begin to watch."""
        app = cast("QGuiApplication", QGuiApplication.instance())
        app.focusWindowChanged.connect(self._listen_at)
        self._listen_at(QGuiApplication.focusWindow())
        self._timer.start()

    def switch_off(self) -> None:
        """Stop watching."""
        app = cast("QGuiApplication", QGuiApplication.instance())
        app.focusWindowChanged.disconnect(self._listen_at)
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin the five minutes again at every sign of life."""
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False

    def _listen_at(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time moves it, it does not double it
            self._timer.start()
