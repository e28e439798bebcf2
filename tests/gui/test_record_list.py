"""What every list can do: columns, order, kept filters, marks, counts and sums."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from desktop_app.domain.role import Role
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.tables.column_chooser import ColumnChooser
from desktop_app.gui.tables.kept_filters import KeptFilters
from desktop_app.gui.tables.marked_bar import MarkedAction
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.services.list_views import ListViews
from tests.gui.conftest import nameless, write

pytestmark = pytest.mark.qt_log_ignore("does not support")  # popups, on a screen that is none
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True)
class Row:
    name: str
    unit: str
    fen: int


ROWS = [
    Row("马秀兰", "环卫处", 200_000),
    Row("张𬱖", "元件厂", 150_000),
    Row("杨淼鑫", "环卫处", 100_000),
]
COLUMNS = (
    Column("Name", lambda row: row.name, order="name", width=12),
    Column("Unit", lambda row: row.unit, order="unit", stretch=True, leave=1),
    Column(
        "Yuan",
        lambda row: f"{row.fen / 100:.2f}",
        lambda row: row.fen,
        order="cash",
        right=True,
        width=12,
        fen=lambda row: row.fen,
    ),
    Column("Length", lambda row: str(len(row.name)), order="length", width=20, usual=False),
)


@pytest.fixture
def build(qtbot, clerk):
    def make(office=clerk, name="rows", width=900):
        made = RecordList(COLUMNS, "Rows", EmptyState("Nobody yet", "Import a roster."))
        made.text = FindLine("Find")
        made.unit = FilterChip("Unit", lambda: [("环卫处", "环卫处"), ("元件厂", "元件厂")])
        made.mine = Chip("Mine")
        made.elsewhere = Chip("Elsewhere")
        made.elsewhere.setProperty("leads", True)
        for part in (made.text, made.unit, made.mine, made.elsewhere):
            made.filters.add(part)
        made.remember(office, name)
        made.show_records(ROWS)
        qtbot.addWidget(made)
        made.resize(width, 500)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        made.view.setFocus()
        return made

    return make


def shown(made):
    return [column.key for column in made.view.columns.shown()]


def names(made):
    return [made.table.record(row).name for row in range(made.table.rowCount())]


def popup(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def test_the_usual_columns_are_shown_first(build):
    assert shown(build()) == ["name", "unit", "cash"]


def test_columns_are_ticked_and_moved_by_keyboard(qtbot, build):
    made = build()
    qtbot.keyClick(made.view, Qt.Key.Key_C, CONTROL | SHIFT)
    chooser = popup(ColumnChooser)
    chooser.list.setCurrentRow(3)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Return)
    assert shown(made) == ["name", "unit", "cash", "length"]
    chooser.shift(-1)
    chooser.shift(-1)
    assert shown(made) == ["name", "length", "unit", "cash"]
    chooser.list.setCurrentRow(0)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Space)
    assert shown(made) == ["length", "unit", "cash"]
    chooser.close()


def test_one_column_always_stays(qtbot, build):
    made = build()
    chooser = made.choose_columns()
    for row in range(3):
        chooser.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert len(shown(made)) == 1
    chooser.close()


def test_columns_and_order_are_remembered_for_this_person_alone(build, officer):
    made = build()
    made._show_columns(["cash", "name"])
    made.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    again = build()
    assert shown(again) == ["cash", "name"]
    assert names(again) == ["马秀兰", "张𬱖", "杨淼鑫"]
    assert again.view.horizontalHeader().sortIndicatorSection() == 2
    assert shown(build(officer)) == ["name", "unit", "cash"]
    assert shown(build(name="others")) == ["name", "unit", "cash"]


def test_a_column_drawn_elsewhere_is_remembered_there(build):
    made = build()
    made.view.horizontalHeader().moveSection(2, 0)
    assert shown(made) == ["cash", "name", "unit"]
    assert shown(build()) == ["cash", "name", "unit"]


def test_the_usual_columns_come_back(qtbot, build):
    made = build()
    made._show_columns(["length"])
    chooser = made.choose_columns()
    chooser.usual_requested.emit()
    assert shown(made) == ["name", "unit", "cash"]
    assert chooser.ticked() == ("name", "unit", "cash")
    chooser.close()
    assert shown(build()) == ["name", "unit", "cash"]


def test_a_column_that_is_gone_from_the_program_does_no_harm(build):
    made = build()
    made._show_columns(["no_such_column", "cash"])
    assert shown(made) == ["cash"]


def test_where_there_is_no_room_the_least_leaves_unless_it_was_chosen(build):
    made = build(width=450)
    assert shown(made) == ["name", "cash"]
    made._show_columns(["name", "unit", "cash"])
    assert shown(made) == ["name", "unit", "cash"]


def test_a_filter_is_kept_under_a_name_and_used_again(qtbot, build):
    made = build()
    made.unit.choose("环卫处")
    made.mine.click()
    made.text.setText("ma")
    made._kept.click()
    opened = popup(KeptFilters)
    write(qtbot, opened.line, "二组路线未走访")
    qtbot.keyClick(opened.line, Qt.Key.Key_Return)
    other = build()
    assert other.filter_state.state() == {}
    other._kept.click()
    opened = popup(KeptFilters)
    qtbot.keyClick(opened.list, Qt.Key.Key_Return)
    assert other.filter_state.state() == {"text 1": "ma", "choice 1": "环卫处", "chip 1": "on"}
    assert other.unit.code() == "环卫处"
    assert other.mine.isChecked()
    assert not other.elsewhere.isChecked()
    qtbot.waitUntil(lambda: not other.text._pause.isActive())


def test_using_a_filter_takes_off_what_is_not_in_it(build):
    made = build()
    made.unit.choose("环卫处")
    made.memory.perform("keep", "环卫处", "")
    made.unit.choose("")
    made.mine.click()
    made.memory.use("环卫处")
    assert made.filter_state.state() == {"choice 1": "环卫处"}


def test_a_filter_that_is_hidden_now_is_left_alone(build):
    made = build()
    made.mine.click()
    made.unit.choose("环卫处")
    made.memory.perform("keep", "mine", "")
    other = build()
    other.mine.hide()
    other.memory.use("mine")
    assert not other.mine.isChecked()
    assert other.unit.code() == "环卫处"


def test_a_kept_filter_is_renamed_and_forgotten_and_brought_back(qtbot, build, clerk):
    made = build()
    made.mine.click()
    made.memory.perform("keep", "我的", "")
    opened = made._kept.open()
    opened.list.item(0).setText("我录入的")
    assert made.memory.names() == ["我录入的"]
    qtbot.keyClick(opened.list, Qt.Key.Key_Delete)
    assert made.memory.names() == []
    assert "我录入的" in opened._undo.text()
    opened._undo.click()
    assert ListViews(clerk.desk).filters("rows") == {"我录入的": {"chip 1": "on"}}
    opened.close()


def test_a_name_that_cannot_be_is_said_and_nothing_is_lost(qtbot, build):
    made = build()
    made.mine.click()
    opened = made._kept.open()
    write(qtbot, opened.line, "字" * 41)
    qtbot.keyClick(opened.line, Qt.Key.Key_Return)
    assert opened.isVisible()
    assert "at most 40" in opened._trouble.text()
    assert opened.line.text() == "字" * 41
    opened.close()


def test_what_is_shown_is_counted_and_added_up(build):
    assert build()._summary.text() == "3 shown · 4,500.00 yuan"


def test_marked_rows_are_counted_and_added_up(qtbot, build):
    made = build()
    made.view.choose_row(0)
    assert made.bar.isHidden()
    qtbot.keyClick(made.view, Qt.Key.Key_Down, SHIFT)
    assert made.bar.words() == "2 chosen · 3,500.00 yuan"
    qtbot.keyClick(made.view, Qt.Key.Key_A, CONTROL)
    assert made.bar.words() == "3 chosen · 4,500.00 yuan"


def test_space_marks_row_after_row(qtbot, build):
    made = build()
    made.view.choose_row(0)
    qtbot.keyClick(made.view, Qt.Key.Key_Space)  # the row of the cursor was marked already
    qtbot.keyClick(made.view, Qt.Key.Key_Space)
    qtbot.keyClick(made.view, Qt.Key.Key_Space)
    assert [row.name for row in made.view.chosen_records()] == ["张𬱖", "杨淼鑫"]
    assert made.view.currentIndex().row() == 2


def test_a_click_with_ctrl_marks_one_more(qtbot, build):
    made = build()
    made.view.choose_row(0)
    rect = made.view.visualRect(made.table.index(2, 0))
    place = QPoint(rect.left() + 5, rect.center().y())
    qtbot.mouseClick(made.view.viewport(), Qt.MouseButton.LeftButton, CONTROL, place)
    assert [row.name for row in made.view.chosen_records()] == ["马秀兰", "杨淼鑫"]


def test_the_bar_does_what_it_offers_with_the_marked_and_goes_with_the_marks(qtbot, build):
    made = build()
    done = []
    made.offer_for_marked(
        [
            MarkedAction(text="Print…", run=done.append),
            MarkedAction(text="Void", run=done.append, possible=lambda: False),
        ]
    )
    made.view.selectAll()
    assert list(made.bar.buttons()) == ["Print…", "Export"]
    made.bar.buttons()["Print…"].click()
    assert done == [ROWS]
    made._clear_marks()
    assert made.bar.isHidden()


def test_tab_leads_from_the_marked_rows_to_what_can_be_done(qtbot, build):
    made = build()
    made.offer_for_marked([MarkedAction(text="Print…", run=lambda _rows: None)])
    made.view.selectAll()
    qtbot.keyClick(made.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is made.bar.buttons()["Print…"]


def test_marks_go_when_the_list_is_read_again(build):
    made = build()
    made.view.selectAll()
    made.show_records(ROWS[:1])
    assert made.bar.isHidden()


def test_a_hundred_thousand_marked_rows_are_counted_at_once(build):
    made = build()
    made.show_records([Row(str(n), "", 100) for n in range(100_000)])
    made.view.selectAll()
    assert made.bar.words() == "100,000 chosen"


def test_what_is_exported_is_what_is_shown(qtbot, build):
    made = build()
    made._show_columns(["cash", "name"])
    made.unit.choose("环卫处")
    with qtbot.waitSignal(made.export_requested) as asked:
        qtbot.keyClick(made.view, Qt.Key.Key_E, CONTROL)
    (what,) = asked.args
    assert [column.key for column in what.columns] == ["cash", "name"]
    assert what.remarks == ("Filtered by: Unit: 环卫处", "3 shown · 4,500.00 yuan")
    made.view.choose_row(0)
    qtbot.keyClick(made.view, Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(made.export_requested) as asked:
        made.bar.buttons()["Export"].click()
    assert list(asked.args[0].source.slice(0, 9)) == ROWS[:2]
    assert asked.args[0].remarks[-1] == "2 chosen · 3,500.00 yuan"


def test_every_part_has_a_name(build, sit):
    made = build(sit(Role.AUDITOR))
    made.view.selectAll()
    assert nameless(made) == []
    assert nameless(made.choose_columns()) == []
    QApplication.activePopupWidget().close()
    made.mine.click()
    assert nameless(made._kept.open()) == []
    QApplication.activePopupWidget().close()


def test_the_keys_of_the_list_are_in_the_list_of_keys():
    assert Shortcut.COLUMNS.keys == "Ctrl+Shift+C"
    assert Shortcut.EXPORT.keys == "Ctrl+E"
