"""Scanning back: paper that is not filed, and sheets whose signatures stand in the way."""

from functools import partial

import pytest

from desktop_app.domain.scan import ScanVerdict, SignatureVerdict
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing import press
from desktop_app.services.printing.codes import span
from desktop_app.services.spoiling import SignedError
from tests import scanned
from tests.paper import scanner
from tests.scanned import approve_three, signed_receipts, sources


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    return approve_three(clerk, approver, campaign, enrol, make_person)


@pytest.fixture
def on_paper(clerk, approved, tmp_path):
    """Print sheets of a kind and form, and give the pages as pictures."""
    return partial(scanned.on_paper, clerk, approved, tmp_path)


def test_the_list_of_a_volume_is_recognised_and_not_kept(clerk, approved, tmp_path, monkeypatch):
    monkeypatch.setattr(press, "SHEETS_PER_VOLUME", 2)
    got = []
    clerk.issuing.print_through(SheetKind.RECEIPT, approved.id, got.append)
    cover = scanner.printed(got[0])[0]
    report = clerk.scan_back.scan(sources([cover]))
    (filed,) = report.filed
    numbers = [line.sheet.number for line in clerk.issuing.lines()]
    assert (filed.verdict, filed.number) == (ScanVerdict.COVER, span(numbers[:2]))
    assert filed.scan is None
    assert report.is_clean


def test_a_sheet_that_was_signed_for_is_not_voided_alone(clerk, approver, approved, on_paper):
    clerk.scan_back.scan(sources(signed_receipts(on_paper(), 0)))
    place = next(p for p in clerk.scan_back.places(approved.id) if p.box.is_inked)
    clerk.scan_back.say(place, SignatureVerdict.SIGNED)
    with pytest.raises(SignedError):
        approver.spoiling.spoil([place.sheet.id], "金额有误")
