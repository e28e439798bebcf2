"""What goes into a bundle, by its purpose: chosen when it is written, not when it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import About, Claim, Purpose
from desktop_app.domain.organisation import Device
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import attached, bundle, deriving, referring_out, splitting
from desktop_app.services.exchange.bundle_heads import Blob
from desktop_app.services.progress import Progress
from desktop_app.storage import choosing, given, lines, saves, told, wanted
from desktop_app.storage.choosing import Place
from desktop_app.storage.meetings import Meetings
from desktop_app.storage.saves import Chain
from desktop_app.storage.store import Store

NOT_FOR_TEAMS: dict[str, frozenset[str]] = {
    "beneficiary": frozenset({"bank_name", "bank_card", "bank_account_name"}),
    "hardship_file": frozenset({"originals", "relief_card", "bank_branch"}),
    "household_member": frozenset({"originals"}),
}
"""What a team at the door has no use for: nobody is paid there by bank."""


class TeamNeededError(CircumstanceError):
    """A team's bundle is about one route or one unit."""

    message = mark("Say for which route or which unit the team is.")


class NobodyThereError(CircumstanceError):
    """The route or unit is not in this ledger."""

    message = mark("There is no such route, and nobody of such a unit.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a bundle carries; `fields` say it in the audit trail.

    `rest` are places in the log that did not fit in: they go into a bundle of their own.
    """

    lines: Iterator[bytes]
    count: int
    streams: tuple[str, ...] = ()
    pictures: tuple[Blob, ...] = ()
    lacks: tuple[str, ...] = ()
    fields: str = ""
    rest: tuple[int, ...] = ()


MOST_STORED = 128 * 1024 * 1024
"""As packed as the ledger keeps them; a file stays far below the gibibyte at which one is split."""
MOST_PLAIN = bundle.MOST_PLAIN // 2
"""As lines; no reader takes twice as much, however small it was packed."""


def content_of(
    desk: Desk, recipients: Sequence[Device], purpose: Purpose, about: About, bundle: str
) -> Content:
    """Choose what goes into a bundle. Raises a CircumstanceError where it is not said."""
    if purpose is Purpose.TEAM:
        return _for_a_team(desk, about)
    if purpose.is_document:
        return _document(desk, recipients, purpose, about)
    return _log(desk, recipients, purpose, bundle)


def rest_of_log(
    desk: Desk, recipients: Sequence[Device], purpose: Purpose, places: Sequence[int], bundle: str
) -> Content:
    """Give what did not fit into the bundles before.

    Photos and papers go with the last bundle: nobody keeps those that none of his records names.
    """
    store = desk.store
    fits = saves.portion(store.db, places, MOST_STORED, MOST_PLAIN)
    rest = tuple(places[fits:])
    lacked = {sha for one in recipients for sha in Meetings(store.db).lacked(one.id)}
    claimed = _claimed(desk, recipients, purpose)
    return Content(
        lines=(lines.write(saves.at(store.db, n)) for n in places[:fits]),
        count=fits,
        streams=tuple(sorted({stream for _device, stream in saves.held(store.db)})),
        pictures=() if rest else attached.to_send(store, bundle, claimed, lacked),
        lacks=attached.lacking(store),
        rest=rest,
    )


def watched(given_lines: Iterator[bytes], count: int, progress: Progress) -> Iterator[bytes]:
    """Give lines and report each."""
    for done, line in enumerate(given_lines):
        progress(done, count)
        yield line
    progress(count, count)


def _log(desk: Desk, recipients: Sequence[Device], purpose: Purpose, bundle: str) -> Content:
    """Give everything beyond a claim: a slice of each chain, without a gap.

    With it goes what revoked laptops said of others too late, so that all weigh the same words,
    and what is claimed but misses values that are here.
    """
    db, meetings = desk.store.db, Meetings(desk.store.db)
    places = saves.beyond(db, sent_of(desk.store), _claimed(desk, recipients, purpose))
    asked = [want for one in recipients for want in meetings.wanted(one.id).items()]
    places += sorted(set(wanted.to_send(db, asked)).difference(places))
    first = rest_of_log(desk, recipients, purpose, places, bundle)
    late = told.to_pass_on(db)
    return replace(first, lines=chain(first.lines, late), count=first.count + len(late))


def sent_of(store: Store) -> dict[Chain, int]:
    """Give what this laptop holds, but for names of its own that others have gone on under."""
    doubted = splitting.doubted(store)
    return {of: seq for of, seq in saves.held(store.db).items() if of[0] not in doubted}


def _claimed(desk: Desk, recipients: Sequence[Device], purpose: Purpose) -> Claim:
    """Give what every recipient has last claimed to hold; who never wrote claims nothing.

    The audit committee gets the log from its beginning.
    """
    if purpose is Purpose.AUDIT:
        return {}
    claims = [Meetings(desk.store.db).claimed(one.id) for one in recipients]
    common = set.intersection(*(set(claim) for claim in claims)) if claims else set()
    return {of: min(claim[of] for claim in claims) for of in common}


def _for_a_team(desk: Desk, about: About) -> Content:
    """Give the records of a route or unit alone, in parts of the saves they stand in."""
    desk.require(Right.READ)
    store = desk.store
    places = _places(desk, about)
    parts = [
        line
        for kind, record in places
        for line in given.parts_of(store.db, kind, record, NOT_FOR_TEAMS.get(kind, frozenset()))
    ]
    kinds = sorted({kind for kind, _record in places})
    return Content(
        lines=iter(parts),
        count=len(parts),
        lacks=attached.lacking(store),
        fields=", ".join(kinds),
    )


def _places(desk: Desk, about: About) -> list[Place]:
    if bool(about.route) == bool(about.unit):
        raise TeamNeededError
    db = desk.store.db
    places = choosing.of_route(db, about.route) if about.route else choosing.of_unit(db, about.unit)
    if not any(kind in {"route", "beneficiary"} for kind, _record in places):
        raise NobodyThereError
    return places


def _document(desk: Desk, recipients: Sequence[Device], purpose: Purpose, about: About) -> Content:
    """Give a list made for the purpose; how far the log reaches is nobody's business there."""
    if purpose is Purpose.REFERRAL:
        made = referring_out.document_of(desk, recipients, about)
    else:
        made = deriving.document_of(desk, purpose, about)
    written = made.lines()
    return Content(lines=iter(written), count=len(written), fields=", ".join(made.fields))
