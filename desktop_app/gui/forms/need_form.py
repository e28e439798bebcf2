"""The forms of a need: hearing it, a step taken, closing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain.identity import NeedId, NeedStepId, new_id
from desktop_app.domain.need import Need, NeedStep, due_day, steps_of_people
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain, words_of
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.forms.person_picker import PersonPicker
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _, mark
from desktop_app.services.following_up import Closings
from desktop_app.services.office import Office

_IN_A_TITLE = 8


def users(office: Office, kept: str | None = None) -> list[tuple[str, str]]:
    """List who may see to a need: those who work here, and whom a record has kept."""
    everybody = office.desk.store.users.where()
    return [(one.id, one.name) for one in everybody if one.active or one.id == kept]


def names_of_users(office: Office) -> QWidget:
    """Take a name, offering those of the office."""
    return TextLine(suggestions=[name for _user, name in users(office)])


def need_title(need: Need | None) -> str:
    """Say in a few words which need it is."""
    if need is None or not (need.kind or need.words):
        return ""
    said = (words_of("need_kind", need.kind), beginning(need.words))
    return " · ".join(part for part in said if part)


def beginning(text: str) -> str:
    """Give as much of a text as a title has room for beside its buttons."""
    words = " ".join(text.split())
    return words if len(words) <= _IN_A_TITLE else f"{words[:_IN_A_TITLE]}…"


NEED_PLAN: Sequence[FormGroup] = (
    FormGroup(
        title=mark("What was asked for"),
        column=0,
        fields=(
            FormField(
                name="kind",
                caption=mark("Kind of need"),
                editor=choice_of("need_kind"),
                required=True,
            ),
            FormField(
                name="urgency",
                caption=mark("Urgency"),
                editor=choice_of("need_urgency"),
            ),
            FormField(
                name="words",
                caption=mark("In the person's own words"),
                editor=plain(lambda: TextArea(5)),
                required=True,
                wide=True,
            ),
            FormField(
                name="remarks",
                caption=mark("Remarks"),
                editor=plain(lambda: TextArea(2)),
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Whose need it is"),
        column=1,
        fields=(
            FormField(
                name="beneficiary",
                caption=mark("Person"),
                editor=PersonPicker,
                wide=True,
            ),
            FormField(
                name="group_words",
                caption=mark("Or a group, in words"),
                editor=plain(TextLine),
                hint=mark("For example: building workers of a site."),
                wide=True,
                shared=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("How it came in"),
        column=1,
        fields=(
            FormField(
                name="source",
                caption=mark("Where it was heard"),
                editor=choice_of("need_source"),
                shared=True,
            ),
            FormField(
                name="heard_on",
                caption=mark("Heard on"),
                editor=plain(DateEdit),
                required=True,
                shared=True,
            ),
            FormField(
                name="heard_by", caption=mark("Heard by"), editor=names_of_users, shared=True
            ),
        ),
    ),
    FormGroup(
        title=mark("Who answers it"),
        column=1,
        fields=(
            FormField(
                name="owner",
                caption=mark("Seen to by"),
                editor=lambda office: PinyinComboBox(users(office)),
                shared=True,
            ),
            FormField(name="due", caption=mark("Due"), editor=plain(DateEdit)),
        ),
    ),
)

STEP_PLAN: Sequence[FormGroup] = (
    FormGroup(
        title=mark("What was done about it"),
        fields=(
            FormField(
                name="kind",
                caption=mark("Step taken"),
                editor=lambda _office: PinyinComboBox(_steps()),
                required=True,
            ),
            FormField(name="day", caption=mark("Day"), editor=plain(DateEdit), required=True),
            FormField(name="done_by", caption=mark("Done by"), editor=names_of_users, shared=True),
            FormField(
                name="words",
                caption=mark("What came of it"),
                editor=plain(lambda: TextArea(5)),
                wide=True,
            ),
        ),
    ),
)

CLOSING_PLAN: Sequence[FormGroup] = (
    FormGroup(
        title=mark("What came of it"),
        column=0,
        fields=(
            FormField(
                name="outcome",
                caption=mark("Settled as"),
                editor=choice_of("need_outcome"),
                required=True,
            ),
            FormField(
                name="closed_on",
                caption=mark("Settled on"),
                editor=plain(DateEdit),
                hint=mark("Empty means today."),
            ),
            FormField(
                name="outcome_words",
                caption=mark("What was done in the end"),
                editor=plain(lambda: TextArea(4)),
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("What the person said of it"),
        column=1,
        fields=(
            FormField(name="said", caption=mark("Verdict"), editor=choice_of("need_said")),
            FormField(
                name="said_words",
                caption=mark("In the person's own words"),
                editor=plain(lambda: TextArea(4)),
                wide=True,
            ),
        ),
    ),
)


class NeedForm(RecordForm[Need]):
    """Asks what was heard, whose need it is, and who sees to it by when."""

    form, words = "need", mark("need")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.needs, NEED_PLAN, parent)

    def blank(self) -> Need:
        """Begin with a need heard today by the person at the desk."""
        return self._office.needs.begin_with()

    @property
    def title(self) -> str:
        """What kind of need it is, or that it is a new one."""
        kind = words_of("need_kind", self._record.kind)
        return _("Need: {kind}").format(kind=kind) if kind else _("New need")

    def title_of(self, record: Need) -> str:
        """Say the kind and the beginning of the words."""
        return need_title(record)

    def follow_field(self, name: str) -> None:
        """Say by when the need is due where nobody gives a day."""
        if name in ("urgency", "heard_on", "due"):
            cast("DateEdit", self.sheet.editor("due")).note_changed.emit(self._due_words())

    def _due_words(self) -> str:
        values = self.sheet.values()
        heard_on, urgency = values["heard_on"], values["urgency"]
        day = due_day(str(urgency), heard_on) if isinstance(heard_on, date) else None
        if day is None:
            return ""
        words = _("By its urgency: {day}") if values["due"] else _("Empty means {day}")
        return words.format(day=day.isoformat())

    def _offer_former_choices(self, record: Need) -> None:
        """Let somebody who has left stand where a need was theirs."""
        super()._offer_former_choices(record)
        owner = cast("PinyinComboBox", self.sheet.editor("owner"))
        owner.set_choices(users(self._office, record.owner))


class StepForm(RecordForm[NeedStep]):
    """Asks what was done about a need; a step is recorded once and stays."""

    form, words = "need_step", mark("step about a need")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.need_steps, STEP_PLAN, parent)

    def blank(self) -> NeedStep:
        """Begin with a step taken today by the person at the desk."""
        return NeedStep(
            id=NeedStepId(new_id()),
            need=NeedId(""),
            day=self._office.desk.today(),
            kind="",
            done_by=self._office.user.name,
        )

    @property
    def title(self) -> str:
        """About what kind of need the step is: short, for beside it stand three buttons."""
        need = self._office.needs.get(self._record.need)
        return _("Step: {kind}").format(kind=words_of("need_kind", need.kind if need else ""))

    def title_of(self, record: NeedStep) -> str:
        """Say about which need it is."""
        return need_title(self._office.needs.get(record.need))

    def _offer_former_choices(self, record: NeedStep) -> None:
        """Leave the choices as they are: a step is never opened again."""


class ClosingForm(RecordForm[Need]):
    """Asks what came of a need and what the person said of that, and closes it."""

    form, words = "need_closing", mark("settling of a need")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, Closings(office.desk), CLOSING_PLAN, parent)

    def blank(self) -> Need:
        """Stand empty until a need is opened."""
        return self._office.needs.begin_with()

    @property
    def title(self) -> str:
        """What kind of need is settled."""
        return _("Settle: {kind}").format(kind=words_of("need_kind", self._record.kind))

    def title_of(self, record: Need) -> str:
        """Say the kind and the beginning of the words."""
        return need_title(record)


def _steps() -> list[tuple[str, str]]:
    ours = set(steps_of_people())
    return [(code, words) for code, words in offered("need_step_kind") if code in ours]
