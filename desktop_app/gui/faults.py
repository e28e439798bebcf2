"""What happens when something goes wrong: a circumstance is told calmly, a bug is reported.

A report never holds what people typed: it gives the program's version, the system, the kinds
of the errors and the places in the code, but not the errors' own words.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app import __version__
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import _

PASSING = "passing"
"""The property of windows that go by themselves, such as a progress: nothing is said over them."""

_shown: set[QDialog] = set()
_log = logging.getLogger(__name__)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def describe(trouble: BaseException) -> str:
    """Write the report of a bug, with nothing in it that a person has typed."""
    lines = [
        f"nuanfang {__version__}",
        f"Python {platform.python_version()}, {platform.platform()}",
    ]
    link: BaseException | None = trouble
    while link is not None:
        lines.append(f"\n{type(link).__module__}.{type(link).__qualname__}")
        for frame in traceback.extract_tb(link.__traceback__):
            place = "/".join(frame.filename.replace("\\", "/").split("/")[-3:])
            lines.append(f"  {place}:{frame.lineno} {frame.name}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


class ReportDialog(QDialog):
    """Says that the program has a fault, that nothing was lost, and offers the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A fault of the program"))
        self._report = report
        words = QLabel(
            _(
                "The program has made a mistake. What was saved is safe. Please hand the report"
                " below to whoever looks after the program; it holds no personal data."
            )
        )
        words.setWordWrap(True)
        shown = QPlainTextEdit(report)
        shown.setReadOnly(True)
        shown.setAccessibleName(_("Report"))
        buttons = QDialogButtonBox()
        copy = buttons.addButton(_("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        copy.clicked.connect(self.copy_report)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(shown, 1)
        column.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 90, self.fontMetrics().height() * 24)

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report)


def report(trouble: BaseException) -> None:
    """Tell the person what went wrong, in the window's thread."""
    if isinstance(trouble, CircumstanceError):
        tell(trouble.sentence())
        return
    text = describe(trouble)
    _log.error("fault\n%s", text)
    if QApplication.instance() is not None and not _is_reporting():
        dialog = ReportDialog(text, _front())
        _show(dialog)


def tell(sentence: str) -> None:
    """Say one calm sentence."""
    box = QMessageBox(_front())
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle(_("Nuanfang"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    _show(box)


def _show(dialog: QDialog) -> None:
    """Open a dialog that may have no window above it, and hold it until it is closed."""
    _shown.add(dialog)
    dialog.finished.connect(lambda: _shown.discard(dialog))
    dialog.open()


def _front() -> QWidget | None:
    """Find the window to speak over; one that is about to go would take the words along."""
    window = QApplication.activeWindow()
    while window is not None and window.property(PASSING):
        window = window.parentWidget()
    return window


def _is_reporting() -> bool:
    """One report is enough: a fault that repeats must not bury the screen."""
    return any(
        isinstance(window, ReportDialog) and window.isVisible()
        for window in QApplication.topLevelWidgets()
    )


class FaultDesk(QObject):
    """Receives what nobody has caught, from every thread and from Qt.

    Signals:
        arrived: an exception, to be reported in the window's thread.
    """

    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.arrived.connect(report, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """Begin to receive."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread
        qInstallMessageHandler(_log_qt)

    def close(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _from_main(
        self, kind: type[BaseException], trouble: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.arrived.emit(trouble.with_traceback(trace))

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.arrived.emit(args.exc_value)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    _log.log(_QT_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
