"""The forms of the sections: untouched, typed, left, refused, named; and what each does alone."""

from dataclasses import fields, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.identity import WorkerProfileId, new_id
from desktop_app.domain.migrant import MigrantOrigin, StayingPut
from desktop_app.domain.model_worker import ModelWorker, ModelWorkerMoney
from desktop_app.domain.section import SECTIONS
from desktop_app.domain.working_post import FrontlinePost, PlatformWork
from desktop_app.gui.forms.section_forms import SECTION_FORMS
from desktop_app.gui.forms.section_plans import PLANS
from desktop_app.storage.kinds import KINDS
from tests.gui.conftest import nameless, write

CONTROL = Qt.KeyboardModifier.ControlModifier
FORMS = {form.form: form for form in SECTION_FORMS}
FULL = {
    "model_worker": (
        ModelWorker,
        {
            "level": "provincial",
            "honour": "model_worker",
            "title": "宁夏回族自治区劳动模范",
            "certificate": "2010-0217",
            "honoured_year": 2010,
            "work_status": "retired",
            "in_hardship": True,
            "difficulties": "老伴长年卧床",
            "aid_plan": "每季度上门走访",
            "aid_interval": "quarterly",
            "aid_due": date(2021, 3, 1),
            "entitlements": "荣誉津贴按月发放",
            "money": (
                ModelWorkerMoney(year=2020, kind="honour_allowance", amount_fen=240_000),
                ModelWorkerMoney(
                    year=2021, kind="new_year_money", amount_fen=200_050, remarks="节前"
                ),
            ),
            "remarks": "工作室",
        },
    ),
    "frontline_post": (
        FrontlinePost,
        {
            "occupation": "sanitation",
            "post": "夜间清扫",
            "unit": "环卫一所",
            "festival": "spring_festival",
            "shift": "night",
            "kept_from": date(2021, 2, 11),
            "kept_to": date(2021, 2, 17),
            "conditions": ("low_temperature", "outdoors"),
            "official": "5",
            "remarks": "年三十值守",
        },
    ),
    "migrant_origin": (
        MigrantOrigin,
        {
            "home_region": "640422",
            "home_place": "将台堡镇",
            "home_union": "西吉县总工会",
            "host_union": "银川市总工会",
            "came_on": date(2018, 3, 1),
            "contract_signed": date(2020, 3, 1),
            "contract_term": "one_year",
            "is_member": True,
            "member_since": date(2019, 5, 1),
            "remarks": "瓦工",
        },
    ),
    "staying_put": (
        StayingPut,
        {
            "year": 2021,
            "stay_place": "职工宿舍",
            "home_risk": "medium",
            "family_elsewhere": "妻子在老家",
            "provided": ("stay_bonus", "new_year_pack"),
            "provided_words": "红包500元",
            "children_left_behind": False,
            "remarks": "初三轮休",
        },
    ),
    "platform_work": (
        PlatformWork,
        {
            "occupation": "rider",
            "platform": "美团",
            "station": "新华街站",
            "vehicle": "电动自行车",
            "accident_insurance": "mutual",
            "is_member": False,
            "member_since": date(2020, 5, 1),
            "remarks": "晚班",
        },
    ),
}
MISSING = {
    "model_worker": ("level", "Who awarded the honour? Choose the level."),
    "frontline_post": ("occupation", "Which work is it? Choose the occupation."),
    "migrant_origin": (
        "home_region",
        "Where does this person come from? Give the region or the place.",
    ),
    "staying_put": ("year", "Which New Year is it? Give the year."),
    "platform_work": ("occupation", "Which work is it? Choose the occupation."),
}


@pytest.fixture
def person(clerk, make_person):
    return clerk.register.save(make_person("马秀兰"))


@pytest.fixture
def make_form(qtbot, clerk):
    def make(kind):
        form = FORMS[kind](clerk)
        qtbot.addWidget(form)
        with qtbot.waitExposed(form):
            form.show()
        form.activateWindow()
        return form

    return make


@pytest.fixture
def keep(clerk, person, campaign):
    """Keep the full section of one kind."""

    def kept(kind):
        record, values = FULL[kind]
        more = {"campaign": campaign.id} if kind == "staying_put" else {}
        made = record(id=WorkerProfileId(new_id()), beneficiary=person.id, **values, **more)
        return clerk.sections.keepers[kind].save(made)

    return kept


@pytest.mark.parametrize("kind", SECTIONS)
def test_the_form_asks_for_every_field_of_its_section(kind):
    asked = {field.name for group in PLANS[kind] for field in group.fields}
    record, _values = FULL[kind]
    beside = {"id", "beneficiary", "removed_because"}
    assert asked == {one.name for one in fields(record)} - beside
    assert asked == {column.name for column in KINDS[kind].columns} - beside


@pytest.mark.parametrize("kind", SECTIONS)
def test_an_untouched_form_gives_back_the_same_section(make_form, keep, clerk, kind):
    kept = keep(kind)
    left = [one.name for one in fields(kept) if getattr(kept, one.name) in (None, "", ())]
    assert left == ["removed_because"]
    form = make_form(kind)
    form.open(kept.id)
    assert form.collect() == kept
    assert not form.is_touched
    assert clerk.drafting.mine() == []


