"""A grant that two people say they handed over: money may have been given twice."""

import pytest

from desktop_app.domain.grant import GrantVoid, Handover
from desktop_app.domain.identity import GrantVoidId, HandoverId, new_id
from desktop_app.gui.pages.grant_pane import events
from desktop_app.gui.tables.grant_columns import state_of
from desktop_app.gui.tables.grant_list import TWICE, GrantList
from desktop_app.services.grant_history import history_of
from desktop_app.services.list_papers import grants_ledger
from desktop_app.storage import kinds
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.records import edit_of
from tests.laptops import acquaint, found
from tests.unit.conftest import TODAY
from tests.unit.services.test_double_aid import give


@pytest.fixture
def lines(clerk, campaign, enrol, make_person):
    """Read the grants of two people anew at every call."""
    for name in ("张𬱖", "李䶮"):
        enrol(make_person(name))
    clerk.granting.plan(campaign.id)
    return lambda: clerk.granting.lines(GrantFilter(campaign=campaign.id))


def hand_over(office, line):
    fact = Handover(id=HandoverId(new_id()), grant=line.grant.id, day=line.grant.planned_on)
    office.desk.save([edit_of(kinds.HANDOVER, fact)], "visit.recorded")


def test_it_is_marked_in_the_list_and_can_be_filtered_until_it_is_void(
    qtbot, clerk, campaign, lines
):
    first, second = lines()
    listed = GrantList()
    qtbot.addWidget(listed)
    for line in (first, first, second):
        hand_over(clerk, line)
    listed.show_lines(lines())
    assert [state_of(one)[0] for one in lines()] == ["given twice", "handed over"]
    assert (TWICE, "given twice") in listed._states()
    printed = grants_ledger("银川市总工会", campaign, TODAY, lines())
    assert [row[-2] for row in printed.rows] == ["重复发放", "已发放"]
    listed.chips[0].choose(TWICE)
    assert [one.grant.id for one in listed.filtered()] == [first.grant.id]
    void = GrantVoid(
        id=GrantVoidId(new_id()),
        grant=first.grant.id,
        reason="两组都送了",
        voided_by=clerk.user.id,
        voided_on=first.grant.planned_on,
    )
    clerk.desk.save([edit_of(kinds.GRANT_VOID, void)], "grant.voided")
    listed.show_lines(lines())
    assert state_of(lines()[0])[0] == "void"
    assert TWICE not in dict(listed._states())


def test_the_pane_names_the_laptops_on_which_it_was_recorded(tmp_path, make_person):
    a, b = (found(tmp_path / name, number) for number, name in enumerate("ab"))
    acquaint([a, b])
    give(a, make_person())
    b.merges.merge(a.export(b))
    (line,) = a.store.grants.lines(GrantFilter())
    for laptop in (a, b):
        fact = Handover(id=HandoverId(new_id()), grant=line.grant.id, day=TODAY)
        laptop.save(kinds.HANDOVER, fact, action="visit.recorded")
    told = [words for _day, words in events(history_of(a.desk, line.grant.id))]
    assert "Handed over" in told
    a.merges.merge(b.export(a))
    told = [words for _day, words in events(history_of(a.desk, line.grant.id))]
    assert told[-2:] == [
        "Handed over, recorded on 0号机",
        "Handed over, recorded on 1号机",
    ]
    for laptop in (a, b):
        laptop.close()
