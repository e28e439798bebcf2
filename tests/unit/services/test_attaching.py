"""Attachments of a record: taken in at once, kept with it, put in order, taken away and back."""

from dataclasses import replace

import pytest

from desktop_app.domain.attachment import MAX_CAPTION, MAX_PHOTOS, AttachmentRole, objections
from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.identity import new_id
from desktop_app.domain.role import Role
from desktop_app.services.attaching import packed, unpacked
from tests.unit.services.pictured import drawn, jpeg, saved

OF = "a" * 32


@pytest.fixture
def attaching(clerk):
    return clerk.attaching


@pytest.fixture
def keep(clerk, attaching):
    """Let exactly these belong to the record, as its form does."""

    def save(*attached):
        before = attaching.readings("visit", OF)
        edits = attaching.edits_for("visit", OF, attached, before)
        clerk.desk.save(edits, "visit.changed", OF)
        return attaching.of("visit", OF)

    return save


@pytest.fixture
def photos(attaching):
    return [attaching.take_photo(jpeg((40 + n, 30)), caption=f"第{n}张") for n in range(3)]


def test_a_photo_is_sealed_at_once_and_known_only_once_it_is_kept(attaching, photos):
    assert attaching.read(photos[0].sha256).startswith(b"\xff\xd8")
    assert attaching.of("visit", OF) == ()
    assert photos[0].taken_on.isoformat() == "2021-02-08"


def test_what_is_kept_comes_back_in_its_order(keep, photos):
    kept = keep(photos[2], photos[0], photos[1])
    assert [one.caption for one in kept] == ["第2张", "第0张", "第1张"]
    assert [one.position for one in kept] == [0, 1, 2]
    assert {(one.of_kind, one.of) for one in kept} == {("visit", OF)}


def test_nothing_changes_where_nothing_was_changed(keep, attaching, photos):
    kept = keep(*photos)
    assert attaching.edits_for("visit", OF, kept, attaching.readings("visit", OF)) == []


def test_a_caption_is_changed_and_the_rest_stays(keep, photos):
    first, *others = keep(*photos)
    kept = keep(replace(first, caption="慰问困难职工"), *others)
    assert [one.caption for one in kept] == ["慰问困难职工", "第1张", "第2张"]
    assert kept[0].sha256 == first.sha256


def test_what_is_taken_away_keeps_its_content_and_can_be_put_back(keep, attaching, photos):
    first, second, _third = keep(*photos)
    assert len(keep(first)) == 1
    removed = attaching.removed("visit", OF)
    assert [one.caption for one in removed] == ["第1张", "第2张"]
    assert attaching.read(second.sha256)
    attaching.put_back(second.id)
    assert [one.caption for one in attaching.of("visit", OF)] == ["第0张", "第1张"]


def test_the_twenty_first_photo_is_refused_and_a_signature_is_no_photo(keep, attaching):
    one = attaching.take_photo(jpeg())
    many = [replace(one, id=new_id()) for _photo in range(MAX_PHOTOS)]
    signature = attaching.take_signature(saved(drawn((60, 20)), "PNG"))
    kept = keep(*many, signature)
    assert len(kept) == MAX_PHOTOS + 1
    with pytest.raises(RefusedError) as refused:
        keep(*kept, replace(one, id=new_id()))
    assert "at most 20 photos" in refused.value.sentence()
    assert len(attaching.of("visit", OF)) == MAX_PHOTOS + 1


def test_a_caption_too_long_is_an_objection(photos):
    (issue,) = objections([replace(photos[0], caption="长" * (MAX_CAPTION + 1))])
    assert issue.code == "text_too_long"


def test_a_signature_and_a_document_keep_what_they_are(keep, attaching):
    signature = attaching.take_signature(saved(drawn((60, 20)), "PNG"), caption="领取人")
    paper = attaching.take_document(b"%PDF-1.7 x", caption="诊断证明", kind="diagnosis")
    kept = keep(signature, paper)
    assert [one.role for one in kept] == [AttachmentRole.SIGNATURE, AttachmentRole.DOCUMENT]
    assert kept[1].kind == "diagnosis"
    assert kept[1].media_type == "application/pdf"
    assert kept[0].is_picture
    assert not kept[1].is_picture


def test_a_draft_gives_back_what_it_was_given(photos):
    assert unpacked(packed(photos)) == tuple(photos)


def test_two_attachments_of_one_content_share_it(attaching, files, folder):
    attaching.take_photo(jpeg())
    attaching.take_photo(jpeg())
    assert len(files(folder.attachments)) == 1


def test_a_record_without_content_or_owner_is_refused(attaching, photos):
    with pytest.raises(RefusedError):
        attaching.save(photos[0])
    with pytest.raises(RefusedError):
        attaching.save(replace(photos[0], of_kind="visit", of=OF, sha256="0" * 64))


def test_an_auditor_reads_and_takes_nothing_in(sit, keep, photos):
    keep(*photos)
    auditor = sit(Role.AUDITOR)
    assert auditor.attaching.read(photos[0].sha256)
    with pytest.raises(NotPermittedError):
        auditor.attaching.take_photo(jpeg())
