"""A routine visit on a real screen: five keys a second, no mouse, under forty-five seconds."""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign, RosterEntry, Standard, roster_entry_id
from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import BeneficiaryId, CampaignId, VisitId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.services import setting_up
from desktop_app.services.desk import Desk
from desktop_app.services.office import Office
from desktop_app.services.setting_up import Founding
from desktop_app.storage import kinds
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder
from tests.journeys.conftest import OFFICER, Nuanfang
from tests.journeys.screens import (
    Hand,
    SteadyHand,
    come_in,
    needs_a_screen,
    open_screen,
    until,
    window,
)

pytestmark = needs_a_screen
SECONDS = 45
KEYS_PER_SECOND = 5
MOST_KEYS = SECONDS * KEYS_PER_SECOND
TYPED = "warm words in winter"  # keys of a screen are Latin
TODAY = datetime.now(UTC).astimezone().date()
TWO = (Visitor(name="王建国"), Visitor(name="马丽", title="干事"))
# The letters that an input method is given for what stands in test_visit_by_keyboard, and a space
# that takes its offer.
FOUND = {
    "health": "niaoduzheng,touximeizhousanci",
    "household_income": "yueru1650yuan",
    "schooling": "cinvgaosan,zhangzidazhuan",
    "labour_rights": "xiagang,shebaoweiduan",
}
DIFFICULTIES, REQUESTS = "yiyaofeizifumeiyue2000yuan", "zinvzhuxue"


@pytest.fixture
def desk(tmp_path):
    """Found a ledger with a clerk, an approver and the officer, and give the founder's desk."""
    answers = Founding(
        organisation="银川市总工会",
        region="640100",
        device="二组",
        admin="管理员",
        passphrase=TYPED,
    )
    begun, _code = setting_up.found(Folder(tmp_path / "ledger"), answers, today=lambda: TODAY)
    for name, role in (("周敏", Role.CLERK), ("李文海", Role.APPROVER), (OFFICER, Role.OFFICER)):
        setting_up.add_user(begun, name, role, TYPED)
    with closing(begun.store):
        yield begun


@pytest.fixture
def sit(desk):
    """Sit down at the ledger as the person of a role."""

    def sit_down(role: Role) -> Office:
        (user,) = desk.store.users.where("role = ?", [role.value])
        return Office(Desk(desk.store, user, lambda: TODAY))

    return sit_down


@pytest.fixture
def campaign(sit):
    clerk = sit(Role.CLERK)
    kept = clerk.campaigns.save(
        Campaign(
            id=CampaignId(new_id()),
            name="元旦春节送温暖",
            starts=TODAY - timedelta(days=30),
            ends=TODAY + timedelta(days=60),
            standards=(Standard(category="", cash_fen=30_000),),
            fund_source="own_budget",
        )
    )
    clerk.campaigns.choose(kept.id)
    return kept


@pytest.fixture
def person(sit, campaign):
    """Somebody on the roster for whom a grant was approved."""
    return _granted(sit, campaign, "张建国")


@pytest.fixture
def earlier(sit, campaign, desk):
    """The officer's visit before, on the same round."""
    visit = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=TODAY - timedelta(days=1),
        visitors=TWO,
        beneficiaries=(_granted(sit, campaign, "李红军").id,),
    )
    return sit(Role.OFFICER).visiting.save(visit)


def _granted(sit, campaign, name) -> Beneficiary:
    clerk = sit(Role.CLERK)
    kept = clerk.register.save(Beneficiary(id=BeneficiaryId(new_id()), name=name))
    entry = RosterEntry(
        id=roster_entry_id(campaign.id, kept.id), campaign=campaign.id, beneficiary=kept.id
    )
    clerk.desk.save([edit_of(kinds.ROSTER_ENTRY, entry)], "roster.imported")
    clerk.granting.plan(campaign.id)
    sit(Role.APPROVER).granting.approve(campaign.id)
    return kept


def enter_a_visit(hand: Hand, is_found: Callable[[], bool]) -> None:
    """Do what an officer does at the kitchen table, from Ctrl+N to Ctrl+Enter."""
    hand.key("ctrl+n")
    hand.type("zjg")
    hand.key("Return")
    until(is_found, "the person in the form")  # one looks whether it is the right one
    hand.key(*["Return"] * 9)  # day, place and visitors are right already
    for words in FOUND.values():
        hand.type(f"{words} ")
        hand.key("Return")
    for words in (DIFFICULTIES, REQUESTS):
        hand.type(f"{words} ")
        hand.key("Tab")
    hand.key("Tab", "space", "ctrl+Return")  # no remarks; the approved grant is handed over


def test_a_routine_visit_stands_in_the_ledger_in_less_than_45_seconds(desk, sit, person, earlier):
    drafts = sit(Role.OFFICER).drafting
    program = Nuanfang(desk.store.folder.path)
    with open_screen() as screen, window(program, screen, language="zh_CN"):
        come_in(Hand(screen), program, "暖访", TYPED)
        Hand(screen).key("alt+3")
        hand = SteadyHand(screen, KEYS_PER_SECOND)
        begun = time.monotonic()
        enter_a_visit(hand, lambda: any(one.title == person.name for one in drafts.mine()))
        kept = until(lambda: desk.store.visits.where("id <> ?", [earlier.id]), "the visit", SECONDS)
        took = time.monotonic() - begun

    (visit,) = kept
    assert hand.keys <= MOST_KEYS
    assert hand.keys / KEYS_PER_SECOND <= took < SECONDS
    (line,) = sit(Role.OFFICER).granting.lines(GrantFilter(beneficiary=person.id))
    assert line.state is GrantState.HANDED_OVER
    officer = {"user": OFFICER, "passphrase": TYPED}
    assert program("visit", "show", visit.id, **officer) == expected(visit, line)


def expected(visit: Visit, line: GrantLine) -> dict:
    """Say as a visit file what was typed, and what the visit before had told."""
    return {
        "id": visit.id,
        "campaign": line.grant.campaign,
        "manner": "home",
        "first_day": TODAY.isoformat(),
        "visitors": [{"name": "王建国"}, {"name": "马丽", "title": "干事"}],
        "beneficiaries": [line.grant.beneficiary],
        "concerns": list(FOUND),
        "findings": [{"concern": concern, "text": text} for concern, text in FOUND.items()],
        "difficulties": DIFFICULTIES,
        "requests": REQUESTS,
        "given": [{"beneficiary": line.grant.beneficiary, "grant": line.grant.id}],
    }
