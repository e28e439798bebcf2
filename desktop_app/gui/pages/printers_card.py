"""The printers of this laptop: how far each is off, what it cannot reach, how it turns paper."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.issue import any_blocks
from desktop_app.domain.printer import (
    MARGINS,
    OFFSETS,
    PrinterProfile,
    Sides,
    Tray,
    objections,
)
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import PlainKind
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms.field import Field
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.printer_profiles import keep_profile, profile_of, profiles
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.cards import Card
from desktop_app.gui.widgets.number_edit import MillimetreEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office
from desktop_app.services.plain_sheets import Wanted

SIDES = (
    (Sides.AUTO, mark("as the printer can")),
    (Sides.LONG_EDGE, mark("turned over the long edge")),
    (Sides.SHORT_EDGE, mark("turned over the short edge")),
    (Sides.BY_HAND, mark("fronts first, the stack is turned by hand")),
)
COLOURS = (("colour", mark("in colour")), ("grey", mark("in grey")))
TRAYS = (
    (Tray.AUTO, mark("as the driver chooses")),
    (Tray.UPPER, mark("upper tray")),
    (Tray.MIDDLE, mark("middle tray")),
    (Tray.LOWER, mark("lower tray")),
    (Tray.BY_HAND, mark("fed by hand")),
)
CAPTIONS = {
    "right_mm": mark("Shift to the right"),
    "down_mm": mark("Shift downwards"),
    "left_mm": mark("Not printable at the left"),
    "far_right_mm": mark("Not printable at the right"),
    "top_mm": mark("Not printable at the top"),
    "bottom_mm": mark("Not printable at the bottom"),
}


class PrintersCard(Card):
    """A printer is chosen above; what is kept of it stands in the fields, saved by the button."""

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("Printers"), parent)
        self._office = office
        self._runner = runner
        words = _(
            "Kept on this laptop alone. Print the test ruler, fold it as it says, and add what"
            " you read to the figures here."
        )
        self.add(label(words, "muted", wrap=True))
        self.printer = PinyinComboBox()
        self.printer.edited.connect(self._show_chosen)
        self.add(Field("printer", _("Printer"), self.printer, hint="", unit="", required=False))
        self._nothing = label(_("No printer is set up on this laptop."), "muted", wrap=True)
        self.add(self._nothing)
        self.form = self._build_form()
        self.add(self.form)
        self.add(self._build_buttons())
        self.outcome = label("", wrap=True)
        self.add(self.outcome)
        self.outcome.hide()
        self.offer(_known_printers())

    def offer(self, names: list[str]) -> None:
        """Offer these printers and show the first."""
        self.printer.set_choices([(name, name) for name in names])
        self.printer.set_value(names[0] if names else None)
        self._show_chosen()

    def profile(self) -> PrinterProfile:
        """Give what stands in the fields; an empty figure is none at all."""
        values: dict[str, Any] = self.form.values()
        usual = PrinterProfile(name=self.printer.value() or "")
        figures = {
            name: values[name] if values[name] is not None else getattr(usual, name)
            for name in (*OFFSETS, *MARGINS)
        }
        return PrinterProfile(
            name=usual.name,
            **figures,
            sides=Sides(values["sides"] or usual.sides),
            in_colour=values["colour"] != "grey",
            tray=Tray(values["tray"] or usual.tray),
        )

    def save(self) -> bool:
        """Keep what stands in the fields; what cannot be is said under its field."""
        self.outcome.hide()
        profile = self.profile()
        issues = (*self.form.misreadings(), *objections(profile))
        self.form.show_issues(issues)
        if any_blocks(issues):
            return False
        try:
            keep_profile(profile)
        except OSError as error:
            words = _("The settings of the printer cannot be kept: {reason}")
            tell(self, words.format(reason=error.strerror or error))
            return False
        self.outcome.setText(_("Saved. It holds from the next printing on."))
        self.outcome.show()
        return True

    def print_ruler(self) -> None:
        """Keep the figures, then show the test ruler, to be printed with them."""
        if self.save():
            try:
                wanted = Wanted(printer=self.profile())
                drawn = self._office.plain_sheets.draw(PlainKind.RULER, wanted)
            except CircumstanceError as circumstance:
                tell(self, circumstance.sentence())
                return
            dialog = PaperDialog(_("Test ruler"), drawn.pdf, self._runner, self.window())
            dialog.use_printer(self.printer.value() or "")
            dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the form be as high as its fields: it stands on a card that scrolls already."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_form()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the form the height that its fields take at this width."""
        super().resizeEvent(event)
        self._fit_form()

    def _fit_form(self) -> None:
        ground = cast("QWidget", self.form.widget())
        width = self.form.viewport().width()
        needed = ground.heightForWidth(width) if ground.hasHeightForWidth() else -1
        self.form.setFixedHeight(max(needed, ground.minimumSizeHint().height()) + 2)

    def _build_form(self) -> FormSheet:
        form = FormSheet(plain=True)
        offset = _("Negative to the other side.")
        for name in OFFSETS:
            form.add_field(name, _(CAPTIONS[name]), MillimetreEdit(), unit=_("mm"), hint=offset)
        for name in ("left_mm", "far_right_mm", "top_mm", "bottom_mm"):
            form.add_field(name, _(CAPTIONS[name]), MillimetreEdit(), unit=_("mm"))
        for name, caption, choices in (
            ("sides", _("Sheets with two sides"), SIDES),
            ("colour", _("Colours"), COLOURS),
            ("tray", _("Paper tray"), TRAYS),
        ):
            words = [(str(code), _(text)) for code, text in choices]
            wide = name == "sides"
            form.add_field(name, caption, PinyinComboBox(words), wide=wide)
        cast("QWidget", form.widget()).installEventFilter(self)
        form.save_requested.connect(self.save)
        form.field_edited.connect(lambda _name: self._look())
        return form

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(em(0.7))
        self.save_button = KeyedButton(_("Save the printer"))
        self.save_button.clicked.connect(self.save)
        self.ruler_button = KeyedButton(_("Print a test ruler…"))
        self.ruler_button.clicked.connect(partial(self.print_ruler))
        row.addWidget(self.save_button)
        row.addWidget(self.ruler_button)
        row.addStretch()
        return row

    def _show_chosen(self) -> None:
        name = self.printer.value()
        kept = profile_of(name or "")
        values = asdict(kept) | {
            "sides": str(kept.sides),
            "colour": "colour" if kept.in_colour else "grey",
            "tray": str(kept.tray),
        }
        self.form.fill(values)
        self.outcome.hide()
        self._nothing.setVisible(name is None)
        for part in (self.form, self.save_button):
            part.setEnabled(name is not None)
        may_print = self._office.may(Right.PRINT)
        self.ruler_button.setEnabled(name is not None and may_print)
        self._look()

    def _look(self) -> None:
        """Say what is wrong while it is typed."""
        self.form.show_issues(objections(self.profile()))


def _known_printers() -> list[str]:
    """List the printers of the system, the usual one first, then those only we know."""
    usual = QPrinterInfo.defaultPrinterName()
    found = [usual, *QPrinterInfo.availablePrinterNames(), *(one.name for one in profiles())]
    return [name for name in dict.fromkeys(found) if name]
