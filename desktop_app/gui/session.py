"""One person's work between unlocking and locking: the office, its pages and what joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.role import ROLE_NAMES, Right
from desktop_app.gui.dialogs.list_export import ListExport
from desktop_app.gui.dialogs.list_paper import ListPaper
from desktop_app.gui.faults import report
from desktop_app.gui.forms.need_form import need_title
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.pages.activities_page import ActivitiesPage
from desktop_app.gui.pages.employers_page import EmployersPage
from desktop_app.gui.pages.exchange_page import ExchangePage
from desktop_app.gui.pages.funds_page import FundsPage
from desktop_app.gui.pages.grants_page import GrantsPage
from desktop_app.gui.pages.home_page import HomePage
from desktop_app.gui.pages.needs_page import NeedsPage
from desktop_app.gui.pages.next_steps import Deed
from desktop_app.gui.pages.page import Page
from desktop_app.gui.pages.people_page import PeoplePage
from desktop_app.gui.pages.printing_page import PrintingPage
from desktop_app.gui.pages.settings_page import SettingsPage
from desktop_app.gui.pages.visits_page import VisitsPage
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.style import look
from desktop_app.gui.tables.exchange_columns import moment
from desktop_app.gui.widgets.pinyin_combo_box import keys_of
from desktop_app.gui.widgets.search_field import Hit
from desktop_app.i18n import _
from desktop_app.services.exchange import sticks
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress
from desktop_app.storage.drafts import Draft
from desktop_app.storage.meetings import Deed as Met

BACKUP_MINUTES = 30
MOST_HITS = 12
MOST_NEEDS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was: the page, and whether a form of it was in front."""

    page: str = "home"
    is_writing: bool = False


