"""Scanning back: signed sheets find their grants, and nothing counts before a person looked."""

from dataclasses import replace
from functools import partial
from io import BytesIO

import pytest
from PIL import Image

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.grant import GrantState
from desktop_app.domain.scan import ScanVerdict, SignatureVerdict
from desktop_app.domain.sheet import PlainKind, SheetKind
from desktop_app.services.caretaking import Caretaking
from desktop_app.services.printing.codes import SheetCode
from desktop_app.services.progress import CancelledError
from desktop_app.services.scanning import reading_apart
from desktop_app.services.scanning.known_forms import known_forms
from desktop_app.services.scanning.pages import Source, sources_in
from desktop_app.services.scanning.reading_apart import PageLostError, read_apart
from desktop_app.storage.grants import GrantFilter
from tests import scanned
from tests.paper import scanner
from tests.paper.scanner import Machine
from tests.scanned import approve_three, places_of, signed_receipts, sources


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    return approve_three(clerk, approver, campaign, enrol, make_person)


@pytest.fixture
def on_paper(clerk, approved, tmp_path):
    """Print sheets of a kind and form, and give the pages as pictures."""
    return partial(scanned.on_paper, clerk, approved, tmp_path)


def states(office, campaign):
    lines = office.granting.lines(GrantFilter(campaign=campaign.id))
    return {line.name: line.state for line in lines}


def verdicts(report):
    return [one.verdict for one in report.filed]


def test_a_signed_receipt_is_filed_and_waits_for_a_glance(clerk, approved, on_paper):
    pages = signed_receipts(on_paper(), 0, 1, 2)
    report = clerk.scan_back.scan(sources(pages))
    assert verdicts(report) == [ScanVerdict.MATCHED] * 3
    assert report.still_missing == ()
    assert set(states(clerk, approved).values()) == {GrantState.PRINTED}
    for place in clerk.scan_back.places(approved.id):
        assert place.waits
        clerk.scan_back.say(place, SignatureVerdict.SIGNED)
    assert set(states(clerk, approved).values()) == {GrantState.SIGNED}


def test_an_empty_place_is_listed_as_empty_and_stays_missing(clerk, approved, on_paper):
    pages = signed_receipts(on_paper(), 0, 2)
    report = clerk.scan_back.scan(sources(pages))
    empty = [report.names[box.grant] for one in report.filed for box in one.empty]
    assert len(empty) == 1
    assert [line.name for one in report.still_missing for line in one.lines] == empty
    assert clerk.scan_back.accept(clerk.scan_back.places(approved.id)) == 2
    found = states(clerk, approved)
    assert found.pop(empty[0]) is GrantState.PRINTED
    assert set(found.values()) == {GrantState.SIGNED}


def test_the_review_tells_what_places_and_missing_tell(clerk, approver, approved, on_paper):
    clerk.scan_back.scan(sources(signed_receipts(on_paper(), 0, 2)))
    waits, back = clerk.desk.store.scans.waiting, clerk.scan_back
    told = []
    review = back.review(approved.id, lambda done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]
    assert list(review.places) == back.places(approved.id)
    assert review.missing == back.missing(approved.id)
    assert len(review.missing) == 1
    assert back.review().places == review.places
    assert waits(approved.id) == 2
    inked = next(place for place in review.places if place.box.is_inked)
    back.say(inked, SignatureVerdict.SIGNED)
    assert waits(approved.id) == 1
    back.say(inked, SignatureVerdict.UNDONE)
    assert waits(approved.id) == 2
    approver.granting.void(inked.sheet.number, "金额有误")
    assert waits(approved.id) == 1


def test_a_word_is_taken_back_and_the_place_waits_again(clerk, approved, on_paper):
    clerk.scan_back.scan(sources(signed_receipts(on_paper(), 0)))
    place = next(p for p in clerk.scan_back.places(approved.id) if p.box.is_inked)
    clerk.scan_back.say(place, SignatureVerdict.SIGNED)
    clerk.scan_back.say(place, SignatureVerdict.UNDONE)
    again = next(p for p in clerk.scan_back.places(approved.id) if p.key == place.key)
    assert again.waits
    assert states(clerk, approved)[place.line.name] is GrantState.PRINTED
    clerk.scan_back.say(again, SignatureVerdict.EMPTY)
    assert states(clerk, approved)[place.line.name] is GrantState.PRINTED


def test_the_three_parts_of_a_receipt_are_one_and_one_signature_is_enough(
    clerk, approved, on_paper
):
    pages = on_paper(form="receipt")
    report = clerk.scan_back.scan(sources(signed_receipts(pages, 1)))
    assert verdicts(report) == [ScanVerdict.MATCHED] * 3
    inked = [box.is_inked for one in report.filed for box in one.scan.boxes]
    assert inked == [True, False, False]


