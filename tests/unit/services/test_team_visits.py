"""A team is given the visits to its own people, and none that tells of others."""

from dataclasses import replace

from desktop_app.domain.employer import Employer
from desktop_app.domain.exchange import Purpose
from desktop_app.domain.identity import EmployerId, new_id
from desktop_app.storage import kinds
from tests.unit.services.test_purposes import export, plain, season, visit


def test_a_team_reads_of_no_household_and_no_employer_of_others(pair):
    a, b = pair
    _campaign, (first, second, _third) = season(a)
    one, other = (
        a.save(kinds.EMPLOYER, Employer(id=EmployerId(new_id()), name=name))
        for name in ("单位1", "单位2")
    )
    visit(a, [], "户甲", households=(first.id,))
    visit(a, [first], "甲和单位", employers=(one.id,))
    visit(a, [first], "甲和户乙", households=(second.id,))
    visit(a, [], "户甲和户乙", households=(first.id, second.id))
    visit(a, [first], "甲和别的单位", employers=(one.id, other.id))
    told = plain(b, export(a, b, Purpose.TEAM, unit="单位1"))
    assert '"户甲"' in told
    assert '"甲和单位"' in told
    for marker in ("甲和户乙", "户甲和户乙", "甲和别的单位", second.id, other.id):
        assert marker not in told, marker


def test_a_team_gets_no_visit_of_which_somebody_says_that_it_was_to_others(pair):
    a, b = pair
    _campaign, (first, second, third) = season(a)
    made = visit(a, [third], "谁家")
    b.merges.merge(a.export(b))
    for laptop, people in ((b, (first.id, second.id)), (a, (first.id,))):
        base = laptop.store.visits.reading(made.id)
        laptop.save(kinds.VISIT, replace(base.record, beneficiaries=people), base)
        a.clock.ms += 10_000
    a.merges.merge(b.export(a))
    assert a.conflicts.count() == 1
    assert a.store.visits.get(made.id).beneficiaries == (first.id,)
    assert '"谁家"' not in plain(b, export(a, b, Purpose.TEAM, unit="单位1"))
    a.conflicts.settle_with(a.conflicts.all()[0].id, [first.id])
    assert '"谁家"' in plain(b, export(a, b, Purpose.TEAM, unit="单位1"))
