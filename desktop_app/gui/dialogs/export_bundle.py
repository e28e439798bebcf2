"""A bundle for other laptops: for whom, what for, where to; then what to do with the stick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import About, Purpose
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.bundle_place import BundlePlace
from desktop_app.gui.dialogs.bundle_purpose import BundlePurpose
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.opening import open_path
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.jobs.stick_watch import InSight
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.cards import scrolling, stack
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.words import SecureLabel, label, set_role
from desktop_app.i18n import _, ngettext
from desktop_app.services.exchange import ejecting, sticks
from desktop_app.services.exchange.packing import Exported
from desktop_app.services.exchange.peers import Peer
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress

MEGABYTE = 1024 * 1024
TakeOut = Callable[[Path], object]
"""Takes out the stick that a folder lies on, or raises a circumstance."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What to write where; `stick` is the one in sight on which the folder lies, if any."""

    folder: Path
    stick: Path | None
    laptops: tuple[str, ...]
    purpose: Purpose
    about: About


class ExportDialog(FootedDialog):
    """Ticks for the laptops, those for whom something waits ticked already.

    Signals:
        exported: the `Exported` that says what was written.
    """

    exported = Signal(object)

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        seen: InSight,
        chosen: Sequence[str] = (),
        parent: QWidget | None = None,
        *,
        take_out: TakeOut = ejecting.eject,
    ) -> None:
        super().__init__(_("Write a bundle"), (48, 38), parent, way_out=_("Close"))
        self._office = office
        self._runner = runner
        self._take_out = take_out
        self._done = Path()
        self.ticks: dict[str, Tick] = {}
        self.purpose = BundlePurpose(office)
        self.place = BundlePlace(seen)
        self._build([one for one in office.peers.all() if _takes(one)], set(chosen))
        self._settle()

    @property
    def laptops(self) -> tuple[str, ...]:
        """The ids of the ticked laptops."""
        return tuple(device for device, tick in self.ticks.items() if tick.value())

    def write(self) -> None:
        """Write the bundle, watched, and say what came of it."""
        folder = self.place.folder
        if folder is None or not self.laptops:
            return
        purpose = self.purpose.purpose or Purpose.FULL
        stick = self.place.stick_of(folder)
        wish = _Wish(folder, stick, self.laptops, purpose, self.purpose.about)
        work = at_own_office(self._office, partial(_export, wish))
        perform(self, self._runner, _("Writing the bundle"), work, self._show_result)

    def eject(self) -> None:
        """Let the system take the stick out, and say whether it may be pulled."""
        work = partial(_eject, self._take_out, self._done.parent)
        perform(self, self._runner, _("Taking the stick out"), work, self._tell_out)

    def _tell_out(self, trouble: str) -> None:
        self._told_out.setText(trouble or _("The stick may be pulled out now."))
        set_role(self._told_out, "warns" if trouble else "note")
        self._told_out.show()
        self.out.setEnabled(bool(trouble))

    def _build(self, peers: Sequence[Peer], chosen: set[str]) -> None:
        self._asked, inside = _column()
        inside.addWidget(label(_("For which laptops"), "heading"))
        for peer in peers:
            tick = Tick(_tick_words(peer))
            tick.setAccessibleName(tick.text())
            tick.set_value(peer.device.id in chosen if chosen else bool(peer.waiting))
            tick.edited.connect(self._settle)
            self.ticks[peer.device.id] = tick
        inside.addWidget(stack(list(self.ticks.values()), 0.3))
        inside.addWidget(self.purpose)
        self.purpose.edited.connect(self._settle)
        inside.addWidget(self.place)
        self.place.edited.connect(self._settle)
        inside.addStretch()
        self._scroll = scrolling(self._asked)
        self._result, self._told = _column()
        self.content.addWidget(self._scroll, 1)
        self.content.addWidget(self._result, 1)
        self._result.hide()
        keys = Shortcut.SAVE_AND_NEXT.keys
        self._open = self.add_button(_("Open the folder"), lambda: open_path(self._done.parent))
        self._open.hide()
        self.out = self.add_button(_("Take the stick out"), self.eject)
        self.out.hide()
        self._do = self.add_button(_("Write"), self.write, keys, primary=True)
        first = next(iter(self.ticks.values()), None)
        (first or self.place.other).setFocus()

    def _settle(self) -> None:
        is_said = bool(self.laptops) and self.purpose.is_complete
        self._do.setEnabled(is_said and self.place.folder is not None)

    def _show_result(self, done: Exported) -> None:
        self._done = done.bundle
        names = "、".join(self._label_of(device) for device in self.laptops)
        inside = self._told
        inside.addWidget(label(_("The bundle is written"), "heading"))
        inside.addWidget(SecureLabel(done.bundle.name, "name"))
        inside.addWidget(label(_result_words(done), "muted", wrap=True))
        inside.addWidget(label(_("What comes next"), "heading"))
        for at, step in enumerate(_steps(names), 1):
            inside.addWidget(label(f"{at}. {step}", wrap=True))
        self._told_out = label("", "note", wrap=True)
        self._told_out.hide()
        inside.addWidget(self._told_out)
        inside.addStretch()
        self._scroll.hide()
        self._result.show()
        self._do.hide()
        self._open.show()
        is_on_stick = self.place.stick_of(done.bundle) is not None
        self.out.setVisible(is_on_stick)
        (self.out if is_on_stick else self._open).setFocus()
        self.exported.emit(done)

    def _label_of(self, device: str) -> str:
        return self._office.peers.label_of(device)


def _column() -> tuple[QWidget, QVBoxLayout]:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(0.7))
    return ground, column


def _takes(peer: Peer) -> bool:
    return not peer.is_own and not peer.is_revoked


def _tick_words(peer: Peer) -> str:
    if peer.is_of_another_union:
        words = _("{laptop}: another union, for referrals and lists")
        return words.format(laptop=peer.device.label)
    if not peer.waiting:
        return _("{laptop}: has everything").format(laptop=peer.device.label)
    words = ngettext(
        "{laptop}: {count} change waits", "{laptop}: {count} changes wait", peer.waiting
    )
    return words.format(laptop=peer.device.label, count=f"{peer.waiting:,}")


def _result_words(done: Exported) -> str:
    entries = ngettext("{count} entry", "{count} entries", done.changes)
    photos = ngettext("{count} photo", "{count} photos", done.pictures)
    said = [entries.format(count=f"{done.changes:,}"), f"{done.bytes / MEGABYTE:,.2f} MB"]
    if done.pictures:
        said.insert(1, photos.format(count=f"{done.pictures:,}"))
    return " · ".join(said)


def _steps(names: str) -> tuple[str, ...]:
    return (
        _("Take the stick out safely: press the button below, or use your system's way."),
        _("On {laptops}: open Exchange, press Merge, and choose this file.").format(laptops=names),
        _("Let that laptop write a bundle for this one: only then is it known what arrived."),
    )


def _eject(take_out: TakeOut, folder: Path, _progress: Progress) -> str:
    """Take a stick out; a refusal is an answer."""
    try:
        take_out(folder)
    except CircumstanceError as refusal:
        return refusal.sentence()
    return ""


def _export(wish: _Wish, own: Office, progress: Progress) -> Exported:
    if wish.stick is not None:
        sticks.require(wish.stick)
    return own.bundles.export(wish.folder, wish.laptops, wish.purpose, progress, wish.about)