def test_the_same_page_again_is_a_duplicate_however_it_lies(clerk, approved, on_paper):
    pages = signed_receipts(on_paper(), 0, 1, 2)
    clerk.scan_back.scan(sources(pages))
    again = sources(pages, Machine(turn=2, quarter=2, is_grey=True), seed=9)
    report = clerk.scan_back.scan([*again, *again])
    assert verdicts(report) == [ScanVerdict.DUPLICATE] * 6
    assert len(clerk.scan_back.places(approved.id)) == 3


def test_a_sheet_that_came_back_unsigned_is_filed_again_once_it_is_signed(
    clerk, approved, on_paper
):
    pages = on_paper()
    clerk.scan_back.scan(sources(pages))
    report = clerk.scan_back.scan(sources(signed_receipts(pages, 1)))
    assert verdicts(report).count(ScanVerdict.MATCHED) == 1
    assert verdicts(report).count(ScanVerdict.DUPLICATE) == 2
    assert len(report.still_missing) == 2


def test_a_page_that_was_called_empty_is_no_reason_to_refuse_the_signed_one(
    clerk, approved, on_paper
):
    pages = signed_receipts(on_paper(), 0)
    clerk.scan_back.scan(sources(pages))
    place = next(p for p in clerk.scan_back.places(approved.id) if p.box.is_inked)
    clerk.scan_back.say(place, SignatureVerdict.EMPTY)
    report = clerk.scan_back.scan(sources(pages, seed=2))
    assert verdicts(report).count(ScanVerdict.MATCHED) == 1


@pytest.mark.parametrize(
    "machine",
    [
        Machine(resolution=150),
        Machine(resolution=300, is_grey=True),
        Machine(turn=5, quarter=1),
        Machine(turn=-5, quarter=3, quality=30),
        Machine(quarter=2, shadow=0.3),
        Machine(folded=0, grain=12),
        Machine(folded=2, cut=2),
    ],
    ids=["150 dpi", "300 dpi grey", "sideways", "poor jpeg", "shadow", "folded", "cut"],
)
@pytest.mark.parametrize("form", ["sign-roster", "sign-roster-dense"])
def test_a_roster_is_filed_for_those_who_signed(clerk, approved, on_paper, machine, form):
    (page,) = on_paper(SheetKind.SIGN_ROSTER, form)
    places = places_of(SheetKind.SIGN_ROSTER, form)
    scanner.sign(page, places, scanner.lot_of(3), rows={0, 2}, thumbs=0)
    (filed,) = clerk.scan_back.scan(sources([page], machine)).filed
    assert (filed.verdict, filed.scan.form) == (ScanVerdict.MATCHED, form)
    assert [box.is_inked for box in filed.scan.boxes] == [True, False, True]


def test_a_neighbours_thumb_is_neither_a_signature_nor_an_empty_place(clerk, approved, on_paper):
    (page,) = on_paper(SheetKind.SIGN_ROSTER, "sign-roster-dense")
    places = places_of(SheetKind.SIGN_ROSTER, "sign-roster-dense")
    scanner.sign(page, places, scanner.lot_of(3), rows={1}, thumbs=1)
    report = clerk.scan_back.scan(sources([page]))
    (filed,) = report.filed
    above, pressed, below = filed.scan.boxes
    assert pressed.is_inked
    assert above.stray or below.stray
    assert not above.is_inked
    assert not below.is_inked
    assert filed.empty + filed.doubtful == tuple(b for b in (above, below) if b.is_empty) + tuple(
        b for b in (above, below) if b.stray
    )
    missing = {line.grant.id for one in report.still_missing for line in one.lines}
    assert missing == {box.grant for box in filed.empty}
    assert clerk.scan_back.accept(clerk.scan_back.places(approved.id)) == 1
    doubtful = next(p for p in clerk.scan_back.places(approved.id) if p.box.stray)
    clerk.scan_back.say(doubtful, SignatureVerdict.SIGNED)
    assert list(states(clerk, approved).values()).count(GrantState.SIGNED) == 2


def test_a_condolence_sheet_is_filed_and_nobody_has_to_sign_it(clerk, approved, on_paper):
    pages = on_paper(SheetKind.CONDOLENCE, "condolence")
    report = clerk.scan_back.scan(sources(pages))
    assert verdicts(report) == [ScanVerdict.MATCHED] * 3
    assert clerk.scan_back.places(approved.id) == []


