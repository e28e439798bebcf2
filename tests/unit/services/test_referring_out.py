"""A matter sealed to another union, and its answer on the way back; nothing else of the ledger."""

from dataclasses import replace

import pytest

from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.identity import ChildId, NeedId, ReferralId, new_id
from desktop_app.domain.need import Need
from desktop_app.domain.referral import Referral, ReferralState
from desktop_app.services.exchange.packing import Export
from desktop_app.services.exchange.referring_out import (
    AnsweredAlreadyError,
    NoConsentError,
    NoReferralError,
    NotAnsweredYetError,
    NotAskedError,
)
from desktop_app.services.referring import Referrals
from desktop_app.storage import kinds
from desktop_app.storage.meetings import Meetings
from tests.laptops import TODAY, found
from tests.unit.services.test_purposes import plain


@pytest.fixture
def unions(tmp_path):
    """Laptops of two unions, and a third of the second union, enrolled at each other."""
    laptops = [found(tmp_path / name, number) for number, name in enumerate("abc")]
    scopes = dict(zip((one.id for one in laptops), ("640100", "650100", "650100"), strict=True))
    for one in laptops:
        for other in laptops:
            if other is not one:
                own = other.laptops.own()
                one.laptops.enrol(replace(own, scope=scopes[other.id]))
    yield laptops
    for one in laptops:
        one.close()


def refer(laptop, **fields) -> Referral:
    given = {"addressee": "固原市总工会", "words": "请代为看望", "kind": "visit"} | fields
    made = Referral(id=ReferralId(new_id()), asked_on=TODAY, asked_by="王主席", **given)
    return Referrals(laptop.desk).save(made)


def send(a, b, referral):
    stick = a.folder.parent / "stick"
    about = About(referral=referral.id)
    return Export(a.desk).export(stick, [b.id], Purpose.REFERRAL, about=about).bundle


def answer(laptop, referral, **fields) -> None:
    kept = Referrals(laptop.desk)
    base = kept.open(referral.id)
    kept.save(replace(base.record, answered_by="李姐", **fields), base)


def test_a_matter_goes_to_another_union_and_its_answer_comes_back(unions, make_person):
    a, b, _c = unions
    person, other = make_person("王小明", phone="13900000001"), make_person("旁人甲")
    for one in (person, other):
        a.save(kinds.BENEFICIARY, one)
    asked = refer(a, beneficiary=person.id)
    file = send(a, b, asked)
    told = plain(b, file)
    assert all(marker in told for marker in ("王小明", "13900000001", "请代为看望"))
    for marker in ("旁人甲", person.id_number, other.id, "640100.core"):
        assert marker not in told, marker
    report = b.merges.merge(file)
    assert report.new == {"referral": 1}
    there = b.store.referrals.get(asked.id)
    assert there.state is ReferralState.WAITING
    assert there.asked_by == "银川市总工会：王主席"
    assert "王小明，13900000001" in there.words
    assert b.store.beneficiaries.count() == 0
    with pytest.raises(NotAnsweredYetError):
        send(b, a, asked)
    answer(b, asked, reply="done", answer="已看望，一切安好")
    back = send(b, a, asked)
    assert "请代为看望" not in plain(a, back)
    assert a.merges.merge(back).changed == {"referral": 1}
    here = a.store.referrals.get(asked.id)
    assert (here.state, here.answer) == (ReferralState.ANSWERED, "已看望，一切安好")
    assert here.words == "请代为看望"
    assert a.merges.merge(send(b, a, asked)).already == 1
    answer(b, asked, answer="改口")
    with pytest.raises(AnsweredAlreadyError):
        a.merges.merge(send(b, a, asked))


def test_the_same_matter_twice_is_kept_once(unions):
    a, b, _c = unions
    asked = refer(a)
    b.merges.merge(send(a, b, asked))
    assert b.merges.merge(send(a, b, asked)).already == 1
    assert b.store.referrals.count() == 1


def test_an_answer_from_a_laptop_that_was_not_asked_is_not_taken(unions):
    a, b, c = unions
    asked = refer(a)
    b.merges.merge(send(a, b, asked))
    c.save(kinds.REFERRAL, b.store.referrals.get(asked.id))
    with c.store.transaction():
        Meetings(c.store.db).keep_referral(asked.id, a.id)
    answer(c, asked, reply="done", answer="假的")
    with pytest.raises(NotAskedError):
        a.merges.merge(send(c, a, asked))
    assert a.store.referrals.get(asked.id).state is ReferralState.WAITING


def test_of_a_child_another_union_hears_once_the_guardian_has_consented(unions, make_person):
    a, b, _c = unions
    parent = a.save(kinds.BENEFICIARY, make_person())
    child = LeftBehindChild(
        id=ChildId(new_id()), parent=parent.id, name="标记孩子", birth_year=2015
    )
    a.save(kinds.LEFT_BEHIND_CHILD, child)
    asked = refer(a, child=child.id)
    with pytest.raises(NoConsentError):
        send(a, b, asked)
    base = a.store.children.reading(child.id)
    agreed = replace(child, consent_by="奶奶", consent_on=TODAY, consent_form="paper")
    a.save(kinds.LEFT_BEHIND_CHILD, agreed, base)
    assert "标记孩子" in plain(b, send(a, b, asked))
    with pytest.raises(NoReferralError):
        send(a, b, replace(asked, id=ReferralId(new_id())))


def test_a_need_of_a_child_tells_of_the_child_as_well(unions, make_person):
    a, b, _c = unions
    parent = a.save(kinds.BENEFICIARY, make_person("标记家长"))
    child = LeftBehindChild(id=ChildId(new_id()), parent=parent.id, name="标记孩子")
    a.save(kinds.LEFT_BEHIND_CHILD, child)
    need = Need(id=NeedId(new_id()), child=child.id, kind="other", words="标记话", heard_on=TODAY)
    a.save(kinds.NEED, need)
    asked = [
        refer(a, need=need.id, words=""),
        refer(a, need=need.id, beneficiary=parent.id, words="请看望"),
    ]
    for one in asked:
        with pytest.raises(NoConsentError):
            send(a, b, one)
    base = a.store.children.reading(child.id)
    agreed = replace(child, consent_by="奶奶", consent_on=TODAY, consent_form="paper")
    a.save(kinds.LEFT_BEHIND_CHILD, agreed, base)
    told, of_parent = (plain(b, send(a, b, one)) for one in asked)
    assert "标记话" in told
    assert "标记孩子" in told
    assert "标记家长" in of_parent
    assert "标记孩子" not in of_parent
