"""A referral on its way to another union, and the answer on its way back.

Nothing but the one matter travels: what is asked, and how to find the person. The other union
keeps it as a referral of its own under the same id; what it answers there comes back in a bundle
of the same purpose, and only from a laptop to which it was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.identity import ReferralId
from desktop_app.domain.need import Need
from desktop_app.domain.organisation import Device
from desktop_app.domain.referral import Referral, ReferralState
from desktop_app.domain.role import Right
from desktop_app.i18n import _, mark
from desktop_app.services.children import Children
from desktop_app.services.desk import Desk
from desktop_app.services.exchange.bundle import Opened
from desktop_app.services.exchange.documents import Document, Value, read
from desktop_app.services.referring import Referrals
from desktop_app.storage.lines import DamagedBundleError
from desktop_app.storage.meetings import Meetings

_ASKED = (
    *("referral", "kind", "channel", "place", "words", "asked_on", "asked_by", "due"),
    *("person", "phone", "address"),
)
_ANSWERED = ("referral", "reply", "answer", "answered_on", "answered_by")
_ID = 32


class NoReferralError(CircumstanceError):
    """Nothing of this id was referred."""

    message = mark("Say which referral it is: there is none with this id.")


class NoConsentError(CircumstanceError):
    """Of a child under fourteen nobody is told without the guardian's consent."""

    message = mark("Another union may be told of this child once the guardian has consented.")


class NotAskedError(CircumstanceError):
    """An answer from a laptop that was not asked."""

    message = mark("This answer comes from a laptop to which the matter was not sent; not taken.")


class AnsweredAlreadyError(CircumstanceError):
    """Another answer was kept before."""

    message = mark("This referral has another answer already; it stays as it is.")


