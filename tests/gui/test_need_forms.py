"""The forms of needs and referrals: untouched, typed, left half done, refused, named."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.domain.identity import NeedId, ReferralId, new_id
from desktop_app.domain.need import Need, StepKind
from desktop_app.domain.referral import Referral, ReferralState
from desktop_app.domain.role import Role
from desktop_app.gui.forms.need_form import ClosingForm, NeedForm, StepForm
from desktop_app.gui.forms.referral_form import AnswerForm, ReferralForm
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of
from tests.gui.conftest import nameless, write
from tests.unit.conftest import TODAY

FORMS = (NeedForm, StepForm, ClosingForm, ReferralForm, AnswerForm)


@pytest.fixture
def build(qtbot, officer):
    """Build a form of one kind at the officer's desk and show it."""

    def make(kind):
        made = kind(officer)
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        return made

    return make


@pytest.fixture
def person(clerk, make_person):
    return clerk.register.save(make_person("马秀兰"))


@pytest.fixture
def need(officer, person):
    """A need with every field filled that a form may show or hide."""
    return officer.needs.save(
        Need(
            id=NeedId(new_id()),
            kind="unpaid_wages",
            urgency="urgent",
            words="两个月没发工资",
            source="visit",
            heard_on=date(2021, 2, 1),
            heard_by="王建国",
            beneficiary=person.id,
            group_words="工友三人",
            owner=officer.user.id,
            due=date(2021, 2, 20),
            remarks="孩子要开学",
        )
    )


@pytest.fixture
def referral(officer, need, person):
    return officer.referrals.save(
        Referral(
            id=ReferralId(new_id()),
            kind="hotline",
            channel="phone",
            addressee="12351热线",
            place_role="work_place",
            place="银川市",
            contact="接线员 0951-12351",
            beneficiary=person.id,
            need=need.id,
            asked_on=date(2021, 2, 3),
            asked_by="周敏",
            due=date(2021, 2, 10),
            words="请督促补发",
        )
    )


def choose(form, field, typed):
    """Type a part of a choice and leave the field, which takes the first match."""
    form.sheet.editor(field).setEditText(typed)
    form.sheet.editor(field).settle()


def said_under(form, field):
    return form.findChild(QLabel, f"{field}_issue").text()


@pytest.mark.parametrize("kind", [NeedForm, ClosingForm])
def test_an_untouched_need_comes_back_as_it_was(build, officer, need, kind):
    form = build(kind)
    form.open(need.id)
    assert form.collect() == need
    assert not form.is_touched
    assert officer.drafting.mine() == []


@pytest.mark.parametrize("kind", [ReferralForm, AnswerForm])
def test_an_untouched_referral_comes_back_as_it_was(build, officer, referral, kind):
    form = build(kind)
    form.open(referral.id)
    assert form.collect() == referral
    assert not form.is_touched
    assert officer.drafting.mine() == []


def test_a_new_need_is_heard_today_by_who_sits_here(build, officer):
    form = build(NeedForm)
    form.begin()
    blank = form.collect()
    assert (blank.heard_on, blank.heard_by, blank.owner) == (TODAY, "officer", officer.user.id)
    assert form.title == "New need"
    assert not form.is_touched


def test_what_is_typed_of_a_need_is_what_is_kept(qtbot, build, officer, person):
    form = build(NeedForm)
    form.begin(beneficiary=person.id)
    choose(form, "kind", "unpaid")
    choose(form, "urgency", "urgent")
    write(qtbot, form.sheet.editor("words"), "两个月没发工资")
    assert form.save()
    kept = officer.needs.get(form.record)
    assert (kept.kind, kept.urgency, kept.words) == ("unpaid_wages", "urgent", "两个月没发工资")
    assert kept.beneficiary == person.id
    assert kept.due == date(2021, 2, 11)


