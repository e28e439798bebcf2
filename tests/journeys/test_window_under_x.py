"""The window on a screen, driven by keys alone, as an officer drives it."""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from desktop_app.services import setting_up
from desktop_app.services.office import Office
from desktop_app.storage.store import Folder
from tests.journeys.conftest import OFFICER, found
from tests.journeys.screens import Hand, come_in, needs_a_screen, open_screen, until, window

pytestmark = needs_a_screen
TYPED = "warm words in winter"  # keys of a screen are Latin
STEPS_TO_VISITORS = 8


@pytest.fixture
def screen():
    with open_screen() as display:
        yield display


@pytest.fixture
def ledger(tmp_path):
    program = found(tmp_path / "ledger")
    program("user", "passwd", "--of", OFFICER, NUANFANG_NEW_PASSPHRASE=TYPED)
    return program


def drafts(ledger):
    """List what the officer has typed and not saved."""
    today = datetime.now(UTC).astimezone().date()
    desk = setting_up.unlock(Folder(ledger.data), OFFICER, TYPED, today=lambda: today)
    with closing(Office(desk)) as office:
        return [draft.title for draft in office.drafting.mine()]


def test_an_officer_comes_in_records_somebody_and_a_visit_with_the_keys_alone(ledger, screen):
    hand = Hand(screen)
    officer = {"user": OFFICER, "passphrase": TYPED}
    with window(ledger, screen) as running:
        come_in(hand, ledger, "Nuanfang", TYPED)
        hand.key("alt+2", "ctrl+n")
        hand.type("Ma Xiulan")
        hand.key("Return")
        hand.type("13900000417")
        hand.key("ctrl+s")
        (person,) = until(lambda: ledger("search", "Ma Xiulan", **officer)["results"], "the person")
        hand.key("alt+3", "ctrl+n")
        hand.type("Ma Xiu")
        hand.key("Return")
        until(lambda: "Ma Xiulan" in drafts(ledger), "the person in the form")
        assert running.poll() is None
        hand.key(*["Return"] * STEPS_TO_VISITORS)
        for visitor in ("Wang", "Ma"):
            hand.type(visitor)
            hand.key("Return")
        hand.key("ctrl+s")
        (visit,) = until(lambda: ledger("visit", "list", **officer)["visits"], "the visit")
    said = ledger("visit", "show", visit["id"], **officer)
    assert person["name"] == "Ma Xiulan"
    assert [one["name"] for one in said["visitors"]] == ["Wang", "Ma"]
