"""People: kept tidy, found while typing, revealed with a reason."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.resident_id import Sex
from desktop_app.domain.role import Role
from desktop_app.storage.beneficiaries import PeopleFilter


def test_the_number_fills_birth_date_and_sex(clerk, make_person):
    kept = clerk.register.save(make_person())
    assert kept.birth_date == date(1970, 1, 1)
    assert kept.sex is Sex.MALE


def test_a_name_is_kept_the_one_way_in_which_it_is_found(clerk, make_person):
    kept = clerk.register.save(make_person("买买提•吐尔逊"))
    assert kept.name == "买买提\u00b7吐尔逊"
    assert clerk.register.search("买买提·吐尔逊") == [kept]


@pytest.mark.parametrize(
    "typed",
    ["欧阳", "𬱖娜", "娜", "ouyang", "oy", "001", "001x", "6401021970", "13987", "4321", "环卫",
     "ouy 4321", "欧阳 环卫处"],
)  # fmt: skip
def test_a_person_is_found_by_whatever_is_remembered(clerk, make_person, typed):
    person = make_person("欧阳𬱖娜", phone="13987654321", employer="市环卫处")
    if typed.startswith("001"):
        typed = person.id_number[-len(typed) :]
    kept = clerk.register.save(person)
    clerk.register.save(make_person("王一", phone="13700000000", employer="电厂"))
    assert clerk.register.search(typed) == [kept]


@pytest.mark.parametrize("typed", ["", " ", '"', "*", "OR", "()", "-", "NEAR(", "{a}: b", "·"])
def test_nothing_typed_breaks_the_search(clerk, make_person, typed):
    clerk.register.save(make_person())
    assert clerk.register.search(typed) == []


def test_a_search_no_longer_finds_a_former_phone(clerk, make_person):
    kept = clerk.register.save(make_person(phone="13987654321"))
    base = clerk.register.open(kept.id)
    clerk.register.save(replace(kept, phone="13711112222"), base)
    assert clerk.register.search("13987") == []
    assert [one.id for one in clerk.register.search("2222")] == [kept.id]


def test_the_same_number_is_not_recorded_for_two_people(clerk, make_person):
    kept = clerk.register.save(make_person("甲一"))
    with pytest.raises(RefusedError, match="甲一"):
        clerk.register.save(make_person("乙二", id_number=kept.id_number))


def test_a_wrong_check_character_is_kept_only_with_a_reason(clerk, make_person):
    right = make_person().id_number
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    with pytest.raises(RefusedError):
        clerk.register.save(make_person(id_number=wrong))
    kept = clerk.register.save(make_person(id_number=wrong, id_override_reason="与身份证原件一致"))
    assert clerk.register.open(kept.id).record.id_number == wrong


def test_a_reveal_gives_the_number_and_stands_in_the_trail_with_its_reason(clerk, make_person):
    kept = clerk.register.save(make_person())
    assert clerk.register.reveal(kept.id, "id_number", "核对银行户名") == kept.id_number
    entry = clerk.caretaking.entries(subject=kept.id)[0]
    assert (entry.action, entry.reason) == ("revealed.id_number", "核对银行户名")
    assert kept.id_number not in str(entry)


def test_an_auditor_reads_and_records_nothing(sit, make_person):
    auditor = sit(Role.AUDITOR)
    assert auditor.register.page(PeopleFilter()) == []
    with pytest.raises(NotPermittedError):
        auditor.register.save(make_person())


def test_a_list_is_ordered_by_pinyin_and_narrowed_by_filters(clerk, make_person):
    for name, category in (("张一", "courier"), ("安二", "rider"), ("李三", "courier")):
        clerk.register.save(make_person(name, category=category))
    everyone = clerk.register.page(PeopleFilter())
    assert [person.name for person in everyone] == ["安二", "李三", "张一"]
    couriers = PeopleFilter(category="courier")
    assert clerk.register.how_many(couriers) == 2
    backwards = clerk.register.page(couriers, down=True, limit=1)
    assert [person.name for person in backwards] == ["张一"]


def test_a_draft_comes_back_as_it_was_left(clerk, officer):
    clerk.drafting.keep("person", "1" * 32, "张𬱖", {"name": "张𬱖"}, {"name": ("d/s/1",)})
    (draft,) = clerk.drafting.mine()
    assert draft.fields == {"name": "张𬱖"}
    assert draft.seen == {"name": ("d/s/1",)}
    assert officer.drafting.mine() == []
    clerk.drafting.drop("person", "1" * 32)
    assert clerk.drafting.mine() == []
