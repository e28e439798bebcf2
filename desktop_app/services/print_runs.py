"""A run of the press: sheets into files, or volume by volume to a printer, noted as they come out.

On a printer each volume takes its numbers when its turn comes and is noted when it is through:
where a run is broken off, its own volume is in doubt and no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from desktop_app.domain.sheet import SheetKind
from desktop_app.services.composing import Composed
from desktop_app.services.desk import Desk
from desktop_app.services.numbering import Numbering, Pass
from desktop_app.services.papers import Papers
from desktop_app.services.printing import press
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.press import Volume, Work
from desktop_app.services.progress import Progress, unwatched

Deliver = Callable[[bytes], object]
Outlet = Path | Deliver
"""Where sheets go: a file, or what sends a PDF to a printer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a printing made; `reprints` of the sheets carry the mark of a copy."""

    files: tuple[Path, ...] = ()
    sheets: int = 0
    pages: int = 0
    reprints: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is to be printed: sheets still without a number, then those that have one."""

    kind: SheetKind
    fresh: Sequence[Composed] = ()
    again: Sequence[Pass] = ()
    reason: str = ""
    form: str = ""

    @property
    def sheets(self) -> int:
        """Count the sheets."""
        return len(self.fresh) + len(self.again)

    def volumes(self) -> Iterator[Run]:
        """Part the run into volumes."""
        for start in range(0, self.sheets, press.SHEETS_PER_VOLUME):
            end = start + press.SHEETS_PER_VOLUME
            before = len(self.fresh)
            again = self.again[max(0, start - before) : max(0, end - before)]
            yield replace(self, fresh=self.fresh[start:end], again=again)


@dataclass(slots=True)
class _UnderWay:
    """A run in the press: the sheets ahead by number, and volumes written but not noted yet."""

    run: Run
    ahead: dict[str, Pass] = field(default_factory=dict)
    written: list[Volume] = field(default_factory=list)
    is_all_taken: bool = False
    reprints: int = 0

    def settle(self) -> None:
        """Take out what has been noted."""
        for volume in self.written:
            self.reprints += sum(self.ahead.pop(number).copy > 0 for number in volume.numbers)
        self.written.clear()


class PrintRuns:
    """Performs runs; their sheets have been looked through before."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._papers = Papers(desk)
        self._numbering = Numbering(desk)

    def take(self, run: Run) -> list[Pass]:
        """Take the numbers of a run's fresh sheets."""
        with self._desk.store.transaction():
            sheets = self._numbering.reserve(run.kind, run.fresh)
        return [Pass(sheet, taken=True) for sheet in sheets]

    def into(self, run: Run, target: Path, progress: Progress = unwatched) -> Printed:
        """Write a run into files; a volume on the disk is noted when the next takes its numbers.

        Where it fails or is broken off, the numbers of what was not written are returned.
        """
        way = _UnderWay(run)
        volumes = []
        try:
            for volume in press.print_volumes(
                self._ahead(way),
                target,
                count=run.sheets,
                sheet_key=self._papers.key(),
                layout=self._papers.layout(run.form),
                progress=progress,
            ):
                volumes.append(volume)
                way.written.append(volume)
                if way.is_all_taken:
                    self._note_written(way)
                    way.settle()
        except BaseException:
            self._note_written(way)
            way.settle()
            left = [one for one in way.ahead.values() if one.taken]
            self._numbering.note(left, "", came_out=False)
            raise
        return Printed(
            files=tuple(volume.path for volume in volumes),
            sheets=sum(volume.sheets for volume in volumes),
            pages=sum(volume.pages for volume in volumes),
            reprints=way.reprints,
        )

    def _ahead(self, way: _UnderWay) -> Iterator[Work]:
        """Give a run's work volume by volume; its numbers are taken when their turn comes."""
        imprint, left = None, way.run.sheets
        for part in way.run.volumes():
            with self._desk.store.transaction():
                self._note_written(way)
                passes = [*self.take(part), *part.again]
            way.settle()
            imprint = imprint or self._papers.imprint()
            way.ahead |= {one.sheet.number: one for one in passes}
            left -= len(passes)
            way.is_all_taken = left == 0  # not after the last: nobody may ask for more
            yield from self._work(passes, imprint)

    def _note_written(self, way: _UnderWay) -> None:
        """Note the sheets of volumes that are on the disk by now."""
        for volume in way.written:
            done = [way.ahead[number] for number in volume.numbers]
            files = dict.fromkeys(volume.numbers, volume.sha256)
            self._numbering.note(done, way.run.reason, files=files)

    def through(self, run: Run, deliver: Deliver) -> Printed:
        """Send a run to a printer, a volume at a time; each takes its numbers by itself."""
        parts = list(run.volumes())
        made = [
            self._volume(part, deliver, (index, len(parts)))
            for index, part in enumerate(parts, start=1)
        ]
        return Printed(
            sheets=run.sheets,
            pages=sum(one.pages for one in made),
            reprints=sum(one.reprints for one in made),
        )

    def _volume(self, part: Run, deliver: Deliver, place: tuple[int, int]) -> Printed:
        """Send one volume to the printer.

        Where `deliver` fails, the new numbers stay unresolved: nobody knows how far it came.
        """
        taken = self.take(part)
        passes = [*taken, *part.again]
        stream = BytesIO()
        try:
            pages = press.print_to(
                stream,
                self._work(passes, self._papers.imprint()),
                sheet_key=self._papers.key(),
                layout=self._papers.layout(part.form),
                volume=place,
            )
        except BaseException:
            self._numbering.note(taken, "", came_out=False)
            raise
        deliver(stream.getvalue())
        digest = hashlib.sha256(stream.getvalue()).hexdigest()
        files = {one.sheet.number: digest for one in passes}
        self._numbering.note(passes, part.reason, files=files)
        reprints = sum(one.copy > 0 for one in passes)
        return Printed(sheets=len(passes), pages=pages, reprints=reprints)

    def _work(self, passes: Sequence[Pass], imprint: Imprint) -> list[Work]:
        return [
            (
                self._numbering.content_of(one.sheet),
                replace(imprint, copy=one.copy) if one.copy else imprint,
            )
            for one in passes
        ]
