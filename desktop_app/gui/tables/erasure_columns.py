"""The columns of the list of erasures."""

from __future__ import annotations

from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark
from desktop_app.services.erasing import Certificate


def _confirmed(one: Certificate) -> str:
    if not one.counts:
        return _("counts for nothing")
    every = len(one.confirmed) + len(one.awaited)
    return _("{count} of {every}").format(count=len(one.confirmed), every=every)


ERASURES: tuple[Column[Certificate], ...] = (
    Column(mark("Day"), lambda one: one.erasure.erased_on.isoformat(), order="day", width=8),
    Column(mark("Reason"), lambda one: one.erasure.reason, order="reason", stretch=True),
    Column(mark("By"), lambda one: one.by, order="by", width=7, leave=1),
    Column(
        mark("Fields"),
        lambda one: str(len(one.erasure.targets)),
        lambda one: len(one.erasure.targets),
        order="fields",
        right=True,
        width=5,
        leave=2,
    ),
    Column(
        mark("Confirmed"),
        _confirmed,
        lambda one: len(one.confirmed),
        order="confirmed",
        badge=lambda one: "warn" if one.awaited or not one.counts else "ok",
        width=8,
    ),
)
