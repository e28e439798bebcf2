"""Looking for sticks and the bundles on them, beside the window and only while somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.faults import report
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.services.exchange.sticks import ForbiddenStickError
from desktop_app.services.progress import Progress

EVERY_MS = 2_000


class StickLike(Protocol):
    """A stick: where it is, what it is called, how much room it has."""

    @property
    def path(self) -> Path:
        """Where its files are."""

    @property
    def label(self) -> str:
        """What its owner calls it."""

    @property
    def file_system(self) -> str:
        """Its file system, such as exFAT."""

    @property
    def free_bytes(self) -> int:
        """How much room it has."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written to it."""


class BundleLike(Protocol):
    """A bundle that lies in a folder; `problem` says why it is none, or is empty."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def bundle(self) -> str:
        """Its id, or nothing."""

    @property
    def to(self) -> Sequence[str]:
        """The ids of the laptops it is for."""

    @property
    def problem(self) -> str:
        """Why it cannot be used, or nothing."""

    @property
    def is_cut(self) -> bool:
        """Whether it was not written to its end."""


class Sticks(Protocol):
    """Whoever knows this system's sticks."""

    def found(self) -> Sequence[StickLike]:
        """List the sticks that are in now."""

    def bundles_on(self, folder: Path, /) -> Sequence[BundleLike]:
        """List the bundles in a folder."""


class NoSticks:
    """Knows none; folders are chosen by hand then."""

    def found(self) -> Sequence[StickLike]:
        """List nothing."""
        return ()

    def bundles_on(self, _folder: Path, /) -> Sequence[BundleLike]:
        """List nothing."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InSight:
    """The sticks that are in, and the whole bundles on them that are for this laptop.

    `lying` names every bundle by its id, with the label of the stick on which it lies. `others` is
    how many of those are for other laptops; `cut` and `strange` are how many files are not whole
    and how many cannot be used for another cause; `forbidden` are the sticks that the system
    lets nobody read here.
    """

    sticks: tuple[StickLike, ...] = ()
    bundles: tuple[Path, ...] = ()
    lying: tuple[tuple[str, str], ...] = ()
    others: int = 0
    cut: int = 0
    strange: int = 0
    forbidden: tuple[StickLike, ...] = ()


class StickWatch(QObject):
    """Looks every two seconds while it is switched on, and never twice at once.

    `own` is the id of this laptop: bundles for others are none of its business.

    Signals:
        changed: another `InSight` than before.
    """

    changed = Signal(object)

    def __init__(
        self, sticks: Sticks, own: str, runner: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._own = own
        self._sticks = sticks
        self._runner = runner
        self._seen = InSight()
        self._is_looking = False
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.look)

    @property
    def seen(self) -> InSight:
        """What was in sight the last time."""
        return self._seen

    def switch(self, *, on: bool) -> None:
        """Begin to look at once, or stop."""
        if not on:
            self._clock.stop()
        elif not self._clock.isActive() and not isinstance(self._sticks, NoSticks):
            self._clock.start()
            self.look()

    def look(self) -> None:
        """Look once, unless other work is under way."""
        if self._is_looking or self._runner.is_busy:
            return
        self._is_looking = True
        job = self._runner.submit(self._survey)
        job.succeeded.connect(self._tell)
        job.failed.connect(self._give_up)
        job.finished.connect(self._rest)

    def _survey(self, _progress: Progress) -> InSight:
        """Look at all that is in; a stick that is pulled meanwhile hides the rest this time."""
        try:
            return self._looked()
        except OSError:
            return InSight()

    def _looked(self) -> InSight:
        sticks = tuple(self._sticks.found())
        found: list[tuple[BundleLike, str]] = []
        forbidden: list[StickLike] = []
        for stick in sticks:
            try:
                found += [(one, stick.label) for one in self._on(stick)]
            except ForbiddenStickError:
                forbidden.append(stick)
        whole = [(one, label) for one, label in found if not one.problem]
        ours = tuple(one.path for one, _label in whole if self._own in one.to)
        cut = sum(one.is_cut for one, _label in found)
        return InSight(
            sticks=sticks,
            bundles=ours,
            lying=tuple((one.bundle, label) for one, label in whole),
            others=len(whole) - len(ours),
            cut=cut,
            strange=len(found) - len(whole) - cut,
            forbidden=tuple(forbidden),
        )

    def _on(self, stick: StickLike) -> Sequence[BundleLike]:
        """List what lies on a stick; one that was pulled out meanwhile has nothing."""
        try:
            return self._sticks.bundles_on(stick.path)
        except ForbiddenStickError:
            raise
        except CircumstanceError:
            return ()

    def _tell(self, seen: InSight) -> None:
        if seen != self._seen:
            self._seen = seen
            self.changed.emit(seen)

    def _give_up(self, trouble: Exception) -> None:
        """Look no more: a fault that comes every two seconds helps nobody."""
        self.switch(on=False)
        report(trouble)

    def _rest(self) -> None:
        self._is_looking = False