def with_code(page, code, key):
    """Glue another code over that of the first slip."""
    scanner.glue(page, places_of(SheetKind.RECEIPT, "receipt").code, code.text(key))
    return page


def code_of(clerk, approved):
    (first, *_rest) = clerk.issuing.lines(approved.id)
    return SheetCode(
        kind=first.sheet.kind,
        number=first.sheet.number,
        page=1,
        pages=1,
        amount_fen=first.sheet.amount_fen,
    )


def test_another_unions_sheet_is_told_and_not_kept(clerk, approved, on_paper):
    (page,) = on_paper()
    code = code_of(clerk, approved)
    report = clerk.scan_back.scan(sources([with_code(page, code, b"another union")]))
    (foreign,) = report.of(ScanVerdict.FOREIGN)
    assert (foreign.number, foreign.scan) == (code.number, None)
    assert len(report.of(ScanVerdict.MATCHED)) == 2


def test_a_forged_amount_is_wrong_and_kept_for_a_look(clerk, approved, on_paper):
    (page,) = on_paper()
    key = bytes.fromhex(clerk.union.sheet_key)
    dearer = replace(code_of(clerk, approved), amount_fen=999_900)
    report = clerk.scan_back.scan(sources([with_code(page, dearer, key)]))
    (wrong,) = report.of(ScanVerdict.WRONG)
    assert clerk.scan_back.picture(wrong.scan)[:2] == b"\xff\xd8"
    assert [one.verdict for one in clerk.scan_back.unfiled()] == [ScanVerdict.WRONG]


def test_a_number_that_this_ledger_does_not_know_is_said_to_be_unknown(clerk, approved, on_paper):
    (page,) = on_paper()
    key = bytes.fromhex(clerk.union.sheet_key)
    other = replace(code_of(clerk, approved), number="640100-B7-21-000001-K")
    report = clerk.scan_back.scan(sources([with_code(page, other, key)]))
    assert [one.number for one in report.of(ScanVerdict.UNKNOWN)] == [other.number]


def test_a_void_sheet_signs_nothing(clerk, approver, approved, on_paper):
    pages = signed_receipts(on_paper(), 0, 1, 2)
    number = clerk.issuing.lines(approved.id)[0].sheet.number
    approver.granting.void(number, "金额有误")
    report = clerk.scan_back.scan(sources(pages))
    assert [one.number for one in report.of(ScanVerdict.VOID)] == [number]
    clerk.scan_back.accept(clerk.scan_back.places(approved.id))
    assert sorted(states(clerk, approved).values()) == ["signed", "signed", "void"]


def test_a_sheet_voided_after_it_was_signed_is_signed_no_more(clerk, approver, approved, on_paper):
    clerk.scan_back.scan(sources(signed_receipts(on_paper(), 0, 1, 2)))
    clerk.scan_back.accept(clerk.scan_back.places(approved.id))
    number = clerk.issuing.lines(approved.id)[0].sheet.number
    approver.granting.void(number, "退回")
    assert sorted(states(clerk, approved).values()) == ["signed", "signed", "void"]


def test_a_blank_page_is_unreadable_and_kept_once(clerk, approved):
    blank = [Image.new("RGB", (1240, 1754), "white")]
    first = clerk.scan_back.scan(sources(blank, Machine(grain=0)))
    again = clerk.scan_back.scan(sources(blank, Machine(grain=0)))
    assert verdicts(first) == [ScanVerdict.UNREADABLE]
    assert verdicts(again) == [ScanVerdict.DUPLICATE]
    assert first.filed[0].scan.sha256 in clerk.desk.store.attachments.contents()


def test_pages_come_out_of_pdfs_and_tiffs_and_folders(clerk, approved, on_paper, tmp_path):
    places, lot = places_of(SheetKind.RECEIPT, "receipt"), scanner.lot_of(2)
    pages = on_paper(form="receipt-single")
    for page in pages:
        scanner.sign(page, places, lot)
    scans = [one.data for one in sources(pages)]
    folder = tmp_path / "scans"
    (folder / "more").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(scanner.as_pdf(scans[:2]))
    (folder / "more" / "b.tif").write_bytes(scanner.as_tiff(scans[2:] + scans[:1]))
    (folder / "notes.txt").write_text("no scan")
    report = clerk.scan_back.scan(sources_in([folder]))
    assert (report.pages, report.refused) == (4, ())
    assert verdicts(report) == [ScanVerdict.MATCHED] * 3 + [ScanVerdict.DUPLICATE]
    assert not any(one.empty for one in report.filed)