def test_the_due_day_is_said_before_it_is_kept(qtbot, build):
    form = build(NeedForm)
    form.begin()
    assert "Empty means 2021-02-23" in words(form)
    form.sheet.editor("urgency").set_value("soon")
    form.follow("urgency")
    assert "Empty means 2021-02-15" in words(form)
    form.sheet.go_to("due")
    qtbot.keyClicks(form.sheet.editor("due"), "2021-02-28")
    assert "By its urgency: 2021-02-15" in words(form)


def test_a_second_person_takes_the_place_of_the_first(qtbot, build, clerk, person, make_person):
    other = clerk.register.save(make_person("杨淼鑫"))
    form = build(NeedForm)
    form.begin(beneficiary=person.id)
    picker = form.sheet.editor("beneficiary")
    picker.people.chips.choose(other.id)
    assert picker.value() == other.id
    assert form.collect().beneficiary == other.id
    picker.people.set_value(())
    form.follow("beneficiary")
    assert form.collect().beneficiary is None


def test_a_need_of_nobody_is_refused_under_its_field(build, officer):
    form = build(NeedForm)
    form.begin(kind="housing", words="宿舍漏水")
    assert not form.save()
    assert "Whose need is it?" in said_under(form, "beneficiary")
    assert officer.needs.get(form.record) is None


def test_a_need_left_half_typed_goes_on_later(qtbot, build, officer, person):
    form = build(NeedForm)
    form.begin(beneficiary=person.id)
    write(qtbot, form.sheet.editor("words"), "想找个离家近的活")
    qtbot.keyClicks(form.sheet.editor("due"), "2021-02-3x")
    later = build(NeedForm)
    later.resume(officer.drafting.of("need", form.record))
    assert later.collect() == form.collect()
    assert later.sheet.editor("due").text() == "2021-02-3x"
    assert later.is_touched


def test_an_owner_who_has_left_stays_the_owner(build, officer, need):
    room = officer.desk.store.users
    user = room.where("role = ?", [Role.CLERK.value])[0]
    base = officer.needs.open(need.id)
    officer.needs.save(replace(base.record, owner=user.id), base)
    gone = replace(user, active=False)
    officer.desk.save([edit_of(kinds.USER, gone, room.reading(user.id))], "user.left", user.id)
    form = build(NeedForm)
    form.open(need.id)
    assert form.sheet.editor("owner").currentText() == "clerk"
    assert form.collect().owner == user.id
    form.begin()
    assert form.sheet.editor("owner").findText("clerk") == -1


def test_a_step_offers_what_people_do_and_is_kept(qtbot, build, officer, need):
    form = build(StepForm)
    form.begin(need=need.id)
    kind = form.sheet.editor("kind")
    offered = [kind.itemText(row) for row in range(kind.count())]
    assert "Telephone call" in offered
    assert "Closed" not in offered
    choose(form, "kind", "telephone")
    write(qtbot, form.sheet.editor("words"), "工地答应月底发")
    assert form.save()
    (step,) = officer.need_steps.of(need.id)
    assert (step.kind, step.words, step.day, step.done_by) == (
        "call",
        "工地答应月底发",
        TODAY,
        "officer",
    )


def test_a_step_left_half_typed_stays_with_its_need(qtbot, build, officer, need):
    form = build(StepForm)
    form.begin(need=need.id)
    write(qtbot, form.sheet.editor("words"), "打了两次没人接")
    later = build(StepForm)
    later.resume(officer.drafting.of("need_step", form.record))
    assert later.collect() == form.collect()
    assert later.collect().need == need.id


@pytest.mark.parametrize(
    ("field", "said"), [("kind", "What was done?"), ("day", "On which day was it done?")]
)
def test_a_step_without_kind_or_day_is_refused(build, officer, need, field, said):
    form = build(StepForm)
    form.begin(need=need.id, kind="call")
    form.sheet.editor(field).set_value(None)
    form.follow(field)
    assert not form.save()
    assert said_under(form, field) == said
    assert officer.need_steps.of(need.id) == []


