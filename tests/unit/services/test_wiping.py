"""Safe to wipe: by what others have signed as held, never by what was sent."""

import shutil
from dataclasses import replace

import pytest

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.identity import AttachmentId, new_id
from desktop_app.services.exchange import attached, wiping
from desktop_app.services.exchange.bundle_heads import Manifest
from desktop_app.storage import kinds, saves
from desktop_app.storage.drafts import Draft
from tests.laptops import acquaint, found
from tests.unit.services.test_referring_out import refer, send


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def answer(laptop):
    return wiping.safe_to_wipe(laptop.desk)


def meet(a, b):
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))


def test_what_was_exported_is_not_safe_before_the_others_word_of_it_came_back(pair, make_person):
    a, b = pair
    a.save(kinds.BENEFICIARY, make_person())
    assert not answer(a).is_safe
    file = a.export(b)
    assert not answer(a).is_safe
    b.merges.merge(file)
    assert not answer(a).is_safe
    a.merges.merge(b.export(a))
    said = answer(a)
    assert said.is_safe
    assert said.entries > 0
    assert [one.laptop for one in said.witnesses] == ["1号机"]
    assert "1号机" in wiping.sentences(said)[0]


def test_a_change_after_the_word_came_is_named(pair, make_person):
    a, b = pair
    person = a.save(kinds.BENEFICIARY, make_person(phone="13900000001"))
    meet(a, b)
    base = a.store.beneficiaries.reading(person.id)
    a.save(kinds.BENEFICIARY, replace(person, phone="13900000002"), base)
    said = answer(a)
    assert (said.is_safe, said.changes) == (False, 1)
    (unheld,) = said.unheld
    assert (unheld.laptop, unheld.stream) == ("0号机", "640100.pii")
    assert "1 change is confirmed by no other laptop." in wiping.sentences(said)


def test_a_lost_laptop_that_was_revoked_is_no_witness(pair, make_person):
    a, b = pair
    a.save(kinds.BENEFICIARY, make_person())
    meet(a, b)
    assert answer(a).is_safe
    a.laptops.revoke(b.id)
    said = answer(a)
    assert (said.is_safe, said.witnesses) == (False, ())


def test_a_photo_that_did_not_come_along_keeps_the_laptop_and_is_sent_again(pair, make_person):
    a, b = pair
    person = a.save(kinds.BENEFICIARY, make_person())
    sha256 = a.store.blobs.put(b"a photo")
    photo = Attachment(
        id=AttachmentId(new_id()), of_kind="beneficiary", of=person.id, sha256=sha256, size=7
    )
    a.save(kinds.ATTACHMENT, photo)
    file = a.export(b)
    shutil.rmtree(attached.folder_of(file))
    assert b.merges.merge(file).pictures_missing == 1
    a.merges.merge(b.export(a))
    said = answer(a)
    assert (said.is_safe, said.changes, said.pictures) == (False, 0, 1)
    meet(a, b)
    assert b.store.blobs.read(sha256) == b"a photo"
    assert answer(a).is_safe


@pytest.mark.parametrize("scope", ["640100", "650100"])
def test_a_referral_says_nothing_of_what_its_sender_holds(
    pair, tmp_path, monkeypatch, make_person, scope
):
    """Another union holds nothing of ours whatever it claims, and an honest one claims nothing."""
    a, b = pair
    a.save(kinds.BENEFICIARY, make_person())
    if scope == "640100":
        meet(a, b)
        asking, claimed = b, {}
    else:
        asking, claimed = found(tmp_path / "guest", 3), saves.held(a.store.db)
        a.laptops.enrol(replace(asking.laptops.own(), scope=scope))
        asking.laptops.enrol(a.laptops.own())
    before = answer(a)
    whole = Manifest.written
    with monkeypatch.context() as patched:
        patched.setattr(Manifest, "written", lambda self: whole(replace(self, have=claimed)))
        file = send(asking, a, refer(asking))
    a.merges.merge(file)
    after = answer(a)
    assert before.is_safe is (scope == "640100")
    assert [one.laptop for one in after.witnesses] == [one.laptop for one in before.witnesses]
    assert after.changes == before.changes + 2  # the referral itself, in two streams
    if asking is not b:
        asking.close()


def test_a_form_that_was_never_saved_is_told(pair):
    a, b = pair
    meet(a, b)
    a.store.drafts.keep(
        Draft(form="visit", record="r", user="u", title="", fields={}, seen={}, at_ms=1)
    )
    said = answer(a)
    assert (said.is_safe, said.drafts) == (False, 1)
    assert "1 form was begun and never saved." in wiping.sentences(said)
