"""The page of activities: list, filters, sums, the record beside it, the form in their place."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.domain.activity import Activity
from desktop_app.domain.identity import ActivityId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Group
from desktop_app.gui.pages.activities_page import ActivitiesPage
from desktop_app.gui.widgets.photo_viewer import PhotoViewer
from desktop_app.gui.widgets.thumbnail import Thumbnail
from tests.gui.conftest import nameless, write
from tests.unit.services.pictured import jpeg


@pytest.fixture
def hold(clerk):
    def keep(name, *captions, **fields):
        given = {
            "kind": "new_year_dinner",
            "first_day": date(2021, 2, 11),
            "participants": (Group(words="就地过年职工", count=120, approximate=True),),
        } | fields
        activity = Activity(id=ActivityId(new_id()), name=name, **given)
        taken = [clerk.attaching.take_photo(jpeg(), caption=caption) for caption in captions]
        edits = clerk.attaching.edits_for("activity", activity.id, taken, ())
        return clerk.activities.save(activity, beside=edits)

    return keep


@pytest.fixture
def open_page(qtbot):
    def make(office, campaign=None):
        page = ActivitiesPage(office)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show_campaign(campaign)
        page.show()
        page.refresh()
        return page

    return make


def names(page):
    table = page._list.table
    return [table.record(row).activity.name for row in range(table.rowCount())]


def words(widget):
    return " ".join(found.text() for found in widget.findChildren(QLabel) if found.isVisible())


def choose(page, name):
    page._list.view.choose_row(names(page).index(name))


def thumbnails(page):
    return [one for one in page._pane.findChildren(Thumbnail) if not one.isHidden()]


def test_the_latest_come_first_with_what_they_come_to(open_page, clerk, hold):
    hold("元旦联欢", first_day=date(2021, 1, 1), participants=(Group(words="职工", count=30),))
    hold(
        "年夜饭",
        participants=(Group(words="家庭", count=45, unit="households"),),
        spent_fen=480_000,
        fund_source="own_budget",
    )
    page = open_page(clerk)
    assert names(page) == ["年夜饭", "元旦联欢"]
    assert "2 activities · 30 people · 45 households · 4,800.00 yuan spent" in words(page)


def test_an_empty_list_says_how_to_begin_and_a_filtered_one_how_to_go_on(open_page, clerk, hold):
    page = open_page(clerk)
    assert "No activity is recorded yet" in words(page)
    hold("年夜饭")
    page.refresh()
    page._list.kind.choose("party")
    assert "No activity fits" in words(page)


def test_filters_narrow_the_list(qtbot, open_page, clerk, campaign, hold):
    hold("甲", kind="party", campaign=campaign.id, service_dimension="universal")
    hold("乙", first_day=date(2020, 5, 1))
    page = open_page(clerk, campaign)
    for chip, code in ((page._list.kind, "party"), (page._list.dimension, "universal")):
        chip.choose(code)
        assert names(page) == ["甲"]
        chip.choose("")
    page._list.year.choose("2020")
    assert names(page) == ["乙"]
    page._list.year.choose("")
    page._list.of_campaign.click()
    assert names(page) == ["甲"]
    page._list.of_campaign.click()
    write(qtbot, page._list.text, "乙")
    qtbot.waitUntil(lambda: names(page) == ["乙"])
    qtbot.keyClick(page._list.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == 2)


def test_the_days_are_sorted_by_their_heading(open_page, clerk, hold):
    hold("先", first_day=date(2021, 1, 1))
    hold("后", first_day=date(2021, 2, 1))
    page = open_page(clerk)
    page._list.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["先", "后"]
    page._list.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["后", "先"]


def test_the_chosen_activity_is_shown_with_facts_photos_and_history(open_page, clerk, hold):
    hold("年夜饭", "包饺子", "合影", venue="元件厂食堂", feedback="像在家里一样", budget_fen=0)
    page = open_page(clerk)
    choose(page, "年夜饭")
    shown = words(page._pane)
    for said in ("元件厂食堂", "像在家里一样", "就地过年职工 about 120 people", "0.00 yuan"):
        assert said in shown
    assert "Recorded" in shown
    assert [one.accessibleName() for one in thumbnails(page)] == [
        "photo 1 of 2: 包饺子",
        "photo 2 of 2: 合影",
    ]


def test_a_photo_of_the_record_opens_large(qtbot, open_page, clerk, hold):
    hold("年夜饭", "包饺子", "合影")
    page = open_page(clerk)
    choose(page, "年夜饭")
    page._pane.go_to_part(1)
    qtbot.keyClick(thumbnails(page)[1], Qt.Key.Key_Return)
    viewer = page.findChild(PhotoViewer)
    assert viewer.at == 1
    viewer.reject()


def test_removed_photos_are_put_back_from_the_record(qtbot, open_page, clerk, hold):
    kept = hold("年夜饭", "包饺子")
    before = clerk.attaching.readings("activity", kept.id)
    clerk.desk.save(
        clerk.attaching.edits_for("activity", kept.id, [], before), "activity.changed", kept.id
    )
    page = open_page(clerk)
    choose(page, "年夜饭")
    page._pane.go_to_part(1)
    way = next(b for b in page._pane.findChildren(QPushButton) if b.text().startswith("Put back"))
    assert way.text() == "Put back 1 removed attachment"
    way.click()
    assert len(clerk.attaching.of("activity", kept.id)) == 1
    assert len(thumbnails(page)) == 1


def test_the_history_tells_what_was_attached_later(open_page, clerk, hold):
    kept = hold("年夜饭")
    clerk.attaching.attach("activity", kept.id, [clerk.attaching.take_photo(jpeg())])
    page = open_page(clerk)
    choose(page, "年夜饭")
    assert "Photo or paper attached · clerk" in words(page._pane)


def test_a_new_activity_belongs_to_the_campaign_at_hand(open_page, clerk, campaign):
    page = open_page(clerk, campaign)
    page.page_actions()[-1].run()
    assert page.is_writing
    assert page._form.collect().campaign == campaign.id


def test_after_saving_the_list_shows_the_activity(open_page, clerk, hold, campaign):
    page = open_page(clerk, campaign)
    page.begin_new()
    page._form.sheet.editor("name").set_value("读书分享")
    page._form.sheet.editor("kind").set_value("reading")
    page._form.sheet.editor("day_words").set_value("春节")
    page._form.sheet.editor("participants").set_value(({"words": "职工", "count": 3},))
    assert page._form.save()
    assert not page.is_writing
    assert names(page) == ["读书分享"]
    assert "读书分享" in words(page._pane)


def test_enter_opens_the_form_and_leaving_it_untouched_asks_nothing(qtbot, open_page, clerk, hold):
    kept = hold("年夜饭")
    page = open_page(clerk)
    choose(page, "年夜饭")
    qtbot.keyClick(page._list.view, Qt.Key.Key_Return)
    assert page.is_writing
    assert page._form.record == kept.id
    page.leave_form()
    assert not page.is_writing


def test_an_activity_from_elsewhere_is_shown_though_a_filter_hides_it(open_page, clerk, hold):
    kept = hold("年夜饭")
    page = open_page(clerk)
    page._list.kind.choose("party")
    page.show_record(kept.id)
    assert "年夜饭" in words(page._pane)


def test_who_may_not_record_reads_only(open_page, sit, hold):
    hold("年夜饭", "包饺子")
    page = open_page(sit(Role.AUDITOR))
    assert page.page_actions() == ()
    choose(page, "年夜饭")
    qt_edit = [b for b in page._pane.findChildren(QPushButton) if b.text() == "Edit"]
    assert all(not button.isVisible() for button in qt_edit)


def test_everything_that_takes_the_focus_has_a_name(open_page, clerk, hold):
    hold("年夜饭", "包饺子")
    page = open_page(clerk)
    choose(page, "年夜饭")
    assert nameless(page) == []
    page.begin_new()
    assert nameless(page) == []
