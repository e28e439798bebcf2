"""A list of a page into a workbook: what is shown, covered numbers, and the way to the file."""

from dataclasses import dataclass

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QStackedWidget, QWidget

from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.role import Right
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.gui.dialogs import saving
from desktop_app.gui.dialogs.list_export import CoveredNumbersDialog, ListExport, WrittenDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.people_page import PeoplePage
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.session import Session
from desktop_app.gui.tables.record_list import Shown
from desktop_app.gui.tables.record_table import Column
from desktop_app.services.office import Office
from tests.gui.conftest import nameless, write
from tests.unit.conftest import TODAY


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def page(qtbot, clerk, runner, campaign, people):
    clerk.granting.plan(campaign.id)
    made = PeoplePage(clerk, runner)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show_campaign(campaign)
    made.show()
    made.refresh()
    return made


@pytest.fixture
def people(enrol, make_person):
    return [
        enrol(make_person("马秀兰", employer="环卫处", phone="13900000417", tags=("二组",))),
        enrol(make_person("张𬱖", employer="元件厂", category="courier"), cash_fen=30_000),
        enrol(make_person("=cmd", employer="环卫处", tags=("二组",)), cash_fen=200_000),
    ]


def dialog(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def cells(file):
    sheet = openpyxl.load_workbook(file).active
    return [[value or "" for value in row] for row in sheet.iter_rows(values_only=True)]


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def test_the_workbook_holds_what_the_list_shows(qtbot, page, clerk, runner, window, tmp_path):
    page._list.tag.choose("二组")
    page._list._show_columns(["amount", "sort_key", "birth_date", "tags"])
    exports = ListExport(clerk, runner, window)
    target = tmp_path / "out.xlsx"
    with qtbot.waitSignal(exports.written) as done:
        exports.write(page._list.shown(), target)
    assert done.args[0].rows == 2
    rows = cells(target)
    assert rows[0][0] == "Beneficiaries"
    assert rows[1][0] == "Filtered by: Tag: 二组"
    assert rows[2][0] == "2 people · 3,000.00 yuan in all"
    assert "银川市总工会" in rows[3][0]
    assert rows[4] == ["Amount (yuan)", "Name", "Date of birth", "Tags"]
    assert [row[:2] for row in rows[5:]] == [[2000, "=cmd"], [1000, "马秀兰"]]
    assert openpyxl.load_workbook(target).active["B6"].quotePrefix
    said = dialog(WrittenDialog)
    assert "out.xlsx holds 2 rows" in words(said)
    said.reject()


def test_covered_numbers_stay_so_or_take_a_reason(
    qtbot, page, clerk, runner, window, tmp_path, monkeypatch
):
    page._list._show_columns(["sort_key", "phone"])
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_said: (str(tmp_path / "out"), "Excel (*.xlsx)")
    )
    exports = ListExport(clerk, runner, window)
    exports.begin(page._list.shown())
    asked = dialog(CoveredNumbersDialog)
    assert "Phone" in words(asked)
    assert nameless(asked) == []
    asked._whole.click()
    assert not asked._do.isEnabled()
    write(qtbot, asked._form.editor("reason"), "报送民政局核对")
    with qtbot.waitSignal(exports.written):
        asked._do.click()
    assert ["马秀兰", "13900000417"] in cells(target)
    entry = clerk.caretaking.entries()[0]
    assert (entry.action, entry.reason) == (
        "list.revealed",
        "Beneficiaries · 3 · phone · 报送民政局核对",
    )
    dialog(WrittenDialog).reject()
    asked_about = []
    monkeypatch.setattr(
        saving, "confirm", lambda _window, question, *_rest: asked_about.append(question) or True
    )
    exports.begin(page._list.shown())
    with qtbot.waitSignal(exports.written):
        dialog(CoveredNumbersDialog)._do.click()
    assert asked_about == ["Replace out.xlsx?"]
    assert ["马秀兰", "139****0417"] in cells(target)
    assert clerk.caretaking.entries()[0].action == "list.exported"
    dialog(WrittenDialog).reject()


def test_who_may_not_reveal_is_not_asked(page, clerk, runner, window, monkeypatch):
    page._list._show_columns(["sort_key", "phone"])
    asked = []
    monkeypatch.setattr(Office, "may", lambda _self, right: right is not Right.REVEAL)
    exports = ListExport(clerk, runner, window)
    monkeypatch.setattr(exports, "ask_for_file", lambda *given: asked.append(given))
    exports.begin(page._list.shown())
    assert len(asked) == 1
    assert len(asked[0]) == 1


def test_a_list_in_memory_goes_out_as_well(qtbot, clerk, runner, window, tmp_path):
    @dataclass(frozen=True)
    class Row:
        name: str

    class Once:
        """A source that can be read at the window's desk alone."""

        def count(self):
            return 2

        def slice(self, offset, limit):
            return [Row("甲"), Row("乙")][offset : offset + limit]

        def ordered(self, _order, **_way):
            return self

    shown = Shown(
        title="甲乙", remarks=(), columns=(Column("Name", lambda row: row.name),), source=Once()
    )
    exports = ListExport(clerk, runner, window)
    with qtbot.waitSignal(exports.written):
        exports.write(shown, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").split() == ["Name", "甲", "乙"]
    dialog(WrittenDialog).reject()


def test_who_cancels_gets_no_file(qtbot, page, clerk, runner, window, tmp_path):
    exports = ListExport(clerk, runner, window)
    before = clerk.caretaking.chain_head()
    job = exports.write(page._list.shown(), tmp_path / "out.xlsx")
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert list(tmp_path.glob("out*")) == []
    assert clerk.caretaking.chain_head() == before


@pytest.mark.parametrize("name", ["people", "visits", "grants"])
def test_every_page_of_the_window_exports_its_list(
    qtbot, clerk, campaign, people, tmp_path, monkeypatch, name
):
    clerk.granting.plan(campaign.id)
    clerk.visiting.save(
        Visit(
            id=VisitId(new_id()),
            campaign=campaign.id,
            manner="home",
            first_day=TODAY,
            visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
            beneficiaries=(people[0].id,),
        )
    )
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_said: (str(target), "Excel (*.xlsx)")
    )
    session = Session(clerk, Preferences(language="en"))
    host = QStackedWidget()
    qtbot.addWidget(host)
    host.addWidget(session.window)
    with qtbot.waitExposed(host):
        host.show()
    host.activateWindow()
    session.window.open(name)
    page = session.window.current_page
    listed = page.visits if name == "visits" else page._list
    listed.view.setFocus()
    with qtbot.waitSignal(session.exports.written):
        qtbot.keyClick(listed.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert any("马秀兰" in row for row in cells(target))
    dialog(WrittenDialog).reject()
    session.close(keep_office=True)
