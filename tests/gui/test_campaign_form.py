"""The form of a campaign gives back what it was shown, and loses nothing that was typed."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.campaign import Campaign, Cap, Standard
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import CampaignId, new_id
from desktop_app.gui.dialogs.campaign_dialog import FORM, CampaignDialog
from desktop_app.gui.forms.campaign_form import CampaignForm
from tests.gui.conftest import nameless

TODAY = date(2021, 2, 8)
FULL = Campaign(
    id=CampaignId(new_id()),
    name="2021年元旦春节送温暖",
    basis="中共中央办公厅、国务院办公厅的通知",
    starts=date(2020, 12, 15),
    ends=date(2021, 3, 31),
    cut_off=date(2021, 2, 8),
    wish="新春愉快！\n身体健康！",
    standards=(
        Standard(
            category="hardship_worker",
            cash_fen=100_000,
            goods=(GoodsLine(name="大米10kg", quantity=2, unit="袋", unit_price_fen=5_800),),
            fund_source="fiscal",
        ),
        Standard(category="", goods=(GoodsLine(name="大礼包"),)),
    ),
    cap=Cap(per_time_fen=300_000, per_year_fen=600_000, source="省办法"),
    fund_source="own_budget",
)
BARE = Campaign(id=CampaignId(new_id()), name="走访", starts=TODAY, ends=TODAY)


@pytest.fixture
def form(qtbot):
    made = CampaignForm(TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def open_dialog(qtbot):
    def build(office, reading=None, draft=None):
        dialog = CampaignDialog(office, reading, draft)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


@pytest.mark.parametrize("campaign", [FULL, BARE], ids=["full", "bare"])
def test_an_untouched_form_gives_back_the_same_campaign(form, campaign):
    form.show_record(campaign)
    assert form.collect(campaign) == (campaign, ())


def test_a_draft_brings_back_what_was_typed(form):
    form.show_record(FULL)
    form.editor("name").set_value("改名")
    kept = form.draft()
    form.show_record(BARE)
    form.show_draft(kept)
    collected, issues = form.collect(FULL)
    assert issues == ()
    assert collected.name == "改名"
    assert [one.cash_fen for one in collected.standards] == [100_000, 0]


def test_a_template_fills_name_basis_and_days(qtbot, form):
    form.show_record(BARE)
    template = form.editor("template")
    template.set_value("new_year_warmth")
    template.edited.emit()
    values = form.values()
    assert values["name"] == "元旦春节送温暖活动"
    assert values["starts"] == date(2020, 12, 15)
    assert "就地过年" in values["basis"]


def test_goods_are_typed_as_on_a_list(form):
    form.show_record(BARE)
    form.editor("standards").set_value(
        ({"category": "courier", "cash_fen": 50_000, "goods": "大米10kg 2袋、新春大礼包 1份"},)
    )
    (standard,) = form.collect(BARE)[0].standards
    assert [(one.name, one.quantity) for one in standard.goods] == [
        ("大米10kg", 2),
        ("新春大礼包", 1),
    ]


def test_half_a_cap_and_a_missing_day_are_said_beside_their_fields(form):
    form.show_record(replace(BARE, cap=None))
    form.editor("per_time_fen").set_value(300_000)
    form.editor("ends").set_value(None)
    _campaign, issues = form.collect(BARE)
    assert {(issue.field, issue.code) for issue in issues} == {
        ("per_year_fen", "cap_incomplete"),
        ("ends", "campaign_days_missing"),
    }


def test_a_new_campaign_is_typed_saved_and_its_draft_dropped(qtbot, open_dialog, clerk):
    dialog = open_dialog(clerk)
    form = dialog.form
    qtbot.keyClicks(form.editor("name"), "2021 new year")
    qtbot.keyClicks(form.editor("starts"), "20210125")
    qtbot.keyClicks(form.editor("ends"), "2.26")
    assert [draft.title for draft in clerk.drafting.mine()] == ["2021 new year"]
    with qtbot.waitSignal(dialog.campaign_saved) as saved:
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = clerk.campaigns.get(saved.args[0].id)
    assert (kept.starts, kept.ends) == (date(2021, 1, 25), date(2021, 2, 26))
    assert clerk.drafting.mine() == []


def test_a_campaign_without_a_name_is_not_saved(qtbot, open_dialog, clerk):
    dialog = open_dialog(clerk)
    dialog.form.editor("starts").set_value(TODAY)
    dialog.form.editor("ends").set_value(TODAY)
    dialog.save()
    assert clerk.campaigns.all() == []
    assert dialog.isVisible()


@pytest.mark.qt_log_ignore("does not support")  # lists that drop down, on a screen that is none
def test_an_unfinished_change_is_shown_again_and_can_be_forgotten(
    qtbot, open_dialog, clerk, campaign
):
    first = open_dialog(clerk, clerk.campaigns.open(campaign.id))
    qtbot.keyClicks(first.form.editor("basis"), "No. 7")
    again = open_dialog(clerk, clerk.campaigns.open(campaign.id))
    assert again.form.values()["basis"] == "No. 7"
    assert again._notice.words().startswith("This goes on from the draft of")
    again._notice.steps()[0].click()
    assert again.form.values()["basis"] == ""
    assert clerk.drafting.of(FORM, campaign.id) is None
    first._typed = False


def test_leaving_asks_only_if_something_was_typed(qtbot, open_dialog, clerk, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "desktop_app.gui.dialogs.campaign_dialog.confirm",
        lambda *words: bool(asked.append(words)),
    )
    untouched = open_dialog(clerk)
    untouched.reject()
    assert (asked, untouched.isVisible()) == ([], False)
    typed = open_dialog(clerk)
    qtbot.keyClicks(typed.form.editor("name"), "x")
    typed.reject()
    assert (len(asked), typed.isVisible()) == (1, True)
    typed._typed = False


def test_every_field_has_a_name_for_the_screen_reader(open_dialog, clerk):
    assert nameless(open_dialog(clerk)) == []


@pytest.fixture
def unasked(monkeypatch):
    """Let dialogs close at the end without a question."""
    monkeypatch.setattr("desktop_app.gui.dialogs.campaign_dialog.confirm", lambda *_words: True)


@pytest.mark.usefixtures("unasked")
def test_ctrl_d_copies_a_field_from_the_campaign_before_and_it_can_be_undone(
    qtbot, open_dialog, clerk, campaign
):
    dialog = open_dialog(clerk)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    caps = dialog.form.editor("per_time_fen")
    for name in ("per_time_fen", "name"):
        dialog.form.editor(name).setFocus()
        qtbot.keyClick(dialog.form.editor(name), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert caps.value() == campaign.cap.per_time_fen
    assert dialog.form.editor("name").value() == ""
    dialog.form.history.undo()
    assert caps.value() is None


@pytest.mark.usefixtures("unasked")
def test_a_campaign_is_reopened_at_the_field_where_it_was_left(qtbot, open_dialog, clerk):
    dialog = open_dialog(clerk)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.form.editor("name"), "x")
    dialog.form.editor("cap_source").setFocus()
    (draft,) = clerk.drafting.mine()
    again = open_dialog(clerk, None, draft)
    assert again.focusWidget() is again.form.editor("cap_source")
