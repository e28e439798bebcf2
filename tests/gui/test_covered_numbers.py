"""Numbers of people are covered in every form and on every page until somebody asks."""

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.covered import COVERED
from desktop_app.domain.employer import Employer
from desktop_app.domain.household import Household, HouseholdMember
from desktop_app.domain.identity import new_id
from desktop_app.domain.referral import Referral
from desktop_app.domain.role import Role
from desktop_app.domain.union import Union
from desktop_app.gui.forms.hardship_form import HardshipForm
from desktop_app.gui.pages.record_page import RecordPage
from desktop_app.gui.pages.settings_page import SettingsPage
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.session import Session
from desktop_app.gui.widgets.covered_line import CoveredCodeLine, CoveredIdEdit, CoveredLine
from desktop_app.gui.widgets.masked_value import SHOWN_FOR_MS
from desktop_app.gui.widgets.part_tabs import PartTabs
from desktop_app.storage.kinds import KINDS

ID, CHILD_ID, RELATIVE_ID = "640104197001010019", "640104201601010011", "640104198506060040"
CARD = "6228480010000000018"
PLANTED = {
    "beneficiary": {
        "id_number": ID,
        "phone": "13900000417",
        "other_phone": "0951-6012345",
        "bank_card": CARD,
    },
    "household_member": {
        "id_number": RELATIVE_ID,
        "phone": "13800000526",
        "other_phone": "13700000635",
    },
    "left_behind_child": {"id_number": CHILD_ID, "guardian_phone": "13600000744"},
    "employer": {"phone": "13500000853"},
    "union": {"chair_phone": "13400000962"},
    "referral": {"contact": "王主任 13300001071"},
}
# The form in which each kind is corrected.
FORMS = {
    "beneficiary": "person",
    "household_member": "hardship_file",
    "left_behind_child": "left_behind_child",
    "employer": "employer",
    "union": "union",
    "referral": "referral",
}
SECRET = re.compile("|".join(re.findall(r"[\d-]{8,}", str(PLANTED))))
PAGES = ("people", "visits", "needs", "employers", "settings")


@pytest.fixture
def boss(sit):
    """Somebody who may see and change everything."""
    return sit(Role.ADMINISTRATOR)


@pytest.fixture
def records(boss, make_person):
    """One record of each kind with planted numbers, by kind."""
    person = boss.register.save(
        make_person("马建国", **PLANTED["beneficiary"], bank_name="中国农业银行")
    )
    member = HouseholdMember(
        id="", beneficiary="", name="李芳", relation="wife", **PLANTED["household_member"]
    )
    file = boss.households.save(
        Household(
            id=new_id(),
            beneficiary=person.id,
            members=(member,),
            hardship_category="deep",
            main_cause="laid_off",
        )
    )
    child = LeftBehindChild(
        id=new_id(),
        parent=person.id,
        name="马小军",
        guardian="马奶奶",
        consent_by="马奶奶",
        consent_on=date(2021, 1, 3),
        consent_form="signed_paper",
        **PLANTED["left_behind_child"],
    )
    referral = Referral(
        id=new_id(),
        kind="visit",
        addressee="固原市总工会",
        beneficiary=person.id,
        words="请走访",
        asked_on=date(2021, 1, 5),
        asked_by="周敏",
        **PLANTED["referral"],
    )
    return {
        "beneficiary": person,
        "household_member": file,
        "left_behind_child": boss.children.save(child),
        "employer": boss.employers.save(
            Employer(id=new_id(), name="银川标准件厂", **PLANTED["employer"])
        ),
        "union": boss.unions.save(Union(id=new_id(), name="银川市总工会", **PLANTED["union"])),
        "referral": boss.referrals.save(referral),
    }


@pytest.fixture
def session(qtbot, boss, campaign, records):
    opened = Session(boss, Preferences(language="en"))
    opened.window.show()
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    yield opened
    qtbot.waitUntil(lambda: not opened.runner.is_busy, timeout=20_000)
    opened.close(keep_office=True)
    QCoreApplication.sendPostedEvents(opened.window, QEvent.Type.DeferredDelete)


def told(widget):
    """Give every text that a widget and all within it shows, says or holds ready to be shown."""
    for one in (widget, *widget.findChildren(QWidget)):
        yield from (one.toolTip(), one.accessibleName(), one.accessibleDescription())
        if isinstance(one, (QLabel, QLineEdit, QAbstractButton)):
            yield one.text()
        elif isinstance(one, QPlainTextEdit):
            yield one.toPlainText()
        elif isinstance(one, QAbstractItemView) and (model := one.model()):
            for row in range(min(model.rowCount(), 50)):
                for column in range(model.columnCount()):
                    at = model.index(row, column)
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                        yield str(at.data(role) or "")


def shown_secrets(widget):
    return sorted({found for text in told(widget) for found in SECRET.findall(text)})


def form_of(session, name):
    """Give the page and the form that bears this name."""
    for page in session.pages:
        for part in page.tabs if isinstance(page, SettingsPage) else (page,):
            if isinstance(part, RecordPage) and name in part.forms:
                return part.form_of(name)
    raise LookupError(name)


def test_every_number_of_a_person_in_any_kind_of_record_is_covered():
    telling = re.compile(r"id_number|phone|bank_card|^contact$")
    found = {
        kind.name: {one.name for one in kind.columns if telling.search(one.name)}
        for kind in KINDS.values()
    }
    found["employer"].discard("contact")  # a name alone; the number stands beside it
    assert {kind: names for kind, names in found.items() if names} == {
        kind: set(masks) for kind, masks in COVERED.items()
    }
    assert {kind: set(one) for kind, one in PLANTED.items()} == {
        kind: set(masks) for kind, masks in COVERED.items()
    }


