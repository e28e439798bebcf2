"""The code lists of an open ledger: who may change them, and who sees the change."""

from dataclasses import replace

import pytest

from desktop_app.domain.code_entry import CodeEntry, code_entry_id
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.identity import CodeEntryId, new_id
from desktop_app.domain.role import Role
from desktop_app.services.codebook import NoSuchCodeError, NoSuchListError
from desktop_app.services.importing import values
from desktop_app.services.keeping import NoSuchRecordError
from desktop_app.services.office import Office
from desktop_app.storage import checks

LIST = "recipient_category"


@pytest.fixture
def book(sit):
    return sit(Role.ADMINISTRATOR).codebook


@pytest.fixture
def added(book):
    return book.save(
        CodeEntry(
            id=CodeEntryId(new_id()), list_id=LIST, name="无人机驾驶员", english="Drone pilot"
        )
    )


def current():
    return [entry.code for entry in CodeLists.load()[LIST].current]


def test_a_new_choice_stands_last_under_a_code_of_its_words(added):
    assert added.code == "drone_pilot"
    assert current()[-1] == "drone_pilot"
    assert added.id == code_entry_id(LIST, "drone_pilot")


def test_only_the_administrator_changes_the_lists(clerk):
    with pytest.raises(NotPermittedError):
        clerk.codebook.retire(LIST, "courier")
    assert "courier" in current()
    assert clerk.codebook.list_of(LIST)


def test_a_code_that_is_taken_is_refused(book):
    new = CodeEntry(id=CodeEntryId(new_id()), list_id=LIST, code="courier", name="别的")
    with pytest.raises(RefusedError, match="never changes its meaning"):
        book.save(new)


def test_a_choice_keeps_its_code(book, added):
    base = book.choice(LIST, added.code)
    with pytest.raises(RefusedError, match="keeps its list and its code"):
        book.save(replace(base.record, code="other"), base)


def test_a_renamed_choice_of_our_own_is_found_by_its_former_name(book, added):
    base = book.choice(LIST, added.code)
    book.save(replace(base.record, name="无人机飞手"), base)
    assert CodeLists.load()[LIST].find("无人机驾驶员").code == "drone_pilot"
    assert CodeLists.load()[LIST].entry("drone_pilot").name == "无人机飞手"


def test_a_choice_of_the_program_is_retired_and_offered_again(book):
    book.retire(LIST, "courier")
    assert "courier" not in current()
    assert CodeLists.load()[LIST].label_of("courier") == "Courier"
    book.retire(LIST, "courier", retired=False)
    assert "courier" in current()


def test_what_the_program_says_of_a_choice_is_not_written_down(book):
    book.retire(LIST, "courier")
    kept = book.records.get(code_entry_id(LIST, "courier"))
    assert (kept.name, kept.english, kept.position) == ("", "", None)
    assert book.open(kept.id).record.name == CodeLists.shipped()[LIST].entry("courier").name


def test_an_untouched_choice_is_not_written_again(book, added):
    base = book.choice(LIST, added.code)
    before = book.history(added.id)
    book.save(base.record, base)
    assert book.history(added.id) == before


@pytest.mark.parametrize("place", [0, 2, 99])
def test_a_choice_is_put_at_a_place(book, place):
    codes = [entry.code for entry in book.list_of(LIST).entries]
    book.move(LIST, "courier", place)
    codes.remove("courier")
    codes.insert(place, "courier")
    assert [entry.code for entry in CodeLists.load()[LIST].entries] == codes


def test_moving_goes_on_where_no_position_is_left_between_two(book):
    codes = [entry.code for entry in book.list_of(LIST).entries]
    for _turn in range(15):
        book.move(LIST, codes[2], 1)
        book.move(LIST, codes[1], 1)
    assert [entry.code for entry in CodeLists.load()[LIST].entries] == codes


def test_unknown_lists_and_codes_are_said(book):
    with pytest.raises(NoSuchListError):
        book.list_of("nothing")
    with pytest.raises(NoSuchCodeError):
        book.retire(LIST, "nothing")
    with pytest.raises(NoSuchRecordError):
        book.open(new_id())


def test_the_lists_hold_while_the_office_is_open(founded, folder, clock, sit, book, added):
    CodeLists.put_in_force(None)
    office = Office(book._desk)
    assert "drone_pilot" in current()
    beside = office.for_another_thread()
    beside.close()
    assert "drone_pilot" in current()
    office.close()
    assert "drone_pilot" not in current()


def test_a_roster_may_use_a_choice_of_our_own_as_soon_as_it_is_there(book):
    read = values.word_of(LIST)
    assert [issue.code for issue in read("无人机驾驶员", "category").issues] == ["word_unknown"]
    book.save(CodeEntry(id=CodeEntryId(new_id()), list_id=LIST, name="无人机驾驶员", code="drone"))
    assert read("无人机驾驶员", "category").value == "drone"


def test_the_ledger_is_whole_after_all_this(book, added, ledger):
    book.move(LIST, added.code, 0)
    book.retire(LIST, added.code)
    assert checks.problems(ledger.db) == []
    assert checks.log_makes_the_records(ledger.db)
