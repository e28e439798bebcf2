"""Sheets printed, signed by invented hands and scanned, for any test that needs them."""

from __future__ import annotations

from desktop_app.domain.sheet import SheetKind
from desktop_app.services.scanning.known_forms import known_forms
from desktop_app.services.scanning.pages import Source
from tests.paper import scanner
from tests.paper.scanner import Machine

NAMES = ("张𬱖", "马𡌴峰", "李䶮")
FLAT = Machine()


def approve_three(clerk, approver, campaign, enrol, make_person):
    """Put three people on the roster, plan and approve what they get."""
    for name in NAMES:
        enrol(make_person(name), cash_fen=50_000, fund_source="own_budget", unit="环卫处")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


def on_paper(clerk, campaign, folder, kind=SheetKind.RECEIPT, form="receipt-three-people"):
    """Print sheets of a kind and form, and give the pages as pictures."""
    file = folder / f"{form}.pdf"
    clerk.issuing.print_sheets(kind, campaign.id, file, form=form)
    return scanner.printed(file.read_bytes())


def places_of(kind, form):
    """Say where to sign on a form; a form on which all lies as on the usual one is the usual."""
    forms = known_forms()[kind]
    return next((one for one in forms if one.form == form), forms[0])


def signed_receipts(pages, *slips, seed=5):
    """Sign the slips of these numbers, counted from 0 over all pages."""
    places, lot = places_of(SheetKind.RECEIPT, "receipt"), scanner.lot_of(seed)
    for slip in slips:
        scanner.sign(pages[slip // 3], places, lot, down=99 * (slip % 3))
    return pages


def sources(pages, machine=FLAT, seed=1):
    """Scan pages, each into a file of its own."""
    lot = scanner.lot_of(seed)
    scans = [scanner.scanned(page, machine, lot) for page in pages]
    return [Source(f"scan-{at}.jpg", data=data) for at, data in enumerate(scans)]
