"""Batches of scans with known truth: what a batch should give, and what was read in it."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from PIL import Image

from desktop_app.domain.scan import SIGNED_FROM
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing import press
from desktop_app.services.printing.codes import Verdict, read_code
from desktop_app.services.printing.paper import Box
from desktop_app.services.printing.places import Places
from desktop_app.services.printing.press import Layout
from desktop_app.services.scanning.known_forms import known_forms
from desktop_app.services.scanning.pages import Pages
from desktop_app.services.scanning.reading import (
    Forms,
    Mark,
    PageReading,
    Slip,
    claimed,
    read_page,
)
from tests.paper import scanner
from tests.pictures import paper_samples as samples

OTHER_KEY = bytes(reversed(range(32)))
FORMS = {
    "receipt": samples.receipts(4),
    "receipt-three-people": samples.receipts(12),
    "receipt-single": samples.receipts(4),
    "sign-roster": [samples.roster(20)],
    "sign-roster-dense": [samples.roster(32)],
    "goods-roster": [samples.goods_roster(12)],
}
KINDS = {
    "sign-roster": SheetKind.SIGN_ROSTER,
    "sign-roster-dense": SheetKind.SIGN_ROSTER,
    "goods-roster": SheetKind.GOODS_ROSTER,
}
SLIP_HEIGHT = 99.0
BLANK = 1 / 12  # of all pages


@dataclass
class Rates:
    """What was counted; per form, what was told of signed and of empty places: each its ink.

    `doubted` are those of them, signed first, whose ink was told to be a neighbour's perhaps.
    """

    pages: int = 0
    blank: int = 0
    sheets: int = 0
    found: int = 0
    unclear: int = 0
    wrongly: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    signed: dict[str, list[int]] = field(default_factory=dict)
    empty: dict[str, list[int]] = field(default_factory=dict)
    doubted: Counter[tuple[str, bool]] = field(default_factory=Counter)
    seconds: float = 0.0

    def signed_as_empty(self) -> float:
        """Give the share of signed places that would be listed as empty."""
        everything = [ink for inks in self.signed.values() for ink in inks]
        return sum(ink < SIGNED_FROM for ink in everything) / max(1, len(everything))

    def empty_as_signed(self, form: str = "") -> float:
        """Give the share of empty places that would be shown as inked, of one form or of all."""
        chosen = [form] if form else list(self.empty)
        everything = [ink for one in chosen for ink in self.empty.get(one, [])]
        inked = sum(ink >= SIGNED_FROM for ink in everything)
        doubted = sum(self.doubted[one, False] for one in chosen)
        return (inked - doubted) / max(1, len(everything))

    def told(self) -> str:
        """Give the figures as a table for docs/scan-back.md."""
        lines = [
            f"pages {self.pages}, blank {self.blank}, sheets {self.sheets}, matched {self.found}",
            f"unclear {self.unclear}, matched wrongly {len(self.wrongly)}",
            f"pages/s per core {self.pages / max(self.seconds, 1e-9):.1f}",
            f"signed as empty {self.signed_as_empty():.4f}",
            *self.lost,
        ]
        for form in FORMS:
            signed, empty = self.signed.get(form, []), self.empty.get(form, [])
            lines.append(
                f"{form}: signed {len(signed)} (least ink {min(signed, default=0)}), "
                f"doubted {self.doubted[form, True]}, empty {len(empty)}, "
                f"doubted {self.doubted[form, False]}, "
                f"empty as signed {self.empty_as_signed(form):.4f}"
            )
        return "\n".join(lines)


def scan_batch(count: int, seed: int, *, resolution: int | None = None) -> Rates:
    """Scan so many pages of all forms, in any order: some of another union, forged, or blank."""
    lot, rates, forms = scanner.lot_of(seed), Rates(), known_forms()
    for _page in range(count):
        if lot.random() < BLANK:
            _blank(lot, rates, forms, resolution)
            continue
        form = lot.choice(list(FORMS))
        whose = lot.choice(("ours", "ours", "ours", "ours", "theirs", "forged"))
        _one(lot, rates, forms, form, whose, resolution)
    return rates


def _one(
    lot: Random, rates: Rates, forms: Forms, form: str, whose: str, resolution: int | None
) -> None:
    key = OTHER_KEY if whose == "theirs" else samples.KEY
    at = lot.randrange(len(_printed(form, key)))
    paper = _printed(form, key)[at].copy()
    places = _places(forms, form)
    slips = round(paper.height / scanner.PRINTED_AT * 25.4 / SLIP_HEIGHT) if places.rows == 1 else 1
    truth = []
    for slip in range(slips):
        rows = {row for row in range(places.rows) if lot.random() < 0.6}
        scanner.sign(paper, places, lot, rows=rows, down=SLIP_HEIGHT * slip)
        truth.append(rows)
    if whose == "forged":
        _forge(paper, places, slips)
    machine = scanner.any_machine(lot, resolution=resolution)
    data = scanner.scanned(paper, machine, lot)
    began = time.process_time()
    reading = read_page(Pages(data).page(0), forms)
    rates.seconds += time.process_time() - began
    rates.pages += 1
    _count(rates, reading, form, whose, truth, f"{form} {machine}")


def _blank(lot: Random, rates: Rates, forms: Forms, resolution: int | None) -> None:
    """Scan a page that is no sheet: the back of one, or a note that somebody left in between."""
    paper = Image.new("RGB", (2480, 3508), "white")
    for _note in range(lot.choice((0, 0, 3))):
        scanner.write(paper, Box(lot.uniform(10, 120), lot.uniform(10, 250), 60, 12), lot)
    data = scanner.scanned(paper, scanner.any_machine(lot, resolution=resolution), lot)
    reading = read_page(Pages(data).page(0), forms)
    rates.blank += 1
    rates.wrongly += [f"blank: {slip.text}" for slip in reading.slips]


def _count(
    rates: Rates,
    reading: PageReading,
    form: str,
    whose: str,
    truth: Sequence[set[int]],
    what: str,
) -> None:
    rates.sheets += len(truth)
    rates.found += len(reading.slips)
    if len(reading.slips) < len(truth):
        rates.lost.append(f"lost: {what}")
    for slip in reading.slips:
        said, code = read_code(slip.text, samples.KEY)
        right = said is Verdict.RIGHT
        known = code is not None and code.number in _numbers(form)
        if right != (whose == "ours") or not known or _other_form(slip, form):
            rates.wrongly.append(f"{whose} {slip.form} {code}: {what}")
        rates.unclear += not slip.form
    if len(reading.slips) == len(truth) and all(slip.form for slip in reading.slips):
        in_order = sorted(reading.slips, key=lambda slip: min(mark.top for mark in slip.marks))
        for slip, rows in zip(in_order, truth, strict=True):
            _weigh(rates, slip, form, rows)


def _weigh(rates: Rates, slip: Slip, form: str, rows: set[int]) -> None:
    best: dict[int, Mark] = {}
    for mark in slip.marks:
        if mark.row not in best or _weight(best[mark.row]) < _weight(mark):
            best[mark.row] = mark
    for row, mark in best.items():
        kept = rates.signed if row in rows else rates.empty
        kept.setdefault(form, []).append(mark.ink)
        rates.doubted[form, row in rows] += mark.stray


def _weight(mark: Mark) -> tuple[bool, int]:
    """Weigh as filing does: ink that is surely a person's own before any other."""
    return mark.ink >= SIGNED_FROM and not mark.stray, mark.ink