@pytest.mark.parametrize("kind", SECTIONS)
def test_what_is_typed_is_what_is_kept_and_the_rest_stays(qtbot, make_form, keep, clerk, kind):
    kept = keep(kind)
    form = make_form(kind)
    form.open(kept.id)
    remarks = form.sheet.editor("remarks")
    remarks.selectAll()
    write(qtbot, remarks, "已回访")
    with qtbot.waitSignal(form.saved) as saved:
        assert form.save()
    changed = replace(kept, remarks="已回访")
    assert saved.args == [changed, False]
    assert clerk.sections.keepers[kind].get(kept.id) == changed


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_new_section_is_about_whom_it_was_begun_for(make_form, clerk, person, kind):
    form = make_form(kind)
    form.begin(**clerk.sections.prefilled(kind, person))
    assert form.title.startswith("马秀兰 · ")
    assert form.collect().beneficiary == person.id
    assert form.is_new
    assert not form.is_touched


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_form_that_was_left_goes_on_as_it_was(qtbot, make_form, clerk, person, kind):
    form = make_form(kind)
    form.begin(beneficiary=person.id)
    write(qtbot, form.sheet.editor("remarks"), "还没写完")
    later = make_form(kind)
    (draft,) = clerk.drafting.mine()
    later.resume(draft)
    assert later.record == form.record
    assert later.collect() == form.collect()
    assert later.collect().beneficiary == person.id
    assert later.is_touched


@pytest.mark.parametrize("kind", SECTIONS)
def test_what_is_missing_is_said_under_its_field_and_nothing_is_kept(
    make_form, clerk, person, kind
):
    form = make_form(kind)
    form.begin(beneficiary=person.id)
    assert not form.save()
    name, sentence = MISSING[kind]
    assert form.findChild(QLabel, f"{name}_issue").text() == sentence
    assert clerk.sections.keepers[kind].of(person.id) == []


@pytest.mark.parametrize("kind", SECTIONS)
def test_everything_that_takes_the_focus_has_a_name(make_form, keep, kind):
    form = make_form(kind)
    form.open(keep(kind).id)
    assert nameless(form) == []


def test_a_region_is_typed_by_its_name(qtbot, make_form, person):
    form = make_form("migrant_origin")
    form.begin(beneficiary=person.id)
    region = form.sheet.editor("home_region")
    write(qtbot, region, "西吉")
    assert form.collect().home_region == "640422"
    qtbot.keyClick(region, Qt.Key.Key_Tab)
    assert region.text() == "宁夏回族自治区固原市西吉县"
    assert form.collect().home_region == "640422"


@pytest.mark.parametrize(("typed", "code"), [("640422", "640422"), ("６４０４２２", "640422")])
def test_a_region_is_typed_by_its_code(qtbot, make_form, person, typed, code):
    form = make_form("migrant_origin")
    form.begin(beneficiary=person.id)
    write(qtbot, form.sheet.editor("home_region"), typed)
    assert form.collect().home_region == code


def test_a_name_of_several_regions_stops_and_stays(qtbot, make_form, person):
    form = make_form("migrant_origin")
    form.begin(beneficiary=person.id)
    write(qtbot, form.sheet.editor("home_region"), "朝阳区")
    assert not form.save()
    said = form.findChild(QLabel, "home_region_issue").text()
    assert "add the province or the city" in said
    assert form.sheet.editor("home_region").text() == "朝阳区"


def test_the_category_of_the_notice_follows_until_somebody_chooses(qtbot, make_form, person):
    form = make_form("frontline_post")
    form.begin(beneficiary=person.id)
    choose(form, "occupation", "epidemic")
    assert form.collect().official == "6"
    form.sheet.editor("conditions").set_value(("height",))
    form.follow("conditions")
    assert form.collect().official == "5"
    choose(form, "official", "9")
    choose(form, "occupation", "sanitation")
    assert form.collect().official == "9"


def choose(form, name, code):
    form.sheet.editor(name).set_value(code)
    form.follow(name)


@pytest.mark.parametrize(("typed", "year"), [("2010", 2010), ("２０１０年", 2010), ("10", None)])
def test_a_year_has_four_digits(qtbot, make_form, person, typed, year):
    form = make_form("model_worker")
    form.begin(beneficiary=person.id)
    write(qtbot, form.sheet.editor("honoured_year"), typed)
    assert form.collect().honoured_year == year
    form.save()
    said = form.findChild(QLabel, "honoured_year_issue").text()
    assert bool(said) is (year is None)


def test_money_is_typed_line_by_line(qtbot, make_form, clerk, person):
    form = make_form("model_worker")
    form.begin(beneficiary=person.id, level="national")
    rows = ({"year": 2021, "kind": "living_subsidy", "amount_fen": 120_000, "remarks": None},)
    form.sheet.editor("money").set_value(rows)
    form.follow("money")
    assert form.save()
    (kept,) = clerk.sections.model_workers.of(person.id)
    assert kept.money == (ModelWorkerMoney(year=2021, kind="living_subsidy", amount_fen=120_000),)


def test_the_campaigns_of_today_can_be_chosen(make_form, person, campaign):
    form = make_form("staying_put")
    form.begin(beneficiary=person.id, year=2021)
    choose(form, "campaign", campaign.id)
    assert form.collect().campaign == campaign.id


def test_lasting_aid_stands_folded_where_nobody_is_in_hardship(make_form, keep, person):
    form = make_form("model_worker")
    form.begin(beneficiary=person.id)
    assert not form.sheet.editor("aid_plan").isVisible()
    form.open(keep("model_worker").id)
    assert form.sheet.editor("aid_plan").isVisible()
