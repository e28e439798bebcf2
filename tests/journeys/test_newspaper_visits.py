"""The seven visits of the newspaper page through the console, and not a word of them is lost."""

import json

import pytest

from tests import newspaper
from tests.journeys.conftest import OFFICER, found

VISITS = {visit["leader"]: visit for visit in newspaper.visits()}


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return found(tmp_path_factory.mktemp("newspaper") / "ledger")


def test_they_are_the_seven_of_the_page():
    assert list(VISITS) == list(newspaper.PHRASES)


@pytest.mark.parametrize("leader", newspaper.PHRASES)
def test_a_visit_of_the_page_comes_out_as_it_went_in(program, leader):
    said = VISITS[leader]
    added = program("visit", "add", "--from-json", "-", stdin=json.dumps(said), user=OFFICER)
    shown = program("visit", "show", added["id"], user=OFFICER)
    assert shown == {"id": added["id"], **said}
    spoken = newspaper.words_in(shown)
    assert [phrase for phrase in newspaper.PHRASES[leader] if phrase not in spoken] == []
    days = (shown.get("first_day"), shown.get("last_day"))
    assert days == newspaper.DAYS[leader]
