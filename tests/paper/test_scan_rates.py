"""Published rates of scanning back (docs/scan-back.md), on a synthetic scanner with a seed."""

from dataclasses import replace
from io import BytesIO

import pytest

from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing import press
from desktop_app.services.printing.places import Places
from desktop_app.services.scanning.known_forms import known_forms
from desktop_app.services.scanning.pages import Pages
from desktop_app.services.scanning.reading import read_page
from tests.paper import scanner
from tests.paper.scan_batch import FORMS, scan_batch
from tests.paper.scanner import Machine
from tests.pictures import paper_samples as samples


@pytest.fixture(scope="module")
def at_200_dpi():
    return scan_batch(36, 2021, resolution=200)


def test_every_page_at_200_dpi_is_matched_and_none_wrongly(at_200_dpi):
    assert at_200_dpi.wrongly == []
    assert (at_200_dpi.found, at_200_dpi.unclear) == (at_200_dpi.sheets, 0), at_200_dpi.told()


def test_no_signature_is_taken_for_an_empty_place(at_200_dpi):
    assert sum(map(len, at_200_dpi.signed.values())) > 40
    assert at_200_dpi.signed_as_empty() == 0, at_200_dpi.told()


def test_an_empty_receipt_is_never_taken_for_a_signed_one(at_200_dpi):
    for form in FORMS:
        if "receipt" in form:
            assert at_200_dpi.empty_as_signed(form) == 0, at_200_dpi.told()


def test_empty_places_are_hardly_ever_shown_as_signed(at_200_dpi):
    """A thumb reaches into the rows beside it; that ink is told apart, and looked at."""
    assert at_200_dpi.empty_as_signed() <= 0.03, at_200_dpi.told()


def test_pages_from_bad_machines_are_never_matched_wrongly():
    rates = scan_batch(15, 2022)
    assert rates.wrongly == []
    assert rates.found >= rates.sheets * 0.97, rates.told()


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(5))
def test_a_thousand_pages_at_200_dpi(seed, record_property):
    rates = scan_batch(200, seed, resolution=200)
    print(rates.told())  # noqa: T201 - the published figures
    record_property("rates", rates.told())
    assert rates.wrongly == []
    assert (rates.found, rates.unclear) == (rates.sheets, 0), rates.told()
    assert rates.signed_as_empty() <= 0.005, rates.told()


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 103))
def test_six_hundred_pages_from_bad_machines(seed):
    rates = scan_batch(200, seed)
    print(rates.told())  # noqa: T201 - the published figures
    assert rates.wrongly == []
    assert rates.found >= rates.sheets * 0.99, rates.told()


def test_a_form_that_the_office_changed_is_not_measured_by_the_old_one():
    """A moved table would put the places to sign beside the signatures."""
    known = known_forms()
    moved = [moved_down(places) for places in known[SheetKind.SIGN_ROSTER]]
    (paper,) = printed_rosters(1)
    data = scanner.scanned(paper, Machine(), scanner.lot_of(1))
    reading = read_page(Pages(data).page(0), {SheetKind.SIGN_ROSTER: moved})
    assert [(slip.form, slip.marks) for slip in reading.slips] == [("", ())]


def moved_down(places: Places) -> Places:
    lines = tuple(y + 4.4 for y in places.lines)
    return replace(places, lines=lines, columns=tuple(x + 4.4 for x in places.columns))


def printed_rosters(pages):
    stream = BytesIO()
    work = [(samples.roster(10 * pages), samples.IMPRINT)]
    press.print_to(stream, work, sheet_key=samples.KEY)
    return scanner.printed(stream.getvalue())
