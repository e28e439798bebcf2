"""What of a route goes on paper, who may print it, and what the audit trail says."""

import pytest

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.role import Role
from desktop_app.domain.route import Stop
from desktop_app.services.route_paper import PRINTED


@pytest.fixture
def route(officer, enrol, make_person):
    person = enrol(make_person("张建国", phone="13895012345", address="丽景街\n12号"))
    plant = officer.employers.add("电子元件厂").id
    kept = officer.routing.save(officer.routing.begin([person.id]))
    return officer.routing.add_stops(kept.id, [Stop(employer=plant, note="找 门卫")])


def test_phones_are_masked_and_lines_are_flat(officer, route):
    content = officer.route_paper.content(route)
    assert [(one.name, one.phone, one.address) for one in content.lines] == [
        ("张建国", "138****2345", "丽景街 12号"),
        ("电子元件厂", "", ""),
    ]
    assert (content.leader, content.union) == ("officer", "银川市总工会")


def test_that_it_was_printed_stands_in_the_audit_trail(officer, ledger, route):
    assert officer.route_paper.draw(route).startswith(b"%PDF")
    assert ledger.audit.entries(subject=route.id)[0].action == PRINTED


def test_an_auditor_prints_no_route(sit, route):
    with pytest.raises(NotPermittedError):
        sit(Role.AUDITOR).route_paper.draw(route)
