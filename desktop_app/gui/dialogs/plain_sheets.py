"""Sheets without a number: choose one, see it, then save it as PDF or put it on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import PlainKind
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.typed_line import CodeLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office
from desktop_app.services.plain_sheets import FOR_READERS, Wanted
from desktop_app.services.printing.plain_press import Drawn
from desktop_app.services.progress import Progress

CHOICES = (
    (PlainKind.LETTER, "letter", mark("Letters to the people, A4")),
    (PlainKind.LETTER, "letter-a5", mark("Letters to the people, A5")),
    (PlainKind.PUBLIC_NOTICE, "public-notice", mark("Public notice, names masked")),
    (PlainKind.LEDGER, "ledger", mark("Ledger of the grants")),
    (PlainKind.SUMMARY, "summary", mark("Figures of the campaign")),
    (PlainKind.NUMBER_REGISTER, "number-register", mark("Register of numbers")),
    (PlainKind.BLANK, "blank", mark("Blank form for visits")),
    (PlainKind.ENROLMENT, "enrolment", mark("Enrolment page of this laptop")),
)


class PlainSheetsDialog(FootedDialog):
    """Offers what a person's role may print; the chosen sheet opens in a dialog of its own."""

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        campaign: Campaign,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Letters, notices, lists"), (44, 30), parent)
        self._office = office
        self._runner = runner
        self._campaign = campaign
        self._choices = QButtonGroup(self)
        prints = office.may(Right.PRINT)
        column = QVBoxLayout()
        column.setSpacing(em(0.2))
        column.addWidget(label(_("Which sheet"), "heading"))
        for at, (kind, _form, words) in enumerate(CHOICES):
            radio = QRadioButton(_(words))
            radio.setAccessibleName(_(words))
            radio.setVisible(prints or kind in FOR_READERS)
            self._choices.addButton(radio, at)
            column.addWidget(radio)
        column.addStretch()
        first = next(at for at, one in enumerate(CHOICES) if prints or one[0] in FOR_READERS)
        self._choices.button(first).setChecked(True)
        self._choices.idClicked.connect(lambda _id: self._settle())
        halves = QHBoxLayout()
        halves.setSpacing(em(1.5))
        halves.addLayout(column)
        halves.addLayout(self._build_more(), 1)
        self.content.addLayout(halves, 1)
        self.add_button(_("Show"), self.show_sheet, primary=True)
        self._choices.button(first).setFocus()
        self._settle()

    def choose(self, form: str) -> None:
        """Choose a sheet by the name of its form."""
        names = [name for _kind, name, _words in CHOICES]
        self._choices.button(names.index(form)).setChecked(True)
        self._settle()

    def show_sheet(self) -> None:
        """Draw the chosen sheet and show it."""
        kind, form, _words = CHOICES[self._choices.checkedId()]
        phone = str(self._notice.values()["phone"]).strip()
        wanted = Wanted(campaign=self._campaign.id, phone=phone)
        work = at_own_office(self._office, partial(_draw, kind, form, wanted))
        perform(self, self._runner, _("Drawing the sheets"), work, self._show)

    def _build_more(self) -> QVBoxLayout:
        """Say what the chosen sheet is, and ask what only it needs."""
        self._say = label("", "muted", wrap=True)
        self._notice = FormSheet(plain=True)
        self._notice.add_field(
            "phone",
            _("Where to object"),
            CodeLine(),
            hint=_("A telephone number; empty for the one of the sheet file."),
            wide=True,
        )
        column = QVBoxLayout()
        column.addWidget(self._say)
        column.addWidget(self._notice)
        column.addStretch()
        return column

    def _settle(self) -> None:
        kind = CHOICES[self._choices.checkedId()][0]
        self._notice.setVisible(kind is PlainKind.PUBLIC_NOTICE)
        self._say.setText(_(_ABOUT[kind]))

    def _show(self, drawn: Drawn) -> None:
        words = _(CHOICES[self._choices.checkedId()][2])
        PaperDialog(words, drawn.pdf, self._runner, self).open()


_ABOUT = {
    PlainKind.LETTER: mark(
        "The campaign's own words, a letter to each person with an approved grant."
    ),
    PlainKind.PUBLIC_NOTICE: mark(
        "Masked names, units and amounts of the approved grants, for as many working days as the"
        " rule asks. ID numbers, phones, addresses and health never stand on it."
    ),
    PlainKind.LEDGER: mark("Every approved grant of the campaign; each page adds up."),
    PlainKind.SUMMARY: mark(
        "Households, people and person-times, each for itself; cash, goods at their worth, and"
        " fund sources."
    ),
    PlainKind.NUMBER_REGISTER: mark(
        "Every number of every laptop and what became of it, for the auditors."
    ),
    PlainKind.BLANK: mark("The fields of a visit in the order of the screen, to write by hand."),
    PlainKind.ENROLMENT: mark(
        "The fingerprint of this laptop in six words, for enrolling it at another."
    ),
}


def _draw(kind: PlainKind, form: str, wanted: Wanted, office: Office, _progress: Progress) -> Drawn:
    return office.plain_sheets.draw(kind, wanted, form)
