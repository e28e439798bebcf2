"""The administrator's tree of unions: kept, ordered, retired, found."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.identity import UnionId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.union import Union
from desktop_app.services.unions import UnionFilter


@pytest.fixture
def admin(sit):
    return sit(Role.ADMINISTRATOR)


@pytest.fixture
def add(admin):
    def keep(name, parent=None, **fields):
        made = Union(id=UnionId(new_id()), name=name, parent=parent and parent.id, **fields)
        return admin.unions.save(made)

    return keep


@pytest.fixture
def tree(add):
    city = add("银川市总工会", code="640100")
    return city, add("兴庆区总工会", city), add("金凤区总工会", city)


def shown(office, wanted=None):
    return [place.union.name for place in office.unions.tree(wanted)]


def test_a_new_union_stands_behind_the_others_of_its_parent(admin, tree):
    assert shown(admin) == ["银川市总工会", "兴庆区总工会", "金凤区总工会"]
    assert [one.position for one in tree] == [1, 1, 2]


def test_moving_changes_places_and_stops_at_the_ends(admin, tree):
    admin.unions.move(tree[2].id, -1)
    assert shown(admin) == ["银川市总工会", "金凤区总工会", "兴庆区总工会"]
    before = admin.caretaking.state()
    admin.unions.move(tree[2].id, -1)
    assert admin.caretaking.state() == before


def test_a_retired_union_is_not_offered_and_comes_back(admin, tree):
    admin.unions.retire(tree[1].id, date(2021, 2, 8))
    assert "兴庆区总工会" not in admin.unions.known_names()
    assert "兴庆区总工会" in shown(admin, UnionFilter(retired=True))
    admin.unions.restore(tree[1].id)
    assert "兴庆区总工会" in admin.unions.known_names()


@pytest.mark.parametrize("text", ["兴庆", "xqq", "xingqing"])
def test_a_union_is_found_by_characters_and_pinyin(admin, tree, text):
    assert shown(admin, UnionFilter(text=text)) == ["兴庆区总工会"]


def test_a_union_is_found_by_its_code(admin, tree):
    assert shown(admin, UnionFilter(text="6401")) == ["银川市总工会"]


def test_a_union_may_not_be_put_below_what_stands_below_it(admin, tree):
    city, district, other = tree
    offered = [place.union.id for place in admin.unions.may_stand_above(city)]
    assert offered == []
    assert [p.union.id for p in admin.unions.may_stand_above(district)] == [city.id, other.id]
    base = admin.unions.open(city.id)
    with pytest.raises(RefusedError):
        admin.unions.save(replace(base.record, parent=district.id), base)


def test_only_the_administrator_changes_the_tree(clerk, tree):
    assert shown(clerk)[0] == "银川市总工会"
    with pytest.raises(NotPermittedError):
        clerk.unions.save(Union(id=UnionId(new_id()), name="x"))


def test_what_was_done_to_a_union_is_told(admin, tree):
    admin.unions.retire(tree[1].id, date(2021, 2, 8))
    actions = [deed.action for deed in admin.unions.history(tree[1].id)]
    assert actions == ["union.changed", "union.added"]
