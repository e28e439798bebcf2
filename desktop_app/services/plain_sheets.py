"""Sheets that take no number: letters, notices, tables, files and forms to write on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.grant import GrantState
from desktop_app.domain.printer import PrinterProfile
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import PlainKind
from desktop_app.i18n import mark
from desktop_app.services import fingerprints, list_papers
from desktop_app.services.archive_composing import ArchiveComposer
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.desk import Desk
from desktop_app.services.notices import Notices
from desktop_app.services.number_register import register_of
from desktop_app.services.papers import Papers
from desktop_app.services.printing.form_files import read_form
from desktop_app.services.printing.plain_contents import (
    EnrolmentContent,
    LetterContent,
    PlainContent,
    RecordContent,
    RulerContent,
)
from desktop_app.services.printing.plain_press import Drawn
from desktop_app.services.printing.typefaces import MissingGlyph, missing_glyphs
from desktop_app.services.printing.visit_forms import VisitRecordForm
from desktop_app.services.reporting.figures import figures_of
from desktop_app.services.visit_composing import filled
from desktop_app.storage.grants import GrantFilter, GrantLine

# The forms of each sheet, the usual one first; each is a file in resources/sheets.
PLAIN_FORMS: dict[PlainKind, tuple[str, ...]] = {
    PlainKind.LEDGER: ("ledger",),
    PlainKind.SUMMARY: ("summary",),
    PlainKind.PUBLIC_NOTICE: ("public-notice", "public-notice-hardship"),
    PlainKind.LETTER: ("letter", "letter-a5"),
    PlainKind.ARCHIVE_FILE: ("archive-file",),
    PlainKind.BLANK: ("blank",),
    PlainKind.ENROLMENT: ("enrolment",),
    PlainKind.NUMBER_REGISTER: ("number-register",),
    PlainKind.RULER: ("ruler",),
}
OF_CAMPAIGN = (
    PlainKind.LEDGER,
    PlainKind.SUMMARY,
    PlainKind.PUBLIC_NOTICE,
    PlainKind.LETTER,
)
FOR_READERS = (PlainKind.LEDGER, PlainKind.SUMMARY, PlainKind.NUMBER_REGISTER)
_STANDING = frozenset(
    {GrantState.APPROVED, GrantState.PRINTED, GrantState.HANDED_OVER, GrantState.SIGNED}
)


class NothingOnItError(CircumstanceError):
    """The sheet would be empty."""

    message = mark("There is nothing to print: no grant of this campaign is approved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a sheet is asked for; each kind of sheet looks at what concerns it.

    A public notice is of a campaign's grants or, without one, of the hardship files of `people`.
    `phone` is where to object to a public notice, that of the sheet file where it is empty;
    `year` narrows the register of numbers; 0 is every year. `printer` is the one to be set right.
    """

    campaign: str = ""
    people: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    year: int = 0
    phone: str = ""
    printer: PrinterProfile | None = None


