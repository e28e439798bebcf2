"""Setting up a campaign, or changing one: the form, its draft, saving."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.change import Reading
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import CampaignId, new_id
from desktop_app.domain.issue import any_blocks
from desktop_app.domain.moment import local_moment
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.questions import confirm, tell
from desktop_app.gui.forms.campaign_form import CampaignForm
from desktop_app.gui.widgets.notice import Notice
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.storage.drafts import Draft

FORM = "campaign"


class CampaignDialog(FootedDialog):
    """A new campaign, or the one of `reading`; what was left unfinished is shown again.

    Signals:
        campaign_saved: the Campaign as it is kept now.
    """

    campaign_saved = Signal(object)

    def __init__(
        self,
        office: Office,
        reading: Reading[Campaign] | None = None,
        draft: Draft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Campaign") if reading else _("New campaign"), (84, 51), parent)
        self._office = office
        self._base = reading
        self._seen = dict(reading.seen) if reading else {}
        self._record = reading.record if reading else self._new(draft)
        self._typed = False
        self._notice = Notice()
        self.form = CampaignForm(office.desk.today())
        self.content.addWidget(self._notice)
        self.content.addWidget(self.form, 1)
        self.add_button(_("Save"), self.save, "Ctrl+Return", primary=True)
        self.form.save_requested.connect(self.save)
        self.form.field_edited.connect(lambda _name: self._keep_draft())
        self.form.field_entered.connect(self._keep_place)
        self.form.copy_requested.connect(self._copy_from_previous)
        self._show_saved()
        self.form.focus_first()
        self._go_on_with(draft or office.drafting.of(FORM, self._record.id))

    def save(self) -> None:
        """Keep the campaign, or say under each field why not."""
        campaign, issues = self.form.collect(self._record)
        if not any_blocks(issues):
            issues = (*issues, *self._office.campaigns.objections(campaign))
        self.form.show_issues(issues)
        if any_blocks(issues):
            return
        try:
            kept = self._office.campaigns.save(campaign, self._base)
        except CircumstanceError as trouble:
            tell(self, trouble.sentence())
            return
        self._office.drafting.drop(FORM, self._record.id)
        self._typed = False
        self.campaign_saved.emit(kept)
        self.accept()

    def reject(self) -> None:
        """Leave; ask only if something was typed, and keep it as a draft even then."""
        question = _("Leave without saving?")
        consequence = _("What was typed stays as a draft and is shown again next time.")
        if not self._typed or confirm(self, question, consequence, _("Leave")):
            super().reject()

    def _new(self, draft: Draft | None) -> Campaign:
        today = self._office.desk.today()
        identifier = CampaignId(draft.record if draft else new_id())
        return Campaign(id=identifier, name="", starts=today, ends=today)

    def _show_saved(self) -> None:
        self.form.show_record(self._record)
        if self._base is None:  # no day is assumed for a new campaign
            for day in ("starts", "ends"):
                self.form.editor(day).set_value(None)

    def _go_on_with(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self.form.show_draft(draft.fields)
        if left_in := self.form.return_to(draft.fields.get("at", {})):
            left_in.setFocus()
        if self._base is not None:
            # Saved with what the draft's author saw, so that later changes of others disagree.
            self._seen = dict(draft.seen)
            self._base = Reading(self._base.record, draft.seen)
        at = local_moment(draft.at_ms).strftime("%Y-%m-%d %H:%M")
        words = _("This goes on from the draft of {time}.").format(time=at)
        self._notice.say(words, [(_("Forget the draft"), self._forget_draft)])

    def _forget_draft(self) -> None:
        self._office.drafting.drop(FORM, self._record.id)
        if self._base is not None:
            self._base = self._office.campaigns.open(self._record.id)
            self._record = self._base.record
            self._seen = dict(self._base.seen)
        self._show_saved()
        self._typed = False
        self._notice.hide()

    def _keep_draft(self) -> None:
        self._typed = True
        title = str(self.form.values()["name"]) or _("New campaign")
        fields = {**self.form.draft(), "at": self.form.where()}
        self._office.drafting.keep(FORM, self._record.id, title, fields, self._seen)

    def _keep_place(self, _name: str) -> None:
        """Keep in the draft where the cursor went."""
        if self._typed:
            self._keep_draft()

    def _copy_from_previous(self, name: str) -> None:
        """Take over what the latest other campaign has there; each has a name of its own."""
        latest = (one for one in self._office.campaigns.all() if one.id != self._record.id)
        previous = next(latest, None)
        if previous is not None and name != "name":
            shown = CampaignForm(self._office.desk.today())
            shown.show_record(previous)
            self.form.put(name, shown.values()[name])
            shown.deleteLater()
