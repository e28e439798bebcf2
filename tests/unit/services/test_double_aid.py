"""Who was given to elsewhere is noticed where it is planned again, and nobody is named."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.campaign import Campaign, RosterEntry, Standard, roster_entry_id
from desktop_app.domain.double_aid import AidFilter, season_key
from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.grant import Grant, GrantBasis, GrantDecision
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    GrantDecisionId,
    GrantId,
    ReferralId,
    VisitId,
    new_id,
)
from desktop_app.domain.referral import Referral
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.services import wording
from desktop_app.services.exchange.double_aid import DoubleAid
from desktop_app.services.exchange.packing import Export
from desktop_app.services.granting import Granting
from desktop_app.services.referring import Referrals
from desktop_app.services.visiting import Given, Visiting
from desktop_app.storage import kinds
from desktop_app.storage.aid_filters import AidFilters, FromLaptop
from tests.laptops import NOW_MS, TODAY, acquaint, bundle_of, found, write
from tests.unit.services.test_purposes import opened

CAMPAIGN = Campaign(
    id=CampaignId(new_id()),
    name="2021年元旦春节送温暖",
    starts=date(2020, 12, 15),
    ends=date(2021, 3, 31),
    standards=(Standard(category="", cash_fen=100_000),),
    fund_source="own_budget",
)


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def give(laptop, person, approved=True):
    """Let somebody have an approved grant in the winter's campaign."""
    if laptop.store.campaigns.get(CAMPAIGN.id) is None:
        laptop.save(kinds.CAMPAIGN, CAMPAIGN)
    laptop.save(kinds.BENEFICIARY, person)
    grant = Grant(
        id=GrantId(new_id()), campaign=CAMPAIGN.id, beneficiary=person.id,
        basis=GrantBasis.STANDARD, cash_fen=100_000, fund_source="own_budget", method="cash",
        planned_on=TODAY, planned_by=laptop.desk.user.id,
    )  # fmt: skip
    laptop.save(kinds.GRANT, grant)
    if approved:
        decision = GrantDecision(
            id=GrantDecisionId(new_id()), grant=grant.id, approved=True,
            decided_by=laptop.desk.user.id, decided_on=TODAY,
        )  # fmt: skip
        laptop.save(kinds.GRANT_DECISION, decision)


def filters_of(laptop):
    return AidFilters(laptop.store.db).all()


def test_whom_another_laptop_gave_to_is_doubtful_in_a_plan_and_named_to_nobody(pair, make_person):
    a, b = pair
    given, waiting = make_person("王小明"), make_person("李四", id_number="640104198003030026")
    give(a, given)
    give(a, waiting, approved=False)
    file = a.export(b)
    b.merges.merge(file)
    twin = replace(given, id=BeneficiaryId(new_id()), name="王晓明")
    fresh = make_person("赵六")
    other = replace(CAMPAIGN, id=CampaignId(new_id()), name="区总工会送温暖")
    b.save(kinds.CAMPAIGN, other)
    for person in (twin, fresh, waiting):
        if b.store.beneficiaries.get(person.id) is None:
            b.save(kinds.BENEFICIARY, person)
        entry = RosterEntry(
            id=roster_entry_id(other.id, person.id), campaign=other.id, beneficiary=person.id
        )
        b.save(kinds.ROSTER_ENTRY, entry)
    plan = Granting(b.desk).plan(other.id)
    assert len(plan.grants) == 3
    (doubtful,) = plan.doubtful
    assert doubtful.beneficiary == twin.id
    assert "already have given" in wording.sentences(doubtful.issues)
    lines = Granting(b.desk).waiting(other.id)
    told = {line.name: [issue.code for issue in issues] for line, issues in lines}
    assert told == {"王晓明": ["maybe_given_elsewhere"], "赵六": [], "李四": []}


def test_filters_are_passed_on_and_the_latest_of_a_laptop_counts(tmp_path, make_person):
    a, b, c = (found(tmp_path / name, number) for number, name in enumerate("abc"))
    acquaint([a, b, c])
    give(a, make_person())
    b.merges.merge(a.export(b))
    give(a, make_person())
    later = a.export(b)
    c.merges.merge(b.export(c))
    b.merges.merge(later)
    c.merges.merge(b.export(c))
    counts = {one.origin: one.filter.count for one in filters_of(c)}
    assert counts == {a.id: 2, b.id: 2}
    a.merges.merge(b.export(a))
    assert a.id not in {one.origin for one in filters_of(a)}
    for one in (a, b, c):
        one.close()


