"""Code lists in the settings: what the administrator changes, every form offers at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.code_entry import code_entry_id
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.domain.role import Role
from desktop_app.gui.forms.code_entry_form import CodeEntryForm
from desktop_app.gui.forms.person_form import PersonForm
from desktop_app.gui.forms.visit_form import VisitForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.settings_page import SettingsPage
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.widgets.choices import SeveralChoices
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import YearEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.words_line import WordsLine
from tests.gui.conftest import nameless, write

LIST = "recipient_category"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot, sit, runner):
    kept = []

    def build(role=Role.ADMINISTRATOR):
        settings = SettingsPage(sit(role), runner, Preferences(language="en"))
        qtbot.addWidget(settings)
        settings.resize(1200, 700)
        with qtbot.waitExposed(settings):
            settings.show()
        settings.show_tab(settings.code_lists)
        kept.append(settings)
        return settings

    yield build
    kept.clear()


@pytest.fixture
def page(open_page):
    """The page of the administrator, at the list of recipients' categories."""
    shown = open_page().code_lists
    shown.choose(code_entry_id(LIST, "courier"))
    return shown


def offered(editor):
    return [editor.itemData(row) for row in range(editor.count())]


def codes(page):
    table = page.choices.entries.table
    return [table.record(row).entry.code for row in range(table.rowCount())]


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def add(qtbot, page, name="无人机驾驶员", english="Drone pilot"):
    page.begin_new()
    write(qtbot, page._form.sheet.editor("name"), name)
    write(qtbot, page._form.sheet.editor("english"), english)
    assert page._form.save()


def test_a_list_shows_its_choices_in_order_with_its_source(page):
    chosen = CodeLists.load()[LIST]
    assert page.chosen_list.id == LIST
    assert codes(page) == [entry.code for entry in chosen.entries]
    assert chosen.source_words in words(page.choices)
    assert page.choices.chosen_code == "courier"


def test_a_choice_is_added_and_stands_chosen_at_the_end(qtbot, page, clerk):
    add(qtbot, page)
    assert codes(page)[-1] == "drone_pilot"
    assert page.choices.chosen_code == "drone_pilot"
    assert not page.is_writing
    assert clerk.drafting.mine() == []


def test_the_draft_of_a_new_choice_is_gone_once_it_is_kept(qtbot, page, sit):
    add(qtbot, page)
    assert sit(Role.ADMINISTRATOR).drafting.mine() == []


def test_an_open_program_offers_the_new_choice_in_every_form(qtbot, page, clerk, make_person):
    person, visit = PersonForm(clerk), VisitForm(clerk)
    for form in (person, visit):
        qtbot.addWidget(form)
    add(qtbot, page)
    person.begin()
    assert "drone_pilot" in offered(person.sheet.editor("category"))
    page.choose(code_entry_id("visit_manner", "home"))
    add(qtbot, page, "书信", "By letter")
    visit.begin("")
    assert "by_letter" in offered(visit.sheet.editor("manner"))


def test_a_retired_choice_is_offered_no_longer_but_stays_where_it_is_kept(qtbot, page, clerk):
    kept = clerk.register.save(
        Beneficiary(id=BeneficiaryId(new_id()), name="马秀兰", category="courier")
    )
    form = PersonForm(clerk)
    qtbot.addWidget(form)
    page.choices._retire.click()
    form.begin()
    assert "courier" not in offered(form.sheet.editor("category"))
    form.open(kept.id)
    assert form.sheet.editor("category").value() == "courier"
    assert form.collect() == kept
    assert page.choices._retire.text() == "Offer again"
    page.choices._retire.click()
    form.begin()
    assert "courier" in offered(form.sheet.editor("category"))


def test_the_keys_stay_at_the_choices_after_one_was_retired(qtbot, page):
    page.show()
    page.choices._retire.setFocus()
    page.choices._retire.click()
    assert page.choices.isAncestorOf(page.focusWidget())
    assert page.focusWidget() is page.choices.entries.view


def test_a_retired_choice_in_a_row_outlives_its_cell_being_opened(qtbot):
    table = InlineTable(
        (
            InlineColumn(
                name="kind",
                title="Kind",
                editor=lambda: PinyinComboBox([("a", "A")]),
                text=str.upper,
            ),
        )
    )
    qtbot.addWidget(table)
    table.show()
    table.set_value(({"kind": "gone"},))
    cell = table._rows.index(0, 0)
    table._grid.setCurrentIndex(cell)
    table._grid.edit(cell)
    editor = table._grid.indexWidget(cell) or table.findChild(PinyinComboBox)
    assert editor.currentText() == "GONE"
    table._grid.commitData(editor)
    assert table.value() == ({"kind": "gone"},)


def test_several_choices_offer_the_new_one_and_keep_what_is_on(qtbot):
    chips = SeveralChoices([("a", "A"), ("b", "B")])
    qtbot.addWidget(chips)
    chips.set_value(("b",))
    chips.set_choices([("b", "B"), ("c", "C")])
    assert chips.value() == ("b",)
    assert list(chips._chips) == ["b", "c"]


