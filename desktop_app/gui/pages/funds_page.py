"""Money raised: what came in, from which source, for what, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.fund import FundIncome
from desktop_app.domain.money import capitals, format_yuan
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.forms.fund_form import PLAN, FundForm
from desktop_app.gui.forms.plan_words import said
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.page import PageAction
from desktop_app.gui.pages.person_parts import fact
from desktop_app.gui.pages.record_page import Form, RecordPage
from desktop_app.gui.pages.record_pane import Head, Part, RecordPane
from desktop_app.gui.pages.timeline import timeline_of
from desktop_app.gui.tables.paged import PagedSource
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.services.raising import Raising
from desktop_app.storage.funds import FundFilter
from desktop_app.storage.kinds import FUND_INCOME

_LOOKED_THROUGH = 200


class FundsPage(RecordPage):
    """The sums that came in on the left, one of them on the right."""

    name, title, icon = "funds", mark("Funds"), "funds"
    right: ClassVar = Raising.right

    def __init__(
        self, office: Office, _runner: JobRunner | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, parent)
        self._may_record = office.may(self.right)
        self._campaign: Campaign | None = None
        self._raising = office.raising
        action = _("Record money raised") if self._may_record else ""
        self._nothing = EmptyState(_("No money raised is recorded yet"), "", action)
        self._list = RecordList(COLUMNS, _("Money raised"), self._nothing)
        self._build_filters()
        self._pane = RecordPane(_("Choose a sum in the list to see it here."))
        self.build(self._list, self._pane, [FundForm])
        self._connect()

    @property
    def _form(self) -> FundForm:
        return self.made(FundForm)

    def list_actions(self) -> Sequence[PageAction]:
        """Offer recording."""
        if not self._may_record:
            return ()
        keys = Shortcut.NEW.keys
        return (PageAction(mark("Record money raised"), keys, self.begin_new, primary=True),)

    def read(self) -> None:
        """Read the list again and keep the sum in sight."""
        chosen, wanted = self._pane.record, self.wanted()
        self._nothing.say(
            _("No money raised is recorded yet")
            if wanted == FundFilter()
            else _("No sum fits; take a filter off."),
            "",
        )
        source: PagedSource[FundIncome] = PagedSource(self._raising, wanted)
        self._list.show_source(source, self._comes_to(wanted))
        self._choose(chosen)

    def wanted(self) -> FundFilter:
        """Give the filter as it is set."""
        here = self._campaign if self._here.isChecked() else None
        cut_off = self._campaign.cut_off if self._campaign and self._cut.isChecked() else None
        return FundFilter(
            text=self._find.wanted(),
            fund_source=self._source.code(),
            campaign=here.id if here else "",
            until=cut_off,
        )

    def choose(self, record: str) -> None:
        """Put the cursor on a sum, taking off the filters that hide it."""
        if not self._choose(record):
            for chip in (self._here, self._cut):
                chip.setChecked(False)
            self._source.choose("")
            self._find.clear()
            self.read()
            self._choose(record)

    def begin_new(self) -> None:
        """Record a sum for the campaign at hand."""
        campaign = self._campaign.id if self._campaign else None
        today = self._office.desk.today()
        self.write(self._form, lambda _form: self._form.begin(campaign=campaign, received_on=today))

    def begin_like(self, form: Form, kept: object) -> None:
        """Begin the next sum; Ctrl+D takes over from the one just kept."""
        if isinstance(kept, FundIncome):
            self._form.begin(kept, campaign=kept.campaign, received_on=kept.received_on)

    def show_campaign(self, campaign: object) -> None:
        """Work on this campaign from now on; its cut-off day can be asked for."""
        self._campaign = campaign if isinstance(campaign, Campaign) else None
        cut_off = self._campaign.cut_off if self._campaign else None
        self._here.setVisible(self._campaign is not None)
        self._cut.setVisible(cut_off is not None)
        if cut_off is not None:
            self._cut.setText(_("Until the cut-off, {day}").format(day=cut_off.isoformat()))
            self._cut.setAccessibleName(self._cut.text())
        self._list.filters.reflow()
        if self.isVisible():
            self.refresh()

    def _build_filters(self) -> None:
        self._find = FindLine(_("Filter by giver, document, purpose"))
        self._source = FilterChip(_("Fund source"), _sources)
        self._here, self._cut = Chip(_("This campaign")), Chip("")
        for name, part in (
            ("text", self._find),
            ("source", self._source),
            ("here", self._here),
            ("cut_off", self._cut),
        ):
            part.setObjectName(name)
            self._list.filters.add(part)
        for chip in (self._here, self._cut):
            chip.hide()

    def _connect(self) -> None:
        self._list.view.record_chosen.connect(self._show)
        self._list.view.record_activated.connect(lambda one: self._edit(one.id))
        self._pane.edit_requested.connect(self._edit)
        self._nothing.action_requested.connect(self.begin_new)
        self._find.text_settled.connect(self.read)
        self._source.chosen.connect(lambda _code: self.read())
        for chip in (self._here, self._cut):
            chip.clicked.connect(self.read)

    def _edit(self, record: str) -> None:
        self.edit(self._form, record)

    def _choose(self, record: str) -> bool:
        table = self._list.table
        rows = range(min(table.rowCount(), _LOOKED_THROUGH))
        row = next((row for row in rows if table.record(row).id == record), None)
        if row is not None:
            self._list.view.choose_row(row)
        return row is not None

    def _comes_to(self, wanted: FundFilter) -> str:
        """Say how many sums there are, what they come to, and from which sources."""
        count, raised = self._raising.how_many(wanted), self._raising.raised(wanted)
        words = ngettext("{count} sum", "{count} sums", count).format(count=f"{count:,}")
        total = _("{amount} yuan").format(amount=format_yuan(sum(raised.values())))
        return f"{words} · {total}"

    def _show(self, income: FundIncome | None) -> None:
        if income is None:
            self._pane.clear()
            return
        self._pane.present(
            Head(
                record=income.id,
                name=_("{amount} yuan").format(amount=format_yuan(income.amount_fen or 0)),
                facts=capitals(income.amount_fen or 0),
                badge=words_of("fund_source", income.fund_source),
                may_edit=self._may_record,
            ),
            [Part(_("Overview"), self._facts(income))],
            label(_("History"), "heading"),
            timeline_of(self._raising.history(income.id)),
        )

    def _facts(self, income: FundIncome) -> QWidget:
        campaigns: dict[str, str] = {one.id: one.name for one in self._office.campaigns.all()}
        grid = FieldGrid(2, 11)
        for _group, facts in said(income, PLAN, FUND_INCOME):
            for one in facts:
                words = campaigns.get(one.words, one.words)
                grid.add_cell(fact(one.caption, words), wide=one.wide)
        return grid


COLUMNS: tuple[Column[FundIncome], ...] = (
    Column(
        mark("Received on"),
        lambda one: one.received_on.isoformat() if one.received_on else "",
        order="received_on",
        value=lambda one: one.received_on,
        width=6,
    ),
    Column(
        mark("Sum raised (yuan)"),
        lambda one: format_yuan(one.amount_fen or 0),
        order="amount_fen",
        right=True,
        fen=lambda one: one.amount_fen,
        width=7,
    ),
    Column(
        mark("Fund source"),
        lambda one: words_of("fund_source", one.fund_source),
        order="fund_source",
        badge=lambda _one: "plain",
        width=8,
        leave=3,
    ),
    Column(mark("From whom"), lambda one: one.name or one.payer, order="payer", stretch=True),
    Column(
        mark("In detail"),
        lambda one: words_of("fund_source_detail", one.detail),
        width=8,
        leave=2,
    ),
    Column(mark("What it is for"), lambda one: one.purpose, width=10, leave=1),
)


def _sources() -> list[tuple[str, str]]:
    entries = CodeLists.load()["fund_source"].entries
    return [(entry.code, entry.label) for entry in entries]
