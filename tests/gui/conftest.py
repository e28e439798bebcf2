"""Windows without a screen, in English, and nothing left behind by any test."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app import i18n
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.session import Session
from desktop_app.gui.style import look
from tests.unit.conftest import (  # noqa: F401 - a real office, the same as below the window
    approver,
    campaign,
    clerk,
    clock,
    enrol,
    folder,
    founded,
    ledger,
    make_person,
    officer,
    sit,
)


@contextmanager
def in_session(qtbot, office) -> Iterator[Session]:
    """Show the whole window over an office that the test closes itself."""
    made = Session(office, Preferences(language="en"))
    with qtbot.waitExposed(made.window):
        made.window.show()
    qtbot.waitUntil(lambda: not made.runner.is_busy, timeout=20_000)
    yield made
    qtbot.waitUntil(lambda: not made.runner.is_busy, timeout=20_000)
    made.close(keep_office=True)
    QCoreApplication.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _dressed(qapp):
    i18n.use_language(i18n.SOURCE_LANGUAGE)
    look.dress(qapp)


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(qapp, qtbot):
    yield
    for window in QApplication.topLevelWidgets():
        # Lists that drop down are deleted by their owner, and a second time would crash.
        if window.parentWidget() is None and window.windowType() != Qt.WindowType.Popup:
            window.close()
            window.deleteLater()
    for _turn in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == []
    assert [t for t in qapp.findChildren(QTimer) if t.isActive()] == []
    assert [t.name for t in threading.enumerate() if t.name.startswith("long_work")] == []


def nameless(page: QWidget) -> list[QWidget]:
    """List what takes the focus on a page without telling a screen reader what it is."""
    seen = [w for w in page.findChildren(QWidget) if w.isVisibleTo(page)]
    takers = [
        w
        for w in seen
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.focusProxy() is None and w.isEnabled()
    ]
    assert takers
    return [w for w in takers if not w.accessibleName() and not _named_by_owner(w)]


def _named_by_owner(widget: QWidget) -> bool:
    """A combo box's own line, a table's viewport: the parent that owns them has the name."""
    owner = widget.parentWidget()
    return owner is not None and owner.focusProxy() is widget and bool(owner.accessibleName())


def shown(kind: type[QWidget]) -> list[QWidget]:
    """List the windows of a kind that stand on the screen."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def write(qtbot, editor: QWidget, text: str) -> None:
    """Type a text; Chinese comes from an input method, as it does at a desk."""
    if text.isascii():
        qtbot.keyClicks(editor, text)
        return
    commit = QInputMethodEvent()
    commit.setCommitString(text)
    QApplication.sendEvent(editor, commit)
