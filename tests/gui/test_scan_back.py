"""The review of scans: pages in, then a glance at each signature, by keys alone."""

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.grant import GrantState
from desktop_app.domain.scan import ScanVerdict
from desktop_app.domain.sheet import SheetKind
from desktop_app.gui.dialogs import scan_back as dialogs
from desktop_app.gui.dialogs.camera import CameraDialog
from desktop_app.gui.dialogs.scan_back import ScanBackDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.grants_page import GrantsPage
from desktop_app.gui.tables import scan_rows
from desktop_app.gui.widgets.camera_feed import Feed
from desktop_app.services.scanning.pages import sources_in
from desktop_app.storage.grants import GrantFilter
from tests import scanned
from tests.gui.conftest import nameless
from tests.paper import scanner
from tests.paper.scanner import Machine
from tests.scanned import approve_three, on_paper, signed_receipts, sources

WAIT_MS = 60_000


@pytest.fixture
def runner():
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    return approve_three(clerk, approver, campaign, enrol, make_person)


@pytest.fixture
def behind(qtbot):
    widget = QWidget()
    widget.resize(1366, 768)
    widget.show()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def review(qtbot, runner, behind):
    def open_it(office, campaign):
        dialog = ScanBackDialog(office, runner, campaign.id, behind)
        with qtbot.waitSignal(dialog.listed, timeout=WAIT_MS):
            return opened(qtbot, dialog)

    return open_it


def opened(qtbot, dialog):
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.activateWindow()
    return dialog


def read(qtbot, dialog, batch):
    with qtbot.waitSignal(dialog.read, timeout=WAIT_MS) as told:
        dialog.scan(batch)
    qtbot.waitUntil(dialog.isActiveWindow)
    return told.args[0]


def rows(dialog):
    table = dialog._list.table
    return [table.record(at) for at in range(table.rowCount())]


def states_of(dialog):
    return [row.state for row in rows(dialog)]


def grants(office, campaign):
    lines = office.granting.lines(GrantFilter(campaign=campaign.id))
    return sorted(line.state for line in lines)


