"""Photos and signature together, for any form: shown, drafted, restored, saved."""

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop_app.domain.attachment import AttachmentRole
from desktop_app.gui.forms.attached_editor import AttachedEditor
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.style import look
from desktop_app.gui.style.tokens import Theme
from desktop_app.gui.widgets.photo_card import PhotoCard
from desktop_app.gui.widgets.signature_pad import HEIGHT, WIDTH
from tests.gui.conftest import nameless
from tests.unit.services.pictured import jpeg

OF = "a" * 32


@pytest.fixture
def open_editor(qtbot, clerk):
    def make():
        editor = AttachedEditor(clerk.attaching, signed=True)
        qtbot.addWidget(editor)
        editor.resize(700, 600)
        with qtbot.waitExposed(editor):
            editor.show()
        return editor

    return make


@pytest.fixture
def editor(open_editor):
    made = open_editor()
    made.open("visit", OF, is_new=True)
    return made


@pytest.fixture
def save(clerk):
    def keep(editor):
        clerk.desk.save(editor.edits("visit", OF), "visit.changed", OF)
        return clerk.attaching.of("visit", OF)

    return keep


def sign(qtbot, editor, x=20):
    sheet = editor.pad.focusProxy()
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(x, 20))
    qtbot.mouseMove(sheet, QPoint(x + 60, 60))
    qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(x + 60, 60))


@pytest.fixture
def kept(qtbot, editor, clerk, save):
    """A photo, a signature, and a paper that another form has added."""
    editor.photos.set_value([clerk.attaching.take_photo(jpeg(), caption="在家中")])
    sign(qtbot, editor)
    save(editor)
    paper = clerk.attaching.take_document(b"%PDF-1.7 x", caption="证明")
    before = clerk.attaching.readings("visit", OF)
    attached = [*(base.record for base in before), paper]
    edits = clerk.attaching.edits_for("visit", OF, attached, before)
    clerk.desk.save(edits, "visit.changed", OF)
    return clerk.attaching.of("visit", OF)


def roles(attached):
    return [one.role for one in attached]


def test_a_photo_and_a_signature_are_kept_and_untouched_they_change_nothing(
    open_editor, kept, clerk
):
    photo, signature, document = AttachmentRole
    assert roles(kept) == [photo, signature, document]
    editor = open_editor()
    editor.open("visit", OF, is_new=False)
    begun = editor.state()
    assert editor.edits("visit", OF) == []
    assert editor.state() == begun
    assert editor.pad.value() == clerk.attaching.read(kept[1].sha256)


def test_a_signature_signed_anew_takes_the_place_of_the_former_one(qtbot, open_editor, kept, save):
    editor = open_editor()
    editor.open("visit", OF, is_new=False)
    with qtbot.waitSignal(editor.edited):
        editor.pad.clear()
    sign(qtbot, editor, 90)
    now = save(editor)
    assert len(now) == 3
    (signature,) = [one for one in now if one.role is AttachmentRole.SIGNATURE]
    assert signature.sha256 != kept[1].sha256


def test_a_cleared_signature_is_removed_and_the_paper_stays(open_editor, kept, save):
    editor = open_editor()
    editor.open("visit", OF, is_new=False)
    editor.pad.clear()
    assert roles(save(editor)) == [AttachmentRole.PHOTO, AttachmentRole.DOCUMENT]


def test_a_draft_goes_on_with_strokes_and_with_what_was_cleared(qtbot, open_editor, kept, clerk):
    editor = open_editor()
    editor.open("visit", OF, is_new=False)
    editor.pad.clear()
    sign(qtbot, editor, 90)
    later = open_editor()
    later.open("visit", OF, is_new=False)
    later.restore(editor.state())
    assert later.pad.value() == editor.pad.value()
    assert later.state() == editor.state()
    cleared = open_editor()
    cleared.open("visit", OF, is_new=False)
    cleared.restore(editor.state() | {"strokes": []})
    assert cleared.pad.is_empty


def test_a_signature_whose_content_is_not_here_stays_in_the_record(open_editor, kept, clerk, save):
    clerk.desk.store.blobs.file(kept[1].sha256).unlink()
    editor = open_editor()
    editor.open("visit", OF, is_new=False)
    assert editor.pad.is_empty
    assert editor.edits("visit", OF) == []


def test_everything_that_takes_the_focus_has_a_name(editor):
    assert nameless(editor) == []


@pytest.mark.parametrize("width", [520, 760, 1100])
def test_at_the_largest_text_no_caption_and_no_words_are_cut(qtbot, qapp, clerk, width):
    look.dress(qapp, Theme.LIGHT, 150)
    sheet = FormSheet()
    qtbot.addWidget(sheet)
    sheet.add_group("Photos")
    editor = AttachedEditor(clerk.attaching, papers=True, signed=True)
    sheet.add_widget(editor)
    sheet.resize(width, 700)
    with qtbot.waitExposed(sheet):
        sheet.show()
    editor.photos.set_value([clerk.attaching.take_photo(jpeg((60 + n, 40))) for n in range(3)])
    strip = editor.photos
    cards = strip.findChildren(PhotoCard)

    def whole():
        assert max(card.geometry().bottom() for card in cards) < strip._flow.height()

    qtbot.waitUntil(whole)
    assert strip._notes.height() >= strip._notes.heightForWidth(strip._notes.width())
    pad = editor.pad.focusProxy()
    assert pad.height() == pad.width() * HEIGHT // WIDTH
    look.dress(qapp)
