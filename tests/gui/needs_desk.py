"""An officer's desk with needs and a referral, for the tests of their page."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.domain.identity import NeedId, ReferralId, new_id
from desktop_app.domain.need import Need
from desktop_app.domain.referral import Referral
from desktop_app.gui.pages.needs_page import NeedsPage


@pytest.fixture
def open_page(qtbot):
    """Open the page for one person at the desk."""

    def build(office):
        page = NeedsPage(office)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.refresh()
        return page

    return build


@pytest.fixture
def person(clerk, make_person):
    return clerk.register.save(make_person("马秀兰"))


@pytest.fixture
def hear(officer, person):
    def keep(words, **fields) -> Need:
        given = {"kind": "unpaid_wages", "heard_on": date(2021, 2, 1), "beneficiary": person.id}
        return officer.needs.save(Need(id=NeedId(new_id()), words=words, **(given | fields)))

    return keep


@pytest.fixture
def needs(officer, clerk, hear):
    """One overdue, one due soon and somebody else's, one of a group, one settled."""
    found = {
        "late": hear("两个月没发工资", due=date(2021, 2, 5), urgency="urgent"),
        "soon": hear("孩子学费", kind="schooling", due=date(2021, 2, 10), owner=clerk.user.id),
        "group": hear(
            "宿舍漏水",
            kind="housing",
            beneficiary=None,
            group_words="建筑工人",
            owner=officer.user.id,
        ),
        "done": hear("社保断缴", kind="social_insurance"),
    }
    officer.needs.close(found["done"].id, outcome="solved", said="satisfied")
    return found


@pytest.fixture
def referral(officer, needs):
    return officer.referrals.save(
        Referral(
            id=ReferralId(new_id()),
            kind="hotline",
            addressee="12351热线",
            need=needs["late"].id,
            beneficiary=needs["late"].beneficiary,
            asked_on=date(2021, 2, 2),
            due=date(2021, 2, 6),
            words="请督促补发",
        )
    )


def listed(page):
    table = page.needs.table
    return [table.record(row).need.words for row in range(table.rowCount())]


def referred(page):
    table = page.referrals.table
    return [table.record(row).referral.addressee for row in range(table.rowCount())]


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def press(widget, text):
    (button,) = (
        one
        for one in widget.findChildren(QPushButton)
        if one.text() == text and one.isVisibleTo(widget)
    )
    button.click()


def buttons(widget):
    shown = (one for one in widget.findChildren(QPushButton) if one.isVisibleTo(widget))
    return {one.text() for one in shown}


def choose(editor, typed):
    editor.setEditText(typed)
    editor.settle()


def reason_of(dialog):
    """The field of a dialog that asks why."""
    return dialog._form.editor("reason")
