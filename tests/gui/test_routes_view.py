"""The routes among the visits: today's, walked stop by stop, filled from the roster, printed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.domain.role import Role
from desktop_app.domain.route import Stop
from desktop_app.domain.visit import Visitor
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.route_people import RoutePeople
from desktop_app.gui.pages.visits_page import VisitsPage
from tests.gui.conftest import nameless

TWO = (Visitor(name="王建国"), Visitor(name="马丽"))
PLANT = "银川经开区电子元件厂"


@pytest.fixture
def people(enrol, make_person):
    return [enrol(make_person(name)) for name in ("张建国", "李红军")]


@pytest.fixture
def route(officer, campaign, people):
    begun = officer.routing.begin([one.id for one in people], campaign.id)
    return officer.routing.save(begun)


@pytest.fixture
def open_page(qtbot, campaign):
    def make(office):
        page = VisitsPage(office)
        qtbot.addWidget(page)
        page.resize(1200, 690)
        page.show_campaign(campaign)
        page.show()
        return page

    return make


def words(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def ways(page, text):
    return [one for one in page.route.findChildren(QPushButton) if one.text() == text]


def begin_at_first_stop(page):
    page.visits.routes.click()
    ways(page, "Start the visit")[0].click()
    for visitor in TWO:
        page.form.sheet.editor("visitors").choose(visitor)


def test_an_empty_list_of_routes_says_what_to_do(officer, open_page):
    page = open_page(officer)
    page.visits.routes.click()
    assert "No route here" in words(page.routes)


def test_the_routes_stand_in_the_place_of_the_visits_and_lead_back(officer, open_page, route):
    page = open_page(officer)
    page.visits.routes.click()
    table = page.routes.table
    assert [table.index(0, at).data() for at in range(3)] == [
        "2021-02-08",
        "Route of 2021-02-08",
        "0 of 2",
    ]
    assert "张建国" in words(page.route)
    page.routes.back.click()
    assert page._lists.currentWidget() is page.visits


def test_only_todays_routes_are_shown_on_wish(officer, open_page, route, clerk, people):
    old = officer.routing.begin([people[0].id])
    officer.routing.save(type(old)(**{**_fields(old), "day": route.day.replace(day=1)}))
    page = open_page(officer)
    page.visits.routes.click()
    assert page.routes.table.rowCount() == 2
    page.routes.today.click()
    assert page.routes.table.rowCount() == 1


def _fields(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def test_a_visit_begun_at_a_stop_is_filled_in_and_makes_the_stop(officer, open_page, route, people):
    page = open_page(officer)
    begin_at_first_stop(page)
    assert page.form.sheet.people.value() == (people[0].id,)
    assert page.form.sheet.editor("first_day").value() == route.day
    assert page.form.save()
    (visit,) = officer.visiting.latest()
    assert [stop.visit for stop in officer.routing.open(route.id).record.stops] == [visit.id, None]
    page.visits.routes.click()
    assert "1 of 2" in words(page.route)


def test_save_and_next_goes_on_at_the_next_stop(officer, open_page, route, people):
    page = open_page(officer)
    titles = []
    page.title_changed.connect(lambda title, _badge: titles.append(title))
    begin_at_first_stop(page)
    assert page.form.save(and_next=True)
    assert page.is_writing
    assert page.form.sheet.people.value() == (people[1].id,)
    assert page.form.sheet.editor("visitors").value() == TWO
    assert titles[-1] == "New visit · stop 2 of 2 · Route of 2021-02-08"
    assert page.form.save(and_next=True)
    assert page.form.sheet.people.value() == ()
    assert officer.routing.open(route.id).record.done == 2


def test_a_made_stop_leads_to_its_visit(officer, open_page, route):
    page = open_page(officer)
    begin_at_first_stop(page)
    page.form.save()
    page.visits.routes.click()
    ways(page, "Visited")[0].click()
    assert page._lists.currentWidget() is page.visits
    assert page.visits.view.chosen_record().visit == officer.visiting.latest()[0]


def test_a_stop_at_an_employer_begins_a_visit_on_site(officer, open_page, route):
    plant = officer.employers.add(PLANT)
    kept = officer.routing.add_stops(route.id, [Stop(employer=plant.id), Stop(words="金安社区")])
    page = open_page(officer)
    page.begin_at(kept, kept.stops[2])
    values = page.form.sheet.values()
    assert (values["employers"], values["manner"]) == ((plant.id,), "site")
    assert (values["place_kind"], values["place_name"]) == ("enterprise", PLANT)
    page.begin_at(kept, kept.stops[3])
    assert page.form.sheet.values()["place_name"] == "金安社区"


def test_an_employer_from_another_page_begins_a_visit_to_it(officer, open_page):
    plant = officer.employers.add(PLANT)
    page = open_page(officer)
    page.show_record(plant)
    assert page.is_writing
    assert page.form.sheet.employers.value() == (plant.id,)
    assert page.form.sheet._folds[0][0].isChecked()


def test_several_people_from_another_page_begin_a_route(officer, open_page, people):
    page = open_page(officer)
    page.show_record(tuple(one.id for one in people))
    assert page.is_writing
    assert page.route_form.save()
    (kept,) = officer.routing.today()
    assert [stop.beneficiary for stop in kept.stops] == [one.id for one in people]


def test_a_route_is_filled_from_the_roster_without_those_visited(
    officer, open_page, route, people, enrol, make_person, qtbot
):
    other = enrol(make_person("马福海", employer="环卫所"))
    page = open_page(officer)
    begin_at_first_stop(page)
    page.form.save()
    page.begin_route()
    page.add_from_roster()
    (dialog,) = page.findChildren(RoutePeople)
    listed = [dialog.people.item(row).text() for row in range(dialog.people.count())]
    assert [text.split()[0] for text in listed] == ["李红军", "马福海"]
    dialog.employer.choose("环卫所")
    dialog.people.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.employer.choose("")
    assert "1 chosen" in words(dialog)
    assert nameless(dialog) == []
    dialog._add.click()
    rows = page.route_form.sheet.editor("stops").value()
    assert [row["beneficiary"] for row in rows] == [other.id]


def test_a_route_is_shown_as_it_will_lie_on_paper(officer, open_page, route, qtbot):
    page = open_page(officer)
    page.visits.routes.click()
    page.routes.setFocus()
    page._print_chosen()
    (dialog,) = page.findChildren(PaperDialog)
    assert dialog._pane.page_count() == 1
    dialog.close()


def test_a_route_is_found_by_its_id(officer, open_page, route):
    page = open_page(officer)
    page.show_record(route.id)
    assert page._lists.currentWidget() is page.routes
    assert page.route.record == route.id


def test_a_draft_of_a_route_stands_among_the_drafts(officer, open_page, people, qtbot):
    page = open_page(officer)
    page.begin_route([people[0].id])
    qtbot.keyClicks(page.route_form.sheet.editor("team"), "two")
    page.show_list()
    page.visits.drafts.click()
    assert page.drafts.table.rowCount() == 1
    page.show_record(officer.drafting.mine()[0])
    assert page.route_form.sheet.editor("team").value() == "two"
    rows = page.route_form.sheet.editor("stops").value()
    assert [row["beneficiary"] for row in rows] == [people[0].id]


def test_an_auditor_reads_a_route_and_begins_nothing(sit, officer, open_page, route):
    page = open_page(sit(Role.AUDITOR))
    page.visits.routes.click()
    assert "张建国" in words(page.route)
    assert ways(page, "Start the visit") == []
    assert page.page_actions() == ()


def test_everything_in_the_view_of_routes_has_a_name(officer, open_page, route):
    page = open_page(officer)
    page.visits.routes.click()
    assert nameless(page) == []
