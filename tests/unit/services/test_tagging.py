"""Tags on many people at once: all of it or nothing, and back again."""

import pytest

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.role import Role
from desktop_app.services.tagging import TagWordsError
from desktop_app.storage.beneficiaries import PeopleFilter


@pytest.fixture
def people(clerk, make_person):
    names = {"马秀兰": ("二组",), "张𬱖": (), "杨淼鑫": ("外卖骑手",)}
    return [clerk.register.save(make_person(name, tags=tags)) for name, tags in names.items()]


def tags(office):
    return {one.name: one.tags for one in office.register.page(PeopleFilter())}


def test_tags_come_and_go_in_one_deed(clerk, people):
    done = clerk.tagging.tag([one.id for one in people], ["重点走访", "二组"], ["外卖骑手"])
    assert tags(clerk) == {
        "马秀兰": ("二组", "重点走访"),
        "张𬱖": ("重点走访", "二组"),
        "杨淼鑫": ("重点走访", "二组"),
    }
    assert done.added[people[0].id] == ("重点走访",)
    assert done.removed == {people[2].id: ("外卖骑手",)}
    assert clerk.caretaking.entries()[0].action == "people.tagged"


def test_undoing_gives_back_what_was_and_keeps_what_came_since(clerk, people):
    done = clerk.tagging.tag([one.id for one in people], ["重点走访", "二组"], ["外卖骑手"])
    clerk.tagging.tag([people[1].id], ["低保"])
    clerk.tagging.undo(done)
    assert tags(clerk) == {"马秀兰": ("二组",), "张𬱖": ("低保",), "杨淼鑫": ("外卖骑手",)}


def test_where_nothing_changes_nothing_is_written(clerk, people):
    before = clerk.caretaking.chain_head()
    assert clerk.tagging.tag([people[0].id], ["二组"], ["没有的"]).people == ()
    assert clerk.caretaking.chain_head() == before


@pytest.mark.parametrize("word", ["", "  ", "二组、三组", "字" * 21])
def test_a_tag_is_one_short_word(clerk, people, word):
    with pytest.raises(TagWordsError):
        clerk.tagging.tag([people[0].id], ["好", word])
    assert tags(clerk)["马秀兰"] == ("二组",)


def test_who_may_not_record_may_not_tag(sit, people):
    with pytest.raises(NotPermittedError):
        sit(Role.AUDITOR).tagging.tag([people[0].id], ["二组"])


def test_tags_in_use_are_known_the_most_frequent_first_and_filter(clerk, people):
    clerk.tagging.tag([people[1].id], ["二组"])
    assert clerk.tagging.known() == ["二组", "外卖骑手"]
    found = clerk.register.page(PeopleFilter(tag="二组"))
    assert sorted(one.name for one in found) == ["张𬱖", "马秀兰"]
    assert clerk.register.how_many(PeopleFilter(tag="没有的")) == 0
