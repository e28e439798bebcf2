"""Is it safe to wipe this laptop? Answered by what other laptops have signed that they hold.

A bundle that was exported proves nothing: sticks get lost. Only what came back counts: the
version vector and the lists of what is missing in the last bundle that was merged from a laptop of
this union.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.exchange import Claim
from desktop_app.domain.identity import DeviceId
from desktop_app.domain.moment import moment_of
from desktop_app.domain.organisation import Device
from desktop_app.domain.role import Right
from desktop_app.i18n import _, ngettext
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import attached
from desktop_app.services.exchange.laptops import Laptops
from desktop_app.storage import registry, saves, travelling, wanted
from desktop_app.storage.meetings import Meetings
from desktop_app.storage.saves import Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheld:
    """What no other laptop has signed as held: saves `first` to `last` of a laptop's stream."""

    laptop: str
    stream: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A laptop whose word counts, and when its last bundle was merged here."""

    laptop: str
    heard_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WipeAnswer:
    """What would be lost with this laptop.

    `changes` are saves about records, `entries` those of the audit trail alone: the merge that
    brings an acknowledgement is itself such an entry, so they are told and stand in nobody's
    way. `pictures` are contents of attachments, `drafts` forms that were never saved.
    """

    changes: int
    entries: int
    pictures: int
    drafts: int
    unheld: tuple[Unheld, ...]
    witnesses: tuple[Witness, ...]

    @property
    def is_safe(self) -> bool:
        """Tell whether everything that was recorded is on another laptop as well."""
        return not (self.changes or self.pictures or self.drafts) and bool(self.witnesses)


def safe_to_wipe(desk: Desk) -> WipeAnswer:
    """Work out what is on this laptop alone, by the signed word of the others."""
    desk.require(Right.EXCHANGE)
    store, meetings = desk.store, Meetings(desk.store.db)
    ours = registry.read(store.db, store.identity.device)
    others = [one for one in Laptops(desk).others() if one.id in ours]
    heard = [(one, meetings.last_heard(one.id)) for one in others]
    claims = {one.id: meetings.claimed(one.id) for one in others}
    witnesses = [(one, at_ms) for one, at_ms in heard if at_ms is not None and claims[one.id]]
    unheld, changes, entries = [], 0, 0
    for chain, last in sorted(saves.held(store.db).items()):
        acked = max((claim.get(chain, 0) for claim in claims.values()), default=0)
        if acked < last:
            about_records, mere = saves.count_beyond(store.db, chain, acked)
            changes, entries = changes + about_records, entries + mere
            if about_records:
                unheld.append(_unheld(desk, chain, acked + 1, last))
    partly = _partly_held(desk, claims)
    unheld += [_unheld(desk, chain, seq, seq) for chain, seq in partly]
    return WipeAnswer(
        changes=changes + len(partly),
        entries=entries,
        pictures=len(_pictures(desk, [one for one, _at_ms in witnesses], claims)),
        drafts=store.drafts.count(),
        unheld=tuple(unheld),
        witnesses=tuple(
            Witness(laptop=one.label, heard_at=moment_of(at_ms)) for one, at_ms in witnesses
        ),
    )


def sentences(answer: WipeAnswer) -> list[str]:
    """Say it in plain words."""
    labels = _(", ").join(one.laptop for one in answer.witnesses)
    if answer.is_safe:
        return [
            _(
                "Everything recorded here is also on: {laptops}. This laptop may be wiped as long"
                " as they exist."
            ).format(laptops=labels)
        ]
    said = [_("Do not wipe this laptop yet.")]
    if not answer.witnesses:
        said.append(_("No other laptop has confirmed anything so far: merge a bundle of one."))
    counted = (
        (answer.changes, _changes),
        (answer.pictures, _contents),
        (answer.drafts, _drafts),
    )
    said += [words(count).format(count=count) for count, words in counted if count]
    if answer.changes or answer.pictures:
        said.append(
            _(
                "Export to another laptop, have it merged there, and merge a bundle that comes back"
                " from it."
            )
        )
    return said


def _changes(count: int) -> str:
    return ngettext(
        "{count} change is confirmed by no other laptop.",
        "{count} changes are confirmed by no other laptop.",
        count,
    )


def _contents(count: int) -> str:
    return ngettext(
        "{count} photo or paper is on no other laptop.",
        "{count} photos and papers are on no other laptop.",
        count,
    )


def _drafts(count: int) -> str:
    return ngettext(
        "{count} form was begun and never saved.",
        "{count} forms were begun and never saved.",
        count,
    )


def _unheld(desk: Desk, chain: Chain, first: int, last: int) -> Unheld:
    device, stream = chain
    known = desk.store.devices.get(device)
    return Unheld(laptop=known.label if known else device, stream=stream, first=first, last=last)


def _partly_held(desk: Desk, claims: Mapping[DeviceId, Claim]) -> list[tuple[Chain, int]]:
    """Find the saves that others claim, but nobody with all the values that are here."""
    db, meetings = desk.store.db, Meetings(desk.store.db)
    wants = {one: meetings.wanted(one) for one in claims}
    asked = {want for of in wants.values() for want in of.items()}
    found = []
    for n in wanted.to_send(db, asked):
        save = saves.at(db, n).save
        chain = (save.device, save.stream)
        claiming = [one for one, claim in claims.items() if claim.get(chain, 0) >= save.seq]
        if claiming and all(save.name in wants[one] for one in claiming):
            found.append((chain, save.seq))
    return found


def _pictures(
    desk: Desk, witnesses: Sequence[Device], claims: Mapping[DeviceId, Claim]
) -> set[str]:
    """Find the contents that are whole here and that no witness can be said to hold."""
    meetings = Meetings(desk.store.db)
    lacked = {one.id: meetings.lacked(one.id) for one in witnesses}
    held: set[str] = set()
    every: set[str] = set()
    for sha256, chain, seq in travelling.contents(desk.store.db):
        every.add(sha256)
        if any(
            claims[one].get(chain, 0) >= seq and sha256 not in missing
            for one, missing in lacked.items()
        ):
            held.add(sha256)
    return every - held - set(attached.lacking(desk.store))
