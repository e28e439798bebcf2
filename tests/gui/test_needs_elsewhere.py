"""Needs on other pages: at the person, on the first page, in the search."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.domain.identity import NeedId, new_id
from desktop_app.domain.need import Need
from desktop_app.domain.role import Role, may
from desktop_app.gui.pages.next_steps import Deed, next_steps
from desktop_app.gui.pages.person_pane import PersonPane
from desktop_app.services.need_lines import NeedLines
from desktop_app.services.overview import NeedsDue, Overview, survey
from desktop_app.services.people_lines import PersonLine
from tests.gui.conftest import in_session
from tests.unit.conftest import TODAY


@pytest.fixture
def person(clerk, make_person):
    return clerk.register.save(make_person("马秀兰"))


@pytest.fixture
def late(officer, person):
    return officer.needs.save(
        Need(
            id=NeedId(new_id()),
            kind="unpaid_wages",
            words="两个月没发工资",
            heard_on=date(2021, 1, 20),
            beneficiary=person.id,
        )
    )


@pytest.fixture
def session(qtbot, officer):
    with in_session(qtbot, officer) as made:
        yield made


def show(qtbot, office, person):
    pane = PersonPane(office)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_line(PersonLine(person=person))
    titles = list(pane._tabs.texts)
    pane.go_to_part(next(at for at, title in enumerate(titles) if title.startswith("Needs")))
    return pane, titles


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def button(widget, text):
    (found,) = (
        one
        for one in widget.findChildren(QPushButton)
        if one.text() == text and one.isVisibleTo(widget)
    )
    return found


def test_the_person_shows_what_was_asked_for_and_how_many_are_open(qtbot, officer, person, late):
    pane, titles = show(qtbot, officer, person)
    assert "Needs 1" in titles
    assert "两个月没发工资 · overdue since 2021-02-04" in words(pane)
    with qtbot.waitSignal(pane.need_requested) as asked:
        button(pane, "Unpaid wages").click()
    assert asked.args == [late.id]


def test_a_settled_need_stays_at_the_person_and_counts_no_longer(qtbot, officer, person, late):
    officer.needs.close(late.id, outcome="solved", outcome_words="补发八千", said="satisfied")
    pane, titles = show(qtbot, officer, person)
    assert "Needs" in titles
    assert "Solved · 补发八千" in words(pane)
    assert "overdue" not in words(pane)


def test_a_need_is_begun_at_the_person_by_who_may_record(qtbot, officer, sit, person):
    pane, _titles = show(qtbot, officer, person)
    assert "Nothing was asked for yet." in words(pane)
    with qtbot.waitSignal(pane.need_requested) as asked:
        button(pane, "Record a need").click()
    assert asked.args == [person]
    reading, _titles = show(qtbot, sit(Role.AUDITOR), person)
    assert "Record a need" not in {one.text() for one in reading.findChildren(QPushButton)}


def test_the_first_page_counts_what_waits(officer, person, late):
    for due in (TODAY, TODAY + timedelta(days=6), TODAY + timedelta(days=7)):
        officer.needs.save(
            Need(
                id=NeedId(new_id()),
                kind="housing",
                words="宿舍漏水",
                heard_on=TODAY,
                beneficiary=person.id,
                due=due,
            )
        )
    yesterday = TODAY - timedelta(days=1)
    asked = officer.referrals.ask_for_visit(words="请走访", addressee="固原市总工会", due=TODAY)
    base = officer.referrals.open(asked.id)
    officer.referrals.save(replace(base.record, asked_on=yesterday, due=yesterday), base)
    assert survey(officer.desk, None).needs == NeedsDue(overdue=1, soon=2, late_answers=1)


def test_needs_that_wait_come_first_and_everybody_may_look():
    waiting = Overview(needs=NeedsDue(overdue=2, soon=1, late_answers=3))
    steps = next_steps(waiting, partial(may, Role.AUDITOR))
    assert [step.words for step in steps[:3]] == [
        "2 needs are overdue.",
        "3 referrals wait for an answer that is late.",
        "1 need is due within a week.",
    ]
    assert [step.deed for step in steps[:3]] == [
        Deed.OVERDUE_NEEDS,
        Deed.LATE_ANSWERS,
        Deed.NEEDS_DUE,
    ]


@pytest.mark.parametrize("deed", [Deed.OVERDUE_NEEDS, Deed.NEEDS_DUE, Deed.LATE_ANSWERS])
def test_the_way_from_the_first_page_leads_to_the_needs(late, session, deed):
    session.carry_out(deed)
    page = session.window.current_page
    assert page.name == "needs"
    assert page.shows_referrals == (deed is Deed.LATE_ANSWERS)


def test_the_search_finds_a_need_by_its_words(late, session):
    hits = []
    session.window.search.show_hits = hits.extend
    session.search("没发工资")
    assert [(hit.text, hit.payload) for hit in hits] == [
        ("Unpaid wages · 两个月没发工资", ("needs", late.id))
    ]
    session.window.open(*hits[0].payload)
    assert session.window.current_page.need.record == late.id


def test_the_person_leads_to_a_new_need_and_back_to_an_old_one(session, person, late):
    pane = session.window.page("people")._pane
    pane.need_requested.emit(late.id)
    page = session.window.current_page
    assert (page.name, page.need.record) == ("needs", late.id)
    pane.need_requested.emit(person)
    assert page.is_writing
    assert page._need_form.collect().beneficiary == person.id


def test_a_line_says_whose_the_need_is_and_that_it_is_late(officer, late):
    line = NeedLines(officer.desk).line(late.id)
    assert (line.whose, line.owner, line.is_overdue) == ("马秀兰", "", True)