def _other_form(slip: Slip, form: str) -> bool:
    return bool(slip.form) and slip.form != (form if "roster" in form else "receipt")


def _forge(paper: Image.Image, places: Places, slips: int) -> None:
    """Glue codes over a sheet that name our key and another sum."""
    for slip in range(slips):
        written = io.BytesIO()
        paper.save(written, "PNG")
        down = SLIP_HEIGHT * slip
        text = _code_at(paper, places, down)
        parts = text.split(":")
        parts[4] = str(int(parts[4]) + 900_000)
        scanner.glue(paper, places.code, ":".join(parts), down)


def _code_at(paper: Image.Image, places: Places, down: float) -> str:
    """Read the code that a slip has, from the flat paper."""
    from desktop_app.services.scanning.reading import _decode

    scale = scanner.PRINTED_AT / 25.4
    box = places.code
    left, top = round((box.x - 3) * scale), round((box.y + down - 3) * scale)
    side = round((box.width + 6) * scale)
    (found,) = _decode(paper.crop((left, top, left + side, top + side)).convert("L"))
    assert claimed(found.text) is not None
    return found.text


@cache
def _printed(form: str, key: bytes) -> list[Image.Image]:
    stream = io.BytesIO()
    work = [(content, samples.IMPRINT) for content in FORMS[form]]
    press.print_to(stream, work, sheet_key=key, layout=Layout(sheet=form))
    return scanner.printed(stream.getvalue())


def _numbers(form: str) -> set[str]:
    return {content.number for content in FORMS[form]}


def _places(forms: Forms, form: str) -> Places:
    kind = KINDS.get(form, SheetKind.RECEIPT)
    return next((one for one in forms[kind] if one.form == form), forms[kind][0])