def test_a_revoked_laptops_filter_warns_of_nobody(pair, make_person):
    a, b = pair
    a.merges.merge(b.export(a))
    give(b, make_person())
    file = b.export(a)
    a.laptops.revoke(b.id, "丢失")
    a.merges.merge(file)
    assert filters_of(a) == []


def test_an_older_filter_never_takes_the_place_of_a_later_one(pair):
    a, _b = pair
    filled = [
        AidFilter.of("2021-winter", season_key(b"k", "x"), [str(place) for place in range(count)])
        for count in (1, 2)
    ]
    filters = AidFilters(a.store.db)
    with a.store.transaction():
        filters.keep([FromLaptop("ab" * 8, 200, filled[1])], "ab" * 8, NOW_MS)
        filters.keep([FromLaptop("ab" * 8, 100, filled[0])], "ab" * 8, NOW_MS)
    assert [one.filter.count for one in filters.all()] == [2]
    assert DoubleAid(a.desk).hits({"p": None, "q": ""}, "2021-winter") == frozenset()


FAR_MS = 2**52
NUMBER = "640102197001011234"


def of_season(laptop, numbers, made_ms):
    key = season_key(b"k", "2021-winter")
    return FromLaptop(laptop.id, made_ms, AidFilter.of("2021-winter", key, numbers))


@pytest.mark.parametrize("made_ms", [NOW_MS + 5, FAR_MS])
@pytest.mark.parametrize("comes_first", [True, False])
def test_a_filter_forged_in_anothers_name_hides_nobody_who_is_in_his_own(
    trio, tmp_path, made_ms, comes_first
):
    a, b, c = trio
    honest, forged = of_season(b, [NUMBER], NOW_MS), of_season(b, ["0"], made_ms)
    bundles = [(b, honest), (c, forged)]
    for sender, one in reversed(bundles) if comes_first else bundles:
        a.merges.merge(write(tmp_path, bundle_of(sender, [a], [], filters=(one,))))
    assert DoubleAid(a.desk).hits({"p": NUMBER}, "2021-winter") == {"p"}
    assert {one.origin for one in filters_of(a)} == {b.id}
    assert all(one.made_ms < FAR_MS for one in filters_of(a))


def test_a_laptop_whose_clock_was_put_right_is_heard_again(pair, tmp_path):
    a, b = pair
    for one in (of_season(b, ["0"], FAR_MS), of_season(b, [NUMBER], NOW_MS)):
        a.merges.merge(write(tmp_path, bundle_of(b, [a], [], filters=(one,))))
    assert [one.made_ms for one in filters_of(a)] == [NOW_MS]
    assert DoubleAid(a.desk).hits({"p": NUMBER}, "2021-winter") == {"p"}


def test_whoever_gives_at_a_visit_is_warned_as_well(pair, make_person):
    a, b = pair
    person = make_person("王小明")
    give(a, person)
    b.merges.merge(a.export(b))
    visit = Visit(
        id=VisitId(new_id()), manner="on_site", campaign=CAMPAIGN.id, first_day=TODAY,
        beneficiaries=(person.id,),
    )  # fmt: skip
    handed = Given(beneficiary=person.id, cash_fen=100, fund_source="own_budget", method="cash")
    for laptop, warned in ((a, False), (b, True)):
        issues = Visiting(laptop.desk).objections(visit, [handed])
        assert ("maybe_given_elsewhere" in {one.code for one in issues}) is warned


def test_what_was_given_at_the_same_visit_and_came_back_is_no_reason_to_warn(pair, make_person):
    a, b = pair
    person = make_person("王小明")
    a.save(kinds.CAMPAIGN, CAMPAIGN)
    a.save(kinds.BENEFICIARY, person)
    visit = Visit(
        id=VisitId(new_id()), manner="site", campaign=CAMPAIGN.id, first_day=TODAY,
        beneficiaries=(person.id,), visitors=(Visitor(name="李敏"), Visitor(name="王强")),
    )  # fmt: skip
    handed = Given(beneficiary=person.id, cash_fen=100, fund_source="own_budget", method="cash")
    Visiting(a.desk).save(visit, given=[handed])
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))

    def warned(about):
        issues = Visiting(a.desk).objections(about, [handed])
        return "maybe_given_elsewhere" in {one.code for one in issues}

    assert not warned(visit)
    assert warned(replace(visit, id=VisitId(new_id())))
    elsewhere = AidFilter.of("2021-winter", season_key(b"k", "2021-winter"), [person.id_number])
    with a.store.transaction():
        AidFilters(a.store.db).keep([FromLaptop("ab" * 8, 200, elsewhere)], "ab" * 8, NOW_MS)
    assert warned(visit)


