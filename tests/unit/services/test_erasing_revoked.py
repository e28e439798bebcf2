"""An erasure whose author is revoked as of before: who had heard of it gets the values back."""

from dataclasses import replace

import pytest

from desktop_app.services import erasure_words
from desktop_app.services.exchange import bundle, bundle_heads, telling, wiping
from desktop_app.services.exchange.packing import Export
from desktop_app.services.exchange.peers import Peers
from desktop_app.services.office import Office
from desktop_app.storage import lines, saves, wanted
from desktop_app.storage.lines import DamagedBundleError
from desktop_app.storage.meetings import Meetings
from desktop_app.storage.migrations import m0032_wanted
from tests.history_laws import records_of
from tests.history_oddities import opened
from tests.laptops import acquaint, bundle_of, found, lines_of, person_of
from tests.unit.services import erased
from tests.unit.services.erased import (
    SECRET,
    change,
    erase,
    is_sound,
    jpeg,
    log_of,
    says_nothing,
    share,
)

laptops, person = erased.laptops, erased.person


@pytest.fixture
def robbed(laptops, person):
    """Let `c` erase a phone, let `b` hear of it, and `a` revoke `c` as of before."""
    a, b, c = laptops
    erase(c, person, "phone")
    b.merges.merge(c.export(b))
    a.laptops.revoke(c.id)
    b.merges.merge(a.export(b))
    return a, b, c


def carried(a, b):
    """Tell how many saves a bundle of `a` for `b` has, which is then merged."""
    done = Export(a.desk).export(a.folder.parent / "stick", [b.id])
    return done.changes, b.merges.merge(done.bundle)


def waiting_for(a, b):
    """Tell how much of `a` waits for `b`, as the exchange page says it."""
    (found,) = [one.waiting for one in Peers(a.desk).all() if one.device.id == b.id]
    return found


def test_who_had_heard_of_it_gets_the_values_back(robbed, person):
    a, b, _c = robbed
    assert says_nothing(b, SECRET)
    assert Office(b.desk).caretaking.check().uncertified == 2
    a.merges.merge(b.export(a))
    file = a.export(b)
    preview = b.merges.preview(file)
    assert preview.returned == 1
    (told,) = telling.sentences(preview)
    assert "has its value back" in told
    assert says_nothing(b, SECRET)
    assert b.merges.merge(file).returned == 1
    assert person_of(b, person).phone == SECRET
    assert Office(b.desk).caretaking.check().uncertified == 0
    assert records_of(a) == records_of(b)
    assert a.state() == b.state()
    assert is_sound(b)


def test_the_erasure_is_listed_where_it_was_heard_of_as_one_that_counts_for_nothing(robbed, person):
    """Somebody has asked for it: it has to be done again, and nobody would know of it."""
    a, b, _c = robbed
    (told,) = Office(b.desk).erasing.certificates()
    assert (told.by, told.erasure.reason, told.counts) == ("管理员2", "本人要求删除", False)
    assert "erased once more" in erasure_words.sentences(told)[0]
    made = erase(a, person, "phone")
    carried(a, b)
    again, before = Office(b.desk).erasing.certificates()
    assert (again.erasure.id, again.counts, before.counts) == (made.erasure.id, True, False)


def test_a_laptop_is_not_safe_to_wipe_while_the_other_misses_values(robbed):
    a, b, _c = robbed
    carried(a, b)
    carried(b, a)
    carried(a, b)
    assert wiping.safe_to_wipe(a.desk).changes == 2
    carried(b, a)
    assert wiping.safe_to_wipe(a.desk).changes == 0


def test_nothing_is_sent_once_more_when_nothing_is_missing(robbed):
    a, b, _c = robbed
    carried(a, b)
    carried(b, a)
    assert waiting_for(a, b) == 2
    first, report = carried(a, b)
    assert (first > 2, report.returned) == (True, 1)
    carried(b, a)
    assert waiting_for(a, b) == 0
    assert carried(a, b)[0] <= 2


def test_what_nobody_holds_any_more_is_not_sent_for_ever(laptops, person):
    a, b, _c = laptops
    miss(a, first_save(a), "phone")
    miss(b, first_save(b), "phone")
    carried(b, a)
    carried(a, b)
    asked = Meetings(a.store.db).wanted(b.id)
    assert len(asked) == wanted.uncertified(b.store.db) == 1
    assert wanted.to_send(a.store.db, asked.items()) == []


def test_two_who_miss_different_values_help_each_other(laptops, person):
    a, b, c = laptops
    name = first_save(a)
    miss(a, name, "phone")
    miss(b, name, "address")
    carried(a, b)
    carried(b, a)
    carried(a, b)
    assert wanted.uncertified(a.store.db) == wanted.uncertified(b.store.db) == 0
    assert records_of(a) == records_of(b)
    for laptop in (a, b):
        carried(laptop, c)
        carried(c, laptop)
    assert records_of(a) == records_of(b) == records_of(c)
    assert wanted.wanted(a.store.db) == wanted.wanted(b.store.db) == {}


def first_save(laptop):
    """Name the save that brought the person."""
    (name,) = [
        one.save.name
        for one in saves.all_of(laptop.store.db)
        for cells in one.save.cells
        if cells.values.get("phone") == erased.OLD
    ]
    return name


def miss(laptop, save, field):
    """Let a laptop miss a value, as after an erasure that does not count."""

    def without(signed):
        cells = tuple(one.without({field}) for one in signed.save.cells)
        save = replace(signed.save, cells=cells)
        return replace(signed, save=save, payload=save.payload())

    device, stream, seq = save.split("/")
    with laptop.store.transaction():
        saves.blank(laptop.store.db, (device, stream, int(seq)), without)


