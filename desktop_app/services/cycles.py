"""Looking for cycles of objects seldom, while much is made that has none.

Python's collector looks through all young objects each time some hundred more were made. Work on
a province makes millions and keeps most of them until a record is written; a tenth of its time
went into looking.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 20_000  # objects made before cycles are looked for
_lock = threading.Lock()
_works: list[tuple[int, int, int]] = []


@contextmanager
def sought_seldom() -> Iterator[None]:
    """Let the collector look seldom, and not at what is here already; works may overlap."""
    with _lock:
        _works.append(gc.get_threshold() if not _works else _works[0])
        gc.freeze()
        gc.set_threshold(SELDOM, *_works[0][1:])
    try:
        yield
    finally:
        with _lock:
            usual = _works.pop()
            if not _works:
                gc.set_threshold(*usual)
                gc.unfreeze()
