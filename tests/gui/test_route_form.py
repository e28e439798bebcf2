"""The form of a route: stops found while typing, ordered by hand, kept as a draft."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.route import Stop
from desktop_app.gui.forms.route_form import FORM, RouteForm
from desktop_app.gui.widgets.inline_table import InlineColumn
from desktop_app.gui.widgets.ordered_table import OrderedTable
from desktop_app.gui.widgets.typed_line import TextLine
from tests.gui.conftest import nameless
from tests.gui.visit_forms import commit

# The list of hits is a window of its own, which the plugin without a screen cannot raise.
pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
ALT = Qt.KeyboardModifier.AltModifier
PLANT = "银川经开区电子元件厂"


@pytest.fixture
def people(enrol, make_person):
    return [enrol(make_person(name, phone="13895012345")) for name in ("张建国", "李红军")]


@pytest.fixture
def route(officer, campaign, people):
    begun = officer.routing.begin([one.id for one in people], campaign.id)
    first, second = begun.stops
    plant = officer.employers.add(PLANT).id
    stops = (
        replace(first, time="9:30", note="三楼"),
        second,
        Stop(employer=plant),
        Stop(words="金安社区"),
    )
    return officer.routing.save(replace(begun, team="二组", title="北线", stops=stops))


@pytest.fixture
def form(officer, qtbot):
    made = RouteForm(officer)
    qtbot.addWidget(made)
    made.resize(1200, 690)
    made.show()
    return made


def stops(form):
    return form.sheet.editor("stops")


def grid(form):
    return stops(form).table._grid


def shown(form):
    return [row["name"] for row in stops(form).table.value()]


def add(form, qtbot, text):
    line = stops(form).line.line
    line.setFocus()
    if text.isascii():
        qtbot.keyClicks(line, text)
    else:
        commit(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_route_that_nobody_touched_is_handed_back_equal(officer, form, route):
    head = officer.caretaking.chain_head()
    form.open(route.id)
    assert shown(form) == ["张建国", "李红军", PLANT, "金安社区"]
    assert not form.is_touched
    assert form.save()
    assert officer.routing.open(route.id).record == route
    assert officer.caretaking.chain_head() == head


def test_people_employers_and_places_are_added_while_typing(officer, form, campaign, people, qtbot):
    plant = officer.employers.add(PLANT).id
    form.begin()
    for typed in ("zjg", "ycjkq", "金安社区"):
        add(form, qtbot, typed)
    assert form.save()
    (kept,) = officer.routing.today()
    assert kept.officer == officer.user.id
    assert [stop.whither for stop in kept.stops] == [people[0].id, plant, "金安社区"]


def test_whom_the_route_leads_to_already_is_not_added_again(form, route, people, qtbot):
    form.open(route.id)
    add(form, qtbot, "zjg")
    assert len(shown(form)) == 4
    assert form.add_people([one.id for one in people]) == 0


def test_alt_and_the_arrows_change_the_order(officer, form, route, qtbot):
    form.open(route.id)
    view = grid(form)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert shown(form) == ["李红军", PLANT, "张建国", "金安社区"]
    assert view.currentIndex().row() == 2
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    assert form.save()
    kept = officer.routing.open(route.id).record
    assert kept.stops == tuple(route.stops[at] for at in (1, 0, 2, 3))


def test_the_first_stop_goes_no_further_up(form, route, qtbot):
    form.open(route.id)
    view = grid(form)
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    assert not form.is_touched


def test_dragging_a_number_changes_the_order(form, route):
    form.open(route.id)
    grid(form).verticalHeader().moveSection(3, 0)
    assert shown(form) == ["金安社区", "张建国", "李红军", PLANT]
    header = grid(form).verticalHeader()
    assert [header.visualIndex(row) for row in range(4)] == [0, 1, 2, 3]
    assert form.is_touched


def test_time_and_note_of_a_stop_are_typed_in_its_row(officer, form, route, qtbot):
    form.open(route.id)
    table = stops(form).table
    table._rows.put(table._rows.index(1, 2), "10:15")
    table.edited.emit()
    assert form.save()
    assert officer.routing.open(route.id).record.stops[1].time == "10:15"


def test_a_time_that_is_none_is_refused_beside_the_stops(officer, form, route):
    form.open(route.id)
    table = stops(form).table
    table._rows.put(table._rows.index(1, 2), "half past")
    assert not form.save()
    assert "is not a time" in form.sheet.findChild(QLabel, "stops_issue").text()
    assert officer.routing.open(route.id).record == route


def test_an_empty_route_is_refused(officer, form):
    form.begin()
    assert not form.save()
    assert "at least one stop" in form.sheet.findChild(QLabel, "stops_issue").text()
    assert officer.routing.latest() == []


def test_a_draft_of_a_route_comes_back_in_its_order(officer, form, route, qtbot):
    form.open(route.id)
    view = grid(form)
    view.setCurrentIndex(view.model().index(3, 0))
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    qtbot.keyClicks(stops(form).line.line, "zj")
    draft = officer.drafting.of(FORM, route.id)
    again = RouteForm(officer)
    qtbot.addWidget(again)
    again.resume(draft)
    assert shown(again) == ["张建国", "李红军", "金安社区", PLANT]
    assert stops(again).text() == "zj"
    assert again.is_touched


def test_delete_takes_a_stop_away(officer, form, route, qtbot):
    form.open(route.id)
    view = grid(form)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert form.save()
    assert officer.routing.open(route.id).record.stops == route.stops[1:]


def test_everything_of_the_form_has_a_name(form, route):
    form.open(route.id)
    assert nameless(form) == []


def test_insert_adds_no_row_where_rows_come_from_elsewhere(qtbot):
    column = InlineColumn(name="name", title="Name", editor=TextLine)
    table = OrderedTable((column,), can_add=False)
    qtbot.addWidget(table)
    table.add_row()
    assert table.value() == ()
    table.append({"name": "here"})
    assert table.value() == ({"name": "here"},)
