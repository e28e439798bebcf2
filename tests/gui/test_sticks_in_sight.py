"""Sticks on the exchange page: what lies on them, written to, taken out, pulled."""

import errno
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.gui.dialogs.export_bundle import ExportDialog
from desktop_app.gui.jobs.stick_watch import InSight
from desktop_app.gui.pages import stick_words
from desktop_app.services.exchange import sticks, volumes
from desktop_app.services.exchange.ejecting import StickInUseError
from desktop_app.services.exchange.volumes import Volume
from desktop_app.services.office import Office
from desktop_app.storage.meetings import Deed
from tests.gui import exchange_pages
from tests.gui.exchange_pages import POPUPS, change, question, words_in

pair, person, runner, show = (
    exchange_pages.pair,
    exchange_pages.person,
    exchange_pages.runner,
    exchange_pages.show,
)


@dataclass(frozen=True)
class Seen:
    path: Path
    label: str = "KINGSTON"
    file_system: str = "exFAT"
    free_bytes: int = 14 * 1024**3
    read_only: bool = False


@dataclass(frozen=True)
class Lying:
    path: Path
    to: tuple[str, ...]
    problem: str = ""
    bundle: str = ""
    is_cut: bool = False


class Drawer:
    """Sticks that a test puts in; the files on them are real."""

    def __init__(self):
        self.sticks, self.lying, self.trouble = [], [], None

    def found(self):
        if self.trouble:
            raise self.trouble
        return list(self.sticks)

    def bundles_on(self, folder):
        return [one for one in self.lying if one.path.parent == folder]


@POPUPS
def test_a_stick_that_is_put_in_offers_its_bundles_for_this_laptop(qtbot, pair, show, person):
    a, b = pair
    change(b, person, phone="13900000003")
    file, drawer = b.export(a), Drawer()
    page = show(a, drawer)
    watch = page._watch
    assert page.notice.words() == ""
    drawer.sticks = [Seen(file.parent)]
    drawer.lying = [Lying(file, (a.id,)), Lying(file.with_name("other"), (b.id,))]
    with qtbot.waitSignal(watch.changed, timeout=20_000):
        qtbot.waitUntil(lambda: not page._runner.is_busy, timeout=20_000)
        watch.look()
    assert page.notice.words() == (
        "KINGSTON is in; 1 bundle for this laptop lies on it. 1 is for other laptops."
    )
    dialog = page.begin_merging()
    qtbot.waitSignal(dialog.previewed, timeout=20_000).wait()
    assert [one.file for one in dialog.looked] == [file]
    dialog.reject()
    export = page.export()
    assert export.place.folder == file.parent
    export.reject()
    page.hide()
    assert not watch._clock.isActive()


def look(qtbot, page):
    """Let the page's watch look once, and wait until it has."""
    qtbot.waitUntil(lambda: not page._runner.is_busy, timeout=20_000)
    page._watch.look()
    qtbot.waitUntil(lambda: not page._runner.is_busy, timeout=20_000)


def test_an_error_while_looking_for_sticks_ends_no_further_looking(qtbot, pair, show):
    a, _b = pair
    drawer = Drawer()
    page = show(a, drawer)
    drawer.trouble = OSError(errno.ENODEV, "No such device")
    look(qtbot, page)
    assert page._watch._clock.isActive()
    drawer.trouble, drawer.sticks = None, [Seen(a.folder)]
    look(qtbot, page)
    assert page.notice.words() == "KINGSTON is in; no bundle lies on it."
    page.hide()


class RealDrawer(Drawer):
    """Lists what really lies in the folders."""

    def bundles_on(self, folder):
        return sticks.bundles_on(folder)


def test_what_lies_on_a_stick_and_is_of_no_use_here_is_said_too(
    qtbot, pair, show, person, tmp_path
):
    a, b = pair
    stick, drawer = tmp_path / "usb", RealDrawer()
    stick.mkdir()
    drawer.sticks = [Seen(stick)]
    change(a, person, phone="13900000004")
    content = a.export(b).read_bytes()
    (stick / "for-b.nuanfang").write_bytes(content)
    page = show(a, drawer)
    look(qtbot, page)
    nothing = "KINGSTON is in; no bundle for this laptop lies on it."
    assert page.notice.words() == f"{nothing} 1 is for other laptops."
    (stick / "cut.nuanfang").write_bytes(content[:-7])
    (stick / "begun.nuanfang.part").write_bytes(content[:100])
    (stick / "strange.nuanfang").write_bytes(b"nothing of ours")
    look(qtbot, page)
    for words in (nothing, "1 is for other", "2 are not whole", "1 cannot be used"):
        assert words in page.notice.words()
    assert [one.text() for one in page.notice.findChildren(QPushButton) if one.isVisible()] == []
    page.hide()