class PlainSheets:
    """What the office prints without a number; the audit trail says what was printed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._papers = Papers(desk)

    def preflight(self, kind: PlainKind, wanted: Wanted) -> tuple[MissingGlyph, ...]:
        """Find every character that no font has."""
        return missing_glyphs(self.contents(kind, wanted))

    def draw(self, kind: PlainKind, wanted: Wanted, form: str = "") -> Drawn:
        """Draw a sheet as PDF and put it down in the audit trail.

        Raises NothingOnItError, NoGlyphError, SheetFileError, and what is wrong with the ids.
        """
        contents = self.contents(kind, wanted)
        usual = PLAIN_FORMS[kind][-1 if _is_of_files(kind, wanted) else 0]
        drawn = self._papers.draw_all(contents, form or usual)
        subject = wanted.campaign or "".join(wanted.people[:1])
        self._desk.note(f"printed.{kind.value}", subject, str(drawn.sheets))
        return drawn

    def contents(self, kind: PlainKind, wanted: Wanted) -> list[PlainContent]:
        """Say what stands on the sheets."""
        self._desk.require(Right.READ if kind in FOR_READERS else Right.PRINT)
        compose: dict[PlainKind, Callable[[Wanted], Sequence[PlainContent]]] = {
            PlainKind.LEDGER: self._ledger,
            PlainKind.SUMMARY: self._summary,
            PlainKind.PUBLIC_NOTICE: self._notice,
            PlainKind.LETTER: self._letters,
            PlainKind.ARCHIVE_FILE: self._archives,
            PlainKind.BLANK: self._blank,
            PlainKind.ENROLMENT: self._enrolment,
            PlainKind.NUMBER_REGISTER: self._numbers,
            PlainKind.RULER: self._ruler,
        }
        return list(compose[kind](wanted))

    def _campaign(self, wanted: Wanted) -> Campaign:
        return Campaigning(self._desk).get(wanted.campaign)

    def _lines(self, wanted: Wanted) -> list[GrantLine]:
        """Read the approved grants. Raises NothingOnItError where there are none."""
        chosen = GrantFilter(campaign=self._campaign(wanted).id, ids=wanted.grants)
        lines = [line for line in self._desk.store.grants.lines(chosen) if line.state in _STANDING]
        if not lines:
            raise NothingOnItError
        return lines

    def _ledger(self, wanted: Wanted) -> Sequence[PlainContent]:
        campaign, lines, today = self._campaign(wanted), self._lines(wanted), self._desk.today()
        return [list_papers.grants_ledger(self._papers.union, campaign, today, lines)]

    def _summary(self, wanted: Wanted) -> Sequence[PlainContent]:
        campaign, today = self._campaign(wanted), self._desk.today()
        figures = figures_of(self._desk, campaign)
        return [list_papers.summary(self._papers.union, campaign, today, figures)]

    def _notice(self, wanted: Wanted) -> Sequence[PlainContent]:
        notices = Notices(self._desk, self._papers.union)
        if _is_of_files(PlainKind.PUBLIC_NOTICE, wanted):
            return [notices.of_files(wanted.people, wanted.phone)]
        return [notices.of_grants(self._campaign(wanted), self._lines(wanted), wanted.phone)]

    def _letters(self, wanted: Wanted) -> Sequence[PlainContent]:
        """Write one letter to each person, however many grants the person has."""
        campaign = self._campaign(wanted)
        first = {line.grant.beneficiary: line for line in reversed(self._lines(wanted))}
        lines = sorted(first.values(), key=lambda one: (one.grant.unit or one.employer, one.name))
        return [
            LetterContent(
                union=self._papers.union,
                campaign=campaign.name,
                name=line.name,
                wish=campaign.wish,
                day=self._desk.today(),
                unit=line.grant.unit or line.employer,
            )
            for line in lines
        ]

    def _archives(self, wanted: Wanted) -> Sequence[PlainContent]:
        composer = ArchiveComposer(self._desk)
        return [composer.compose(person) for person in wanted.people]

    def _blank(self, wanted: Wanted) -> Sequence[PlainContent]:
        layout = self._papers.layout(PlainKind.BLANK)
        form = read_form(VisitRecordForm, layout.sheet, layout.folder)
        known = {"campaign": self._campaign(wanted).name} if wanted.campaign else {}
        return [
            RecordContent(
                title=form.title,
                union=self._papers.union,
                name="",
                day=self._desk.today(),
                groups=filled(form.facts, known, blank=True),
                signatures=tuple(one.label for one in form.signatures),
                kind=PlainKind.BLANK,
            )
        ]

    def _enrolment(self, _wanted: Wanted) -> Sequence[PlainContent]:
        store = self._desk.store
        device = store.devices.get(store.identity.device)
        if device is None:
            raise RuntimeError("a ledger without its laptop")
        code, public = store.state_code(), store.identity.signer.public
        return [
            EnrolmentContent(
                union=self._papers.union,
                device=device.label,
                device_code=device.code,
                words=fingerprints.words_of(public),
                fingerprint=fingerprints.figures_of(public),
                code=fingerprints.code_of(device.code, public),
                state=code.short,
                state_long=code.long.upper(),
                state_square=code.square,
                day=self._desk.today(),
            )
        ]

    def _numbers(self, wanted: Wanted) -> Sequence[PlainContent]:
        register = register_of(self._desk, wanted.year)
        series = f"{wanted.year}年度" if wanted.year else "全部年度"
        union, today = self._papers.union, self._desk.today()
        return [list_papers.number_register(union, today, register, series)]

    def _ruler(self, wanted: Wanted) -> Sequence[PlainContent]:
        printer = wanted.printer or PrinterProfile(name="")
        return [
            RulerContent(
                union=self._papers.union,
                printer=printer.name or "—",
                right=str(printer.right_mm),
                down=str(printer.down_mm),
                day=self._desk.today(),
            )
        ]


def _is_of_files(kind: PlainKind, wanted: Wanted) -> bool:
    """Tell whether a public notice is of hardship files."""
    return kind is PlainKind.PUBLIC_NOTICE and bool(wanted.people) and not wanted.campaign
