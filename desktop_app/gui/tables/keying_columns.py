"""The columns of what waits for a second keying, and of what differs."""

from __future__ import annotations

from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import mark
from desktop_app.services.field_words import keyed_field_words
from desktop_app.services.keying_again import Difference, Due, State

KEYING_WORDS = {
    State.VERIFIED: mark("keyed twice, equal"),
    State.DIFFERS: mark("keyed twice, differs"),
    State.DUE: mark("waits for a second keying"),
}
KEYING_TONES = {State.VERIFIED: "ok", State.DIFFERS: "warn", State.DUE: "plain"}

DUE: tuple[Column[Due], ...] = (
    Column(mark("Name"), lambda one: one.name, order="name", width=8),
    Column(mark("Field"), lambda one: keyed_field_words(one.field), order="field", width=10),
    Column(mark("Employer"), lambda one: one.employer, order="employer", stretch=True),
    Column(mark("Typed by"), lambda one: one.first_by, order="by", width=8),
    Column(
        mark("Day"),
        lambda one: one.first_on.isoformat() if one.first_on else "",
        order="day",
        width=7,
    ),
)
DIFFERENCES: tuple[Column[Difference], ...] = (
    Column(mark("Name"), lambda one: one.name, order="name", width=8),
    Column(mark("Field"), lambda one: keyed_field_words(one.field), order="field", width=8),
    Column(mark("Typed first"), lambda one: one.first, order="first", stretch=True),
    Column(mark("by whom"), lambda one: one.first_by, order="first_by", width=6),
    Column(mark("Typed second"), lambda one: one.second, order="second", stretch=True),
    Column(mark("by whom"), lambda one: one.second_by, order="second_by", width=6),
)
