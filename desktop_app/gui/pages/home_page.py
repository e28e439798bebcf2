"""The first page: drafts, what comes next, how the campaign stands, the latest visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.moment import local_moment
from desktop_app.domain.money import format_yuan
from desktop_app.domain.route import Route
from desktop_app.gui.faults import report
from desktop_app.gui.forms.columns import TwoColumns
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.next_steps import NextStep, next_steps
from desktop_app.gui.pages.page import Page
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.route_columns import progress_words, route_title
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.cards import Card, scrolling, stack
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office
from desktop_app.services.overview import FundUse, Overview, RecentVisit, survey
from desktop_app.services.progress import Progress
from desktop_app.storage.drafts import Draft

STATES = (
    (GrantState.PLANNED, mark("planned"), "plain"),
    (GrantState.APPROVED, mark("approved"), "info"),
    (GrantState.PRINTED, mark("printed"), "warn"),
    (GrantState.HANDED_OVER, mark("handed over"), "ok"),
    (GrantState.SIGNED, mark("signed"), "ok"),
    (GrantState.REFUSED, mark("refused"), "accent"),
    (GrantState.VOID, mark("void"), "accent"),
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HomePage(Page):
    """Says how things stand and what to do next; it changes nothing itself.

    Signals:
        draft_chosen: the `Draft` a person wants to go on with.
        deed_requested: the `Deed` of a next step.
        surveyed: the figures are on the screen.
    """

    draft_chosen = Signal(object)
    deed_requested = Signal(object)
    surveyed = Signal()

    name, title, icon = "home", mark("Home"), "home"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._campaign: Campaign | None = None
        self._forms: dict[str, str] = {}
        self._drafts = Card(_("Unfinished forms"))
        self._routes = Card(_("Today's route"))
        self._next = Card(_("What comes next"))
        self._figures = Card(_("This campaign"))
        self._recent = Card(_("Latest visits"))
        self._build()

    def refresh(self) -> None:
        """Read the drafts at once; count the rest beside the window."""
        self._show_drafts(self._office.drafting.mine())
        self._show_routes(self._office.routing.today())
        campaign = self._campaign.id if self._campaign else None
        job = self._runner.submit(partial(_survey, self._office, campaign))
        job.succeeded.connect(self._show)
        job.failed.connect(report)

    def show_campaign(self, campaign: object) -> None:
        """Show the figures of this campaign."""
        self._campaign = campaign if isinstance(campaign, Campaign) else None
        if self.isVisible():
            self.refresh()

    def name_forms(self, forms: Mapping[str, str]) -> None:
        """Know the msgids of all forms by the names of their drafts."""
        self._forms = dict(forms)

    def _build(self) -> None:
        cards = TwoColumns(narrow=58)
        for card, column in (
            (self._routes, 0),
            (self._drafts, 0),
            (self._next, 0),
            (self._recent, 0),
            (self._figures, 1),
        ):
            cards.add_card(card, column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(cards))
        self._drafts.hide()
        self._routes.hide()

    def _show_routes(self, routes: Sequence[Route]) -> None:
        """Say where today leads, and which stop comes next."""
        self._routes.setVisible(bool(routes))
        self._routes.show_content(stack([self._route_line(route) for route in routes]))

    def _route_line(self, route: Route) -> QWidget:
        way = link(route_title(route))
        way.clicked.connect(lambda: self.open_requested.emit("visits", route.id))
        following = self._office.routing.next_stop(route)
        words = _("next: {name}").format(name=following.name) if following else _("all visited")
        return _row(way, label(words, wrap=True), Badge(progress_words(route)), stretch=1)

    def _show_drafts(self, drafts: Sequence[Draft]) -> None:
        self._drafts.setVisible(bool(drafts))
        self._drafts.show_content(stack([self._draft_line(draft) for draft in drafts]))

    def _draft_line(self, draft: Draft) -> QWidget:
        kept = local_moment(draft.at_ms)
        title = draft.title or _("without a name yet")
        button = KeyedButton(_("Continue"))
        button.setAccessibleName(_("Continue: {title}").format(title=title))
        button.clicked.connect(lambda: self.draft_chosen.emit(draft))
        form = Badge(_(self._forms.get(draft.form, draft.form)))
        return _row(SecureLabel(title), form, label(f"{kept:%m-%d %H:%M}", "caption"), button)

    def _show(self, found: Overview) -> None:
        steps = next_steps(found, self._office.may)
        self._next.show_content(stack(self._step_lines(steps), 0.7))
        self._figures.setVisible(found.campaign is not None)
        self._figures.show_content(stack(_figures(found), 1.0))
        self._recent.setVisible(bool(found.recent))
        self._recent.show_content(stack([self._visit_line(one) for one in found.recent], 0.3))
        self.surveyed.emit()

    def _step_lines(self, steps: Sequence[NextStep]) -> list[QWidget]:
        if not steps:
            return [label(_("Nothing waits. Everything of this campaign is done."), "muted")]
        return [self._step_line(step) for step in steps]

    def _step_line(self, step: NextStep) -> QWidget:
        words = label(step.words, wrap=True)
        if not step.action:
            return words
        button = KeyedButton(step.action)
        button.clicked.connect(lambda: self.deed_requested.emit(step.deed))
        return _row(words, button)

    def _visit_line(self, visit: RecentVisit) -> QWidget:
        day = visit.day.isoformat() if visit.day else visit.day_words
        manner = CodeLists.load()["visit_manner"].label_of(visit.manner)
        way = link(visit.whom or manner)
        way.setAccessibleName(f"{day} {visit.whom} {manner}")
        way.clicked.connect(lambda: self.open_requested.emit("visits", visit.visit))
        return _row(label(day, "caption"), way, label(manner, "caption"), stretch=1)


def _survey(office: Office, campaign: str | None, _progress: Progress) -> Overview:
    with closing(office.for_another_thread()) as other:
        return survey(other.desk, campaign)


def _row(*parts: QWidget, stretch: int = 0) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(em(0.9))
    for at, part in enumerate(parts):
        row.addWidget(part, 1 if at == stretch else 0)
    return line


def _figures(found: Overview) -> list[QWidget]:
    parts = [_headline(found), _states(found)]
    if found.funds:
        parts.append(stack([label(_("Handed over, by fund source"), "caption")]))
        parts += [_bar(fund) for fund in found.funds]
    return parts


def _headline(found: Overview) -> QWidget:
    figures = (
        (found.rostered, _("on the roster")),
        (found.visits, _("visits recorded")),
        (found.people, _("people in the ledger")),
    )
    ground = QWidget()
    grid = QGridLayout(ground)
    grid.setContentsMargins(0, 0, 0, 0)
    for at, (count, words) in enumerate(figures):
        grid.addWidget(label(f"{count:,}", "name"), 0, at)
        grid.addWidget(label(words, "caption", wrap=True), 1, at)
        grid.setColumnStretch(at, 1)
    return ground


def _states(found: Overview) -> QWidget:
    """List the grants by how far they have come; a state without any has no line."""
    ground = QWidget()
    grid = QGridLayout(ground)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(em(0.5))
    grid.setColumnStretch(0, 1)
    shown = [(one, found.tally(one[0])) for one in STATES if found.tally(one[0]).count]
    heads = (_("Grants"), _("How many"), _("worth in yuan"))
    for at, head in enumerate(heads if shown else ()):
        grid.addWidget(_figure(head, "caption") if at else label(head, "caption"), 0, at)
    for row, ((_state, words, tone), tally) in enumerate(shown, start=1):
        grid.addWidget(Badge(_(words), tone), row, 0)
        grid.addWidget(_figure(f"{tally.count:,}"), row, 1)
        grid.addWidget(_figure(format_yuan(tally.fen)), row, 2)
    return ground


def _figure(text: str, role: str = "") -> QLabel:
    made = label(text, role)
    made.setAlignment(_RIGHT)
    made.setMinimumWidth(em(6))
    return made


def _bar(fund: FundUse) -> QWidget:
    """Draw what was handed over of what is planned; the words say the same."""
    name = CodeLists.load()["fund_source"].label_of(fund.source)
    words = _("{given} of {planned} yuan").format(
        given=format_yuan(fund.given_fen), planned=format_yuan(fund.planned_fen)
    )
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setRange(0, 1000)
    bar.setValue(round(1000 * fund.given_fen / fund.planned_fen) if fund.planned_fen else 0)
    bar.setAccessibleName(f"{name}: {words}")
    return stack([_row(SecureLabel(name), _figure(words, "caption")), bar], 0.2)
