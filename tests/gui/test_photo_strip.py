"""The photos of a record in its form: by keyboard, by dropping, by pasting."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.attachment import MAX_PHOTOS
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.widgets.photo_card import PhotoCard
from desktop_app.gui.widgets.photo_strip import PhotoStrip
from desktop_app.gui.widgets.photo_viewer import PhotoViewer
from desktop_app.gui.widgets.thumbnail import small_picture
from tests.gui.conftest import nameless, write
from tests.unit.services.pictured import drawn, jpeg, saved

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def strip(qtbot, clerk):
    made = PhotoStrip(clerk.attaching)
    qtbot.addWidget(made)
    made.resize(900, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def taken(clerk):
    return [
        clerk.attaching.take_photo(jpeg((60 + n, 40)), caption=caption)
        for n, caption in enumerate(("在家中", "慰问金发放", "合影"))
    ]


@pytest.fixture
def on_disk(tmp_path):
    def write_files(*contents, name="IMG_{n}.jpg"):
        files = [tmp_path / name.format(n=n) for n in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        return files

    return write_files


def captions(strip):
    return [one.caption for one in strip.value()]


def cards(strip):
    return sorted(strip.findChildren(PhotoCard), key=lambda card: (card.y(), card.x()))


def focus(qtbot, widget):
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


def test_what_is_shown_is_given_back_and_nobody_is_told(strip, taken):
    told = []
    strip.edited.connect(lambda: told.append(1))
    strip.set_value(taken)
    assert strip.value() == tuple(taken)
    assert told == []


def test_files_are_read_one_after_the_other_and_the_form_hears_of_each(qtbot, strip, on_disk):
    told = []
    strip.edited.connect(lambda: told.append(len(strip.value())))
    strip.add_files(on_disk(jpeg((50, 40)), jpeg((60, 40))))
    assert strip.misread() == "photos_still_read"
    qtbot.waitUntil(lambda: not strip.misread())
    assert told == [1, 2]
    assert [one.width for one in strip.value()] == [50, 60]


def test_what_still_waits_is_read_before_the_form_is_saved(strip, on_disk):
    strip.add_files(on_disk(jpeg(), jpeg((90, 60)), jpeg((30, 20))))
    strip.finish()
    assert len(strip.value()) == 3


def test_a_file_that_is_no_photo_is_said_by_its_name_and_the_others_are_taken(strip, on_disk):
    strip.add_files(on_disk(b"no picture", jpeg()))
    strip.finish()
    assert len(strip.value()) == 1
    assert strip.refusals() == "IMG_0.jpg: This is no JPEG, PNG or TIFF picture."


def test_a_file_that_went_away_is_said(strip, tmp_path):
    strip.add_files([tmp_path / "gone.jpg"])
    strip.finish()
    assert strip.refusals().startswith("gone.jpg: It cannot be opened")


def test_the_twenty_first_photo_is_not_taken_and_said(strip, clerk, on_disk):
    one = clerk.attaching.take_photo(jpeg((20, 20)))
    strip.set_value([one] * (MAX_PHOTOS - 1))
    strip.add_files(on_disk(jpeg(), jpeg((30, 30))))
    strip.finish()
    assert len(strip.value()) == MAX_PHOTOS
    assert "at most 20 photos" in strip.refusals()


def test_the_place_is_dropped_unless_it_is_wanted(strip, on_disk):
    files = on_disk(jpeg(place=True))
    strip.add_files(files)
    strip.finish()
    strip.keep_location.setChecked(True)
    strip.add_files(files)
    strip.finish()
    assert [one.with_location for one in strip.value()] == [False, True]


def test_a_caption_is_typed_under_its_photo(qtbot, strip, taken):
    strip.set_value([taken[0]])
    line = cards(strip)[0].caption
    line.clear()
    with qtbot.waitSignal(strip.edited):
        write(qtbot, line, "送上慰问金")
    assert captions(strip) == ["送上慰问金"]


def test_alt_and_an_arrow_move_a_photo_and_the_focus_goes_with_it(qtbot, strip, taken):
    strip.set_value(taken)
    focus(qtbot, cards(strip)[0].picture)
    qtbot.keyClick(strip.focusWidget(), Qt.Key.Key_Right, ALT)
    assert captions(strip) == ["慰问金发放", "在家中", "合影"]
    assert cards(strip)[1].picture.hasFocus()
    qtbot.keyClick(cards(strip)[1].picture, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(cards(strip)[0].picture, Qt.Key.Key_Left, ALT)
    assert captions(strip) == ["在家中", "慰问金发放", "合影"]


def test_a_caption_moves_with_its_photo_while_it_is_typed_in(qtbot, strip, taken):
    strip.set_value(taken)
    focus(qtbot, cards(strip)[1].caption)
    qtbot.keyClick(cards(strip)[1].caption, Qt.Key.Key_Right, ALT)
    assert captions(strip) == ["在家中", "合影", "慰问金发放"]
    assert cards(strip)[2].caption.hasFocus()


def test_delete_takes_a_photo_away_and_it_can_be_put_back(qtbot, strip, taken):
    strip.set_value(taken)
    focus(qtbot, cards(strip)[1].picture)
    qtbot.keyClick(cards(strip)[1].picture, Qt.Key.Key_Delete)
    assert captions(strip) == ["在家中", "合影"]
    assert cards(strip)[1].picture.hasFocus()
    qtbot.keyClick(cards(strip)[1].picture, Qt.Key.Key_Z, CONTROL)
    assert captions(strip) == ["在家中", "慰问金发放", "合影"]


def test_delete_in_a_caption_deletes_letters_and_no_photo(qtbot, strip, taken):
    strip.set_value([taken[0]])
    line = focus(qtbot, cards(strip)[0].caption)
    line.setCursorPosition(0)
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert captions(strip) == ["家中"]


def test_the_last_photo_taken_away_leaves_the_focus_on_the_button(qtbot, strip, taken):
    strip.set_value([taken[0]])
    focus(qtbot, cards(strip)[0].picture)
    qtbot.keyClick(cards(strip)[0].picture, Qt.Key.Key_Delete)
    assert strip.value() == ()
    assert strip.add.hasFocus()


def test_the_insert_key_chooses_files(qtbot, strip, on_disk, monkeypatch):
    chosen = [str(file) for file in on_disk(jpeg())]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: (chosen, ""))
    focus(qtbot, strip.add)
    qtbot.keyClick(strip.add, Qt.Key.Key_Insert)
    qtbot.waitUntil(lambda: len(strip.value()) == 1)


def test_a_copied_picture_is_pasted(qtbot, strip):
    image = QImage.fromData(saved(drawn((50, 30)), "PNG"))
    QGuiApplication.clipboard().setImage(image)
    focus(qtbot, strip.add)
    qtbot.keyClick(strip.add, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: len(strip.value()) == 1)
    assert strip.value()[0].width == 50
    QGuiApplication.clipboard().clear()


def test_files_are_dropped_and_others_are_not_taken(qtbot, strip, on_disk):
    photos, notes = on_disk(jpeg()), on_disk(b"text", name="notes.txt")
    drop(strip, notes)
    assert strip.misread() == ""
    drop(strip, photos)
    qtbot.waitUntil(lambda: len(strip.value()) == 1)


def drop(strip, files):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(Path(file))) for file in files])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    strip.dropEvent(QDropEvent(QPointF(5, 5), actions, mime, buttons, none))


def test_enter_opens_a_photo_large_and_the_arrows_turn_over(qtbot, strip, taken):
    strip.set_value(taken)
    focus(qtbot, cards(strip)[1].picture)
    qtbot.keyClick(cards(strip)[1].picture, Qt.Key.Key_Return)
    viewer = strip.findChild(PhotoViewer)
    assert viewer.at == 1
    qtbot.keyClick(viewer.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(viewer.focusWidget(), Qt.Key.Key_Right)
    assert viewer.at == 2
    qtbot.keyClick(viewer.focusWidget(), Qt.Key.Key_Home)
    assert viewer.at == 0
    assert nameless(viewer) == []
    qtbot.keyClick(viewer.focusWidget(), Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_a_photo_whose_content_is_gone_says_so_and_stays_in_the_record(strip, taken, clerk):
    clerk.desk.store.blobs.file(taken[0].sha256).unlink()
    strip.set_value(taken)
    assert "not on this laptop" in cards(strip)[0].picture.text()
    assert strip.value() == tuple(taken)


def test_every_photo_says_which_it_is_and_what_it_shows(strip, taken):
    strip.set_value(taken)
    assert cards(strip)[1].picture.accessibleName() == "photo 2 of 3: 慰问金发放"
    assert cards(strip)[1].caption.accessibleName() == "Caption of photo 2 of 3"
    assert nameless(strip) == []


def test_the_keys_of_a_photo_are_in_the_table_of_keys():
    assert {"Alt+Left", "Alt+Right", "Ins", "Del"} <= {key.keys for key in Shortcut}


def test_a_thumbnail_is_read_no_larger_than_it_is_shown():
    small = small_picture(jpeg((1600, 1200)))
    assert small.width() < 400
