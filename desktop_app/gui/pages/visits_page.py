"""Visits and the routes on which they are made: lists on the left, the record on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.employer import Employer
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.domain.route import Route, Stop
from desktop_app.domain.visit import ON_SITE, Visit
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.day_span import DaySpan
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.questions import confirm, tell
from desktop_app.gui.dialogs.route_people import RoutePeople
from desktop_app.gui.dialogs.visit_record import VisitRecordDialog
from desktop_app.gui.forms.route_form import RouteForm
from desktop_app.gui.forms.visit_form import VisitForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.page import PageAction
from desktop_app.gui.pages.record_page import Form, RecordPage
from desktop_app.gui.pages.route_pane import RoutePane
from desktop_app.gui.pages.visit_pane import VisitPane
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.route_columns import route_title
from desktop_app.gui.tables.route_list import RouteList
from desktop_app.gui.tables.visit_columns import DRAFT_COLUMNS
from desktop_app.gui.tables.visit_list import VisitList
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.services.visit_lines import VisitLine, VisitLines
from desktop_app.storage.drafts import Draft

ENTERPRISE = "enterprise"


class VisitsPage(RecordPage):
    """Lists visits, routes and drafts; opens a form over the whole width.

    `show_record` takes a visit, a route or the id of one, a draft, a person or an employer
    (then a new visit to them), or several ids of people (then a new route to them).
    """

    name, title, icon = "visits", mark("Visits"), "visits"

    def __init__(
        self, office: Office, jobs: JobRunner | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, parent)
        self._jobs = jobs or JobRunner(parent=self)
        self._lines = VisitLines(office.desk)
        self._campaign = ""
        self._route = ""
        self.record, self.route = VisitPane(office), RoutePane(office)
        self.visits = VisitList(office, may_record=self._may_record)
        self.routes = RouteList(office, may_record=self._may_record)
        nothing = EmptyState(_("No drafts"), _("What is typed and not saved stands here."))
        self.drafts = RecordList(DRAFT_COLUMNS, _("Drafts"), nothing)
        self._back = Chip("")
        self._back.setProperty("leads", True)
        self.drafts.filters.add(self._back)
        self._lists, self._panes = QStackedWidget(), QStackedWidget()
        for listed in (self.visits, self.routes, self.drafts):
            self._lists.addWidget(listed)
        for shown in (self.record, self.route):
            self._panes.addWidget(shown)
        self.build(self._lists, self._panes, (VisitForm, RouteForm))
        self._browser.setSizes([em(60), em(28)])
        self._lists.setFocusProxy(self.visits)
        self.take_in_list(self.visits, self.name)
        self.take_in_list(self.routes, "routes")
        self._connect()
        self.refresh()

    @property
    def form(self) -> VisitForm:
        """The form of a visit."""
        return self.made(VisitForm)

    @property
    def route_form(self) -> RouteForm:
        """The form of a route."""
        return self.made(RouteForm)

    def list_actions(self) -> Sequence[PageAction]:
        """Offer a new visit, or what is done with routes."""
        actions = []
        front = self._lists.currentWidget()
        routes = front is self.routes
        if self._office.may(Right.PRINT) and front is not self.drafts:
            actions.append(PageAction(mark("Print"), Shortcut.PRINT.keys, self._print_chosen))
        if self._may_record:
            keys = Shortcut.NEW.keys
            new = PageAction(mark("New visit"), keys, self.begin, primary=True)
            if routes:
                new = PageAction(mark("New route"), keys, self.begin_route, primary=True)
            actions.append(new)
        return tuple(actions)

    def page_actions(self) -> Sequence[PageAction]:
        """Give the form's buttons, those of the route with the people of the roster besides."""
        actions = super().page_actions()
        if isinstance(self._writing, RouteForm) and self._campaign:
            more = PageAction(mark("Add from the roster"), "", self.add_from_roster)
            return (more, *actions)
        return actions

    def read(self) -> None:
        """Read the lists again and keep the cursor where it was."""
        visit, route = self.visits.view.chosen_record(), self.routes.view.chosen_record()
        drafts = self._my_drafts()
        self.drafts.show_records(drafts, _draft_count(len(drafts)))
        self.visits.say_drafts(len(drafts))
        self._back.setText(self.visits.drafts.text())
        self._back.setAccessibleName(self._back.text())
        self._back.setChecked(True)
        self.drafts.filters.reflow()
        self.visits.read()
        self.visits.choose(visit.visit.id if visit else "")
        self.routes.read()
        self.routes.choose(route.id if route else "")

    def choose(self, record: str) -> None:
        """Put the cursor on a visit or a route, taking off the filters that hide it."""
        line = self._lines.line(record)
        if line is None:
            self._choose_route(record)
            return
        self._show(self.visits)
        if not self._is_listed(record):
            self.visits.take_filters_off(line.visit.campaign or "")
            self.visits.read()
        if not self.visits.choose(record):
            self.record.show_line(line)

    def show_record(self, record: object) -> None:
        """Show a visit or a route, go on with a draft, or begin what is asked for."""
        if isinstance(record, Beneficiary):
            self.begin(record.id)
        elif isinstance(record, Employer):
            self._begin({"employers": (record.id,), **_at(record)})
        elif isinstance(record, tuple):
            self.begin_route([str(one) for one in record])
        elif record:
            super().show_record(record)

    def show_campaign(self, campaign: object) -> None:
        """Work on this campaign (or the one with this id) from now on."""
        self._campaign = campaign.id if isinstance(campaign, Campaign) else str(campaign or "")
        self.visits.show_campaign(self._campaign)
        self.refresh()

    def begin(self, person: str = "", like: Visit | None = None) -> None:
        """Open the form for a new visit, to a person where one is given."""
        if self._may_record:
            self._route = ""
            self.write(
                self.form, lambda _form: self.form.begin(self._campaign, person=person, like=like)
            )

    def begin_route(self, people: Sequence[str] = ()) -> None:
        """Open the form for a new route, to these people where some are given."""
        if self._may_record:
            self.write(self.route_form, lambda _form: self._fill_route(people))

    def begin_at(self, route: Route, stop: Stop) -> None:
        """Open the form for the visit at a stop; after it comes the next stop of the route."""
        known: dict[str, object] = {"campaign": route.campaign or self._campaign or None}
        if route.day and route.day <= self._office.desk.today():
            known["first_day"] = route.day
        if stop.beneficiary:
            known["beneficiaries"] = (stop.beneficiary,)
        employer = self._office.employers.get(stop.employer) if stop.employer else None
        if employer:
            known |= {"employers": (employer.id,), **_at(employer)}
        elif stop.words:
            known |= {"manner": ON_SITE, "place_name": stop.words}
        self._begin(known)
        self._route = route.id

    def begin_like(self, form: Form, kept: object) -> None:
        """Begin the next visit of a round: at the next stop of the route, else like the last."""
        if isinstance(form, RouteForm):
            form.begin()
            return
        route = self._office.routing.get(self._route) if self._route else None
        following = self._office.routing.next_stop(route) if route else None
        if route and following:
            self.begin_at(route, following.stop)
        else:
            self.begin(like=cast("Visit", kept))

    def add_from_roster(self) -> None:
        """Let the person choose whom of the roster the route leads to."""
        dialog = RoutePeople(self._office, self._campaign, self)
        dialog.chosen.connect(self.route_form.add_people)
        dialog.open()

    def print_route(self, route: Route) -> None:
        """Show a route as it will lie on paper."""
        day = route.day or self._office.desk.today()
        words = _("Route of {day}").format(day=day)
        self._show_paper(words, lambda: self._office.route_paper.draw(route))

    def print_visit(self, line: VisitLine) -> None:
        """Show the record of a visit as it will lie on paper."""
        visit = line.visit.id
        try:
            dialog = VisitRecordDialog(self._office, visit, self._jobs, self)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        dialog.open()

    def ask_for_days(self) -> DaySpan:
        """Ask from which day to which day visits are wanted."""
        dialog = DaySpan(_("Visits from day to day"), self._office.desk.today, self)
        dialog.chosen.connect(self.visits.show_span)
        dialog.open()
        return dialog

    def show_routes(self) -> None:
        """Bring the routes to the front, today's first."""
        self._show(self.routes)
        self.routes.choose("")
        self.routes.setFocus()

    def _begin(self, known: Mapping[str, object]) -> None:
        if self._may_record:
            self._route = ""
            self.write(self.form, lambda _form: self.form.begin(self._campaign, known=known))

    def _fill_route(self, people: Sequence[str]) -> None:
        begun = self._office.routing.begin(people, self._campaign)
        self.route_form.begin(stops=begun.stops, campaign=begun.campaign)

    def _connect(self) -> None:
        self.visits.view.record_chosen.connect(self._read)
        self.visits.view.record_activated.connect(lambda line: self.edit(self.form, line.visit.id))
        self.visits.empty.action_requested.connect(self.begin)
        self.visits.routes_requested.connect(self.show_routes)
        self.visits.span_requested.connect(self.ask_for_days)
        self.visits.drafts_requested.connect(lambda: self._show_drafts(visible=True))
        self._back.clicked.connect(lambda: self._show_drafts(visible=False))
        self.drafts.view.record_chosen.connect(self.record.show_draft)
        self.drafts.view.record_activated.connect(self.show_record)
        self.record.edit_requested.connect(lambda visit: self.edit(self.form, visit))
        self.record.elsewhere_requested.connect(self.open_requested)
        self.record.draft_wanted.connect(self.show_record)
        self.record.draft_unwanted.connect(self._discard)
        self.routes.view.record_chosen.connect(self.route.show_route)
        self.routes.view.record_activated.connect(lambda one: self.edit(self.route_form, one.id))
        self.routes.empty.action_requested.connect(self.begin_route)
        self.routes.visits_requested.connect(lambda: self._show(self.visits))
        self.route.edit_requested.connect(lambda route: self.edit(self.route_form, route))
        self.route.visit_requested.connect(self.begin_at)
        self.route.visit_opened.connect(self.choose)
        self.route.print_requested.connect(self.print_route)

    def _my_drafts(self) -> list[Draft]:
        return [one for one in self._office.drafting.mine() if one.form in self.forms]

    def _show(self, front: RecordList) -> None:
        """Bring one of the lists to the front, with the pane that belongs to it."""
        self._lists.setCurrentWidget(front)
        self._lists.setFocusProxy(front)
        self._panes.setCurrentWidget(self.route if front is self.routes else self.record)
        if front is self.visits:
            self._read(self.visits.view.chosen_record())
        self.actions_changed.emit()

    def _show_drafts(self, *, visible: bool) -> None:
        self._back.setChecked(True)
        self._show(self.drafts if visible else self.visits)
        if visible:
            self.drafts.view.choose_row(0)
            self.record.show_draft(self.drafts.view.chosen_record())
        self._lists.setFocus()

    def _is_listed(self, visit: str) -> bool:
        return self.visits.choose(visit)

    def _choose_route(self, record: str) -> None:
        found = self._office.routing.get(record)
        if found is None:
            return
        self.routes.today.setChecked(False)
        self.routes.read()
        self._show(self.routes)
        self.routes.choose(found.id)

    def _read(self, line: VisitLine | None) -> None:
        self.record.show_line(line)

    def _print_chosen(self) -> None:
        """Print what the cursor is on in the list in front."""
        front = cast("RecordList", self._lists.currentWidget())
        chosen = front.view.chosen_record()
        if isinstance(chosen, Route):
            self.print_route(chosen)
        elif isinstance(chosen, VisitLine):
            self.print_visit(chosen)

    def _show_paper(self, title: str, draw: Callable[[], bytes]) -> None:
        try:
            pdf = draw()
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        PaperDialog(title, pdf, self._jobs, self).open()

    def _discard(self, draft: Draft) -> None:
        gone = _("What was typed in it is gone then.")
        if confirm(self, _("Discard this draft?"), gone, _("Discard")):
            self._office.drafting.drop(draft.form, draft.record)
            self.refresh()
            self._show_drafts(visible=bool(self._my_drafts()))

    def _say_title(self) -> None:
        """Say beside the title how far the route has come on which the visit is made."""
        super()._say_title()
        route = self._office.routing.get(self._route) if self._route else None
        if route is not None and isinstance(self._writing, VisitForm):
            at = _("stop {number} of {count} · {route}").format(
                number=min(route.done + 1, len(route.stops)),
                count=len(route.stops),
                route=route_title(route),
            )
            badge = _("Draft, every field is kept") if self.form.is_touched else ""
            self.title_changed.emit(f"{self.form.title} · {at}", badge)


def _at(employer: Employer) -> dict[str, object]:
    return {"manner": ON_SITE, "place_kind": ENTERPRISE, "place_name": employer.name}


def _draft_count(count: int) -> str:
    return ngettext("{count} draft", "{count} drafts", count).format(count=count)
