"""Keeping employers, finding them, and what is due at them."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.identity import EmployerId, VisitId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Place, Visit
from desktop_app.services.employer_lines import EmployerLines
from desktop_app.storage import checks
from desktop_app.storage.employers import EmployerFilter, Strength
from tests.employers import (
    SHOP_ID,
    SITE_ID,
    WORKS_ID,
    keep_all,
    measure,
    risk_check,
    safety_check,
    shop,
    site,
    works,
)


@pytest.fixture
def lines(clerk):
    keep_all(clerk)
    return EmployerLines(clerk.desk)


def names(found):
    return [getattr(one, "employer", one).name for one in found]


def codes(issues):
    return [(issue.field, issue.code, issue.blocks) for issue in issues]


def test_what_is_kept_is_read_back_equal(clerk):
    keep_all(clerk)
    assert clerk.employers.get(WORKS_ID) == works()
    assert clerk.employer_measures.get(measure().id) == measure()
    assert clerk.risk_checks.get(risk_check().id) == risk_check()
    assert clerk.safety_checks.get(safety_check().id) == safety_check()


def test_the_log_makes_the_same_employers_again(clerk):
    keep_all(clerk)
    assert checks.log_makes_the_records(clerk.desk.store.db)


def test_an_auditor_changes_nothing(sit):
    with pytest.raises(NotPermittedError):
        sit(Role.AUDITOR).employers.save(works())


def test_names_code_and_phone_are_kept_in_one_way_of_writing(clerk):
    typed = works(
        name=" ACME   Works ",
        also_called=("ACME Works", " 阿克梅  工厂", ""),
        credit_code="91350100 m000100y43",
        phone="139-0000-0001",
    )
    kept = clerk.employers.save(typed)
    assert kept.name == "ACME Works"
    assert kept.also_called == ("阿克梅 工厂",)
    assert (kept.credit_code, kept.phone) == ("91350100M000100Y43", "13900000001")


def test_only_a_name_is_needed_to_add_one_on_the_spot(clerk):
    kept = clerk.employers.add("云谷大数据产业开发有限公司")
    assert clerk.employers.get(kept.id) == kept


def test_an_employer_cannot_belong_to_one_that_is_not_there(clerk):
    issues = clerk.employers.objections(site())
    assert ("belongs_to", "employer_unknown", True) in codes(issues)


def test_a_circle_of_belonging_is_refused_however_long(clerk):
    keep_all(clerk)
    clerk.employers.save(replace(shop(), belongs_to=SITE_ID), clerk.employers.open(SHOP_ID))
    base = clerk.employers.open(WORKS_ID)
    with pytest.raises(RefusedError):
        clerk.employers.save(replace(base.record, belongs_to=SHOP_ID), base)
    assert clerk.employers.get(WORKS_ID).belongs_to is None


def test_the_code_of_another_employer_warns_but_a_site_shares_it(clerk):
    keep_all(clerk)
    code = works().credit_code
    stranger = codes(clerk.employers.objections(shop(credit_code=code)))
    assert ("credit_code", "credit_code_taken", False) in stranger
    assert codes(clerk.employers.objections(site(credit_code=code))) == []


def test_the_name_of_another_employer_warns(clerk):
    keep_all(clerk)
    same = shop(id=EmployerId(new_id()), name="二机床", difficulties="")
    assert codes(clerk.employers.objections(same)) == [("name", "employer_name_taken", False)]


@pytest.mark.parametrize("record", [measure(), risk_check(), safety_check()])
def test_a_record_about_an_unknown_employer_is_refused(clerk, record):
    keeping = {
        "EmployerMeasure": clerk.employer_measures,
        "RiskCheck": clerk.risk_checks,
        "SafetyCheck": clerk.safety_checks,
    }[type(record).__name__]
    with pytest.raises(RefusedError):
        keeping.save(record)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("二机床", ["济南二机床集团有限公司"]),
        ("jnej", ["济南二机床集团有限公司"]),
        ("erjichuang", ["济南二机床集团有限公司"]),
        ("100Y43", ["济南二机床集团有限公司"]),
        ("第二机床厂", ["济南二机床集团有限公司"]),
        ("xhbj", ["徐汇滨江建设者之家"]),
        ("毛源昌 新市街", ["浙江毛源昌眼镜有限公司新市街店"]),
        ("毛源昌 机床", []),
        ("%", []),
        ("  ", []),
    ],
)
def test_an_employer_is_found_while_somebody_types(clerk, typed, found):
    keep_all(clerk)
    assert names(clerk.employers.find(typed)) == found


def test_the_very_name_comes_before_longer_ones(clerk):
    for name in ("银川环卫处三队", "东环卫处", "环卫处", "环卫处西站"):
        clerk.employers.add(name)
    found = names(clerk.employers.find("环卫处"))
    assert found == ["环卫处", "环卫处西站", "东环卫处", "银川环卫处三队"]
    assert names(clerk.employers.find("环卫处", limit=1)) == ["环卫处"]


def test_a_former_name_leads_to_the_employer_and_todays_name_wins(clerk):
    keep_all(clerk)
    assert clerk.employers.by_name("二机床").id == WORKS_ID
    named = clerk.employers.save(shop(id=EmployerId(new_id()), name="二机床"))
    assert clerk.employers.by_name(" 二机床 ").id == named.id
    assert clerk.employers.by_name("三机床") is None


def test_a_changed_name_is_found_and_the_old_one_no_more(clerk):
    keep_all(clerk)
    base = clerk.employers.open(SHOP_ID)
    clerk.employers.save(replace(base.record, name="毛源昌新店"), base)
    assert names(clerk.employers.find("myc")) == ["毛源昌新店"]
    assert clerk.employers.find("新市街") == []


def test_who_works_there_is_known_under_every_name(clerk, make_person):
    keep_all(clerk)
    for name, employer in (("马强", "二机床"), ("李丽", works().name), ("王勇", "别处")):
        clerk.register.save(make_person(name, employer=employer))
    assert [one.name for one in clerk.employers.people(works())] == ["李丽", "马强"]


def test_visits_to_its_place_are_its_visits(clerk):
    keep_all(clerk)
    there = Visit(
        id=VisitId(new_id()),
        manner="site",
        first_day=date(2021, 1, 27),
        places=(
            Place(kind="enterprise", name="二机床"),
            Place(kind="enterprise", name=works().name),
        ),
        leader="李尧钟",
        lone_visitor_reason="带队",
    )
    clerk.visiting.save(there, ())
    assert [one.id for one in clerk.employers.visits(works())] == [there.id]
    assert clerk.employers.visits(shop()) == []


def test_the_sites_of_an_employer_are_listed(clerk):
    keep_all(clerk)
    assert names(clerk.employers.sites(WORKS_ID)) == [site().name]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {WORKS_ID, SITE_ID, SHOP_ID}),
        ({"kind": "shop"}, {SHOP_ID}),
        ({"industry": "C"}, {WORKS_ID}),
        ({"state": "normal"}, {WORKS_ID}),
        ({"belongs_to": WORKS_ID}, {SITE_ID}),
        ({"measure": "stay_bonus"}, {WORKS_ID}),
        ({"measure": "job_fair"}, set()),
        ({"risk": "high"}, {SHOP_ID}),
        ({"risk": "low"}, set()),
        ({"open_findings": True}, {SITE_ID}),
        ({"in_difficulty": True}, {SHOP_ID}),
        ({"text": "jituan", "kind": "shop"}, set()),
    ],
)
def test_each_filter_leaves_what_it_says(lines, wanted, found):
    filtered = EmployerFilter(**wanted)
    assert {one.employer.id for one in lines.page(filtered)} == found
    assert lines.how_many(filtered) == len(found)


def test_what_is_settled_is_found_as_open_no_more(clerk, lines):
    risk = clerk.risk_checks.open(risk_check().id)
    closed = replace(risk.record, closed_on=date(2021, 2, 8), outcome="已补发")
    clerk.risk_checks.save(closed, risk)
    safety = clerk.safety_checks.open(safety_check().id)
    first, second = safety.record.findings
    done = replace(first, rectified_on=date(2021, 2, 5), how="已拆除")
    clerk.safety_checks.save(replace(safety.record, findings=(done, second)), safety)
    assert lines.how_many(EmployerFilter(risk="high")) == 0
    assert lines.how_many(EmployerFilter(open_findings=True)) == 0
    assert lines.line(SHOP_ID).risk == ""
    assert lines.line(SITE_ID).open_findings == 0


@pytest.mark.parametrize("order", EmployerLines.ORDERS)
def test_every_order_of_the_list_turns_round(lines, order):
    up = names(lines.page(EmployerFilter(), order=order))
    assert sorted(up) == sorted(names(lines.page(EmployerFilter(), order=order, down=True)))


def test_employers_are_ordered_by_pinyin_and_by_their_size(lines):
    by_name = names(lines.page(EmployerFilter()))
    assert by_name == [works().name, site().name, shop().name]
    by_size = lines.page(EmployerFilter(), order="headcount", down=True)
    assert [one.employer.id for one in by_size] == [WORKS_ID, SITE_ID, SHOP_ID]


def test_a_list_is_read_page_by_page(lines):
    assert names(lines.page(EmployerFilter(), limit=1, offset=1)) == [site().name]


def test_a_line_says_what_is_agreed_feared_and_open(clerk, lines, make_person):
    clerk.register.save(make_person("马强", employer="二机床"))
    line = lines.line(WORKS_ID)
    assert (line.carried_out, line.pending, line.people) == (1, 0, 1)
    assert lines.line(SITE_ID).belongs_to == works().name
    assert (lines.line(SITE_ID).open_findings, lines.line(SITE_ID).overdue(date(2021, 2, 8))) == (
        1,
        1,
    )
    assert (lines.line(SHOP_ID).risk, lines.line(SHOP_ID).warning_on) == (
        "high",
        date(2021, 2, 8),
    )


def test_a_measure_of_which_nothing_is_known_is_pending_and_one_not_done_is_not(clerk, lines):
    for number, state in enumerate(("planned", "agreed", None, "not_done")):
        clerk.employer_measures.save(measure(id=f"{number}" * 32, state=state, evidence="x"))
    line = lines.line(WORKS_ID)
    assert (line.carried_out, line.pending) == (1, 3)


def test_workers_of_a_site_are_not_counted_twice_with_those_of_its_employer(lines):
    assert lines.strength(EmployerFilter()) == Strength(number=5020, approximate=True)
    assert lines.strength(EmployerFilter(kind="site")) == Strength(number=300)
    assert lines.strength(EmployerFilter(kind="park")) == Strength()


def test_warnings_whose_day_has_come_and_overdue_findings_are_due(clerk):
    keep_all(clerk)
    due = clerk.employers.due()
    assert [(one.kind, one.name, one.day, one.words) for one in due] == [
        ("safety_check", site().name, date(2021, 2, 3), "宿舍私拉电线"),
        ("risk_check", shop().name, date(2021, 2, 8), "去年第四季度工资未发"),
    ]
    assert [one.kind for one in clerk.employers.due(date(2021, 2, 7))] == ["safety_check"]
    assert clerk.employers.due(date(2021, 2, 3)) == []


def test_the_story_of_an_employer_tells_of_its_measures_and_checks(clerk):
    keep_all(clerk)
    told = clerk.employers.story(SHOP_ID)
    assert [deed.action for deed in told] == ["risk_check.added", "employer.added"]
    assert [deed.by for deed in told] == ["clerk", "clerk"]
