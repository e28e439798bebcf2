"""What a bundle is for decides what is in it: opened with the recipient's key and searched."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign, RosterEntry, roster_entry_id
from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.grant import Grant, GrantBasis, GrantDecision, Handover
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    GrantDecisionId,
    GrantId,
    HandoverId,
    HardshipFileId,
    HouseholdMemberId,
    RouteId,
    VisitId,
    new_id,
)  # fmt: skip
from desktop_app.domain.route import Route, Stop
from desktop_app.domain.visit import Visit
from desktop_app.services.exchange import bundle, contents, deriving
from desktop_app.services.exchange.contents import NobodyThereError, TeamNeededError
from desktop_app.services.exchange.deriving import CampaignNeededError
from desktop_app.services.exchange.merging import MergeAgainError, NotMergedError
from desktop_app.services.exchange.packing import AnotherUnionError, Export
from desktop_app.services.exchange.reading import NoListError, Reading
from desktop_app.services.reporting.figures import Figure, Part, Unit
from desktop_app.storage import checks, kinds, registry
from desktop_app.storage.undoing import BuiltUponError
from tests.laptops import TODAY, acquaint, found

ILLNESS = "尿毒症透析三年"
NEVER_IN_LISTS = (ILLNESS, "64010219", "1390000", "hospitalised")


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def person(number: int, **fields) -> Beneficiary:
    return Beneficiary(
        id=BeneficiaryId(new_id()),
        **{
            "name": f"标记{number}号", "id_number": f"6401021970010{number:05d}",
            "phone": f"1390000{number:04d}", "employer": f"单位{number}",
            "category": "hospitalised", "bank_card": f"62220000{number:08d}",
            "address": f"住址{number}号", "remarks": f"{ILLNESS}{number}",
        } | fields,
    )  # fmt: skip


def season(laptop, count=3, **fields) -> tuple[Campaign, list[Beneficiary]]:
    """Keep people with everything that may be known of them, and a grant for each."""
    campaign = Campaign(
        id=CampaignId(new_id()), name="送温暖", starts=date(2020, 12, 1), ends=date(2021, 3, 1)
    )
    laptop.save(kinds.CAMPAIGN, campaign)
    people = [laptop.save(kinds.BENEFICIARY, person(n, **fields)) for n in range(1, count + 1)]
    for one in people:
        number = one.name[2]
        laptop.save(
            kinds.HOUSEHOLD_MEMBER,
            HouseholdMember(
                id=HouseholdMemberId(new_id()), beneficiary=one.id, name=f"家属{number}",
                remarks=f"{ILLNESS}家属{number}",
            ),
        )  # fmt: skip
        file = HardshipFile(
            id=HardshipFileId(new_id()), beneficiary=one.id, cause_words=f"{ILLNESS}档案{number}"
        )
        laptop.save(kinds.HARDSHIP_FILE, file)
        entry = RosterEntry(
            id=roster_entry_id(campaign.id, one.id), campaign=campaign.id, beneficiary=one.id
        )
        laptop.save(kinds.ROSTER_ENTRY, entry)
        grant(laptop, campaign, one)
    return campaign, people


def grant(laptop, campaign, one) -> None:
    made = Grant(
        id=GrantId(new_id()), campaign=campaign.id, beneficiary=one.id, basis=GrantBasis.ROSTER,
        category=one.category, cash_fen=100_000, fund_source="own_budget", method="transfer",
        planned_on=TODAY, planned_by=laptop.desk.user.id,
    )  # fmt: skip
    laptop.save(kinds.GRANT, made)
    decision = GrantDecision(
        id=GrantDecisionId(new_id()), grant=made.id, approved=True,
        decided_by=laptop.desk.user.id, decided_on=TODAY,
    )  # fmt: skip
    laptop.save(kinds.GRANT_DECISION, decision)
    laptop.save(kinds.HANDOVER, Handover(id=HandoverId(new_id()), grant=made.id, day=TODAY))


def visit(laptop, people, words, **fields) -> Visit:
    return laptop.save(
        kinds.VISIT,
        Visit(
            id=VisitId(new_id()), manner="visit", first_day=TODAY, difficulties=words,
            beneficiaries=tuple(one.id for one in people), **fields,
        ),
    )  # fmt: skip


def route_to(laptop, *people) -> Route:
    stops = tuple(Stop(beneficiary=one.id) for one in people)
    return laptop.save(
        kinds.ROUTE, Route(id=RouteId(new_id()), day=TODAY, title="一组", stops=stops)
    )


def export(a, b, purpose, **about):
    stick = a.folder.parent / "stick"
    return Export(a.desk).export(stick, [b.id], purpose, about=About(**about)).bundle


def opened(laptop, file) -> bundle.Opened:
    keys = {one.device: one.key for one in registry.read_all(laptop.store.db, laptop.id).values()}
    sealed = bundle.prove(bundle.load(file), keys)
    return bundle.open_sealed(sealed, laptop.store.identity.age)


def plain(laptop, file) -> str:
    """Give every line that the recipient's key opens, the manifest with them."""
    read = opened(laptop, file)
    return b"\n".join([read.manifest.written(), *read.lines()]).decode()


