"""Children left behind: kept with consent, their numbers covered, found through their parents."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.identity import BeneficiaryId, ChildId, UnionId, new_id
from desktop_app.domain.resident_id import Sex
from desktop_app.domain.role import Role
from desktop_app.domain.union import Union
from desktop_app.services.need_lines import ReferralLines
from desktop_app.storage import kinds
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.records import edit_of
from desktop_app.storage.referrals import ReferralFilter
from desktop_app.storage.sections import WITH_CHILDREN

NUMBER = "640422201205040015"


@pytest.fixture
def parent(clerk, make_person):
    return clerk.register.save(make_person("马国强"))


@pytest.fixture
def make_child(parent):
    def make(name="马小军", **fields):
        given = {"birth_year": 2012, "parent": parent.id} | fields
        return LeftBehindChild(id=ChildId(new_id()), name=name, **given)

    return make


@pytest.fixture
def make_consented(make_child):
    consent = {"consent_by": "马生财", "consent_on": date(2021, 1, 20), "consent_form": "spoken"}

    def make(name="马小军", **fields):
        return make_child(name, **consent | fields)

    return make


def test_a_bare_child_is_kept_without_consent(clerk, parent, make_child):
    kept = clerk.children.save(make_child())
    assert clerk.children.of(parent.id) == [kept]


def test_a_school_is_refused_without_consent_and_nothing_is_kept(clerk, parent, make_child):
    with pytest.raises(RefusedError) as refused:
        clerk.children.save(make_child(school="西吉县第三小学"))
    assert "guardian's consent" in str(refused.value)
    assert clerk.children.of(parent.id) == []


def test_consent_cannot_be_taken_back_while_more_is_kept(clerk, make_consented):
    kept = clerk.children.save(make_consented(school="西吉县第三小学"))
    taken_back = replace(kept, consent_by=None, consent_on=None, consent_form=None)
    with pytest.raises(RefusedError):
        clerk.children.save(taken_back, clerk.children.open(kept.id))
    bare = replace(taken_back, school=None)
    assert clerk.children.save(bare, clerk.children.open(kept.id)) == bare


def test_the_number_fills_birth_and_sex(clerk, make_consented):
    kept = clerk.children.save(make_consented(birth_year=None, id_number=NUMBER.lower()))
    assert (kept.birth_date, kept.birth_year) == (date(2012, 5, 4), 2012)
    assert kept.sex is Sex.MALE


def test_a_child_of_nobody_is_refused(clerk, make_child):
    with pytest.raises(RefusedError):
        clerk.children.save(make_child(parent=BeneficiaryId("0" * 32)))


def codes(clerk, record):
    return [(one.field, one.code, one.blocks) for one in clerk.children.objections(record)]


def test_the_same_child_twice_is_told(clerk, make_child, make_consented):
    clerk.children.save(make_consented(id_number=NUMBER))
    assert codes(clerk, make_child()) == [("name", "child_recorded", False)]
    same = codes(clerk, make_consented("马小兵", id_number=NUMBER))
    assert same == [("id_number", "id_taken", True)]


def test_parents_are_found_by_their_children(clerk, parent, make_child, make_person):
    clerk.register.save(make_person("张𬱖"))
    assert clerk.register.page(PeopleFilter(section=WITH_CHILDREN)) == []
    clerk.children.save(make_child())
    clerk.children.save(make_child("马小兰"))
    assert clerk.register.page(PeopleFilter(section=WITH_CHILDREN)) == [parent]
    assert clerk.register.how_many(PeopleFilter(section=WITH_CHILDREN)) == 1


def test_who_looks_at_a_number_stands_in_the_audit_trail(clerk, make_consented):
    kept = clerk.children.save(make_consented(id_number=NUMBER, guardian_phone="13909540000"))
    assert clerk.children.reveal(kept.id, "id_number", "looked at") == NUMBER
    assert clerk.children.reveal(kept.id, "guardian_phone", "to call") == "13909540000"
    told = [(deed.action, deed.reason) for deed in clerk.children.history(kept.id)]
    assert told[:2] == [("revealed.guardian_phone", "to call"), ("revealed.id_number", "looked at")]


def test_only_covered_fields_are_revealed(clerk, make_child):
    kept = clerk.children.save(make_child())
    with pytest.raises(ValueError, match="school"):
        clerk.children.reveal(kept.id, "school", "")


def test_an_auditor_reads_children_and_changes_none(sit, clerk, parent, make_child):
    kept = clerk.children.save(make_child())
    auditor = sit(Role.AUDITOR)
    assert auditor.children.of(parent.id) == [kept]
    with pytest.raises(NotPermittedError):
        auditor.children.save(make_child("马小兰"))


def test_schools_named_before_are_offered(clerk, make_consented):
    clerk.children.save(make_consented(school="西吉县第三小学"))
    assert clerk.children.schools() == ["西吉县第三小学"]


def test_a_removed_child_is_out_of_sight_and_can_be_put_back(clerk, parent, make_child):
    kept = clerk.children.save(make_child())
    clerk.children.remove(kept.id, "随父母来银川")
    assert clerk.children.of(parent.id) == []
    assert clerk.register.page(PeopleFilter(section=WITH_CHILDREN)) == []
    assert [one.removed_because for one in clerk.children.removed(parent.id)] == ["随父母来银川"]
    assert clerk.children.put_back(kept.id) == kept


def test_the_union_of_the_childs_place_is_asked_with_what_it_needs(clerk, make_consented):
    child = clerk.children.save(
        make_consented(
            school="西吉县第三小学",
            guardian="马生财",
            guardian_relation="paternal_grandfather",
            guardian_phone="13909540000",
            id_number=NUMBER,
            region="640422",
            address="将台堡镇",
            home_union="西吉县总工会",
            wishes="想和爸爸视频",
        )
    )
    asked = clerk.children.visit_to_ask(child)
    kept = clerk.referrals.save(asked)
    assert (kept.child, kept.beneficiary, kept.addressee) == (
        child.id,
        child.parent,
        "西吉县总工会",
    )
    assert kept.place == "宁夏回族自治区固原市西吉县将台堡镇"
    assert all(one in kept.words for one in ("马小军", "马国强", "马生财", "想和爸爸视频"))
    assert NUMBER not in kept.words
    assert "13909540000" not in kept.words


def test_another_union_is_told_of_a_child_only_with_consent(clerk, make_child, make_consented):
    assert not clerk.children.may_be_visited(make_child())
    assert clerk.children.may_be_visited(make_consented())
    assert clerk.children.may_be_visited(make_child(birth_year=2005))


def test_a_referral_about_a_child_names_it_in_the_lists(clerk, make_consented):
    child = clerk.children.save(make_consented(home_union="西吉县总工会"))
    clerk.referrals.save(clerk.children.visit_to_ask(child))
    (line,) = ReferralLines(clerk.desk).page(ReferralFilter(child=child.id))
    assert line.about == "马国强、马小军"


def test_a_union_of_the_tree_is_offered_and_asked_as_what_it_is(clerk, make_consented):
    union = Union(id=UnionId(new_id()), name="西吉县总工会")
    clerk.desk.save([edit_of(kinds.UNION, union)], "union.added", union.id)
    assert clerk.sections.home_unions() == ["西吉县总工会"]
    child = clerk.children.save(make_consented(home_union="西吉县总工会"))
    assert clerk.children.visit_to_ask(child).union == union.id
