"""What is known of other laptops: what waits for them, what they hold, when they were met."""

from dataclasses import replace

import pytest

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.grant import Grant, GrantBasis, GrantDecision
from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import (
    AttachmentId,
    CampaignId,
    GrantDecisionId,
    GrantId,
    HouseholdMemberId,
    ScanId,
    SheetId,
    VisitId,
    new_id,
)
from desktop_app.domain.scan import Scan, ScanVerdict
from desktop_app.domain.sheet import Sheet, SheetKind
from desktop_app.domain.visit import Visit
from desktop_app.services.exchange.evidence import Evidence
from desktop_app.services.exchange.peers import Peers
from desktop_app.storage import kinds
from desktop_app.storage.meetings import Deed
from tests.laptops import TODAY, acquaint, found


@pytest.fixture
def three(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("abc")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def peer(laptop, other):
    return next(one for one in Peers(laptop.desk).all() if one.device.id == other.id)


def meet(a, b):
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))


def test_changes_wait_until_their_laptop_has_signed_for_them(three, make_person):
    a, b, _c = three
    meet(a, b)
    assert peer(a, b).waiting == 0
    a.save(kinds.BENEFICIARY, make_person())
    waiting = peer(a, b).waiting
    assert waiting > 0
    file = a.export(b)
    assert peer(a, b).waiting == waiting  # a stick may be lost
    b.merges.merge(file)
    a.merges.merge(b.export(a))
    assert peer(a, b).waiting == 0


def test_entries_of_the_audit_trail_alone_keep_nobody_waiting(three):
    a, b, _c = three
    meet(a, b)
    a.export(b)
    a.desk.note("printed.test", "", "")
    assert peer(a, b).waiting == 0


def test_what_came_from_elsewhere_waits_too(three, make_person):
    a, b, c = three
    for other in (b, c):
        meet(a, other)
        meet(a, b)
    c.save(kinds.BENEFICIARY, make_person())
    a.merges.merge(c.export(a))
    assert peer(a, b).waiting > 0


def test_nothing_waits_for_a_revoked_laptop(three):
    a, b, _c = three
    assert peer(a, b).waiting > 0
    a.laptops.revoke(b.id, "lost")
    assert peer(a, b).waiting == 0
    assert Peers(a.desk).all()[-1].device.id == b.id


def test_nothing_waits_for_a_laptop_of_another_union(three):
    a, b, _c = three
    reading = a.store.devices.reading(b.id)
    a.save(kinds.DEVICE, replace(reading.record, scope="640400"), reading, "device.changed")
    assert peer(a, b).is_of_another_union
    assert peer(a, b).waiting == 0


def test_the_list_begins_with_this_laptop_and_tells_the_last_meetings(three):
    a, b, c = three
    assert Peers(a.desk).last() is None
    meet(a, b)
    first, *others = Peers(a.desk).all()
    assert first.is_own
    assert {one.device.label for one in others} == {"1号机", "2号机"}
    assert peer(a, b).sent_ms < peer(a, b).received_ms
    assert (peer(a, c).sent_ms, peer(a, c).received_ms) == (None, None)
    meeting, label = Peers(a.desk).last()
    assert (meeting.deed, label) == (Deed.MERGED, "1号机")
    a.export(b, c)
    meeting, label = Peers(a.desk).last()
    assert (meeting.deed, label) == (Deed.SENT, "1号机、2号机")
    assert peer(a, c).sent_ms == peer(a, b).sent_ms is not None


def test_nothing_shows_which_is_right_where_there_are_no_pictures(three, make_person):
    a, _b, _c = three
    person = a.save(kinds.BENEFICIARY, replace(make_person(), name="马秀兰"))
    assert Evidence(a.desk).of("beneficiary", person.id) == ()
    assert Evidence(a.desk).of("grant", "nobody") == ()


def test_a_bundle_that_was_written_is_confirmed_by_what_comes_back(three, make_person):
    a, b, c = three
    a.save(kinds.BENEFICIARY, make_person())
    file = a.export(b, c)
    peers = Peers(a.desk)
    (sent,) = (one for one in a.merges.history() if one.deed is Deed.SENT)
    assert peers.receipt(sent).awaited == ("1号机", "2号机")
    b.merges.merge(file)
    assert peers.receipt(sent).confirmed == ()  # whoever merged it has not said so yet
    a.merges.merge(b.export(a))
    assert (peers.receipt(sent).confirmed, peers.receipt(sent).awaited) == (("1号机",), ("2号机",))
    c.merges.merge(b.export(c))  # what it brought came another way
    a.merges.merge(c.export(a))
    assert peers.receipt(sent).awaited == ()
    merged = next(one for one in a.merges.history() if one.deed is Deed.MERGED)
    assert peers.receipt(merged) is None


def test_photos_and_sheets_of_what_a_record_belongs_to_are_its_evidence(three, make_person):
    a, _b, _c = three
    me, person = a.desk.user.id, a.save(kinds.BENEFICIARY, make_person())
    visit = Visit(id=VisitId(new_id()), manner="site", beneficiaries=(person.id,))
    a.save(kinds.VISIT, visit)
    grant = Grant(
        id=GrantId(new_id()), campaign=CampaignId(new_id()), beneficiary=person.id,
        visit=visit.id, basis=GrantBasis.VISIT, cash_fen=100_000, fund_source="own_budget",
        method="cash", planned_on=TODAY, planned_by=me,
    )  # fmt: skip
    a.save(kinds.GRANT, grant)
    sheets = [
        Sheet(
            id=SheetId(new_id()), kind=SheetKind.RECEIPT, number=number, year=2021, serial=serial,
            device_code="A2", reserved_by=me, reserved_on=TODAY, **of,
        )
        for serial, (number, of) in enumerate(
            (("640100-A2-21-000001-X", {"grant": grant.id}),
             ("640100-A2-21-000002-V", {"visit": visit.id})), 1)
    ]  # fmt: skip
    for one in sheets:
        a.save(kinds.SHEET, one)
    scan = Scan(
        id=ScanId(new_id()), verdict=ScanVerdict.MATCHED, sheet=sheets[0].id,
        number=sheets[0].number, sha256="ab" * 32, scanned_by=me, scanned_on=TODAY,
    )  # fmt: skip
    a.save(kinds.SCAN, scan)
    photo = Attachment(
        id=AttachmentId(new_id()), of_kind="visit", of=visit.id, caption="家门口",
        sha256="cd" * 32, size=1, media_type="image/jpeg",
    )  # fmt: skip
    a.save(kinds.ATTACHMENT, photo)
    decision = GrantDecision(
        id=GrantDecisionId(new_id()), grant=grant.id, approved=True, decided_by=me, decided_on=TODAY
    )
    a.save(kinds.GRANT_DECISION, decision)
    member = a.save(
        kinds.HOUSEHOLD_MEMBER,
        HouseholdMember(id=HouseholdMemberId(new_id()), beneficiary=person.id, name="王小明"),
    )
    evidence = Evidence(a.desk)
    both = {"家门口", "Signed sheet 640100-A2-21-000001-X"}
    for kind, record in (("grant_decision", decision.id), ("household_member", member.id)):
        assert {one.caption for one in evidence.of(kind, record)} == both
        assert "640100-A2-21-000001-X" in evidence.papers(kind, record)
    assert evidence.papers("visit", visit.id) == ("640100-A2-21-000002-V",)
    assert evidence.papers("user", me) == ()