def test_a_team_gets_the_people_of_its_route_and_no_trace_of_anybody_else(pair):
    a, b = pair
    _campaign, (first, second, third) = season(a)
    visit(a, [first], "访谈甲")
    visit(a, [first, second], "访谈甲乙")
    visit(a, [third], "访谈丙")
    route = route_to(a, first)
    file = export(a, b, Purpose.TEAM, route=route.id)
    told = plain(b, file)
    for marker in ("标记1号", "640102197001000001", "13900000001", ILLNESS + "档案1", '访谈甲"'):
        assert marker in told, marker
    others = (
        "标记2",
        "标记3",
        "640102197001000002",
        "640102197001000003",
        "13900000002",
        "家属2",
        "家属3",
        "档案2",
        "档案3",
    )
    for marker in (
        *others,
        "访谈甲乙",
        "访谈丙",
        "单位2",
        "住址3",
        "62220000",
        second.id,
        third.id,
    ):
        assert marker not in told, marker
    report = b.merges.merge(file)
    assert report.new["beneficiary"] == 1
    assert b.store.beneficiaries.count() == 1
    ledger = b"".join(part.read_bytes() for part in b.folder.rglob("*") if part.is_file())
    assert "标记2".encode() not in ledger
    assert checks.log_makes_the_records(b.store.db)


def test_a_team_of_a_unit_gets_the_people_of_that_unit(pair):
    a, b = pair
    season(a)
    told = plain(b, export(a, b, Purpose.TEAM, unit="单位2"))
    assert "标记2号" in told
    assert "标记1" not in told
    assert "标记3" not in told


def test_what_a_team_changed_replaces_what_it_had_seen_and_nothing_else_is_disturbed(pair):
    a, b = pair
    _campaign, (first, *_rest) = season(a)
    b.merges.merge(export(a, b, Purpose.TEAM, route=route_to(a, first).id))
    here = b.store.beneficiaries.reading(first.id)
    b.save(kinds.BENEFICIARY, replace(here.record, phone="13911111111"), here)
    there = a.store.beneficiaries.reading(first.id)
    a.save(kinds.BENEFICIARY, replace(there.record, address="新住址"), there)
    a.merges.merge(b.export(a))
    assert a.conflicts.all() == []
    shown = a.store.beneficiaries.get(first.id)
    assert (shown.phone, shown.address) == ("13911111111", "新住址")
    assert shown.bank_card == first.bank_card
    again = b.merges.merge(export(a, b, Purpose.TEAM, route=route_to(a, first).id))
    assert again.conflicts == 0
    known = b.store.beneficiaries.get(first.id)
    assert (known.phone, known.address, known.bank_card) == ("13911111111", "新住址", None)
    for one in pair:
        assert checks.log_makes_the_records(one.store.db)
        assert one.store.audit.verify().holds


def test_a_team_that_is_given_everything_later_holds_the_same_as_everybody(pair):
    a, b = pair
    _campaign, (first, *_rest) = season(a)
    b.merges.merge(export(a, b, Purpose.TEAM, route=route_to(a, first).id))
    here = b.store.beneficiaries.reading(first.id)
    b.save(kinds.BENEFICIARY, replace(here.record, phone="13911111111"), here)
    a.merges.merge(b.export(a))
    b.merges.merge(a.export(b))
    assert b.conflicts.all() == []
    assert a.state() == b.state()
    assert checks.log_makes_the_records(b.store.db)


def test_a_team_bundle_twice_changes_nothing_and_one_that_was_undone_is_merged_again(pair):
    a, b = pair
    _campaign, (first, *_rest) = season(a)
    before = b.state()
    file = export(a, b, Purpose.TEAM, route=route_to(a, first).id)
    done = b.merges.merge(file)
    after = b.state()
    assert (b.merges.merge(file).applied, b.state()) == (0, after)
    b.merges.undo(done.id)
    assert b.state() == before
    with pytest.raises(MergeAgainError):
        b.merges.redo(done.id)
    b.merges.merge(file)
    assert b.state() == after
    here = b.store.beneficiaries.reading(first.id)
    b.save(kinds.BENEFICIARY, replace(here.record, phone="13911111111"), here)
    (last, *_earlier) = [one for one in b.merges.history() if one.deed == "redone"]
    with pytest.raises(BuiltUponError):
        b.merges.undo(last.id)


def test_a_team_bundle_says_which_route_or_unit_it_is_for(pair):
    a, b = pair
    for about in ({}, {"route": "a" * 32, "unit": "x"}):
        with pytest.raises(TeamNeededError):
            export(a, b, Purpose.TEAM, **about)
    with pytest.raises(NobodyThereError):
        export(a, b, Purpose.TEAM, unit="无此单位")