def press(qtbot, dialog, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(dialog._list.view, key, modifier)


def test_before_anything_came_back_every_printed_sheet_is_missing(
    clerk, approved, review, tmp_path
):
    on_paper(clerk, approved, tmp_path)
    dialog = review(clerk, approved)
    assert states_of(dialog) == [scan_rows.MISSING] * 3
    assert not dialog._yes.isEnabled()
    assert dialog._pane.page.accessibleName() == "There is no picture of this sheet."


def test_nothing_printed_is_an_empty_state(clerk, approved, review):
    dialog = review(clerk, approved)
    assert dialog._list.empty.isVisible()


def test_signatures_are_seen_one_after_the_other_by_enter(qtbot, clerk, approved, review, tmp_path):
    pages = signed_receipts(on_paper(clerk, approved, tmp_path), 0, 1, 2)
    dialog = review(clerk, approved)
    report = read(qtbot, dialog, sources(pages))
    assert len(report.of(ScanVerdict.MATCHED)) == 3
    assert states_of(dialog) == [scan_rows.INKED] * 3
    assert dialog._pane.signature.picture.width() < dialog._pane.page.picture.width()
    names = []
    for _one in range(3):
        names.append(dialog._list.view.chosen_record().name)
        assert names[-1] in dialog._pane.signature.accessibleName()
        press(qtbot, dialog, Qt.Key.Key_Return)
    assert sorted(names) == sorted(scanned.NAMES)
    assert grants(clerk, approved) == [GrantState.SIGNED] * 3


def test_e_says_empty_and_control_z_takes_the_word_back(qtbot, clerk, approved, review, tmp_path):
    pages = signed_receipts(on_paper(clerk, approved, tmp_path), 0, 1, 2)
    dialog = review(clerk, approved)
    read(qtbot, dialog, sources(pages))
    press(qtbot, dialog, Qt.Key.Key_Return)
    press(qtbot, dialog, Qt.Key.Key_E)
    found = states_of(dialog)
    assert found[0] == scan_rows.INKED
    assert {scan_rows.SIGNED, scan_rows.SAID_EMPTY, scan_rows.MISSING} <= set(found)
    press(qtbot, dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert states_of(dialog).count(scan_rows.INKED) == 2
    press(qtbot, dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert states_of(dialog) == [scan_rows.INKED] * 3
    assert grants(clerk, approved) == [GrantState.PRINTED] * 3


def test_all_with_ink_are_accepted_at_once_and_the_empty_ones_are_not(
    qtbot, clerk, approved, review, tmp_path
):
    pages = signed_receipts(on_paper(clerk, approved, tmp_path), 0, 2)
    dialog = review(clerk, approved)
    read(qtbot, dialog, sources(pages))
    assert sorted(states_of(dialog)) == [scan_rows.EMPTY, "inked", "inked", scan_rows.MISSING]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(dialog.listed, timeout=WAIT_MS):
        press(qtbot, dialog, Qt.Key.Key_A, both)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert states_of(dialog).count(scan_rows.SIGNED) == 2
    press(qtbot, dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert states_of(dialog).count(scan_rows.SIGNED) == 1
    dialog._list.view.choose_row(0)
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert grants(clerk, approved) == ["printed", "signed", "signed"]


def test_a_neighbours_thumb_asks_for_a_close_look(qtbot, clerk, approved, review, tmp_path):
    (page,) = on_paper(clerk, approved, tmp_path, SheetKind.SIGN_ROSTER, "sign-roster-dense")
    places = scanned.places_of(SheetKind.SIGN_ROSTER, "sign-roster-dense")
    scanner.sign(page, places, scanner.lot_of(3), rows={1}, thumbs=1)
    dialog = review(clerk, approved)
    read(qtbot, dialog, sources([page]))
    doubtful = next(row for row in rows(dialog) if row.state == scan_rows.DOUBTFUL)
    assert doubtful.asks
    assert "thumb" in doubtful.words
    dialog.accept_all()
    qtbot.waitSignal(dialog.listed, timeout=WAIT_MS).wait()
    assert grants(clerk, approved).count(GrantState.SIGNED) == 1


def test_what_waits_is_there_again_when_the_review_is_opened_again(
    qtbot, clerk, approved, review, tmp_path
):
    pages = signed_receipts(on_paper(clerk, approved, tmp_path), 0, 1, 2)
    dialog = review(clerk, approved)
    read(qtbot, dialog, sources(pages))
    press(qtbot, dialog, Qt.Key.Key_Return)
    dialog.reject()
    again = review(clerk, approved)
    assert states_of(again) == [scan_rows.INKED, scan_rows.INKED, scan_rows.SIGNED]
    qtbot.waitUntil(again._list.view.hasFocus)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert states_of(again).count(scan_rows.SIGNED) == 2


def test_pages_that_found_no_place_say_what_to_do(qtbot, clerk, approved, review, tmp_path):
    pages = on_paper(clerk, approved, tmp_path)
    blank = [Image.new("RGB", (1240, 1754), "white")]
    (spoilt,) = sources(blank, Machine(grain=0))
    dialog = review(clerk, approved)
    read(qtbot, dialog, [*sources(pages), replace(spoilt, data=b"hello"), spoilt])
    told = {row.state: row.words for row in rows(dialog)}
    assert {scan_rows.REFUSED, ScanVerdict.UNREADABLE} <= set(told)
    assert all(told[state] for state in (scan_rows.REFUSED, ScanVerdict.UNREADABLE))
    read(qtbot, dialog, sources(pages))
    assert states_of(dialog).count(ScanVerdict.DUPLICATE) == 3


def test_the_chip_narrows_the_list_to_one_state(qtbot, clerk, approved, review, tmp_path):
    pages = signed_receipts(on_paper(clerk, approved, tmp_path), 0)
    dialog = review(clerk, approved)
    read(qtbot, dialog, sources(pages))
    dialog._state.choose(scan_rows.EMPTY)
    assert states_of(dialog) == [scan_rows.EMPTY] * 2
    dialog._state.choose("")
    assert len(states_of(dialog)) == 5


def test_a_dropped_folder_is_read(qtbot, clerk, approved, review, tmp_path):
    pages = signed_receipts(on_paper(clerk, approved, tmp_path), 0)
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "one.jpg").write_bytes(sources(pages)[0].data)
    dialog = review(clerk, approved)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(folder))])
    event = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(dialog.read, timeout=WAIT_MS) as told:
        dialog.dropEvent(event)
    assert told.args[0].pages == 1


