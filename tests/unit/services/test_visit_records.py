"""The record of a visit takes a number once, is frozen, and is copied with a reason after that."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop_app.domain.identity import NeedId, VisitId, new_id
from desktop_app.domain.need import Need
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.domain.visit import Finding, Place, Visit, Visitor
from desktop_app.services.printing.form_files import read_form
from desktop_app.services.printing.visit_forms import VisitRecordForm
from desktop_app.services.visit_fields import VISIT_FIELDS
from desktop_app.services.visit_issuing import NoVisitToPrintError, visits_of
from tests.unit.services.pictured import jpeg


@pytest.fixture
def visit(officer, campaign, enrol, make_person):
    person = make_person("张𬱖", phone="13987654321", employer="环卫处")
    enrol(person, cash_fen=1, fund_source="own_budget")
    made = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=date(2021, 2, 8),
        leader="李尧钟",
        visitors=(Visitor(name="王㛃", title="干事"), Visitor(name="王建国")),
        beneficiaries=(person.id,),
        places=(Place(kind="home", name="紫荆花社区"),),
        findings=(
            Finding(concern="health", text="腰腿疼痛"),
            Finding(concern="wages", text="欠薪"),
        ),
        difficulties="医药费",
    )
    heard = Need(id=NeedId(new_id()), kind="medical", words="透析自付费用高")
    photo = officer.attaching.take_photo(jpeg((40, 30)), caption="在家中")
    beside = officer.needs.edits_for_heard(made, [heard])
    beside += officer.attaching.edits_for("visit", made.id, [photo], ())
    officer.visiting.save(made, beside=beside)
    return made


def text_of(path):
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_everything_recorded_is_on_the_sheet_under_its_number(officer, visit, tmp_path):
    file = tmp_path / "v.pdf"
    officer.visit_records.print_sheets([visit.id], file)
    (line,) = officer.issuing.lines()
    assert (line.sheet.kind, line.sheet.visit) == (SheetKind.VISIT_RECORD, visit.id)
    assert line.state is SheetState.PRINTED
    text = text_of(file)
    for said in (
        *(
            line.sheet.number,
            "张𬱖",
            "2021年2月8日",
            "入户",
            "紫荆花社区",
            "王㛃（干事）",
            "王建国",
        ),
        *("李尧钟", "腰腿疼痛", "工资收入：欠薪", "医药费", "透析自付费用高", "在家中", "环卫处"),
        *("慰问人员签字：", "慰问对象签字（手印）："),
    ):
        assert said in text
    assert text.count("慰问人员签字：") == 2
    assert "13987654321" not in text
    images = PdfReader(file).pages[0].images.keys()
    assert len([one for one in images if not one.startswith("~")]) == 1  # the code is drawn inline


def test_what_is_printed_again_is_what_was_frozen(officer, visit, tmp_path):
    officer.visit_records.print_sheets([visit.id], tmp_path / "v.pdf")
    base = officer.visiting.open(visit.id)
    officer.visiting.save(replace(base.record, difficulties="另有困难"), (), base)
    due = officer.visit_records.due([visit.id])
    assert (due.fresh, due.again) == (0, 1)
    made = officer.visit_records.print_sheets([visit.id], tmp_path / "c.pdf", reason="归档")
    text = text_of(tmp_path / "c.pdf")
    assert made.reprints == 1
    assert "医药费" in text
    assert "另有困难" not in text
    assert "补打第1次" in text


@pytest.mark.parametrize(
    ("days", "when"),
    [
        ({"first_day": date(2021, 2, 3)}, "2021年2月3日"),
        ({"first_day": date(2021, 2, 3), "last_day": date(2021, 2, 5)}, "2021年2月3日至5日"),
        ({"first_day": date(2021, 1, 30), "last_day": date(2021, 2, 5)}, "2021年1月30日至2月5日"),
        ({"first_day": None, "day_words": "春节前"}, "春节前"),
    ],
)
def test_the_head_says_when_the_visit_was_and_the_footer_when_it_was_printed(
    officer, visit, tmp_path, days, when
):
    base = officer.visiting.open(visit.id)
    officer.visiting.save(replace(base.record, **days), (), base)
    officer.visit_records.print_sheets([visit.id], tmp_path / "v.pdf")
    text = text_of(tmp_path / "v.pdf")
    head, _rest = text.split("慰问对象", 1)
    assert when in head
    assert "2021年2月8日" not in head
    assert re.search(r"2021-02-08\d\d:\d\d打印", text)


def test_a_preview_is_a_draft_and_takes_no_number(officer, visit):
    pdf = officer.visit_records.preview([visit.id])
    assert pdf.startswith(b"%PDF-1.7")
    assert officer.issuing.lines() == []


def test_a_visit_of_no_campaign_takes_a_number_too(officer, visit, tmp_path):
    base = officer.visiting.open(visit.id)
    officer.visiting.save(replace(base.record, campaign=None), (), base)
    assert officer.visit_records.print_sheets([visit.id], tmp_path / "v.pdf").sheets == 1
    (line,) = officer.issuing.lines()
    assert line.sheet.campaign == ""


def test_visits_of_a_campaign_come_in_the_order_of_their_days(officer, visit, campaign):
    later = replace(visit, id=VisitId(new_id()), first_day=date(2021, 2, 1))
    officer.visiting.save(later)
    assert visits_of(officer.desk, campaign.id) == (later.id, visit.id)


def test_an_unknown_visit_is_one_sentence(officer, tmp_path):
    with pytest.raises(NoVisitToPrintError):
        officer.visit_records.print_sheets(["0" * 32], tmp_path / "v.pdf")


@pytest.mark.parametrize("name", ["visit-record", "blank"])
def test_the_paper_has_every_field_in_the_order_of_the_screen(name):
    form = read_form(VisitRecordForm, name)
    assert tuple(fact.field for fact in form.facts) == VISIT_FIELDS


def test_the_numbers_of_voided_records_are_named_by_their_successors(officer, sit, visit, tmp_path):
    officer.visit_records.print_sheets([visit.id], tmp_path / "v.pdf")
    (old,) = officer.issuing.lines()
    from desktop_app.domain.identity import SheetVoidId
    from desktop_app.domain.sheet import SheetVoid
    from desktop_app.storage import kinds
    from desktop_app.storage.records import edit_of

    void = SheetVoid(
        id=SheetVoidId(new_id()),
        sheet=old.sheet.id,
        reason="地点有误",
        voided_by=officer.user.id,
        voided_on=officer.desk.today(),
    )
    officer.desk.save([edit_of(kinds.SHEET_VOID, void)], "test")
    officer.visit_records.print_sheets([visit.id], tmp_path / "n.pdf")
    assert officer.issuing.lines()[-1].sheet.replaces == old.sheet.number
    assert f"替代已作废的{old.sheet.number}" in text_of(tmp_path / "n.pdf")
