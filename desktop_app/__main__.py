"""The front door: a command goes to the console, no command opens the window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.cli.session import WindowRequest

INTERRUPTED = 1


def main() -> int:
    """Run what the person asked for; give the exit code."""
    try:
        if getattr(sys, "frozen", False):
            from multiprocessing import freeze_support

            freeze_support()  # the press starts this very program anew for its processes
        from desktop_app.cli.main import run

        return run(sys.argv[1:], open_window=_open_window)
    except KeyboardInterrupt:  # before the console could say so in a sentence
        return INTERRUPTED


def _open_window(request: WindowRequest) -> int:
    from desktop_app.gui import app  # a quarter of a second that no command has to wait for
    from desktop_app.storage.store import Folder

    folder = Folder(request.data)
    if request.pictures is None:
        return app.run(folder, request.user)
    app.take_pictures(folder, request.user, request.passphrase, request.pictures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
