"""Signing on the screen: with the mouse, a pen and a finger, taken back and cleared."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.gui.widgets.signature_pad import HEIGHT, WIDTH, SignaturePad
from tests.gui.conftest import nameless

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pad(qtbot):
    made = SignaturePad()
    qtbot.addWidget(made)
    made.resize(500, 260)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def sheet(pad):
    return pad.focusProxy()


def sign(qtbot, sheet, *points):
    first, *others = [QPoint(*point) for point in points]
    qtbot.mousePress(sheet, LEFT, pos=first)
    for point in others:
        qtbot.mouseMove(sheet, point)
    qtbot.mouseRelease(sheet, LEFT, pos=QPoint(*points[-1]))


def ink(png):
    image = QImage.fromData(png)
    shades = [image.pixelColor(x, y) for x in range(0, WIDTH, 4) for y in range(0, HEIGHT, 4)]
    return sum(shade.alpha() > 128 and shade.lightness() < 80 for shade in shades)


def test_an_empty_pad_gives_nothing(pad):
    assert pad.is_empty
    assert pad.value() is None


def test_a_line_of_the_mouse_becomes_black_ink_on_a_transparent_ground(qtbot, pad, sheet):
    with qtbot.waitSignal(pad.edited):
        sign(qtbot, sheet, (20, 20), (80, 60), (160, 30), (220, 80))
    image = QImage.fromData(pad.value())
    assert (image.width(), image.height()) == (WIDTH, HEIGHT)
    assert image.pixelColor(2, HEIGHT - 2).alpha() == 0
    assert ink(pad.value()) > 50
    assert not pad.is_empty


def test_one_tap_is_a_dot(qtbot, pad, sheet):
    sign(qtbot, sheet, (100, 50))
    assert ink(pad.value()) > 0


def test_each_line_is_taken_back_alone_and_the_sheet_is_empty_again(qtbot, pad, sheet):
    sign(qtbot, sheet, (20, 20), (80, 60))
    first = pad.value()
    sign(qtbot, sheet, (120, 20), (180, 60))
    assert pad.value() != first
    qtbot.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pad.value() == first
    qtbot.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pad.is_empty


def test_delete_clears_everything(qtbot, pad, sheet):
    sign(qtbot, sheet, (20, 20), (80, 60))
    with qtbot.waitSignal(pad.edited):
        qtbot.keyClick(sheet, Qt.Key.Key_Delete)
    assert pad.value() is None


def test_a_pen_draws_once_and_not_again_as_a_mouse(pad, sheet):
    pen = QPointingDevice.primaryPointingDevice()
    kinds = QEvent.Type
    steps = (
        (kinds.TabletPress, 30, LEFT),
        (kinds.TabletMove, 90, LEFT),
        (kinds.TabletRelease, 90, Qt.MouseButton.NoButton),
    )
    for kind, x, buttons in steps:
        place = QPointF(x, 40)
        modifiers = Qt.KeyboardModifier.NoModifier
        event = QTabletEvent(kind, pen, place, place, 0.5, 0, 0, 0, 0, 0, modifiers, LEFT, buttons)
        QApplication.sendEvent(sheet, event)
        assert event.isAccepted()
    assert len(pad.strokes()) == 1
    assert len(pad.strokes()[0]) == 2


def test_a_pen_that_hovers_draws_nothing(pad, sheet):
    pen, place = QPointingDevice.primaryPointingDevice(), QPointF(30, 40)
    none = Qt.MouseButton.NoButton
    modifiers = Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(
        QEvent.Type.TabletMove, pen, place, place, 0, 0, 0, 0, 0, 0, modifiers, none, none
    )
    QApplication.sendEvent(sheet, event)
    assert pad.is_empty


def test_a_finger_draws(qtbot, pad, sheet):
    screen = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    with qtbot.waitSignal(pad.edited):
        QTest.touchEvent(sheet, screen).press(0, QPoint(30, 30), sheet).commit()
        QTest.touchEvent(sheet, screen).move(0, QPoint(90, 60), sheet).commit()
        QTest.touchEvent(sheet, screen).release(0, QPoint(90, 60), sheet).commit()
    assert ink(pad.value()) > 10


def test_a_kept_signature_is_given_back_byte_for_byte_until_it_is_cleared(qtbot, pad, sheet):
    sign(qtbot, sheet, (20, 20), (80, 60))
    kept = pad.value()
    pad.set_value(kept)
    assert pad.value() == kept
    assert pad.strokes() == []
    sign(qtbot, sheet, (100, 20), (160, 60))
    assert ink(pad.value()) > ink(kept)
    pad.clear()
    assert pad.value() is None


def test_a_draft_of_strokes_draws_the_same_signature(qtbot, pad, sheet):
    sign(qtbot, sheet, (20, 20), (80, 60), (90, 10))
    later = SignaturePad()
    qtbot.addWidget(later)
    later.draw_again(pad.strokes())
    assert later.value() == pad.value()
    later.draw_again([], cleared=True)
    assert later.is_empty


def test_what_takes_the_focus_has_a_name_and_says_whether_it_is_signed(qtbot, pad, sheet):
    assert sheet.accessibleDescription() == "not signed yet"
    sign(qtbot, sheet, (20, 20), (80, 60))
    assert sheet.accessibleDescription() == "signed"
    assert nameless(pad) == []
