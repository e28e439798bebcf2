"""One office and its teams: everything adds up, whatever comes back in which order."""

import os

import pytest

from tests.teams import play

TEAMS, PEOPLE = 5, 4
LONG_SEASONS = int(os.environ.get("NUANFANG_TORTURE_SEASONS", "3"))
LONG_TEAMS, LONG_PEOPLE = 20, 25


def test_a_season_of_five_teams_adds_up(tmp_path):
    did = play(tmp_path / "season", 0, TEAMS, PEOPLE)
    assert did["visit"] >= TEAMS * PEOPLE
    happened = ("edit", "clock turned", "met by chance", "handed over twice")
    assert all(did[deed] for deed in happened)


@pytest.mark.torture
def test_seasons_of_twenty_teams_add_up(tmp_path):
    for seed in range(100, 100 + LONG_SEASONS):
        play(tmp_path / f"season{seed}", seed, LONG_TEAMS, LONG_PEOPLE)