def test_what_cannot_be_read_is_a_sentence_and_the_others_go_on(clerk, approved, on_paper):
    bad = [
        Source("cut.pdf", data=b"%PDF-1.7\n1 0 obj\n<<"),
        Source("cut.jpg", data=sources(on_paper())[0].data[:900]),
        Source("no.jpg", data=b"hello"),
        Source("bomb.png", data=bomb()),
    ]
    good = sources(on_paper())
    report = clerk.scan_back.scan([*bad, *good])
    assert [one.source for one in report.refused] == ["cut.pdf", "cut.jpg", "no.jpg", "bomb.png"]
    assert all(one.reason.sentence() for one in report.refused)
    assert verdicts(report) == [ScanVerdict.MATCHED] * 3


def bomb():
    """A small PNG that says it is enormous."""
    written = BytesIO()
    Image.new("1", (30_000, 30_000)).save(written, "PNG")
    return written.getvalue()


def test_whoever_cancels_has_filed_nothing(clerk, approved, on_paper):
    def stop(done, total):
        if done == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        clerk.scan_back.scan(sources(on_paper()) * 2, progress=stop)
    assert clerk.desk.store.scans.count() == 0


def test_only_those_who_may_file_do(officer, clerk, approved, on_paper):
    with pytest.raises(NotPermittedError):
        officer.scan_back.scan(sources(on_paper()))
    clerk.scan_back.scan(sources(signed_receipts(on_paper(), 0)))
    (place, *_rest) = officer.scan_back.places(approved.id)
    with pytest.raises(NotPermittedError):
        officer.scan_back.say(place, SignatureVerdict.SIGNED)


def test_the_log_makes_the_scans_and_the_words_on_them(clerk, approved, on_paper):
    clerk.scan_back.scan(sources(signed_receipts(on_paper(), 0)))
    clerk.scan_back.accept(clerk.scan_back.places(approved.id))
    health = Caretaking(clerk.desk).check()
    assert health.is_good


def test_damaged_files_are_read_or_refused_and_never_end_the_program(clerk, approved, on_paper):
    lot = scanner.lot_of(7)
    scans = [one.data for one in sources(on_paper())]
    whole = [*scans, scanner.as_pdf(scans), scanner.as_tiff(scans)]
    damaged = []
    for number in range(36):
        data = bytearray(lot.choice(whole))
        for _byte in range(lot.choice((1, 20, 400))):
            data[lot.randrange(len(data))] = lot.randrange(256)
        data = data[: lot.choice((len(data), len(data), len(data) // 2))]
        damaged.append(Source(f"damaged-{number}", data=bytes(data)))
    read = list(read_apart(damaged, known_forms()))
    assert {one.source for one in read} == {one.name for one in damaged}
    assert all((one.reading is None) != (one.refusal is None) for one in read)
    assert all(one.refusal.sentence() for one in read if one.refusal)


def test_a_page_that_takes_too_long_is_lost_and_the_batch_ends(
    clerk, approved, on_paper, monkeypatch
):
    monkeypatch.setattr(reading_apart, "SECONDS", 0.001)
    report = clerk.scan_back.scan(sources(on_paper()) * 3)
    assert [type(one.reason) for one in report.refused] == [PageLostError] * 3
    assert report.filed == ()


def test_a_goods_roster_is_filed_for_those_who_signed(
    clerk, approver, campaign, enrol, make_person, tmp_path
):
    gift = GoodsLine(name="大米10kg", quantity=1, unit="袋", unit_price_fen=6_000)
    for name in scanned.NAMES:
        enrol(make_person(name), goods=(gift,), fund_source="own_budget", unit="环卫处")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    kind, form = SheetKind.GOODS_ROSTER, "goods-roster"
    (page,) = scanned.on_paper(clerk, campaign, tmp_path, kind, form)
    scanner.sign(page, places_of(kind, form), scanner.lot_of(3), rows={1}, thumbs=0)
    (filed,) = clerk.scan_back.scan(sources([page], Machine(turn=2, quarter=2))).filed
    assert (filed.verdict, filed.scan.form) == (ScanVerdict.MATCHED, form)
    assert [box.is_inked for box in filed.scan.boxes] == [False, True, False]


def test_a_sheet_without_a_number_is_nothing_to_file(clerk, approved, on_paper):
    (page,) = on_paper()
    key = bytes.fromhex(clerk.union.sheet_key)
    letter = replace(code_of(clerk, approved), kind=PlainKind.LETTER)
    report = clerk.scan_back.scan(sources([with_code(page, letter, key)]))
    (plain,) = report.of(ScanVerdict.PLAIN)
    assert plain.scan is None