@pytest.mark.parametrize(
    ("system", "words"), [("darwin", "System Settings, Privacy"), ("linux", "by you")]
)
def test_of_a_stick_that_may_not_be_read_it_is_not_said_that_nothing_lies_on_it(
    system, words, qtbot, pair, show, tmp_path, monkeypatch
):
    """macOS asks the person once whether the program may read sticks, and refuses from then on."""
    a, _b = pair
    folders, drawer = [tmp_path / "open", tmp_path / "shut"], RealDrawer()
    for folder in folders:
        folder.mkdir()
    drawer.sticks = [Seen(folders[0]), Seen(folders[1], "SANDISK")]
    real = os.listdir

    def refuse(folder):
        if folder == folders[1]:
            raise PermissionError(errno.EPERM, "Operation not permitted")
        return real(folder)

    monkeypatch.setattr(volumes.os, "listdir", refuse)
    monkeypatch.setattr(stick_words.sys, "platform", system)
    page = show(a, drawer)
    look(qtbot, page)
    monkeypatch.undo()
    said = page.notice.words()
    assert said.startswith("KINGSTON is in; no bundle lies on it. SANDISK may not be read by")
    assert words in said
    page.hide()


def test_the_history_says_which_bundles_lie_on_a_stick_that_is_in(qtbot, pair, show, person):
    a, b = pair
    change(a, person, phone="13900000004")
    file, drawer = a.export(b), Drawer()
    drawer.sticks, drawer.lying = [Seen(file.parent)], sticks.bundles_on(file.parent)
    page = show(a, drawer)
    page.show_part(page.meetings)
    for inside, label in (([Seen(file.parent)], "KINGSTON"), ([], "")):
        drawer.sticks = inside
        with qtbot.waitSignal(page._watch.changed, timeout=20_000):
            qtbot.waitUntil(lambda: not page._runner.is_busy, timeout=20_000)
            page._watch.look()
        written = page.meetings.list.view.chosen_record()
        assert (written.meeting.deed, written.stick) == (Deed.SENT, label)
    page.hide()


@POPUPS
@pytest.mark.parametrize("is_noticed", [False, True])
def test_a_stick_that_was_pulled_out_while_the_dialog_was_open_is_not_written_to(
    qtbot, pair, person, runner, monkeypatch, is_noticed
):
    """Also where its folder was chosen by hand, and whether the dialog has seen it go or not."""
    a, b = pair
    change(a, person, phone="13900000009")
    stick = a.folder.parent / "KINGSTON"
    monkeypatch.setattr(volumes, "here", list)
    dialog = ExportDialog(Office(a.desk), runner, InSight(sticks=(Seen(stick),)), (b.id,))
    qtbot.addWidget(dialog)
    dialog.show()
    for folder in (stick, stick / "bundles"):
        dialog.place.choose_folder(folder)
        if is_noticed:
            dialog.place.show_sticks(InSight())
        dialog.write()
        qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
        box = question(dialog)
        assert box.text().startswith("The stick was pulled out")
        box.reject()
        assert not stick.exists()
    assert dialog._do.isVisible()
    dialog.reject()


def test_a_stick_that_is_put_in_while_the_dialog_is_open_is_offered(qtbot, pair, show, person):
    """Who is asked for a stick puts it in then; nobody closes a dialog first."""
    a, b = pair
    change(a, person, phone="13900000009")
    drawer = Drawer()
    page = show(a, drawer)
    dialog = page.export(b.id)
    assert "No stick that can be written to is in: put one in, or choose a folder." in words_in(
        dialog
    )
    assert not dialog._do.isEnabled()
    kingston, sandisk = Seen(a.folder / "kingston"), Seen(a.folder / "sandisk", "SANDISK")
    drawer.sticks = [Seen(a.folder / "locked", "LOCKED", read_only=True), kingston]
    look(qtbot, page)
    assert dialog.place.folder == kingston.path
    assert dialog._do.isEnabled()
    assert [dialog.place.sticks.itemText(at) for at in range(dialog.place.sticks.count())] == [
        "KINGSTON, 14.0 GB free, exFAT"
    ]
    assert not any(words.startswith("No stick that") for words in words_in(dialog))
    drawer.sticks = [sandisk, kingston]
    look(qtbot, page)
    assert dialog.place.folder == kingston.path
    drawer.sticks = [sandisk]
    look(qtbot, page)
    assert dialog.place.folder is None, "it never goes over to another stick by itself"
    assert not dialog._do.isEnabled()
    dialog.reject()
    page.hide()


@POPUPS
def test_the_stick_is_taken_out_by_a_key_and_what_hinders_it_is_said(
    qtbot, pair, person, runner, monkeypatch
):
    a, b = pair
    change(a, person, phone="13900000009")
    stick, asked = a.folder.parent / "stick", []
    plugged = Volume(path=stick, label="KINGSTON", file_system="exfat", read_only=False)
    monkeypatch.setattr(volumes, "here", lambda: [plugged])

    def take_out(folder):
        asked.append(folder)
        if len(asked) == 1:
            raise StickInUseError(stick="KINGSTON")

    seen = InSight(sticks=(Seen(stick),))
    dialog = ExportDialog(Office(a.desk), runner, seen, (b.id,), take_out=take_out)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.exported, timeout=20_000):
        dialog.write()
    assert dialog.out.isVisible()
    qtbot.keyClick(dialog.out, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("still in use" in w for w in words_in(dialog)), timeout=20_000)
    dialog.out.click()
    qtbot.waitUntil(lambda: any("pulled out now" in w for w in words_in(dialog)), timeout=20_000)
    assert asked == [stick, stick]
    assert not dialog.out.isEnabled()
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    dialog.reject()
