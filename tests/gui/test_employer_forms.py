"""The four forms about an employer: nothing lost, nothing invented, objections in their place."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.headcount import Headcount
from desktop_app.domain.workplace_check import Risk, SafetyFinding
from desktop_app.gui.forms.employer_form import EmployerForm
from desktop_app.gui.forms.measure_form import MeasureForm
from desktop_app.gui.forms.risk_check_form import RiskCheckForm
from desktop_app.gui.forms.safety_check_form import SafetyCheckForm
from tests.employers import (
    SHOP_ID,
    SITE_ID,
    WORKS_ID,
    keep_all,
    measure,
    risk_check,
    safety_check,
    site,
    works,
)
from tests.gui.conftest import nameless, write
from tests.unit.conftest import TODAY

# The list of hits is a window of its own, which the plugin without a screen cannot raise.
pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Subject:
    """A form, a whole record for it, and what somebody types into it."""

    form: type
    record: object
    field: str
    typed: str
    value: object
    unread: tuple[str, str]
    missing: str


SUBJECTS = (
    Subject(
        EmployerForm,
        works(),
        "difficulties",
        "原料涨价三成",
        "原料涨价三成",
        ("headcount", "many"),
        "name",
    ),
    Subject(
        MeasureForm,
        measure(),
        "evidence",
        "协议文本见附件",
        "协议文本见附件",
        ("starts", "20x"),
        "measure",
    ),
    Subject(
        RiskCheckForm,
        risk_check(),
        "owner",
        "李文海",
        "李文海",
        ("warning_on", "20x"),
        "employer",
    ),
    Subject(
        SafetyCheckForm,
        safety_check(),
        "together_with",
        "区消防大队",
        "区消防大队",
        ("day", "20x"),
        "employer",
    ),
)
each = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.form.form)


@pytest.fixture
def show(qtbot, clerk):
    keep_all(clerk)

    def shown(kind):
        made = kind(clerk)
        qtbot.addWidget(made)
        made.resize(1200, 690)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        return made

    return shown


def keeping(clerk, subject):
    return {
        EmployerForm: clerk.employers,
        MeasureForm: clerk.employer_measures,
        RiskCheckForm: clerk.risk_checks,
        SafetyCheckForm: clerk.safety_checks,
    }[subject.form]


def replace_text(qtbot, editor, text):
    editor.clear()
    write(qtbot, editor, text)


def said_under(form, name):
    return form.findChild(QLabel, f"{name}_issue").text()


@each
def test_an_untouched_form_gives_back_the_same_record(show, clerk, subject):
    form = show(subject.form)
    form.open(subject.record.id)
    assert form.collect() == subject.record
    assert not form.is_touched
    assert clerk.drafting.mine() == []


@each
def test_what_is_typed_is_kept_and_the_rest_stays(qtbot, show, clerk, subject):
    form = show(subject.form)
    form.open(subject.record.id)
    replace_text(qtbot, form.sheet.editor(subject.field), subject.typed)
    assert form.save() or form.save()  # a warning stops the first time, to be read
    kept = keeping(clerk, subject).get(subject.record.id)
    assert getattr(kept, subject.field) == subject.value
    for name in subject.record.__dataclass_fields__:
        if name != subject.field:
            assert getattr(kept, name) == getattr(subject.record, name)
    assert clerk.drafting.mine() == []


@each
def test_a_form_that_was_left_goes_on_as_it_was(qtbot, show, clerk, subject):
    form = show(subject.form)
    form.begin()
    unread, text = subject.unread
    replace_text(qtbot, form.sheet.editor(subject.field), subject.typed)
    replace_text(qtbot, form.sheet.editor(unread), text)
    later = show(subject.form)
    later.resume(clerk.drafting.of(subject.form.form, form.record))
    assert later.collect() == form.collect()
    assert later.sheet.editor(unread).text() == text
    assert later.is_touched


@each
def test_a_whole_record_left_half_changed_goes_on_with_all_its_rows(qtbot, show, clerk, subject):
    form = show(subject.form)
    form.open(subject.record.id)
    replace_text(qtbot, form.sheet.editor(subject.field), subject.typed)
    later = show(subject.form)
    later.open(subject.record.id)
    assert later.collect() == form.collect()
    assert later.is_touched


@each
def test_what_is_missing_is_said_under_its_field_and_nothing_is_kept(show, clerk, subject):
    form = show(subject.form)
    form.begin()
    assert not form.save()
    assert said_under(form, subject.missing)
    assert keeping(clerk, subject).get(form.record) is None


@each
def test_what_cannot_be_read_is_said_and_stays(qtbot, show, clerk, subject):
    form = show(subject.form)
    form.open(subject.record.id)
    name, text = subject.unread
    replace_text(qtbot, form.sheet.editor(name), text)
    assert not form.save()
    assert said_under(form, name)
    assert form.sheet.editor(name).text() == text
    assert keeping(clerk, subject).get(subject.record.id) == subject.record


@each
def test_everything_that_takes_the_focus_has_a_name(show, subject):
    form = show(subject.form)
    form.open(subject.record.id)
    assert nameless(form) == []


def test_an_employer_is_recorded_by_the_keyboard_alone(qtbot, show, clerk):
    form = show(EmployerForm)
    form.begin()
    write(qtbot, form.sheet.editor("name"), "云谷大数据产业开发有限公司")
    for name, typed in (("kind", "ent"), ("belongs_to", "jnej"), ("also_called", "云谷")):
        form.sheet.go_to(name)
        editor = form.sheet.editor(name)
        write(qtbot, editor.focusProxy() or editor.lineEdit(), typed)
        qtbot.keyClick(editor.focusProxy() or editor, Qt.Key.Key_Return)
    write(qtbot, form.sheet.editor("staying_put"), "近300人")
    assert form.save()
    kept = clerk.employers.get(form.record)
    assert kept.kind == "enterprise"
    assert kept.belongs_to == WORKS_ID
    assert kept.also_called == ("云谷",)
    assert kept.staying_put == Headcount(number=300, approximate=True)


def test_an_emptied_number_and_employer_are_missing(qtbot, show):
    form = show(EmployerForm)
    form.open(SITE_ID)
    form.sheet.editor("headcount").clear()
    form.sheet.editor("belongs_to").set_value(None)
    form.follow("headcount")
    changed = form.collect()
    assert (changed.headcount, changed.belongs_to) == (None, None)
    assert changed.name == site().name


def test_codes_say_what_they_mean_as_soon_as_they_are_typed(qtbot, show):
    form = show(EmployerForm)
    form.begin()
    write(qtbot, form.sheet.editor("region"), "370100")
    write(qtbot, form.sheet.editor("credit_code"), "91350100M000100Y43")
    write(qtbot, form.sheet.editor("name"), "二机床")
    notes = [one.text() for one in form.findChildren(QLabel) if one.property("role") == "note"]
    assert "山东省济南市" in notes
    assert "The check character fits." in notes
    assert "An employer of this name is in the ledger already." in notes
    replace_text(qtbot, form.sheet.editor("credit_code"), "91350100M000100Y44")
    notes = [one.text() for one in form.findChildren(QLabel) if one.property("role") == "note"]
    assert "The check character fits." not in notes


def test_a_site_below_itself_is_refused_in_words(show):
    form = show(EmployerForm)
    form.open(WORKS_ID)
    form.sheet.editor("belongs_to").set_value(SITE_ID)
    form.follow("belongs_to")
    assert not form.save()
    assert "belongs to it" in said_under(form, "belongs_to")


def test_a_check_begins_today_and_with_the_employer_it_is_about(show):
    for kind in (RiskCheckForm, SafetyCheckForm):
        form = show(kind)
        form.begin(employer=SHOP_ID)
        new = form.collect()
        assert (new.employer, new.day, new.checked_by) == (SHOP_ID, TODAY, "clerk")
        assert not form.is_touched


def test_a_measure_begins_with_the_campaign_of_the_moment(show, clerk, campaign):
    clerk.campaigns.choose(campaign.id)
    form = show(MeasureForm)
    form.begin(employer=WORKS_ID)
    assert form.collect().campaign == campaign.id
    assert form.sheet.editor("campaign").currentText() == campaign.name


def test_the_same_measure_at_the_next_employer_is_copied_field_by_field(qtbot, show):
    form = show(MeasureForm)
    form.begin(like=measure())
    for name in ("measure", "evidence", "amount_fen"):
        form.sheet.go_to(name)
        editor = form.sheet.editor(name)
        qtbot.keyClick(editor, Qt.Key.Key_D, CONTROL)
    new = form.collect()
    assert (new.measure, new.evidence) == (measure().measure, measure().evidence)
    assert new.amount_fen is None


def test_rows_of_risks_are_kept_with_kind_people_and_words(show, clerk):
    form = show(RiskCheckForm)
    form.open(risk_check().id)
    rows = (*form.sheet.editor("risks").value(), {"kind": "injury", "people": None, "words": None})
    form.sheet.editor("risks").set_value(rows)
    form.follow("risks")
    assert form.save()
    kept = clerk.risk_checks.get(risk_check().id).risks
    assert kept == (*risk_check().risks, Risk(kind="injury"))


def test_a_risk_without_its_kind_is_refused(show):
    form = show(RiskCheckForm)
    form.open(risk_check().id)
    form.sheet.editor("risks").set_value(({"kind": None, "people": 3, "words": "欠薪"},))
    form.follow("risks")
    assert not form.save()
    assert "Which kind of risk" in said_under(form, "risks")


def test_a_finding_is_rectified_in_its_row(show, clerk):
    form = show(SafetyCheckForm)
    form.open(safety_check().id)
    first, second = form.sheet.editor("findings").value()
    done = {**first, "rectified_on": date(2021, 2, 5), "how": "已拆除"}
    form.sheet.editor("findings").set_value((done, second))
    form.follow("findings")
    assert form.save()
    kept = clerk.safety_checks.get(safety_check().id)
    assert kept.findings[0] == SafetyFinding(
        what="宿舍私拉电线",
        severity="major",
        due_on=date(2021, 2, 3),
        rectified_on=date(2021, 2, 5),
        how="已拆除",
    )
    assert kept.open_findings == ()


def test_titles_say_whose_record_it_is(show):
    for kind, record, words in (
        (EmployerForm, works(), "济南二机床集团有限公司"),
        (MeasureForm, measure(), "济南二机床集团有限公司 · Bonus for staying"),
        (RiskCheckForm, risk_check(), "浙江毛源昌眼镜有限公司新市街店 · 2021-02-01"),
        (SafetyCheckForm, safety_check(), "徐汇滨江建设者之家 · 2021-02-01"),
    ):
        form = show(kind)
        form.open(record.id)
        assert form.title == words
        form.begin()
        assert form.title.startswith("New ")


def test_the_number_of_the_contact_is_covered_until_somebody_asks(qtbot, clerk):
    clerk.employers.save(works())
    form = EmployerForm(clerk)
    qtbot.addWidget(form)
    form.open(works().id)
    number = form.sheet.editor("phone")
    assert (number.text(), number.isReadOnly()) == ("139****0001", True)
    assert form.collect() == works()
    qtbot.keyClick(number, Qt.Key.Key_F2)
    assert (number.text(), number.isReadOnly()) == (works().phone, False)
    assert clerk.employers.history(works().id)[0].action == "revealed.phone"
    form.open(works().id)
    assert number.isReadOnly()
