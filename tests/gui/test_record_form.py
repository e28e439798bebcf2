"""The form that all records share: untouched, drafted, resumed, refused, saved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import BeneficiaryId, HouseholdMemberId, new_id
from desktop_app.domain.issue import objection
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.number_edit import AmountEdit
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.services.keeping import Keeping
from tests.gui.conftest import nameless, write

CONTROL = Qt.KeyboardModifier.ControlModifier
PERSON = BeneficiaryId("0" * 32)
PLAN = (
    FormGroup(
        title="Person",
        fields=(
            FormField(name="name", caption="Name", editor=plain(TextLine), required=True),
            FormField(
                name="relation",
                caption="Relation",
                editor=choice_of("family_relation"),
                shared=True,
            ),
            FormField(name="birth_date", caption="Date of birth", editor=plain(DateEdit)),
        ),
    ),
    FormGroup(
        title="Other concerns",
        folded=True,
        fields=(
            FormField(
                name="monthly_income_fen",
                caption="Income a month",
                editor=plain(lambda: AmountEdit(may_be_zero=True)),
                unit="yuan",
            ),
        ),
    ),
)


class Members(Keeping):
    def objections(self, record):
        return () if record.name else (objection("name", "name_missing"),)


class MemberForm(RecordForm):
    form, words = "member", "Household"

    def blank(self):
        return HouseholdMember(id=HouseholdMemberId(new_id()), beneficiary=PERSON, name="")


@pytest.fixture
def keeping(clerk):
    return Members(clerk.desk, clerk.desk.store.household_members)


@pytest.fixture
def form(qtbot, clerk, keeping):
    made = MemberForm(clerk, keeping, PLAN)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def son(keeping):
    return keeping.save(
        HouseholdMember(
            id=HouseholdMemberId(new_id()),
            beneficiary=PERSON,
            name="马强",
            relation="son",
            monthly_income_fen=0,
            originals={"relation": "长子"},
        )
    )


def test_an_untouched_form_gives_back_the_same_record(form, son, clerk):
    form.open(son.id)
    assert form.collect() == son
    assert not form.is_touched
    assert clerk.drafting.mine() == []


def test_what_is_typed_is_what_is_kept_and_the_rest_stays(qtbot, form, son, keeping):
    form.open(son.id)
    write(qtbot, form.sheet.editor("birth_date"), "2001-02-03")
    with qtbot.waitSignal(form.saved) as saved:
        assert form.save()
    assert saved.args == [keeping.get(son.id), False]
    assert keeping.get(son.id).birth_date.isoformat() == "2001-02-03"
    assert keeping.get(son.id).originals == {"relation": "长子"}
    assert keeping.get(son.id).monthly_income_fen == 0


def test_an_emptied_amount_is_missing_and_not_zero(qtbot, form, son):
    form.open(son.id)
    form.sheet.editor("monthly_income_fen").clear()
    form.follow("monthly_income_fen")
    assert form.collect().monthly_income_fen is None


def test_a_form_that_was_left_goes_on_as_it_was(qtbot, form, clerk, keeping):
    form.begin(relation="daughter")
    write(qtbot, form.sheet.editor("name"), "马小丽")
    write(qtbot, form.sheet.editor("birth_date"), "20x")
    later = MemberForm(clerk, keeping, PLAN)
    qtbot.addWidget(later)
    later.resume(clerk.drafting.of("member", form.record))
    assert later.record == form.record
    assert later.collect() == form.collect()
    assert later.sheet.editor("birth_date").text() == "20x"
    assert later.is_touched


def test_a_draft_that_was_taken_back_is_gone(qtbot, form, son, clerk):
    form.open(son.id)
    name = form.sheet.editor("name")
    qtbot.keyClicks(name, "a")
    assert clerk.drafting.mine()
    name.setText("马强")
    form.follow("name")
    assert clerk.drafting.mine() == []


def test_what_blocks_is_said_under_its_field_and_nothing_is_kept(qtbot, form, keeping):
    form.begin()
    assert not form.save()
    note = form.findChild(QLabel, "name_issue")
    assert note.text() == "The name is missing."
    assert keeping.get(form.record) is None


def test_copying_takes_over_only_what_records_share(qtbot, form, son):
    form.begin(like=son)
    for name in ("relation", "name"):
        form.sheet.go_to(name)
        qtbot.keyClick(form.sheet.editor(name), Qt.Key.Key_D, CONTROL)
    assert form.collect().relation == "son"
    assert form.collect().name == ""


def test_a_folded_group_opens_where_it_is_filled(form, son):
    form.begin()
    assert not form.sheet.editor("monthly_income_fen").isVisible()
    form.open(son.id)
    assert form.sheet.editor("monthly_income_fen").isVisible()


def test_everything_that_takes_the_focus_has_a_name(form):
    form.begin()
    assert nameless(form) == []


def test_typing_is_undone_and_the_draft_goes_with_it(qtbot, form, son, clerk):
    form.open(son.id)
    write(qtbot, form.sheet.editor("birth_date"), "2001-02-03")
    assert len(clerk.drafting.mine()) == 1
    qtbot.keyClick(form.sheet.editor("birth_date"), Qt.Key.Key_Z, CONTROL)
    assert form.collect() == son
    assert clerk.drafting.mine() == []


def test_a_form_is_reopened_at_the_field_and_with_the_folds_it_was_left_with(
    qtbot, form, keeping, clerk
):
    form.begin()
    write(qtbot, form.sheet.editor("name"), "马强")
    form.sheet._folds[0][0].setChecked(True)
    form.sheet.editor("monthly_income_fen").setFocus()
    again = MemberForm(clerk, keeping, PLAN)
    qtbot.addWidget(again)
    again.show()
    again.resume(clerk.drafting.mine()[0])
    assert again.focusProxy() is again.sheet.editor("monthly_income_fen")
    assert again.sheet._folds[0][0].isChecked()
    again.begin()
    assert again.focusProxy() is again.sheet.editor("name")
