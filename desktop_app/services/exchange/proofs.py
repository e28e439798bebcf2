"""Signatures of many saves, checked in a process of its own while this one takes them in.

One check takes as long as taking in a whole save, so that a second core does it beside.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from desktop_app.services.printing.side_by_side import follow_the_program
from desktop_app.storage.vault import signature_holds

_AT_ONCE = 500

Proof = tuple[str, bytes, bytes]
"""A key, what it is said to have signed, and the signature."""


class ProofsApart:
    """Checks signatures that are handed over; whoever hands them over asks at the end.

    Whatever becomes of the other process, every signature is checked: what it gives no answer
    to is checked here.
    """

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=follow_the_program)
        self._batch: list[Proof] = []
        self._asked: deque[tuple[Future[bool] | None, Sequence[Proof]]] = deque()
        self._all_hold = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def add(self, key: str, digest: bytes, signature: bytes) -> None:
        """Hand a signature over to be checked."""
        self._batch.append((key, digest, signature))
        if len(self._batch) == _AT_ONCE:
            self._ask()

    def hold(self) -> bool:
        """Wait for what is still being checked; tell whether every signature holds."""
        while self._asked and self._all_hold:
            self._all_hold = self._answer()
        return self._all_hold and all_hold(self._batch)

    def _ask(self) -> None:
        batch, self._batch = self._batch, []
        try:
            self._asked.append((self._pool.submit(all_hold, batch), batch))
        except (OSError, RuntimeError):  # no process can be started, or it has ended
            self._asked.append((None, batch))
        while self._all_hold and self._asked and _is_done(self._asked[0][0]):
            self._all_hold = self._answer()

    def _answer(self) -> bool:
        asked, batch = self._asked.popleft()
        try:
            return asked.result() if asked is not None else all_hold(batch)
        except (OSError, RuntimeError):
            return all_hold(batch)


def all_hold(batch: Sequence[Proof]) -> bool:
    """Tell whether all these signatures hold."""
    return all(signature_holds(*proof) for proof in batch)


def _is_done(asked: Future[bool] | None) -> bool:
    return asked is None or asked.done()
