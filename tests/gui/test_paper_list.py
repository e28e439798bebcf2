"""The papers of a record in its form: added as they are, described, opened, taken away."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.attachment import AttachmentRole
from desktop_app.gui.forms.attached_editor import AttachedEditor
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.widgets.paper_list import MOST, PaperList
from desktop_app.gui.widgets.paper_viewer import PaperViewer
from desktop_app.gui.widgets.photo_viewer import PhotoViewer
from tests.gui.conftest import nameless, write
from tests.unit.services.pictured import drawn, jpeg, saved

pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
OF = "a" * 32


@pytest.fixture
def papers(qtbot, clerk):
    made = PaperList(clerk.attaching, offered("attachment_kind"))
    qtbot.addWidget(made)
    made.resize(700, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def pdf():
    """A real PDF of one page."""
    return saved(drawn((60, 40)), "PDF")


@pytest.fixture
def files(tmp_path, pdf):
    contents = {"诊断证明.pdf": pdf, "身份证.jpg": jpeg((300, 200)), "名单.xlsx": b"PK\x03\x04"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in contents]


def captions(papers):
    return [one.caption for one in papers.value()]


def test_papers_begin_with_their_names_and_one_that_is_none_is_said(qtbot, papers, files):
    with qtbot.waitSignal(papers.edited):
        papers.add_files(files)
    assert captions(papers) == ["诊断证明", "身份证"]
    assert {one.role for one in papers.value()} == {AttachmentRole.DOCUMENT}
    assert papers.refusals().startswith("名单.xlsx: This is neither a PDF")


def test_a_paper_is_kept_byte_for_byte(papers, files, clerk):
    papers.add_files(files[:2])
    kept = [clerk.attaching.read(one.sha256) for one in papers.value()]
    assert kept == [file.read_bytes() for file in files[:2]]


def test_kind_and_caption_are_said_by_keyboard(qtbot, papers, files):
    papers.add_files(files[:1])
    row = papers._rows[0]
    qtbot.keyClicks(row.kind, "diag")
    qtbot.keyClick(row.kind, Qt.Key.Key_Return)
    write(qtbot, row.caption, "二〇二〇年")
    assert papers.value()[0].kind == "diagnosis"
    assert "二〇二〇年" in papers.value()[0].caption


def test_a_kind_that_is_on_no_list_is_told(qtbot, papers, files):
    papers.add_files(files[:1])
    papers._rows[0].kind.setEditText("qqq")
    assert papers.misread() == "choice_unknown"


def test_a_pdf_opens_page_by_page_and_a_picture_large(qtbot, papers, files):
    papers.add_files(files[:2])
    papers._rows[0].way.click()
    viewer = papers.findChild(PaperViewer)
    assert viewer.paper.page_count() == 1
    viewer.reject()
    papers._rows[1].way.click()
    assert papers.findChild(PhotoViewer).at == 0
    papers.findChild(PhotoViewer).reject()


def test_a_paper_whose_content_is_gone_says_so(papers, files, clerk):
    papers.add_files(files[:1])
    clerk.desk.store.blobs.file(papers.value()[0].sha256).unlink()
    papers._rows[0].way.click()
    assert "not on this laptop" in papers.refusals()


def test_delete_takes_a_paper_away_and_it_can_be_put_back(qtbot, papers, files):
    papers.add_files(files[:2])
    papers._rows[0].way.setFocus()
    qtbot.keyClick(papers._rows[0].way, Qt.Key.Key_Delete)
    assert captions(papers) == ["身份证"]
    qtbot.keyClick(papers._rows[0].way, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert captions(papers) == ["诊断证明", "身份证"]
    papers._rows[1].away.click()
    papers._rows[0].away.click()
    assert papers.value() == ()
    assert papers.add.hasFocus()


def test_the_insert_key_chooses_files(qtbot, papers, files, monkeypatch):
    chosen = [str(files[0])]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: (chosen, ""))
    qtbot.keyClick(papers.add, Qt.Key.Key_Insert)
    assert captions(papers) == ["诊断证明"]


def test_papers_are_dropped_and_other_files_are_not_taken(papers, files):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    none = Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    papers.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, none))
    assert captions(papers) == ["诊断证明", "身份证"]
    assert papers.refusals() == ""


def test_no_more_than_twenty_papers_are_taken(papers, files, clerk):
    one = clerk.attaching.take_document(files[0].read_bytes())
    papers.set_value([one] * MOST)
    papers.add_files(files[:1])
    assert len(papers.value()) == MOST
    assert "at most 20 papers" in papers.refusals()


def test_a_form_with_papers_keeps_drafts_and_puts_them_beside_the_photos(
    qtbot, clerk, files, papers
):
    papers.add_files(files[:1])
    editor = AttachedEditor(clerk.attaching, papers=True)
    qtbot.addWidget(editor)
    editor.open("hardship_file", OF, is_new=True)
    editor.papers.set_value(papers.value())
    later = AttachedEditor(clerk.attaching, papers=True)
    qtbot.addWidget(later)
    later.open("hardship_file", OF, is_new=True)
    later.restore(editor.state())
    assert later.papers.value() == papers.value()
    clerk.desk.save(later.edits("hardship_file", OF), "hardship_file.changed", OF)
    later.open("hardship_file", OF, is_new=False)
    assert captions(later.papers) == ["诊断证明"]
    assert later.edits("hardship_file", OF) == []
    later.papers.set_value(())
    clerk.desk.save(later.edits("hardship_file", OF), "hardship_file.changed", OF)
    assert clerk.attaching.of("hardship_file", OF) == ()


def test_everything_that_takes_the_focus_has_a_name(papers, files):
    papers.add_files(files[:2])
    assert papers._rows[1].way.accessibleName() == "Open paper 2"
    assert nameless(papers) == []