def test_a_report_holds_figures_and_none_under_five(pair):
    a, b = pair
    campaign, _people = season(a)
    file = export(a, b, Purpose.REPORT, campaign=campaign.id)
    told = plain(b, file)
    for marker in (*NEVER_IN_LISTS[:3], "标记", "单位1", "家属"):
        assert marker not in told, marker
    read = Reading(b.desk).read(file)
    assert read.sender == a.id
    assert read.document.rows
    for row in read.document.records():
        assert row["count"] in (0, None), row
        assert row["count"] == 0 or row["cash_fen"] is None
    with pytest.raises(NotMergedError, match="figures for a report"):
        b.merges.merge(file)
    with pytest.raises(CampaignNeededError):
        export(a, b, Purpose.REPORT)


def test_a_single_blank_cannot_be_worked_out_from_its_neighbours():
    def figure(key, count):
        return Figure(part=Part.CATEGORY, key=key, unit=Unit.PEOPLE, count=count, cash_fen=count)

    shown = deriving.suppressed([figure("a", 40), figure("b", 3), figure("c", 9), figure("d", 0)])
    assert [count for _figure, count in shown] == [40, None, None, 0]
    assert [one.cash_fen for one, _count in shown] == [40, None, None, 0]
    two = deriving.suppressed([figure("a", 40), figure("b", 3), figure("c", 4)])
    assert [count for _figure, count in two] == [40, None, None]


def test_finance_gets_what_it_pays_and_no_illness(pair):
    a, b = pair
    campaign, people = season(a)
    file = export(a, b, Purpose.FINANCE, campaign=campaign.id)
    told = plain(b, file)
    for marker in (*NEVER_IN_LISTS, "家属", "住址", "患病"):
        assert marker not in told, marker
    rows = Reading(b.desk).read(file).document.records()
    assert {row["name"] for row in rows} == {one.name for one in people}
    assert {row["bank_card"] for row in rows} == {one.bank_card for one in people}
    assert {row["cash_fen"] for row in rows} == {100_000}


def test_publicity_names_those_who_agreed_and_nobody_else(pair):
    a, b = pair
    campaign, (first, *_rest) = season(a)
    base = a.store.beneficiaries.reading(first.id)
    a.save(kinds.BENEFICIARY, replace(first, tags=(deriving.PUBLICITY_TAG,)), base)
    file = export(a, b, Purpose.PUBLICITY, campaign=campaign.id)
    told = plain(b, file)
    assert "标记1号" in told
    for marker in (*NEVER_IN_LISTS, "标记2", "标记3", "家属", "住址", "62220000", first.id):
        assert marker not in told, marker
    assert len(Reading(b.desk).read(file).document.rows) == 3


def test_every_export_is_entered_with_purpose_fields_and_recipient(pair):
    a, b = pair
    campaign, (first, *_rest) = season(a)
    export(a, b, Purpose.FULL)
    export(a, b, Purpose.FINANCE, campaign=campaign.id)
    export(a, b, Purpose.TEAM, unit=first.employer)
    rows = a.store.db.execute(
        "SELECT reason FROM log_save WHERE action = 'bundle.exported' ORDER BY n"
    ).fetchall()
    full, finance, team = [reason for (reason,) in rows]
    assert full == f"full · {b.id}"
    assert finance.startswith(f"finance · {campaign.id} · receipt, name, id_masked")
    assert finance.endswith(b.id)
    assert team.startswith("team · unit · beneficiary, ")
    assert first.employer not in team


def test_a_list_is_read_as_a_list_and_changes_are_merged(pair, tmp_path):
    a, b = pair
    campaign, _people = season(a)
    with pytest.raises(NoListError):
        Reading(b.desk).read(export(a, b, Purpose.FULL))
    read = Reading(b.desk).read(export(a, b, Purpose.FINANCE, campaign=campaign.id))
    target = tmp_path / "list.csv"
    assert Reading(b.desk).write(read, target) == 3
    assert "标记1号" in target.read_text(encoding="utf-8-sig")


def test_another_unions_laptop_gets_lists_and_never_the_ledger(tmp_path):
    a, b = found(tmp_path / "a", 0), found(tmp_path / "b", 1)
    acquaint([a])
    other = b.laptops.own()
    a.laptops.enrol(replace(other, scope="650100"))
    campaign, _people = season(a)
    assert export(a, b, Purpose.REPORT, campaign=campaign.id).exists()
    for purpose in (Purpose.FULL, Purpose.TEAM, Purpose.AUDIT):
        with pytest.raises(AnotherUnionError):
            export(a, b, purpose, unit="单位1")
    for one in (a, b):
        one.close()


def test_a_log_too_large_for_one_bundle_goes_in_several_that_merge_one_by_one(pair, monkeypatch):
    a, b = pair
    season(a)
    monkeypatch.setattr(contents, "MOST_STORED", 2_000)
    done = Export(a.desk).export(a.folder.parent / "stick", [b.id])
    assert len(done.more) >= 2
    reports = [b.merges.merge(file) for file in (done.bundle, *done.more)]
    assert sum(report.applied for report in reports) == done.changes
    assert all(report.applied for report in reports)
    assert b.merges.waiting() == ()
    monkeypatch.undo()
    a.merges.merge(b.export(a))
    assert a.state() == b.state()
