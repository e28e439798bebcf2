"""The camera's way through Qt Multimedia; the frames are made here, a camera is not needed."""

import pytest
from PySide6.QtGui import QColor, QImage

from desktop_app.gui.widgets.camera_feed import CameraFeed

QtMultimedia = pytest.importorskip(
    "PySide6.QtMultimedia", reason="Qt's camera cannot be loaded", exc_type=ImportError
)


@pytest.mark.qt_log_ignore("QRhi", extend=True)
def test_what_the_camera_sees_comes_as_pictures_until_it_is_let_go(qtbot):
    feed, seen = CameraFeed(), []
    feed.frame_seen.connect(seen.append)
    sheet = QImage(320, 240, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#336699"))
    feed.start()
    feed.sink.setVideoFrame(QtMultimedia.QVideoFrame(sheet))
    qtbot.waitUntil(lambda: bool(seen))
    feed.stop()
    assert (seen[0].width(), seen[0].height()) == (320, 240)
    assert seen[0].pixelColor(10, 10) == QColor("#336699")
