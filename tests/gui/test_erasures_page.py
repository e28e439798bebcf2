"""Erasing by the window: nothing before it is meant, and the certificate afterwards."""

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.role import Role
from desktop_app.domain.user import User
from desktop_app.gui.dialogs.import_bundles import ImportDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.erasures_page import ErasuresPage
from desktop_app.services.office import Office
from desktop_app.storage import kinds
from tests.gui.conftest import nameless
from tests.gui.exchange_pages import listed, words_in
from tests.laptops import acquaint, found

POPUPS = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


@pytest.fixture
def page(qtbot, pair):
    runner = JobRunner()
    shown = ErasuresPage(Office(pair[0].desk), runner)
    qtbot.addWidget(shown)
    shown.resize(1100, 640)
    shown.show()
    shown.refresh()
    yield shown
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    runner.close()


@pytest.fixture
def person(pair, make_person):
    return pair[0].save(kinds.BENEFICIARY, make_person("马秀兰", phone="13900000001"))


@POPUPS
def test_nothing_is_erased_before_field_reason_and_last_tick(qtbot, page, pair, person):
    dialog = page.begin()
    assert dialog.ticks == {}
    dialog.person.set_value(person.id)
    dialog.person.edited.emit()
    assert "Phone (1 entry of the log)" in [tick.text() for tick in dialog.ticks.values()]
    assert nameless(dialog) == []
    steps = (
        dialog.ticks["phone"].click,
        lambda: dialog.reason.set_value("本人要求删除"),
        dialog.sure.click,
    )
    for step in steps:
        dialog.erase()
        assert pair[0].store.beneficiaries.get(person.id).phone == "13900000001"
        step()
    dialog.erase()
    qtbot.waitUntil(lambda: listed(page) != [], timeout=20_000)
    assert pair[0].store.beneficiaries.get(person.id).phone is None
    assert listed(page, 4) == ["0 of 1"]
    said = words_in(page.certificate)
    assert any("1号机" in words for words in said)
    assert any("Phone" in words for words in said)
    assert nameless(page) == []


@POPUPS
def test_the_cursor_goes_from_the_person_to_the_first_field_and_not_to_everything(
    qtbot, page, person
):
    dialog = page.begin()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    line = dialog.person.people.chips.line
    qtbot.keyClicks(line, "mxl")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.focusWidget() in dialog.ticks.values())
    stops = []
    for _tick in range(len(dialog.ticks) + 1):
        stops.append(dialog.focusWidget())
        dialog.focusNextPrevChild(True)
    assert stops == [*dialog.ticks.values(), dialog.whole]
    dialog.reject()


@POPUPS
def test_a_refusal_is_told_in_the_dialog(qtbot, page, pair, person, make_grant_of):
    make_grant_of(pair[0], person)
    dialog = page.begin()
    dialog.person.set_value(person.id)
    dialog.person.edited.emit()
    dialog.whole.click()
    dialog.reason.set_value("本人要求删除")
    dialog.sure.click()
    dialog.erase()
    refused = "accounting rules keep them"
    qtbot.waitUntil(lambda: any(refused in w for w in words_in(dialog)), timeout=20_000)
    assert pair[0].store.beneficiaries.get(person.id) is not None
    dialog.reject()


def test_a_clerk_reads_the_certificates_and_erases_nothing(qtbot, pair):
    a = pair[0]
    from dataclasses import replace

    a.desk = replace(a.desk, user=User(id=a.desk.user.id, name="文员", role=Role.CLERK))
    runner = JobRunner()
    page = ErasuresPage(Office(a.desk), runner)
    qtbot.addWidget(page)
    page.refresh()
    assert page.page_actions() == ()
    assert page.list.empty.isVisibleTo(page)
    runner.close()


@pytest.fixture
def make_grant_of():
    from datetime import date

    from desktop_app.domain.grant import Grant, GrantBasis
    from desktop_app.domain.identity import CampaignId, GrantId, new_id

    def make(laptop, person):
        return laptop.save(
            kinds.GRANT,
            Grant(
                id=GrantId(new_id()),
                campaign=CampaignId(new_id()),
                beneficiary=person.id,
                basis=GrantBasis.ROSTER,
                cash_fen=100_000,
                fund_source="own_budget",
                method="cash",
                planned_on=date(2021, 2, 1),
                planned_by=laptop.desk.user.id,
            ),
        )

    return make


@POPUPS
def test_the_preview_of_a_merge_says_what_will_be_gone_for_good(qtbot, pair, person):
    a, b = pair
    b.merges.merge(a.export(b))
    Office(b.desk).erasing.erase("beneficiary", person.id, ["phone"], "本人要求删除")
    runner = JobRunner()
    dialog = ImportDialog(Office(a.desk), runner, [b.export(a)])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitSignal(dialog.previewed, timeout=20_000).wait()
    said = "\n".join(words_in(dialog))
    assert "1 field is erased for good" in said
    assert "Nothing is deleted" not in said
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)
    dialog.reject()
    runner.close()
