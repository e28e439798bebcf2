"""What is due for the printer, over all campaigns, in an order that the clerk may change."""

from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.identity import CampaignId, VisitId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.domain.visit import Finding, Visit, Visitor
from desktop_app.services.office import Office
from desktop_app.services.print_queue import Due
from desktop_app.services.printing import press
from desktop_app.storage.grants import GrantFilter

RECEIPT, ROSTER = SheetKind.RECEIPT, SheetKind.SIGN_ROSTER


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    """Four approved grants, the roster's first unit last in the alphabet, of two sources."""
    for name, unit, source in (
        ("李䶮", "自来水厂", "own_budget"),
        ("安一", "自来水厂", "fiscal"),
        ("张𬱖", "白云厂", "own_budget"),
        ("白二", "白云厂", "own_budget"),
    ):
        enrol(make_person(name), cash_fen=50_000, unit=unit, fund_source=source)
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


def shown(office):
    return [(one.due, one.kind, one.sheets, one.pages) for one in office.print_queue.entries()]


def entry(office, kind, due=Due.FIRST):
    found = office.print_queue.entries()
    return next(one for one in found if one.kind is kind and one.due is due)


def through(_pdf):
    """Stand for a printer that takes everything."""


def test_what_was_approved_and_never_printed_waits(clerk, approved):
    assert shown(clerk) == [
        (Due.FIRST, RECEIPT, 4, 4),
        (Due.FIRST, ROSTER, 2, 2),
        (Due.FIRST, SheetKind.CONDOLENCE, 4, 4),
    ]


def test_what_is_only_planned_does_not_wait(clerk, campaign, enrol, make_person):
    enrol(make_person("张𬱖"), cash_fen=50_000)
    clerk.granting.plan(campaign.id)
    assert shown(clerk) == []


def test_what_was_printed_waits_no_more(clerk, approved):
    clerk.print_queue.print_entry(entry(clerk, RECEIPT), through)
    assert RECEIPT not in [one.kind for one in clerk.print_queue.entries()]


def test_the_pages_are_those_that_the_press_makes(clerk, approved, tmp_path, monkeypatch):
    monkeypatch.setattr(press, "SHEETS_PER_VOLUME", 3)
    for kind in (RECEIPT, ROSTER, SheetKind.CONDOLENCE):
        waiting = entry(clerk, kind)
        printed = clerk.print_queue.print_entry(waiting, tmp_path / f"{kind}.pdf")
        assert (printed.sheets, printed.pages) == (waiting.sheets, waiting.pages)
        assert len(printed.files) == waiting.volumes
        pages = sum(len(PdfReader(file).pages) for file in printed.files)
        assert pages == waiting.pages


def test_sheets_come_in_the_order_of_the_units_on_the_roster_then_by_name(clerk, approved):
    clerk.print_queue.print_entry(entry(clerk, RECEIPT), through)
    names = [line.sheet.frozen["content"]["name"] for line in clerk.issuing.lines()]
    assert names == ["安一", "李䶮", "白二", "张𬱖"]


def test_what_broke_off_is_in_doubt_and_stands_first(clerk, approved):
    def jam(_pdf):
        raise OSError("paper jam")

    with pytest.raises(OSError, match="jam"):
        clerk.print_queue.print_entry(entry(clerk, ROSTER), jam)
    first = clerk.print_queue.entries()[0]
    assert (first.due, first.kind, first.sheets) == (Due.DOUBT, ROSTER, 2)
    assert clerk.print_queue.preview(first).startswith(b"%PDF")
    clerk.print_queue.print_entry(first, through)
    assert {line.state for line in clerk.issuing.lines()} == {SheetState.PRINTED}
    assert Due.DOUBT not in [one.due for one in clerk.print_queue.entries()]


def test_what_was_voided_waits_for_a_new_number(clerk, approver, approved):
    clerk.print_queue.print_entry(entry(clerk, RECEIPT), through)
    wrong = clerk.issuing.lines()[1].sheet
    approver.spoiling.spoil([wrong.id], "金额有误")
    anew = entry(clerk, RECEIPT, Due.ANEW)
    assert anew.subjects == (wrong.grant,)
    clerk.print_queue.print_entry(anew, through)
    assert clerk.issuing.lines()[-1].sheet.replaces == wrong.number


def test_a_void_grant_waits_for_nothing(clerk, approver, approved):
    clerk.print_queue.print_entry(entry(clerk, RECEIPT), through)
    for line in clerk.granting.lines(GrantFilter(campaign=approved.id)):
        approver.granting.void(line.receipt, "人员重复")
    assert shown(clerk) == []


def test_the_record_of_a_visit_waits_and_its_pages_are_counted(
    clerk, campaign, make_person, tmp_path
):
    person = clerk.register.save(make_person())
    visit = Visit(
        id=VisitId(new_id()),
        campaign=CampaignId(campaign.id),
        first_day=date(2021, 2, 5),
        manner="home",
        beneficiaries=(person.id,),
        findings=(Finding(concern="health", text="家中老人多病。" * 200),),
        visitors=(Visitor(name="王建国"), Visitor(name="李敏")),
    )
    clerk.visiting.save(visit)
    waiting = entry(clerk, SheetKind.VISIT_RECORD)
    assert (waiting.subjects, waiting.sheets, waiting.is_about) == ((visit.id,), 1, False)
    printed = clerk.print_queue.print_entry(waiting, tmp_path / "visit.pdf")
    assert printed.pages == waiting.pages
    assert shown(clerk) == []


def test_the_order_of_the_clerk_outlives_the_program(clerk, approved):
    keys = [one.key for one in clerk.print_queue.entries()]
    clerk.print_queue.move(keys, keys[2], -2)
    again = Office(replace(clerk.desk)).print_queue.entries()
    assert [one.key for one in again] == [keys[2], keys[0], keys[1]]


def test_what_the_office_does_not_print_is_set_aside_and_taken_up_again(clerk, approved):
    receipt = clerk.print_queue.entries()[0]
    clerk.print_queue.set_aside(receipt.key, aside=True)
    last = clerk.print_queue.entries()[-1]
    assert (last.key, last.set_aside) == (receipt.key, True)
    clerk.print_queue.set_aside(receipt.key, aside=False)
    assert not any(one.set_aside for one in clerk.print_queue.entries())


def test_an_auditor_sees_the_queue_and_changes_nothing(sit, clerk, approved):
    auditor = sit(Role.AUDITOR)
    assert shown(auditor) == shown(clerk)
    with pytest.raises(NotPermittedError):
        auditor.print_queue.set_aside(auditor.print_queue.entries()[0].key, aside=True)
    with pytest.raises(NotPermittedError):
        auditor.print_queue.print_entry(auditor.print_queue.entries()[0], through)