class NotAnsweredYetError(CircumstanceError):
    """What came from another union goes back once it is answered."""

    message = mark("This referral came from another union. Enter the answer first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralTaken:
    """What came: a matter that is `new` here, or the answer to one of ours."""

    referral: ReferralId
    new: bool
    already: bool = False


def document_of(desk: Desk, recipients: Sequence[Device], about: About) -> Document:
    """Write a referral that goes out, or the answer to one that came.

    Raises NoReferralError, NoConsentError and NotAnsweredYetError.
    """
    desk.require(Right.EXCHANGE)
    found = desk.store.referrals.get(ReferralId(about.referral)) if about.referral else None
    if found is None:
        raise NoReferralError
    asked_by = Meetings(desk.store.db).referral_came_from(found.id)
    if asked_by and {one.id for one in recipients} == {asked_by}:
        if found.state not in {ReferralState.ANSWERED, ReferralState.DECLINED}:
            raise NotAnsweredYetError
        return _written(desk, _ANSWERED, _answer(found))
    return _written(desk, _ASKED, _question(desk, found))


def take(desk: Desk, opened: Opened) -> ReferralTaken:
    """Keep a referral that came, or the answer to one of ours.

    Raises DamagedBundleError, NotAskedError, AnsweredAlreadyError, RefusedError.
    """
    document = read(opened)
    if document.fields not in {_ASKED, _ANSWERED} or len(document.rows) != 1:
        raise DamagedBundleError(place="referral")
    row = document.records()[0]
    if not _is_sound(row):
        raise DamagedBundleError(place="referral")
    if document.fields == _ANSWERED:
        return _keep_answer(desk, opened, row)
    return _keep_question(desk, opened, document, row)


def _keep_question(
    desk: Desk, opened: Opened, document: Document, row: dict[str, Value]
) -> ReferralTaken:
    store, referral = desk.store, ReferralId(str(row["referral"]))
    meetings = Meetings(store.db)
    if store.referrals.get(referral) is not None:
        return ReferralTaken(referral=referral, new=False, already=True)
    asked_by = "：".join(str(one) for one in (document.union, row["asked_by"]) if one)
    Referrals(desk).save(
        Referral(
            id=referral,
            kind=str(row["kind"]),
            channel=_text(row["channel"]) or None,
            addressee=_own_union(desk),
            place=_text(row["place"]),
            words=_words(row),
            asked_on=_day(row["asked_on"]),
            asked_by=asked_by,
            due=_day(row["due"]),
        )
    )
    meetings.keep_referral(referral, opened.header.sender)
    return ReferralTaken(referral=referral, new=True)


def _keep_answer(desk: Desk, opened: Opened, row: dict[str, Value]) -> ReferralTaken:
    store, referral = desk.store, ReferralId(str(row["referral"]))
    base = store.referrals.reading(referral)
    if base is None or opened.header.sender not in Meetings(store.db).referral_sent_to(referral):
        raise NotAskedError
    answered = replace(
        base.record,
        reply=_text(row["reply"]) or None,
        answer=_text(row["answer"]),
        answered_on=_day(row["answered_on"]),
        answered_by=_text(row["answered_by"]),
    )
    if base.record.answered_on is not None:
        if base.record != answered:
            raise AnsweredAlreadyError
        return ReferralTaken(referral=referral, new=False, already=True)
    Referrals(desk).save(answered, base)
    return ReferralTaken(referral=referral, new=False)


def _question(desk: Desk, referral: Referral) -> tuple[Value, ...]:
    """Say what is asked and whom it is about; of a person no more than finding them takes."""
    store = desk.store
    need = store.needs.get(referral.need) if referral.need else None
    child = _child(desk, referral, need)
    person, phone, address = referral.contact, "", ""
    if child and (referral.child or not referral.beneficiary):
        person, address = "、".join(filter(None, (child.name, child.guardian))), child.address or ""
        phone = child.guardian_phone or ""
    elif referral.beneficiary and (whom := store.beneficiaries.get(referral.beneficiary)):
        person, phone, address = whom.name, whom.phone or "", whom.address or ""
    words = referral.words or (need.words if need else "")
    asked_on, due = (day.isoformat() if day else None for day in (referral.asked_on, referral.due))
    return (
        *(referral.id, referral.kind, referral.channel, referral.place, words),
        *(asked_on, referral.asked_by, due, person, phone, address),
    )


def _child(desk: Desk, referral: Referral, need: Need | None) -> LeftBehindChild | None:
    """Find the child whom the referral or its need is about.

    Raises NoConsentError, also of a child who is not in this ledger: nobody knows who consented.
    """
    found = None
    for one in (need.child if need else None, referral.child):
        if one:
            found = desk.store.children.get(one)
            if found is None or not Children(desk).may_be_visited(found):
                raise NoConsentError
    return found


def _answer(referral: Referral) -> tuple[Value, ...]:
    day = referral.answered_on.isoformat() if referral.answered_on else None
    return (referral.id, referral.reply, referral.answer, day, referral.answered_by)


def _written(desk: Desk, fields: tuple[str, ...], row: tuple[Value, ...]) -> Document:
    return Document(
        purpose=Purpose.REFERRAL,
        title=_("Referral"),
        union=_own_union(desk),
        day=desk.today(),
        fields=fields,
        rows=(row,),
    )


def _own_union(desk: Desk) -> str:
    union = desk.store.organisations.get(desk.store.identity.organisation)
    return union.name if union else ""


def _words(row: dict[str, Value]) -> str:
    """Put what is asked and whom it is about together: the person is on no register here."""
    who = "，".join(_text(row[name]) for name in ("person", "phone", "address") if row[name])
    return "\n".join(one for one in (_text(row["words"]), who) if one)


def _is_sound(row: dict[str, Value]) -> bool:
    referral = row["referral"]
    if not isinstance(referral, str) or len(referral) != _ID:
        return False
    if not set(referral) <= set("0123456789abcdef"):
        return False
    try:
        for name in ("asked_on", "due", "answered_on"):
            _day(row.get(name))
    except (ValueError, TypeError):
        return False
    return all(not isinstance(value, int) for value in row.values())


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Value) -> date | None:
    return date.fromisoformat(str(value)) if value else None
