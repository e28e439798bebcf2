"""Activities and services: listed, read, recorded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.domain.activity import Activity
from desktop_app.domain.campaign import Campaign
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.forms.activity_form import ActivityForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.activity_pane import ActivityPane
from desktop_app.gui.pages.page import PageAction
from desktop_app.gui.pages.record_page import Form, RecordPage
from desktop_app.gui.tables.activity_list import ActivityList
from desktop_app.i18n import mark
from desktop_app.services.office import Office

_SHARES = (650, 350)  # so that two photos stand beside each other


class ActivitiesPage(RecordPage):
    """List on the left, activity on the right; recording takes the whole page."""

    name, title, icon = "activities", mark("Activities"), "activities"

    def __init__(
        self, office: Office, _runner: JobRunner | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, parent)
        self._campaign = ""
        self._list = ActivityList(office)
        self._pane = ActivityPane(office)
        self._form = ActivityForm(office)
        self.build(self._list, self._pane, [self._form])
        self._browser.setSizes(_SHARES)
        self._list.view.record_chosen.connect(self._pane.show_line)
        self._list.view.record_activated.connect(lambda line: self._edit(line.activity.id))
        self._pane.edit_requested.connect(self._edit)

    def list_actions(self) -> Sequence[PageAction]:
        """Offer recording."""
        if not self._may_record:
            return ()
        return (PageAction(mark("New activity"), Shortcut.NEW.keys, self.begin_new, primary=True),)

    def read(self) -> None:
        """Read the list again and keep the activity in sight."""
        chosen = self._pane.record
        self._list.read()
        if chosen and not self._list.choose(chosen):
            self._pane.show_line(self._list.line(chosen))

    def choose(self, record: str) -> None:
        """Put the cursor on an activity, taking the filters off that hide it."""
        if self._list.choose(record):
            return
        self._list.take_filters_off()
        if not self._list.choose(record):
            self._pane.show_line(self._list.line(record))

    def begin_like(self, form: Form, kept: object) -> None:
        """Begin the next activity; Ctrl+D takes over from the one just kept."""
        self._form.begin(like=kept if isinstance(kept, Activity) else None, campaign=self._of())

    def begin_new(self) -> None:
        """Record an activity of the campaign at hand."""
        if self._may_record:
            self.write(self._form, lambda _form: self._form.begin(campaign=self._of()))

    def show_campaign(self, campaign: object) -> None:
        """Work on this campaign from now on."""
        self._campaign = campaign.id if isinstance(campaign, Campaign) else str(campaign or "")
        self._list.show_campaign(self._campaign)
        if self.isVisible():
            self.refresh()

    def _edit(self, activity: str) -> None:
        self.edit(self._form, activity)

    def _of(self) -> str | None:
        return self._campaign or None
