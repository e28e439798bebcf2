"""A number of a person on a record's pane: covered, with an eye that the audit trail hears of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.dialogs import questions
from desktop_app.gui.widgets.masked_value import MaskedValue
from desktop_app.i18n import _

Reveal = Callable[[str, str, str], str]


def covered_value(reveal: Reveal, record: str, field: str, masked: str, spoken: str) -> MaskedValue:
    """Show a covered number; `reveal` gives all of it for a record, a field and a reason."""
    shown = MaskedValue(spoken)
    shown.show_masked(masked)
    shown.reveal_requested.connect(partial(_reveal, shown, reveal, record, field))
    return shown


def _reveal(shown: MaskedValue, reveal: Reveal, record: str, field: str) -> None:
    try:
        shown.reveal(reveal(record, field, _("looked at on the screen")))
    except CircumstanceError as circumstance:
        questions.tell(shown, circumstance.sentence())