def test_the_keys_move_a_choice(qtbot, page):
    before = codes(page)
    at = before.index("courier")
    page.choices.entries.view.setFocus()
    page.choices._up.click()
    assert codes(page).index("courier") == at - 1
    assert page.choices.chosen_code == "courier"
    page.choices._down.click()
    assert codes(page) == before


def test_an_untouched_choice_comes_back_equal(page, sit):
    book = sit(Role.ADMINISTRATOR).codebook
    for code in ("courier", "hardship_worker"):
        record = book.choice(LIST, code).record
        page.edit(page._form, record.id)
        assert page._form.collect() == record
        assert not page._form.is_touched


def test_the_words_of_a_choice_change_and_its_code_does_not(qtbot, page):
    page._edit("courier")
    assert page._form.sheet.editor("code").isReadOnly()
    page._form.sheet.editor("name").clear()
    write(qtbot, page._form.sheet.editor("name"), "快递小哥")
    page._form.follow("name")
    assert page._form.save()
    assert CodeLists.load()[LIST].entry("courier").name == "快递小哥"


def test_what_is_wrong_is_said_under_its_field(qtbot, page):
    page.begin_new()
    write(qtbot, page._form.sheet.editor("name"), CodeLists.load()[LIST].entry("courier").name)
    assert not page._form.save()
    assert "lead to" in page._form.findChild(QLabel, "name_issue").text()


def test_a_half_typed_choice_goes_on_as_it_was(qtbot, page, sit):
    office = sit(Role.ADMINISTRATOR)
    page.begin_new()
    write(qtbot, page._form.sheet.editor("name"), "无人机驾驶员")
    write(qtbot, page._form.sheet.editor("old"), "飞手、无人机手")
    later = CodeEntryForm(office)
    qtbot.addWidget(later)
    (draft,) = office.drafting.mine()
    later.resume(draft)
    assert later.collect() == page._form.collect()
    assert later.collect().list_id == LIST
    assert later.collect().old == ("飞手", "无人机手")


def test_a_draft_opens_on_its_tab(qtbot, page, open_page, sit):
    page.begin_new()
    write(qtbot, page._form.sheet.editor("name"), "无人机驾驶员")
    (draft,) = sit(Role.ADMINISTRATOR).drafting.mine()
    other = open_page()
    other.show_tab(other.general)
    assert draft.form in other.forms
    other.show_record(draft)
    assert other.tab is other.code_lists
    assert other.is_writing


def test_typing_finds_a_list_by_its_own_name_or_that_of_a_choice(qtbot, page):
    qtbot.keyClicks(page.search_line, "zjly")
    table = page.lists.table
    qtbot.waitUntil(lambda: table.rowCount() < 10)
    assert "fund_source" in [table.record(row).chosen.id for row in range(table.rowCount())]
    page.search_line.setText("nothing of the kind")
    qtbot.waitUntil(lambda: table.rowCount() == 0)
    assert "No list fits" in words(page.lists)
    assert page.choices.entries.table.rowCount() == 0


def test_a_list_that_the_program_works_with_takes_no_further_choice(page):
    page.choose(code_entry_id("sex", "male"))
    assert page.list_actions() == ()


def test_everybody_else_only_reads(open_page):
    page = open_page(Role.CLERK).code_lists
    page.choose(code_entry_id(LIST, "courier"))
    assert page.page_actions() == ()
    assert page.choices._edit.isHidden()
    page._edit("courier")
    assert not page.is_writing


def test_the_tabs_tell_their_buttons_and_titles(qtbot, open_page):
    settings = open_page()
    assert [action.text for action in settings.page_actions()] == ["New choice"]
    with qtbot.waitSignal(settings.title_changed) as told:
        settings.code_lists.begin_new()
    assert "New choice" in told.args[0]
    assert [action.text for action in settings.page_actions()][-1] == "Save and next"
    settings.code_lists.show_list()
    settings.show_tab(settings.general)
    assert settings.page_actions() == ()


def test_everything_that_takes_the_focus_has_a_name(qtbot, open_page, page):
    settings = open_page()
    assert nameless(settings) == []
    settings.code_lists.begin_new()
    assert nameless(settings) == []


def test_a_year_has_no_thousands_separator(qtbot):
    year = YearEdit()
    qtbot.addWidget(year)
    year.set_value(2021)
    assert year.text() == "2021"
    assert year.value() == 2021


def test_words_are_parted_at_any_of_the_usual_signs(qtbot):
    line = WordsLine()
    qtbot.addWidget(line)
    line.setText("外卖骑手，就地过年职工; 外卖骑手")
    assert line.value() == ("外卖骑手", "就地过年职工")
    line.set_value(("a", "b"))
    assert line.text() == "a、b"
