"""Several bundles merged in a row: what is told before, and what stays where one is missing."""

import pytest

from desktop_app.services.exchange.merging import Merges
from desktop_app.services.progress import CancelledError
from desktop_app.storage import kinds
from tests.gui import exchange_pages
from tests.gui.exchange_pages import POPUPS, change, listed, phone_of

pair, person, runner, show = (
    exchange_pages.pair,
    exchange_pages.person,
    exchange_pages.runner,
    exchange_pages.show,
)


@pytest.fixture
def two_files(pair, person, make_person):
    """Give two bundles of the other laptop; the second brings more than the first."""
    a, b = pair
    change(b, person, phone="13900000003")
    first = b.export(a)
    b.save(kinds.BENEFICIARY, make_person("王小明"))
    return first, b.export(a)


@pytest.fixture
def look_at(qtbot, pair, show):
    """Open the page of the first laptop at some bundles."""
    dialogs = []

    def looked(*files):
        page = show(pair[0])
        dialog = page.merge(files)
        dialogs.append(dialog)
        qtbot.waitSignal(dialog.previewed, timeout=20_000).wait()
        return page, dialog

    yield looked
    for one in dialogs:
        one.reject()


def news(dialog):
    return [dict(one.report.new) for one in dialog.looked]


@POPUPS
def test_a_bundle_is_looked_at_as_if_those_before_it_were_merged(qtbot, pair, look_at, two_files):
    page, dialog = look_at(*two_files)
    said = news(dialog)
    assert said == [{}, {"beneficiary": 1}]
    assert [dict(one.report.changed) for one in dialog.looked] == [{"beneficiary": 1}, {}]
    with qtbot.waitSignals([dialog.merged, page.ledger_changed], timeout=20_000):
        dialog.merge()
    assert news(dialog) == said


@POPUPS
def test_one_copy_is_put_aside_before_a_row_of_bundles(qtbot, pair, look_at, two_files):
    folder = pair[0].store.folder.backups
    before = len(list(folder.glob("before-merge-*.keys.json")))
    _page, dialog = look_at(*two_files)
    with qtbot.waitSignal(dialog.merged, timeout=20_000):
        dialog.merge()
    assert len([one for one in dialog.looked if one.report.applied]) == 2
    assert len(list(folder.glob("before-merge-*.keys.json"))) == before + 1


@POPUPS
def test_what_was_merged_before_somebody_cancels_stays_and_is_told(
    qtbot, pair, person, look_at, two_files, monkeypatch
):
    a, _b = pair
    page, dialog = look_at(*two_files)
    merge = Merges.merge

    def cancelled_in_the_second(merges, file, progress, **how):
        if file == two_files[1]:
            raise CancelledError
        return merge(merges, file, progress, **how)

    monkeypatch.setattr(Merges, "merge", cancelled_in_the_second)
    with qtbot.waitSignals([dialog.merged, page.ledger_changed], timeout=20_000):
        dialog.merge()
    assert phone_of(a, person) == "13900000003"
    assert a.store.beneficiaries.count() == 1
    assert dialog._head.text() == "1 bundle is merged"
    assert [one.trouble for one in dialog.looked] == [
        "",
        "Cancelled before its turn; nothing of it is merged.",
    ]
    assert listed(dialog, 4)[1] == "not merged"


@POPUPS
def test_nothing_is_told_where_nothing_was_merged_before_somebody_cancels(
    qtbot, pair, look_at, two_files, runner, monkeypatch
):
    def cancelled(*_given, **_how):
        raise CancelledError

    _page, dialog = look_at(*two_files)
    monkeypatch.setattr(Merges, "merge", cancelled)
    with qtbot.assertNotEmitted(dialog.merged):
        dialog.merge()
        qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    assert dialog._head.text() == "Nothing has been written yet"
    assert dialog._do.isEnabled()


@POPUPS
def test_where_nothing_could_be_merged_other_files_can_be_chosen(qtbot, look_at, two_files):
    first, second = two_files
    _page, dialog = look_at(first)
    kept = first.rename(first.with_suffix(".away"))
    with qtbot.waitSignal(dialog.merged, timeout=20_000):
        dialog.merge()
    assert dialog._head.text() == "0 bundles are merged"
    assert (dialog._choose.isVisible(), dialog._do.isEnabled()) == (True, False)
    kept.rename(first)
    with qtbot.waitSignal(dialog.previewed, timeout=20_000):
        dialog.look_at([second])
    assert dialog._head.text() == "Nothing has been written yet"
    with qtbot.waitSignal(dialog.merged, timeout=20_000):
        dialog.merge()
    assert dialog._head.text() == "1 bundle is merged"