class Session(QObject):
    """Joins the office with the window and takes both away again.

    Signals:
        lock_requested: Ctrl+L, or nobody has touched the laptop for a while.
        preferences_chosen: other `Preferences`; a window in them has to be built anew.
    """

    lock_requested = Signal()
    preferences_chosen = Signal(object)

    def __init__(
        self,
        office: Office,
        liked: Preferences,
        at: Place | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.runner = JobRunner(parent=self)
        self._liked = liked
        self._campaigns: list[Campaign] = []
        self._campaign = ""
        self._copied_head = office.caretaking.chain_head()
        self._copying = QTimer(self)
        self._copying.setInterval(BACKUP_MINUTES * 60_000)
        self._copying.timeout.connect(self.back_up_if_changed)
        with look.undressed():
            self.window = MainWindow(self._build_pages())
        self.exports = ListExport(office, self.runner, self.window)
        self.papers = ListPaper(office, self.runner, self.window)
        self._connect()
        self._show_people()
        self.show_campaigns()
        self._return_to(at or Place())
        self._copying.start()

    @property
    def place(self) -> Place:
        """Where the person is now."""
        page = self.window.current_page
        return Place(page.name, is_writing=page.is_writing)

    def close(self, *, keep_office: bool = False) -> None:
        """Stop the work, empty the window and drop the key; drafts are kept already."""
        self._copying.stop()
        self.runner.close()
        # What a job has said is on its way to a page; it must not arrive at a closed ledger.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)
        self.window.put_away()
        if not keep_office:
            self.office.close()

    def show_campaigns(self) -> None:
        """Offer the campaigns, and go on with the one that was chosen last."""
        self._campaigns = self.office.campaigns.all()
        self._campaign = self.office.campaigns.chosen()
        offered = [(campaign.id, campaign.name) for campaign in self._campaigns]
        self.window.title_line.show_campaigns(offered, self._campaign)
        self._tell_campaign()

    def choose_campaign(self, campaign: object) -> None:
        """Work on this campaign from now on, on every page."""
        self.office.campaigns.choose(str(campaign))
        self.show_campaigns()

    def search(self, text: str) -> None:
        """Find people, employers, needs by their words, and pages by their names."""
        people = self.office.register.search(text, MOST_HITS)
        found = [
            Hit(person.name, _detail(person.id_masked, person.employer), ("people", person.id))
            for person in people
        ]
        found += [
            Hit(employer.name, _("employer"), (self._employers.name, employer.id))
            for employer in self.office.employers.find(text, MOST_HITS)
        ]
        found += [
            Hit(need_title(need), _("need"), ("needs", need.id))
            for need in self.office.needs.search(text, MOST_NEEDS)
        ]
        wanted = text.casefold()
        found += [
            Hit(_(page.title), _("page"), (page.name, None))
            for page in self.pages
            if wanted in keys_of(_(page.title))
        ]
        self.window.search.show_hits(found)

    def go_on_with(self, draft: object) -> None:
        """Open the form that a draft belongs to."""
        if isinstance(draft, Draft):
            self.window.open(self._page_of(draft.form), draft)

    def carry_out(self, deed: object) -> None:
        """Go where a next step is taken, and begin it."""
        page, begin = {
            Deed.SETTLE_NUMBERS: (self._grants, self._grants.resolve),
            Deed.SET_UP_CAMPAIGN: (self._grants, self._grants.new_campaign),
            Deed.IMPORT_ROSTER: (self._people, self._people.choose_roster),
            Deed.PLAN: (self._grants, self._grants.plan),
            Deed.APPROVE: (self._grants, self._grants.approve),
            Deed.PRINT: (self._grants, self._grants.print_sheets),
            Deed.LOOK_AT_SIGNATURES: (self._grants, self._grants.scan_back),
            Deed.VISIT: (self._visits, self._visits.begin),
            Deed.OVERDUE_NEEDS: (self._needs, self._needs.show_overdue),
            Deed.NEEDS_DUE: (self._needs, self._needs.show_open),
            Deed.LATE_ANSWERS: (self._needs, self._needs.show_late_referrals),
            Deed.AID_DUE: (self._people, self._people.show_aid_due),
            Deed.REVIEWS_DUE: (self._people, self._people.show_reviews_due),
            Deed.EMPLOYERS_DUE: (self._employers, self._employers.show_due),
            Deed.KEY_AGAIN: (self._people, self._people.key_again),
            Deed.SETTLE_KEYINGS: (self._people, self._people.settle_keyings),
            Deed.SETTLE_VOIDS: (self._printing, self._printing.show_requests),
            Deed.SETTLE_DISPUTES: (self._exchange, self._exchange.show_disputes),
        }[Deed(deed)]
        self.window.open(page.name)
        begin()

    def dialogs(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Name the dialogs in which much is filled in or read, with what opens each."""
        self.window.open(self._grants.name)
        yield "campaign_form", self._grants.new_campaign
        yield "plan", self._grants.plan
        yield "print", self._grants.print_sheets
        yield "keys", self.window.show_keys
        yield from self._printing_dialogs()
        self.window.open(self._people.name)
        yield from self._people.dialogs()
        self.window.open(self._employers.name)
        yield "paper", self._employers.print_shown
        self.window.open(self._visits.name)
        yield "days", self._visits.ask_for_days
        self.window.open(self._exchange.name)
        yield from self._exchange.dialogs()

    def _printing_dialogs(self) -> Iterator[tuple[str, Callable[[], object]]]:
        if recent := self.office.spoiling.recent(3):
            self.window.open(self._printing.name)
            yield "spoil", partial(self._printing.spoil, recent)

    def back_up_if_changed(self) -> None:
        """Make a copy where something was written since the last one."""
        changed = self.office.caretaking.chain_head() != self._copied_head
        if changed and self.office.may(Right.BACK_UP):
            job = self.runner.submit(partial(_back_up, self.office))
            job.succeeded.connect(self._note_copy)
            job.failed.connect(report)

    def _build_pages(self) -> list[Page]:
        office, runner = self.office, self.runner
        self._home = HomePage(office, runner)
        self._people = PeoplePage(office, runner)
        self._visits = VisitsPage(office, runner)
        self._grants = GrantsPage(office, runner)
        self._employers = EmployersPage(office, runner)
        self._needs = NeedsPage(office, runner)
        self._activities = ActivitiesPage(office, runner)
        self._funds = FundsPage(office, runner)
        self._printing = PrintingPage(office, runner)
        self._exchange = ExchangePage(office, runner, sticks)
        self._settings = SettingsPage(office, runner, self._liked)
        self.pages: list[Page] = [
            self._home,
            self._people,
            self._visits,
            self._grants,
            self._printing,
            self._funds,
            self._needs,
            self._employers,
            self._activities,
            self._exchange,
            self._settings,
        ]
        self._home.name_forms({form: of for page in self.pages for form, of in page.forms.items()})
        return self.pages

    def _page_of(self, form: str) -> str:
        """Name the page that has a form; drafts of a form that is gone stay on the first page."""
        return next((page.name for page in self.pages if form in page.forms), self._home.name)

    def _return_to(self, place: Place) -> None:
        """Open the page, and the form that was written last if one was in front."""
        self.window.open(place.page)
        mine = self.office.drafting.mine() if place.is_writing else []
        draft = next((one for one in mine if self._page_of(one.form) == place.page), None)
        if draft is not None:
            self.go_on_with(draft)

    def _connect(self) -> None:
        window = self.window
        window.lock_requested.connect(self.lock_requested)
        window.fell_idle.connect(self.lock_when_done)
        window.search_requested.connect(self.search)
        window.hit_chosen.connect(lambda hit: window.open(*hit))
        window.campaign_chosen.connect(self.choose_campaign)
        self._home.draft_chosen.connect(self.go_on_with)
        self._home.deed_requested.connect(self.carry_out)
        self._grants.campaign_saved.connect(lambda one: self.choose_campaign(one.id))
        self.runner.became_idle.connect(self.show_state)
        self._settings.preferences_chosen.connect(self.preferences_chosen)
        self._settings.keys_requested.connect(self.window.show_keys)
        self._exchange.ledger_changed.connect(self.read_anew)
        self._exchange.exchanged.connect(self._tell_exchange)
        for page in self.pages:
            page.state_changed.connect(self.show_state)
            page.export_requested.connect(self.exports.begin)
            page.paper_requested.connect(self.papers.begin)

    def read_anew(self) -> None:
        """Show what other laptops have changed: lists of choices, campaigns, the state code."""
        self.office.codebook.put_in_force()
        self.show_campaigns()
        self.show_state()

    def lock_when_done(self) -> None:
        """Lock a laptop that was left alone, but let long work finish first."""
        if self.runner.is_busy:
            once = Qt.ConnectionType.SingleShotConnection
            self.runner.became_idle.connect(self.lock_requested, once)
        else:
            self.lock_requested.emit()

    def _show_people(self) -> None:
        """Say who works here, on which laptop, and whether any of it is real."""
        user = self.office.user
        words = f"{_(ROLE_NAMES[user.role])} {user.name} · {self.office.device_label}"
        self.window.status_line.show_part("user", words)
        if self.office.union.is_sample:
            self.window.status_line.show_warning(_("Sample data: none of these people exist"))
        if self.office.is_only_read:
            self.window.status_line.show_warning(
                _("Written by a newer version: to be read only. Please update the program")
            )
        self.show_state()
        self._tell_exchange()

    def show_state(self) -> None:
        """Show the state code of the ledger as it is now."""
        state = self.office.caretaking.state()
        self.window.status_line.show_state(state.short, state.long.upper())

    def _tell_exchange(self) -> None:
        """Say when and with whom a bundle was exchanged last."""
        found = self.office.peers.last()
        words = ""
        if found is not None:
            meeting, laptop = found
            said = (
                _("To {laptop} {time}") if meeting.deed is Met.SENT else _("From {laptop} {time}")
            )
            words = said.format(laptop=laptop, time=moment(meeting.at_ms))
        self.window.status_line.show_part("exchange", words)

    def _tell_campaign(self) -> None:
        chosen = next((one for one in self._campaigns if one.id == self._campaign), None)
        self.window.status_line.show_part("campaign", chosen.name if chosen else "")
        for page in self.pages:
            page.show_campaign(chosen)

    def _note_copy(self, _copy: Path) -> None:
        self._copied_head = self.office.caretaking.chain_head()


def _detail(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _back_up(office: Office, _progress: Progress) -> Path:
    with closing(office.for_another_thread()) as other:
        return other.caretaking.back_up()
