"""The forms of a referral: what is asked of whom, and what they answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.domain.identity import ReferralId, new_id
from desktop_app.domain.referral import Referral
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain, words_of
from desktop_app.gui.forms.need_form import beginning, names_of_users
from desktop_app.gui.forms.person_picker import PersonPicker
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.widgets.covered_line import CoveredTextLine
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office
from desktop_app.services.referring import Answers


def _addressees(office: Office) -> QWidget:
    return TextLine(suggestions=office.desk.store.referrals.addressees())


ANSWER_FIELDS = (
    FormField(name="reply", caption=mark("Reply"), editor=choice_of("referral_reply")),
    FormField(
        name="answered_on",
        caption=mark("Answered on"),
        editor=plain(DateEdit),
        hint=mark("Empty means today."),
    ),
    FormField(name="answered_by", caption=mark("Answered by"), editor=plain(TextLine), wide=True),
    FormField(
        name="answer",
        caption=mark("What they answered"),
        editor=plain(lambda: TextArea(4)),
        wide=True,
    ),
)

REFERRAL_PLAN: Sequence[FormGroup] = (
    FormGroup(
        title=mark("What is asked"),
        column=0,
        fields=(
            FormField(
                name="kind",
                caption=mark("What is referred"),
                editor=choice_of("referral_kind"),
                required=True,
                shared=True,
            ),
            FormField(
                name="channel",
                caption=mark("How it is sent"),
                editor=choice_of("referral_channel"),
                shared=True,
            ),
            FormField(
                name="words",
                caption=mark("What exactly is asked"),
                editor=plain(lambda: TextArea(5)),
                required=True,
                wide=True,
                shared=True,
            ),
            FormField(
                name="asked_on", caption=mark("Asked on"), editor=plain(DateEdit), required=True
            ),
            FormField(name="due", caption=mark("Answer due"), editor=plain(DateEdit), shared=True),
            FormField(
                name="asked_by", caption=mark("Asked by"), editor=names_of_users, shared=True
            ),
        ),
    ),
    FormGroup(
        title=mark("Who is asked"),
        column=1,
        fields=(
            FormField(
                name="addressee",
                caption=mark("Union, office or hotline"),
                editor=_addressees,
                required=True,
                wide=True,
                shared=True,
            ),
            FormField(
                name="place_role",
                caption=mark("Place of work or home place"),
                editor=choice_of("place_role"),
                shared=True,
            ),
            FormField(name="place", caption=mark("Place"), editor=plain(TextLine), shared=True),
            FormField(
                name="contact",
                caption=mark("Who answers there, with telephone"),
                editor=plain(CoveredTextLine),
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Whom it is about"),
        column=1,
        fields=(
            FormField(name="beneficiary", caption=mark("Person"), editor=PersonPicker, wide=True),
        ),
    ),
    FormGroup(title=mark("The answer"), column=1, folded=True, fields=ANSWER_FIELDS),
)

ANSWER_PLAN: Sequence[FormGroup] = (FormGroup(title=mark("The answer"), fields=ANSWER_FIELDS),)


def referral_title(referral: Referral) -> str:
    """Say in a few words which referral it is."""
    return beginning(referral.addressee) or words_of("referral_kind", referral.kind)


class ReferralForm(RecordForm[Referral]):
    """Asks what is asked of whom, about whom and by when."""

    form, words = "referral", mark("referral")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.referrals, REFERRAL_PLAN, parent)

    def blank(self) -> Referral:
        """Begin with a matter asked today by the person at the desk."""
        return Referral(
            id=ReferralId(new_id()),
            kind="",
            asked_on=self._office.desk.today(),
            asked_by=self._office.user.name,
        )

    def title_of(self, record: Referral) -> str:
        """Say what is asked of whom."""
        return referral_title(record) or _("New referral")


class AnswerForm(RecordForm[Referral]):
    """Asks what came back."""

    form, words = "referral_answer", mark("answer to a referral")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, Answers(office.desk), ANSWER_PLAN, parent)

    def blank(self) -> Referral:
        """Stand empty until a referral is opened."""
        return Referral(id=ReferralId(new_id()), kind="")

    def title_of(self, record: Referral) -> str:
        """Say what was asked of whom."""
        return referral_title(record)