def test_an_auditor_looks_and_says_nothing(qtbot, sit, clerk, approved, review, tmp_path):
    from desktop_app.domain.role import Role

    pages = signed_receipts(on_paper(clerk, approved, tmp_path), 0, 1, 2)
    clerk.scan_back.scan(sources(pages))
    dialog = review(sit(Role.AUDITOR), approved)
    assert not dialog._yes.isEnabled()
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert grants(clerk, approved) == [GrantState.PRINTED] * 3


def test_without_a_camera_there_is_no_button(clerk, approved, review, monkeypatch):
    monkeypatch.setattr(dialogs, "has_camera", lambda: False)
    assert review(clerk, approved).camera.isHidden()
    monkeypatch.setattr(dialogs, "has_camera", lambda: True)
    assert not review(clerk, approved).camera.isHidden()


def test_pages_taken_with_the_camera_are_filed_like_scans(
    qtbot, clerk, approved, review, behind, tmp_path
):
    pages = signed_receipts(on_paper(clerk, approved, tmp_path), 0, 1, 2)
    file = tmp_path / "still.jpg"
    file.write_bytes(sources(pages)[0].data)
    feed = Feed()
    camera = opened(qtbot, CameraDialog(feed, behind))
    assert not camera.take_button.isEnabled()
    feed.frame_seen.emit(QImage(str(file)))
    qtbot.keyClick(camera, Qt.Key.Key_Space)
    with qtbot.waitSignal(camera.taken) as told:
        qtbot.keyClick(camera, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = review(clerk, approved)
    report = read(qtbot, dialog, told.args[0])
    assert len(report.of(ScanVerdict.MATCHED)) == 3


def test_a_folder_without_scans_is_told(clerk, approved, review, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, words: said.append(words))
    (tmp_path / "empty").mkdir()
    review(clerk, approved).scan(sources_in([tmp_path / "empty"]))
    assert said == ["There is no PDF, JPEG, PNG or TIFF in it."]


def test_everything_has_a_name_for_screen_readers(qtbot, clerk, approved, review, tmp_path):
    pages = signed_receipts(on_paper(clerk, approved, tmp_path), 0)
    clerk.scan_back.scan(sources(pages))
    assert nameless(review(clerk, approved)) == []


def test_the_page_of_grants_opens_the_review_and_shows_who_has_signed(
    qtbot, clerk, approved, runner, tmp_path
):
    pages = signed_receipts(
        on_paper(clerk, approved, tmp_path, SheetKind.RECEIPT, "receipt-three-people"), 0, 1, 2
    )
    clerk.scan_back.scan(sources(pages))
    page = GrantsPage(clerk, runner)
    qtbot.addWidget(page)
    page.show_campaign(approved)
    page.show()
    page.scan_back()
    (dialog,) = page.findChildren(ScanBackDialog)
    dialog.activateWindow()
    qtbot.waitSignal(dialog.listed, timeout=WAIT_MS).wait()
    with qtbot.waitSignal(dialog.listed, timeout=WAIT_MS):
        dialog.accept_all()
    dialog.reject()
    assert {line.state for line in page._lines} == {GrantState.SIGNED}
    history = page._pane._history
    assert [check.verdict for check in history.checks] == ["signed"]


def test_the_review_can_be_left_while_it_is_still_being_read(
    qtbot, runner, clerk, approved, behind
):
    dialog = ScanBackDialog(clerk, runner, approved.id, behind)
    opened(qtbot, dialog)
    dialog.reject()
    qtbot.waitUntil(lambda: not runner.is_busy)
    qtbot.waitUntil(lambda: not behind.findChildren(ScanBackDialog))
