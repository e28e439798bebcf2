"""What the lists of the exchange show: laptops, bundles, disagreements, duplicates, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.exchange import Conflict, MergeReport
from desktop_app.domain.moment import local_moment
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.alike_words import why_words
from desktop_app.services.exchange.peers import Peer, Receipt
from desktop_app.services.registering import Alike
from desktop_app.storage.meetings import Deed, Meeting

NEVER = "—"


def moment(at_ms: int | None) -> str:
    """Say a moment in this laptop's time, or that there was none."""
    if at_ms is None:
        return NEVER
    return local_moment(at_ms).strftime("%Y-%m-%d %H:%M")


def counted(numbers: Mapping[str, int]) -> str:
    """Say how many people, visits and other records: 12 people, 3 visits."""
    people, visits = numbers.get("beneficiary", 0), numbers.get("visit", 0)
    others = sum(numbers.values()) - people - visits
    said = (
        (people, ngettext("{count} person", "{count} people", people)),
        (visits, ngettext("{count} visit", "{count} visits", visits)),
        (others, ngettext("{count} other", "{count} others", others)),
    )
    return _(", ").join(words.format(count=f"{n:,}") for n, words in said if n) or NEVER


def _state_of(peer: Peer) -> str:
    if peer.is_revoked:
        return _("revoked")
    if peer.is_of_another_union:
        return _("another union")
    return _("this laptop") if peer.is_own else f"{peer.waiting:,}"


def _tone_of(peer: Peer) -> str:
    if peer.is_revoked:
        return "accent"
    return "info" if peer.is_own else "warn" if peer.waiting else "plain"


