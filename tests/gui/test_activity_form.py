"""The form of an activity with its photos: untouched, typed, drafted, resumed, refused, saved."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app import i18n
from desktop_app.domain.activity import Activity, Partner
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import ActivityId, new_id
from desktop_app.domain.visit import Group
from desktop_app.gui.forms.activity_form import ActivityForm
from desktop_app.gui.forms.activity_plan import PLAN
from tests.gui.conftest import nameless, write
from tests.unit.services.pictured import drawn, jpeg, saved

pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_form(qtbot, clerk, campaign):
    def make():
        made = ActivityForm(clerk)
        qtbot.addWidget(made)
        made.resize(1200, 700)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        return made

    return make


@pytest.fixture
def form(open_form):
    return open_form()


@pytest.fixture
def dinner(clerk, campaign):
    """An activity of which everything is said, with two photos and a signature."""
    activity = Activity(
        id=ActivityId(new_id()),
        name="同吃年夜饭",
        kind="new_year_dinner",
        service_dimension="universal",
        campaign=campaign.id,
        first_day=date(2021, 2, 11),
        last_day=date(2021, 2, 12),
        day_words="除夕",
        place_type="enterprise",
        venue="元件厂食堂",
        online=True,
        host="银川市总工会",
        partners=(Partner(kind="farm_enterprise", name="塞上农产"), Partner(kind="media")),
        participants=(
            Group(words="就地过年职工", count=120, approximate=True),
            Group(words="职工家庭", count=45, unit="households"),
        ),
        recipients=("stay_put_worker", "courier"),
        budget_fen=500_000,
        spent_fen=0,
        fund_source="own_budget",
        goods=(GoodsLine(name="饺子", quantity=3, unit="箱", unit_price_fen=9_900),),
        content="包饺子、看春晚",
        feedback="像在家里一样",
        remarks="两桌清真席",
    )
    attached = [
        clerk.attaching.take_photo(jpeg((60, 40)), caption="包饺子"),
        clerk.attaching.take_photo(jpeg((70, 40)), caption="合影"),
        clerk.attaching.take_signature(saved(drawn((60, 20)), "PNG")),
    ]
    edits = clerk.attaching.edits_for("activity", activity.id, attached, ())
    return clerk.activities.save(activity, beside=edits)


def photos(clerk, activity):
    return [one.caption for one in clerk.attaching.of("activity", activity.id)]


def test_an_untouched_form_gives_back_the_same_activity_and_its_photos(form, dinner, clerk):
    form.open(dinner.id)
    assert form.collect() == dinner
    assert [one.caption for one in form.photos.value()] == ["包饺子", "合影"]
    assert not form.is_touched
    assert clerk.drafting.mine() == []


def test_every_field_of_an_activity_is_asked():
    asked = {field.name for group in PLAN for field in group.fields}
    assert asked == set(Activity.__dataclass_fields__) - {"id"}


def test_saving_what_was_not_touched_writes_nothing(form, dinner, clerk):
    form.open(dinner.id)
    assert form.save()
    assert len(clerk.activities.history(dinner.id)) == 1


def test_what_is_typed_is_what_is_kept_and_the_rest_stays(qtbot, form, dinner, clerk):
    form.open(dinner.id)
    write(qtbot, form.sheet.editor("content"), "，送祝福")
    assert form.save()
    kept = clerk.activities.get(dinner.id)
    assert "送祝福" in kept.content
    assert (kept.participants, kept.goods) == (dinner.participants, dinner.goods)
    assert photos(clerk, dinner) == ["包饺子", "合影", ""]


def test_a_new_activity_is_typed_by_keyboard_and_kept_with_its_photo(qtbot, form, clerk):
    form.begin(first_day=date(2021, 2, 11))
    write(qtbot, form.sheet.editor("name"), "读书分享会")
    qtbot.keyClicks(form.sheet.editor("kind"), "reading")
    qtbot.keyClick(form.sheet.editor("kind"), Qt.Key.Key_Return)
    form.sheet.editor("participants").set_value(({"words": "职工", "count": 12},))
    form.photos.set_value([clerk.attaching.take_photo(jpeg(), caption="读书")])
    form.photos.edited.emit()
    with qtbot.waitSignal(form.saved) as kept:
        qtbot.keyClick(form.sheet.editor("name"), Qt.Key.Key_Return, CONTROL)
    activity, and_next = kept.args
    assert and_next
    assert (activity.name, activity.kind) == ("读书分享会", "reading")
    assert activity.host == clerk.union.name
    assert photos(clerk, activity) == ["读书"]


def test_a_changed_caption_a_new_order_and_a_removed_photo_are_kept(qtbot, form, dinner, clerk):
    form.open(dinner.id)
    first, second = form.photos.value()
    form.photos.set_value([second])
    form.photos.edited.emit()
    assert form.is_touched
    assert form.save()
    assert photos(clerk, dinner) == ["合影", ""]
    assert [one.id for one in clerk.attaching.removed("activity", dinner.id)] == [first.id]


def test_a_form_that_was_left_goes_on_with_its_photos(qtbot, form, open_form, clerk):
    form.begin()
    write(qtbot, form.sheet.editor("name"), "年夜饭")
    qtbot.keyClicks(form.sheet.editor("first_day"), "20x")
    form.photos.set_value([clerk.attaching.take_photo(jpeg(), caption="饺子")])
    form.photos.edited.emit()
    later = open_form()
    later.resume(clerk.drafting.of("activity", form.record))
    assert later.collect() == form.collect()
    assert later.photos.value() == form.photos.value()
    assert later.sheet.editor("first_day").text() == "20x"
    assert later.is_touched


def test_a_draft_keeps_what_was_removed_and_what_others_added_since(form, open_form, dinner, clerk):
    form.open(dinner.id)
    form.photos.set_value(form.photos.value()[:1])
    form.photos.edited.emit()
    added = clerk.attaching.take_photo(jpeg((80, 40)), caption="后来的")
    before = clerk.attaching.readings("activity", dinner.id)
    attached = [*(one.record for one in before), added]
    clerk.desk.save(
        clerk.attaching.edits_for("activity", dinner.id, attached, before), "activity.changed"
    )
    later = open_form()
    later.resume(clerk.drafting.of("activity", dinner.id))
    assert [one.caption for one in later.photos.value()] == ["包饺子", "后来的"]


def test_a_draft_that_was_taken_back_is_gone(form, dinner, clerk):
    form.open(dinner.id)
    whole = form.photos.value()
    form.photos.set_value(whole[:1])
    form.photos.edited.emit()
    assert clerk.drafting.mine()
    form.photos.set_value(whole)
    form.photos.edited.emit()
    assert clerk.drafting.mine() == []
    assert not form.is_touched


def test_photos_still_being_read_are_kept_with_the_activity(form, dinner, clerk, tmp_path):
    form.open(dinner.id)
    file = tmp_path / "IMG_1.jpg"
    file.write_bytes(jpeg((90, 60)))
    form.photos.add_files([file])
    assert form.save()
    assert len(photos(clerk, dinner)) == 4


def test_what_blocks_is_said_under_its_field_and_nothing_is_kept(qtbot, form, clerk):
    form.begin()
    assert not form.save()
    assert form.findChild(QLabel, "name_issue").text() == "An activity needs a name."
    assert form.findChild(QLabel, "kind_issue").text() == "Which kind of activity is it?"
    assert clerk.activities.get(form.record) is None


def test_a_warning_stops_once_and_is_kept_the_second_time(form, clerk):
    form.begin(name="读书", kind="reading", first_day=date(2021, 1, 1))
    assert not form.save()
    assert form.findChild(QLabel, "participants_issue").text().startswith("Nobody")
    assert form.save()
    assert clerk.activities.get(form.record)


def test_copying_takes_over_what_activities_of_one_place_share(qtbot, form, dinner):
    form.begin(like=dinner)
    for name in ("venue", "recipients", "name"):
        form.sheet.go_to(name)
        qtbot.keyClick(form.sheet.editor(name), Qt.Key.Key_D, CONTROL)
    assert form.collect().venue == "元件厂食堂"
    assert form.collect().recipients == ("stay_put_worker", "courier")
    assert form.collect().name == ""


def test_nothing_spent_is_said_and_an_emptied_amount_is_missing(form, dinner):
    form.open(dinner.id)
    assert form.collect().spent_fen == 0
    form.sheet.editor("spent_fen").clear()
    form.follow("spent_fen")
    assert form.collect().spent_fen is None


def test_categories_are_found_by_initials(qtbot, open_form):
    i18n.use_language(i18n.DEFAULT_LANGUAGE)
    form = open_form()
    form.begin()
    line = form.sheet.editor("recipients").line
    qtbot.keyClicks(line, "nmg")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "migrant_worker" in form.collect().recipients


def test_everything_that_takes_the_focus_has_a_name(form, dinner):
    form.open(dinner.id)
    assert nameless(form) == []
