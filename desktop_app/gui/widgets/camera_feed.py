"""What a camera sees, frame by frame, where the laptop has a camera.

Qt Multimedia needs libraries that not every desktop has; without them there is no camera.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoSink


class Feed(QObject):
    """Gives pictures one after the other.

    Signals:
        frame_seen: a QImage.
    """

    frame_seen = Signal(QImage)

    def start(self) -> None:
        """Begin to give pictures."""

    def stop(self) -> None:
        """Give no more of them."""


class CameraFeed(Feed):
    """Gives what the laptop's camera sees."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoSink

        self._camera = QCamera(QMediaDevices.defaultVideoInput(), self)
        self.sink: QVideoSink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(lambda frame: self.frame_seen.emit(frame.toImage()))
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self.sink)

    def start(self) -> None:
        """Switch the camera on."""
        self._camera.start()

    def stop(self) -> None:
        """Switch the camera off."""
        self._camera.stop()


def has_camera() -> bool:
    """Tell whether there is a camera that can be used."""
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return False
    return bool(QMediaDevices.videoInputs())