LAPTOPS: tuple[Column[Peer], ...] = (
    Column(mark("Laptop"), lambda one: one.device.label, order="label", stretch=True),
    Column(mark("Code"), lambda one: one.device.code, order="code", width=4, leave=2),
    Column(
        mark("Last sent"),
        lambda one: moment(one.sent_ms),
        lambda one: one.sent_ms or 0,
        order="sent",
        width=9,
        leave=1,
    ),
    Column(
        mark("Last received"),
        lambda one: moment(one.received_ms),
        lambda one: one.received_ms or 0,
        order="received",
        width=9,
    ),
    Column(
        mark("Waits for it"),
        _state_of,
        lambda one: one.waiting,
        order="waiting",
        badge=_tone_of,
        width=6.5,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A bundle that was looked at, or merged: its report, or the sentence why not.

    `sender` is the label of the laptop that wrote it, where it is known. `is_list` says that it
    holds a list, which is read and not merged, `is_left` that somebody cancelled before its turn.
    """

    file: Path
    sender: str = ""
    report: MergeReport | None = None
    trouble: str = ""
    is_list: bool = False
    is_left: bool = False

    @property
    def brings(self) -> bool:
        """Tell whether merging it would change anything, if only by keeping what has to wait."""
        report = self.report
        if report is None:
            return False
        return bool(report.applied or (report.missing and not report.id))


def _hint_of(one: Looked) -> str:
    report = one.report
    if one.is_left:
        return _("not merged")
    if report is None:
        return _("a list to read") if one.is_list else _("cannot be taken")
    if not report.applied:
        return _("already merged") if not report.missing else _("waits for another")
    asked = _what_asks(report)
    if asked:
        return asked
    return _("waits for another") if report.missing else _("nothing to settle")


def _what_asks(report: MergeReport) -> str:
    """Say what of a merge somebody has to look at, the gravest first."""
    if report.erased:
        words = ngettext("{count} field is erased", "{count} fields are erased", report.erased)
        return words.format(count=report.erased)
    if report.revoked:
        count = len(report.revoked)
        return ngettext("{count} laptop revoked", "{count} laptops revoked", count).format(
            count=count
        )
    if report.conflicts:
        return ngettext("{count} disagreement", "{count} disagreements", report.conflicts).format(
            count=report.conflicts
        )
    if report.handed_twice:
        words = ngettext("{count} given twice", "{count} given twice", report.handed_twice)
        return words.format(count=report.handed_twice)
    if report.duplicates:
        words = ngettext("{count} likely duplicate", "{count} likely duplicates", report.duplicates)
        return words.format(count=report.duplicates)
    return ""


def _hint_tone(one: Looked) -> str:
    if one.report is None:
        return "info" if one.is_list or one.is_left else "accent"
    report = one.report
    asked = (
        report.erased,
        report.revoked,
        report.conflicts,
        report.duplicates,
        report.handed_twice,
    )
    return "warn" if any(asked) or report.missing else "ok"


BUNDLES: tuple[Column[Looked], ...] = (
    Column(mark("Bundle"), lambda one: one.file.name, order="file", stretch=True),
    Column(mark("From"), lambda one: one.sender or NEVER, order="sender", width=8),
    Column(
        mark("New"), lambda one: counted(one.report.new) if one.report else NEVER, width=12, leave=2
    ),
    Column(
        mark("Changed"),
        lambda one: counted(one.report.changed) if one.report else NEVER,
        width=9,
        leave=1,
    ),
    Column(mark("Hint"), _hint_of, order="hint", badge=_hint_tone, width=9),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A disagreement with its words: whose record, which field, what kind, whether money.

    `standing` is the save whose value is shown everywhere else meanwhile.
    """

    conflict: Conflict
    whose: str
    kind: str
    field: str
    values: tuple[str, ...]
    is_fact: bool
    standing: str = ""


DISPUTES: tuple[Column[Dispute], ...] = (
    Column(mark("Record"), lambda one: one.whose or one.kind, order="whose", width=6.5),
    Column(mark("Field"), lambda one: one.field, order="field", width=6.5),
    Column(
        mark("Values"),
        lambda one: " | ".join("；".join(said.splitlines()) for said in one.values),
        order="values",
        stretch=True,
    ),
    Column(
        mark("Kind"),
        lambda one: one.kind,
        order="kind",
        badge=lambda one: "accent" if one.is_fact else "plain",
        width=7,
        leave=1,
    ),
)

Pair = tuple[Beneficiary, Alike]
DUPLICATES: tuple[Column[Pair], ...] = (
    Column(mark("Name"), lambda one: one[0].name, order="name", width=6.5),
    Column(
        mark("Perhaps the same as"),
        lambda one: one[1].person.name,
        order="other",
        width=7.5,
        leave=2,
    ),
    Column(mark("Why"), lambda one: why_words(one[1].why), order="why", stretch=True),
    Column(mark("Employer"), lambda one: one[0].employer or "", order="employer", width=9, leave=1),
)

DEEDS = {
    Deed.SENT: mark("written"),
    Deed.MERGED: mark("merged"),
    Deed.UNDONE: mark("undone"),
    Deed.REDONE: mark("taken again"),
    Deed.FORKED: mark("refused: two laptops of one name"),
}
_DEED_TONES = {Deed.MERGED: "ok", Deed.REDONE: "ok", Deed.UNDONE: "warn", Deed.FORKED: "accent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A line of the history: with whom, and whether it can be undone or done again.

    Of a bundle that was written, `receipt` says who has confirmed it, where anybody does;
    `stick` is the label of a stick on which the bundle lies now.
    """

    meeting: Meeting
    laptop: str
    is_undone: bool = False
    receipt: Receipt | None = None
    stick: str = ""

    @property
    def may_undo(self) -> bool:
        """Tell whether it is a merge that still stands."""
        return self.meeting.deed in {Deed.MERGED, Deed.REDONE} and not self.is_undone


def _state_words(one: Met) -> str:
    if one.is_undone:
        return _("undone since")
    if one.receipt is None:
        return ""
    if not one.receipt.awaited:
        return _("confirmed")
    words = _("not confirmed by {laptops}") if one.receipt.confirmed else _("not confirmed")
    return words.format(laptops="、".join(one.receipt.awaited))


def _state_tone(one: Met) -> str:
    return "ok" if one.receipt and not one.receipt.awaited else "plain"


MEETINGS: tuple[Column[Met], ...] = (
    Column(
        mark("When"),
        lambda one: moment(one.meeting.at_ms),
        lambda one: one.meeting.id,
        order="when",
        width=9,
    ),
    Column(
        mark("Deed"),
        lambda one: _(DEEDS[one.meeting.deed]),
        order="what",
        badge=lambda one: _DEED_TONES.get(one.meeting.deed, "plain"),
        width=8,
    ),
    Column(mark("Laptop"), lambda one: one.laptop, order="laptop", stretch=True),
    Column(
        mark("Entries"),
        lambda one: f"{one.meeting.saves:,}",
        lambda one: one.meeting.saves,
        order="entries",
        right=True,
        width=5,
    ),
    Column(
        mark("State"),
        _state_words,
        order="state",
        badge=_state_tone,
        width=9,
        leave=2,
    ),
    Column(mark("Lies on"), lambda one: one.stick, order="stick", width=7, leave=3),
    Column(
        mark("Number"),
        lambda one: str(one.meeting.id),
        lambda one: one.meeting.id,
        order="number",
        right=True,
        width=5,
        leave=1,
    ),
)
