from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import BADGE_ROLE, RECORD_ROLE, Column, RecordTable
from desktop_app.gui.tables.record_view import RecordView
from desktop_app.gui.widgets.empty_state import EmptyState


@dataclass(frozen=True)
class Person:
    name: str
    fen: int


PEOPLE = (Person("马秀兰", 900), Person("张𬱖", 10_000), Person("孙𠅤", 20))
COLUMNS = (
    Column("Name", lambda p: p.name, order="name"),
    Column("Amount", lambda p: str(p.fen), lambda p: p.fen, right=True, order="fen"),
    Column("State", lambda _p: "signed", badge=lambda _p: "ok"),
)


class Million:
    """A source that counts how much of it was read."""

    def __init__(self, descending=False):
        self.descending = descending
        self.slices = []

    def count(self):
        return 1_000_000

    def slice(self, offset, limit):
        self.slices.append(offset)
        numbers = range(offset, min(offset + limit, 1_000_000))
        return [Person(f"n{self._at(n)}", self._at(n)) for n in numbers]

    def ordered(self, order, *, descending):
        assert order == "fen"
        return Million(descending)

    def _at(self, number):
        return 999_999 - number if self.descending else number


@pytest.fixture
def table(qtbot):
    return RecordTable(COLUMNS)


@pytest.fixture
def view(qtbot, table):
    made = RecordView(table, "People")
    qtbot.addWidget(made)
    table.setParent(made)
    table.show_records(PEOPLE)
    made.show()
    return made


def names(table):
    return [table.index(row, 0).data() for row in range(table.rowCount())]


def test_the_model_keeps_the_promises_of_qt(table, qtmodeltester):
    table.show_records(PEOPLE)
    qtmodeltester.check(table)


def test_a_cell_gives_words_side_badge_and_record(table):
    table.show_records(PEOPLE)
    assert table.index(1, 0).data() == "张𬱖"
    assert table.index(1, 0).data(RECORD_ROLE) is PEOPLE[1]
    assert table.index(1, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert table.index(1, 2).data(BADGE_ROLE) == "ok"
    assert table.index(1, 0).data(BADGE_ROLE) == ""


def test_numbers_sort_by_value_and_not_by_their_words(table):
    table.show_records(PEOPLE)
    table.sort(1)
    assert names(table) == ["孙𠅤", "马秀兰", "张𬱖"]
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["张𬱖", "马秀兰", "孙𠅤"]


def test_the_third_click_gives_the_first_order_back(table):
    table.show_records(PEOPLE)
    table.sort(1)
    table.sort(-1)
    assert names(table) == [p.name for p in PEOPLE]


def test_new_records_keep_the_chosen_order(table):
    table.sort(1)
    table.show_records(PEOPLE)
    assert names(table) == ["孙𠅤", "马秀兰", "张𬱖"]


def test_of_a_million_records_only_the_looked_at_pages_are_read(table):
    source = Million()
    table.show_source(source)
    assert table.rowCount() == 1_000_000
    assert table.index(999_999, 0).data() == "n999999"
    assert table.index(0, 0).data() == "n0"
    assert table.index(1, 0).data() == "n1"
    assert source.slices == [999_800, 0]


def test_a_source_sorts_itself(table):
    table.show_source(Million())
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert table.index(0, 0).data() == "n999999"


def test_enter_opens_the_record_under_the_cursor(qtbot, view):
    view.choose_row(1)
    with qtbot.waitSignal(view.record_activated) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [PEOPLE[1]]


def test_end_and_home_go_to_the_last_and_the_first_record(qtbot, view):
    view.choose_row(1)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.chosen_record() == PEOPLE[2]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.chosen_record() == PEOPLE[0]


def test_several_records_can_be_marked(qtbot, view):
    view.selectAll()
    assert view.chosen_records() == list(PEOPLE)


def test_moving_the_cursor_tells_the_record(qtbot, view):
    with qtbot.waitSignal(view.record_chosen) as chosen:
        view.choose_row(2)
    assert chosen.args == [PEOPLE[2]]


def test_other_records_leave_nothing_chosen(qtbot, view, table):
    view.choose_row(2)
    with qtbot.waitSignal(view.record_chosen) as chosen:
        table.show_records(PEOPLE[:1])
    assert chosen.args == [None]
    assert view.chosen_record() is None


def test_an_empty_list_says_what_to_do(qtbot):
    shown = RecordList(COLUMNS, "People", EmptyState("Nobody yet", "Import a roster."))
    qtbot.addWidget(shown)
    shown.show()
    assert shown.empty.isVisible()
    shown.show_records(PEOPLE, "3 people")
    assert shown.view.isVisible()
    shown.show_records(())
    assert shown.empty.isVisible()