def test_what_another_certificate_erases_stays_away(laptops, person):
    a, b, c = laptops
    change(a, person, employer="水电段")
    share(a, b, c)
    erase(c, person, "phone", "employer")
    b.merges.merge(c.export(b))
    a.laptops.revoke(c.id)
    erase(a, person, "phone")
    for _time in range(2):
        carried(a, b)
        carried(b, a)
    assert says_nothing(a, SECRET)
    assert says_nothing(b, SECRET)
    assert "水电段" in log_of(b)
    assert wanted.uncertified(b.store.db) == 0
    assert a.state() == b.state()


def test_what_is_missing_here_is_erased_where_it_still_is(robbed, person):
    a, b, _c = robbed
    change(b, person_of(b, person), phone=erased.OTHER)
    erase(b, person, "phone")
    carried(b, a)
    carried(a, b)
    assert says_nothing(a, erased.OTHER, SECRET)
    assert says_nothing(b, erased.OTHER, SECRET)
    assert a.state() == b.state()


def test_an_earlier_program_is_told_to_be_updated(robbed):
    a, b, _c = robbed
    asks, plain = b.export(a), a.export(b)
    heads = [bundle.read_header(one.read_bytes(), one.name)[0] for one in (asks, plain)]
    assert [one.reader for one in heads] == [bundle_heads.FORMAT, 2]


def test_a_copy_of_a_save_that_is_not_what_the_chain_says_changes_nothing(robbed):
    a, b, _c = robbed
    before = b.state()
    altered = []
    for line in lines_of(a):
        signed = lines.read(line)
        cells = [
            replace(one, values={**one.values, "phone": "13800000000"})
            if "phone" in one.values
            else one
            for one in signed.save.cells
        ]
        save = replace(signed.save, cells=tuple(cells))
        altered.append(lines.write(replace(signed, save=save, payload=save.payload())))
    file = b.folder.parent / "altered.nuanfang"
    file.write_bytes(bundle_of(a, [b], altered))
    with pytest.raises(DamagedBundleError):
        b.merges.merge(file)
    assert b.state() == before


def test_what_cannot_be_erased_is_not_taken_without_its_value(laptops, tmp_path):
    """Otherwise an insider could keep back by whom a laptop is known, or what was paid."""
    a, b, _c = laptops
    (device,) = [
        one
        for one in saves.all_of(a.store.db)
        if one.save.device == a.id and any(c.kind == "device" for c in one.save.cells)
    ][-1:]
    cells = tuple(one.without({next(iter(one.values))}) for one in device.save.cells)
    save = replace(device.save, cells=cells)
    line = lines.write(replace(device, save=save, payload=save.payload()))
    file = tmp_path / "kept-back.nuanfang"
    file.write_bytes(bundle_of(a, [b], [line]))
    with pytest.raises(DamagedBundleError) as refused:
        b.merges.merge(file)
    assert refused.value.details == {"place": "erased"}


def test_values_without_the_salt_of_their_record_are_replaced_by_those_with_it(laptops, person):
    a, b, c = laptops
    d = found(a.folder.parent / "d", 3)
    acquaint([a, b, c, d])
    some = []
    for line in lines_of(a):
        signed = lines.read(line)
        cells = tuple(
            opened(one) if one.kind == "beneficiary" and len(one.values) > 1 else one
            for one in signed.save.cells
        )
        save = replace(signed.save, cells=cells)
        some.append(lines.write(replace(signed, save=save, payload=save.payload())))
    file = a.folder.parent / "opened.nuanfang"
    file.write_bytes(bundle_of(a, [d], some))
    d.merges.merge(file)
    assert person_of(d, person).phone == SECRET
    assert wanted.wanted(d.store.db)
    assert wanted.uncertified(d.store.db) == 0
    share(a, b, c, d)
    assert records_of(d) == records_of(a)
    assert wanted.wanted(d.store.db) == {}
    d.close()


def test_what_a_laptop_misses_is_asked_for_until_it_says_otherwise(robbed):
    a, b, _c = robbed
    carried(b, a)
    asked = Meetings(a.store.db).wanted(b.id)
    assert asked == wanted.wanted(b.store.db) != {}
    carried(a, b)
    assert Meetings(a.store.db).wanted(b.id) == asked
    carried(b, a)
    assert Meetings(a.store.db).wanted(b.id) == {}


def test_an_upgraded_ledger_knows_where_values_are_erased(laptops, person):
    a, _b, _c = laptops
    erase(a, person, "phone")
    db = a.store.db
    noted = set(saves.erased_places(db))
    assert noted
    with a.store.transaction():
        for statement in (
            "DROP TABLE log_erased", "DROP TRIGGER log_erased_goes", "DROP TABLE log_peer_wants"
        ):  # fmt: skip
            db.execute(statement)
        m0032_wanted.m0032_wanted(db)
    assert set(saves.erased_places(db)) == noted


def test_somebody_who_was_erased_whole_comes_back_with_the_photo(laptops, person):
    a, b, c = laptops
    attaching = Office(a.desk).attaching
    photo = attaching.take_photo(jpeg(), caption="门口合影")
    attaching.attach("beneficiary", person.id, [photo])
    share(a, b, c)
    Office(c.desk).erasing.erase_whole("beneficiary", person.id, "本人要求删除")
    b.merges.merge(c.export(b))
    assert person_of(b, person) is None
    assert not b.store.blobs.holds(photo.sha256)
    a.laptops.revoke(c.id)
    for _time in range(3):
        carried(a, b)
        carried(b, a)
    assert person_of(a, person) is not None
    assert person_of(b, person) == person_of(a, person)
    assert "门口合影" in log_of(b)
    assert b.store.blobs.holds(photo.sha256)
    assert a.state() == b.state()
    assert is_sound(b)
