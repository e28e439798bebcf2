"""The forms of sheets that a scanner knows: the program's, and the office's own before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from desktop_app.domain.sheet import SheetKind
from desktop_app.services.issuing import FORMS
from desktop_app.services.printing.form_files import read_form
from desktop_app.services.printing.forms import (
    CondolenceForm,
    GoodsRosterForm,
    ReceiptForm,
    RosterForm,
)
from desktop_app.services.printing.places import Places
from desktop_app.services.printing.sheets import (
    condolence,
    goods_roster,
    receipt,
    sign_roster,
    visit_record,
)
from desktop_app.services.printing.visit_forms import VisitRecordForm
from desktop_app.services.scanning.reading import Forms


def known_forms(folder: Path | None = None) -> Forms:
    """Give, for each kind of sheet, where things lie on each of its forms that differs.

    `folder` holds the office's own sheet files. Raises SheetFileError where one is wrong.
    """
    return {kind: tuple(_different(_places(kind, folder))) for kind in FORMS}


def _places(kind: SheetKind, folder: Path | None) -> Iterator[Places]:
    for name in FORMS[kind]:
        if kind is SheetKind.RECEIPT:
            yield receipt.places_of(read_form(ReceiptForm, name, folder), name)
        elif kind is SheetKind.SIGN_ROSTER:
            yield sign_roster.places_of(read_form(RosterForm, name, folder), name)
        elif kind is SheetKind.GOODS_ROSTER:
            yield goods_roster.places_of(read_form(GoodsRosterForm, name, folder), name)
        elif kind is SheetKind.VISIT_RECORD:
            yield visit_record.places_of(read_form(VisitRecordForm, name, folder), name)
        else:
            yield condolence.places_of(read_form(CondolenceForm, name, folder), name)


def _different(all_places: Iterator[Places]) -> Iterator[Places]:
    """Leave out forms on which everything lies as on one before them."""
    known = []
    for places in all_places:
        bare = replace(places, form="")
        if bare not in known:
            known.append(bare)
            yield places