def test_a_need_is_closed_with_its_outcome(qtbot, build, officer, need):
    form = build(ClosingForm)
    form.open(need.id)
    choose(form, "outcome", "solved")
    write(qtbot, form.sheet.editor("said_words"), "拿到钱了，谢谢娘家人")
    assert not form.save()
    assert "What did the person say of it?" in said_under(form, "said")
    choose(form, "said", "satisfied")
    assert form.save()
    kept = officer.needs.get(need.id)
    assert (kept.closed_on, kept.outcome, kept.said) == (TODAY, "solved", "satisfied")
    assert kept.remarks == need.remarks
    assert officer.need_steps.of(need.id)[0].kind == StepKind.CLOSED


def test_a_warning_stops_the_closing_once(qtbot, build, officer, need):
    form = build(ClosingForm)
    form.open(need.id)
    form.sheet.editor("outcome").set_value("unreachable")
    form.follow("outcome")
    assert not form.save()
    assert form.save()
    assert officer.needs.get(need.id).is_closed


def test_a_need_is_not_closed_without_an_outcome(build, officer, need):
    form = build(ClosingForm)
    form.open(need.id)
    assert not form.save()
    assert "with an outcome" in said_under(form, "outcome")
    assert not officer.needs.get(need.id).is_closed


def test_a_closing_left_half_typed_goes_on_later(qtbot, build, officer, need):
    form = build(ClosingForm)
    form.open(need.id)
    write(qtbot, form.sheet.editor("outcome_words"), "补发八千元")
    later = build(ClosingForm)
    later.open(need.id)
    assert later.collect() == form.collect()
    assert later.is_touched


def test_a_referral_keeps_what_is_typed_and_about_which_need_it_is(qtbot, build, officer, need):
    form = build(ReferralForm)
    form.begin(need=need.id, kind="legal_aid", words=need.words, beneficiary=need.beneficiary)
    write(qtbot, form.sheet.editor("addressee"), "兴庆区法律援助中心")
    assert form.save()
    kept = officer.referrals.get(form.record)
    assert (kept.addressee, kept.kind, kept.need) == ("兴庆区法律援助中心", "legal_aid", need.id)
    assert kept.asked_on == TODAY
    assert officer.need_steps.of(need.id)[0].referral == kept.id


def test_a_referral_to_nobody_is_refused(build, officer):
    form = build(ReferralForm)
    form.begin(kind="visit", words="请走访老人")
    assert not form.save()
    assert "Who is asked?" in said_under(form, "addressee")
    assert officer.referrals.get(form.record) is None


def test_a_referral_left_half_typed_goes_on_later(qtbot, build, officer, need):
    form = build(ReferralForm)
    form.begin(need=need.id, kind="counselling")
    write(qtbot, form.sheet.editor("addressee"), "心理咨询室")
    later = build(ReferralForm)
    later.resume(officer.drafting.of("referral", form.record))
    assert later.collect() == form.collect()
    assert later.collect().need == need.id


def test_an_answer_is_taken_down(qtbot, build, officer, referral):
    form = build(AnswerForm)
    form.open(referral.id)
    assert not form.save()
    assert said_under(form, "reply") == "Was it done, or declined?"
    choose(form, "reply", "done")
    write(qtbot, form.sheet.editor("answer"), "已督促补发")
    assert form.save()
    kept = officer.referrals.get(referral.id)
    assert (kept.state, kept.answered_on, kept.answer) == (
        ReferralState.ANSWERED,
        TODAY,
        "已督促补发",
    )
    assert kept.contact == referral.contact


def test_an_answer_left_half_typed_goes_on_later(qtbot, build, officer, referral):
    form = build(AnswerForm)
    form.open(referral.id)
    write(qtbot, form.sheet.editor("answer"), "还在核实")
    later = build(AnswerForm)
    later.open(referral.id)
    assert later.collect() == form.collect()
    assert later.is_touched


@pytest.mark.parametrize("kind", FORMS)
def test_everything_that_takes_the_focus_has_a_name(build, kind):
    assert nameless(build(kind)) == []


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())