def test_no_form_shows_a_number_that_the_ledger_knows(session, records):
    for kind, name in FORMS.items():
        form = form_of(session, name)
        form.open(records[kind].id)
        if isinstance(form, HardshipForm):
            family = form.sheet.editor("members")
            family.table._grid.selectRow(0)
            family.fold.setChecked(True)
        assert shown_secrets(form) == [], kind
        assert form.collect() == records[kind]
        assert not form.is_touched


@pytest.mark.parametrize("kind", [kind for kind in FORMS if kind != "household_member"])
def test_f2_shows_one_number_and_the_audit_trail_says_who_asked(
    qtbot, session, boss, records, kind
):
    form = form_of(session, FORMS[kind])
    for field, number in PLANTED[kind].items():
        form.open(records[kind].id)
        line = form.sheet.editor(field)
        assert isinstance(line, CoveredLine)
        qtbot.keyClick(line, Qt.Key.Key_F2)
        assert line.text() == number
        assert line._until.isActive()
        assert line._until.interval() == SHOWN_FOR_MS == 20_000
        assert len(shown_secrets(form)) == 1
        entry = boss.desk.store.audit.entries(subject=records[kind].id, limit=1)[0]
        assert (entry.action, entry.actor) == (f"revealed.{field}", boss.user.id)
        line.hide_again()
        assert shown_secrets(form) == []
        assert form.collect() == records[kind]


def test_a_relatives_numbers_are_shown_one_by_one_and_that_is_written_down(
    qtbot, session, boss, records
):
    form, file = form_of(session, "hardship_file"), records["household_member"]
    form.open(file.id)
    family = form.sheet.editor("members")
    family.table._grid.selectRow(0)
    family.fold.setChecked(True)
    (member,) = file.members
    for field in ("phone", "other_phone"):
        line = family.details[field]
        qtbot.keyClick(line, Qt.Key.Key_F2)
        assert line.text() == PLANTED["household_member"][field]
    names = [column.name for column in family.table._rows.columns]
    cell = family.table._rows.index(0, names.index("id_number"))
    family.table._grid.edit(cell)
    (line,) = family.table._grid.findChildren(CoveredIdEdit)
    assert line.text() == "640***********0040"
    qtbot.keyClick(line, Qt.Key.Key_F2)
    assert line.text() == RELATIVE_ID
    entries = boss.desk.store.audit.entries(subject=member.id)
    assert {one.action for one in entries} >= {
        "revealed.phone",
        "revealed.other_phone",
        "revealed.id_number",
    }
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.collect() == file
    assert not form.is_touched


def test_a_new_number_is_typed_over_a_relatives_old_one_without_showing_it(
    qtbot, session, boss, records
):
    form, file = form_of(session, "hardship_file"), records["household_member"]
    form.open(file.id)
    family = form.sheet.editor("members")
    names = [column.name for column in family.table._rows.columns]
    family.table._grid.edit(family.table._rows.index(0, names.index("id_number")))
    (line,) = family.table._grid.findChildren(CoveredIdEdit)
    qtbot.keyClicks(line, CHILD_ID)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.collect().members[0].id_number == CHILD_ID)
    actions = {one.action for one in boss.desk.store.audit.entries(subject=file.members[0].id)}
    assert "revealed.id_number" not in actions


@pytest.mark.parametrize("name", PAGES)
def test_no_page_shows_a_number_that_nobody_asked_for(session, records, name):
    session.window.open(name)
    page = session.window.current_page
    for part in page.tabs if isinstance(page, SettingsPage) else (page,):
        if isinstance(page, SettingsPage):
            page.show_tab(part)
        if not isinstance(part, RecordPage):
            continue
        for record in records.values():
            part.choose(record.id)
            for tabs in part.findChildren(PartTabs):
                for place in range(len(tabs.texts)):
                    tabs.turn_to(place)
                    assert shown_secrets(session.window) == []
    assert shown_secrets(session.window) == []


def test_pages_show_what_stands_covered(session, records):
    session.window.open("people")
    session.window.current_page.choose(records["beneficiary"].id)
    assert any("640***********0019" in text for text in told(session.window))


def test_the_record_stays_as_it_was_where_a_number_is_typed_and_undone(qtbot, session, records):
    form = form_of(session, "employer")
    form.open(records["employer"].id)
    line = form.sheet.editor("phone")
    qtbot.keyClicks(line, "0951")
    assert line.text() == "0951"
    while form.sheet.history.undo():
        pass
    assert line.is_covered
    assert form.collect() == records["employer"]


def test_delete_empties_a_covered_number(qtbot, session, records):
    form = form_of(session, "employer")
    form.open(records["employer"].id)
    qtbot.keyClick(form.sheet.editor("phone"), Qt.Key.Key_Delete)
    assert form.collect() == replace(records["employer"], phone=None)
    assert form.is_touched


def test_a_paste_over_a_covered_number_takes_its_place(qtbot, session, records):
    form = form_of(session, "employer")
    form.open(records["employer"].id)
    QGuiApplication.clipboard().setText("0951-5011111")
    line = form.sheet.editor("phone")
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form.collect().phone == "0951-5011111"


def test_what_was_changed_within_the_twenty_seconds_stays_in_sight(qtbot):
    line = CoveredCodeLine()
    qtbot.addWidget(line)
    line.protect("13900000417", "139****0417")
    line.set_value("13900000417")
    line.uncover()
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    line.hide_again()
    assert line.text() == "1390000041"
    line.set_value("13900000417")
    assert line.text() == "139****0417"
