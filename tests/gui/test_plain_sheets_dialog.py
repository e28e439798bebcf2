"""Letters, notices and lists: chosen by name, seen before they are saved or printed."""

import pytest
from PySide6.QtCore import Qt

from desktop_app import i18n
from desktop_app.domain.role import Role
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.plain_sheets import CHOICES, PlainSheetsDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from tests.gui.conftest import nameless


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    enrol(make_person("张𬱖"), cash_fen=50_000, fund_source="own_budget", unit="环卫处")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


@pytest.fixture
def open_dialog(qtbot, runner):
    def build(office, campaign):
        dialog = PlainSheetsDialog(office, runner, campaign)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


def offered(dialog):
    return [
        form
        for at, (_kind, form, _words) in enumerate(CHOICES)
        if dialog._choices.button(at).isVisibleTo(dialog)
    ]


@pytest.mark.parametrize("form", [form for _kind, form, _words in CHOICES])
def test_every_sheet_is_shown_before_it_is_saved(qtbot, open_dialog, clerk, approved, form):
    dialog = open_dialog(clerk, approved)
    dialog.choose(form)
    dialog.show_sheet()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(PaperDialog)), timeout=20_000)
    (shown,) = dialog.findChildren(PaperDialog)
    assert shown._pane.page_count() >= 1
    shown.close()


def test_only_a_notice_asks_where_to_object(open_dialog, clerk, approved):
    dialog = open_dialog(clerk, approved)
    assert not dialog._notice.isVisibleTo(dialog)
    dialog.choose("public-notice")
    assert dialog._notice.isVisibleTo(dialog)
    assert nameless(dialog) == []


def test_an_auditor_is_offered_the_lists_alone(open_dialog, sit, approved):
    dialog = open_dialog(sit(Role.AUDITOR), approved)
    assert offered(dialog) == ["ledger", "summary", "number-register"]
    assert dialog._choices.checkedId() >= 0


def test_the_dialog_speaks_chinese(open_dialog, clerk, approved):
    i18n.use_language("zh_CN")
    dialog = open_dialog(clerk, approved)
    words = [button.text() for button in dialog._choices.buttons()]
    assert "号码登记簿" in words
    assert not any(word.isascii() for word in words)