def by_chance(laptop, person):
    """Let a team give to somebody it meets, without a grant that was approved before."""
    if laptop.store.campaigns.get(CAMPAIGN.id) is None:
        laptop.save(kinds.CAMPAIGN, CAMPAIGN)
    laptop.save(kinds.BENEFICIARY, person)
    visit = Visit(
        id=VisitId(new_id()), manner="phone", campaign=CAMPAIGN.id, first_day=TODAY,
        beneficiaries=(person.id,), visitors=(Visitor(name="甲"), Visitor(name="乙")),
    )  # fmt: skip
    given = Given(beneficiary=person.id, cash_fen=100, fund_source="own_budget", method="cash")
    Visiting(laptop.desk).save(visit, (given,))


def doubted(laptop):
    lines = Granting(laptop.desk).waiting(CAMPAIGN.id)
    return {
        line.name for line, issues in lines if "maybe_given_elsewhere" in {i.code for i in issues}
    }


def test_a_grant_that_came_home_is_no_reason_to_doubt_itself(pair, make_person):
    office, team = pair
    by_chance(team, make_person("偶遇"))
    office.merges.merge(team.export(office))
    office.merges.merge(team.export(office))  # with the filter that has the grant by now
    assert [one.filter.count for one in filters_of(office)] == [1]
    assert doubted(office) == set()


def test_another_record_of_the_same_number_is_a_reason_to_ask(pair, make_person):
    office, team = pair
    known = make_person("王小明")
    give(office, known)
    by_chance(team, replace(known, id=BeneficiaryId(new_id()), name="王晓明"))
    office.merges.merge(team.export(office))
    assert doubted(office) == {"王晓明"}


def seasons_sent(a, b, purpose, **about):
    """Name the keys and seasons of the filters that travel with a bundle of a purpose."""
    stick = a.folder.parent / "stick"
    file = Export(a.desk).export(stick, [b.id], purpose, about=About(**about)).bundle
    return {(one.filter.key, one.filter.season) for one in opened(b, file).manifest.filters}


OURS = (season_key(bytes(32), "2021-winter"), "2021-winter")
"""The key of the union of these laptops, whose secret is nought."""
THEIRS = (season_key(b"k", "2021-winter"), "2021-winter")


def test_no_filter_goes_where_no_number_may_go(pair, make_person):
    a, b = pair
    give(a, make_person(employer="环卫处"))
    for purpose in (Purpose.REPORT, Purpose.FINANCE, Purpose.PUBLICITY):
        assert seasons_sent(a, b, purpose, campaign=CAMPAIGN.id) == set(), purpose
    assert seasons_sent(a, b, Purpose.AUDIT) == set()
    assert seasons_sent(a, b, Purpose.TEAM, unit="环卫处") == {OURS}
    assert seasons_sent(a, b, Purpose.FULL) == {OURS}


def test_another_union_gets_the_filters_of_this_one_and_none_that_a_third_has_sent(
    tmp_path, make_person
):
    a, b, c = (found(tmp_path / name, number) for number, name in enumerate("abc"))
    acquaint([a, c])
    a.laptops.enrol(replace(b.laptops.own(), scope="650100"))
    b.laptops.enrol(replace(a.laptops.own(), scope="640100"))
    give(a, make_person())
    third = AidFilter.of(THEIRS[1], THEIRS[0], ["64010219700101001X"])
    with a.store.transaction():
        AidFilters(a.store.db).keep([FromLaptop("ab" * 8, 200, third)], c.id, NOW_MS)
    asked = Referral(
        id=ReferralId(new_id()), kind="visit", addressee="固原市总工会", words="请代为看望",
        asked_on=TODAY, asked_by="王主席",
    )  # fmt: skip
    Referrals(a.desk).save(asked)
    assert seasons_sent(a, b, Purpose.REFERRAL, referral=asked.id) == {OURS}
    assert seasons_sent(a, c, Purpose.FULL) == {OURS, THEIRS}
    for one in (a, b, c):
        one.close()
