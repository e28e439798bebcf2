"""A batch in volumes: each is noted when it is on the disk, and what is broken off is returned."""

from collections import Counter
from contextlib import closing

import pytest

from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.services.issuing import Due
from desktop_app.services.numbering import TakenMeanwhileError
from desktop_app.services.printing import press
from desktop_app.services.progress import CancelledError
from desktop_app.storage.grants import GrantFilter

RECEIPT = SheetKind.RECEIPT
PEOPLE = 5


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person, monkeypatch):
    """Five approved grants, for a press that puts two sheets into a volume."""
    monkeypatch.setattr(press, "SHEETS_PER_VOLUME", 2)
    for at in range(PEOPLE):
        enrol(make_person(f"张{'一二三四五'[at]}"), cash_fen=50_000, unit="环卫处")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


def states(office):
    return [line.state for line in office.issuing.lines()]


def test_each_volume_takes_its_numbers_in_its_turn(clerk, approved, tmp_path):
    taken = []
    clerk.issuing.print_sheets(
        RECEIPT,
        approved.id,
        tmp_path / "r.pdf",
        progress=lambda *_step: taken.append(len(clerk.issuing.lines())),
    )
    assert taken == [2, 2, 4, 4, 5]
    assert Counter(states(clerk)) == {SheetState.PRINTED: PEOPLE}
    assert [line.sheet.serial for line in clerk.issuing.lines()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("per_volume", [1, PEOPLE])
def test_a_batch_that_fills_its_last_volume_is_noted_to_the_last_sheet(
    clerk, approved, tmp_path, monkeypatch, per_volume, several
):
    monkeypatch.setattr(press, "SHEETS_PER_VOLUME", per_volume)
    if several:
        monkeypatch.setattr(press, "MANY", 2)
        monkeypatch.setattr(press, "cores", lambda: 2)
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    assert Counter(states(clerk)) == {SheetState.PRINTED: PEOPLE}


def test_what_is_broken_off_keeps_its_whole_volumes_and_returns_the_rest(clerk, approved, tmp_path):
    def stop(done, _total):
        if done == 4:
            raise CancelledError

    with pytest.raises(CancelledError):
        clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf", progress=stop)
    assert [file.name for file in tmp_path.glob("*.pdf*")] == ["r-01.pdf"]
    assert states(clerk) == ["printed", "printed", "returned", "returned"]
    assert clerk.issuing.due(RECEIPT, approved.id) == Due(fresh=3, again=2, unresolved=0)


def test_two_windows_never_take_two_numbers_for_one_grant(clerk, approved, tmp_path):
    other = clerk.for_another_thread()
    lines = clerk.granting.lines(GrantFilter(campaign=approved.id))
    last = [lines[-1].grant.id]

    def meanwhile(done, _total):
        if done == 1:
            other.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "o.pdf", grants=last)

    with closing(other.desk.store), pytest.raises(TakenMeanwhileError):
        clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf", progress=meanwhile)
    assert Counter(states(clerk)) == {SheetState.PRINTED: PEOPLE}
    assert len({line.sheet.grant for line in clerk.issuing.lines()}) == PEOPLE


def test_several_processes_print_the_same_ledger(clerk, approved, tmp_path, monkeypatch):
    monkeypatch.setattr(press, "MANY", 2)
    monkeypatch.setattr(press, "cores", lambda: 2)
    made = clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    assert [file.name for file in made.files] == ["r-01.pdf", "r-02.pdf", "r-03.pdf"]
    assert Counter(states(clerk)) == {SheetState.PRINTED: PEOPLE}
