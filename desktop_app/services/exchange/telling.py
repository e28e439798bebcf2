"""A merge told in plain words: what came, what differs, what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from desktop_app.domain.exchange import MergeReport, Missing
from desktop_app.i18n import _, mark, ngettext

_GROUPS = {
    "beneficiary": mark("people"),
    "household_member": mark("family members"),
    "hardship_file": mark("hardship files"),
    "left_behind_child": mark("children"),
    "employer": mark("employers"),
    "employer_measure": mark("employers"),
    "risk_check": mark("checks at employers"),
    "safety_check": mark("checks at employers"),
    "campaign": mark("campaigns"),
    "roster_entry": mark("roster lines"),
    "grant": mark("grants"),
    "grant_decision": mark("approvals"),
    "grant_void": mark("voided grants"),
    "handover": mark("handovers"),
    "sheet": mark("numbered sheets"),
    "printing": mark("printings"),
    "sheet_void": mark("voided sheets"),
    "visit": mark("visits"),
    "route": mark("routes"),
    "need": mark("needs"),
    "need_step": mark("steps on needs"),
    "referral": mark("referrals"),
    "activity": mark("activities"),
    "attachment": mark("photos and papers"),
    "scan": mark("scanned pages"),
    "signature_check": mark("checked signatures"),
    "device": mark("laptops"),
    "user": mark("users"),
    "organisation": mark("unions"),
    "union": mark("unions"),
    "fund_income": mark("money received"),
    "erasure": mark("erasures"),
}
_OTHERS = mark("other entries")


def group_words(kind: str) -> str:
    """Say to which group of records a kind belongs."""
    return _(_GROUPS.get(kind, _OTHERS))


def sentences(report: MergeReport) -> list[str]:
    """Say what a merge did, or would do: one sentence for each thing worth knowing."""
    told = []
    if report.new:
        told.append(_("New: {what}.").format(what=_counted(report.new)))
    if report.changed:
        told.append(_("Changed: {what}.").format(what=_counted(report.changed)))
    if not (report.new or report.changed or report.returned):
        told.append(_("Nothing new for this ledger."))
    if report.revoked:
        words = _("Revoked: {laptops}. Nothing that was saved there later is taken.")
        told.append(words.format(laptops=_(", ").join(report.revoked)))
    if report.readmitted:
        words = _("Taken again: {laptops}. The word by which they were revoked does not count.")
        told.append(words.format(laptops=_(", ").join(report.readmitted)))
    if report.switched_off:
        words = _("May not come in any more: {users}. Another laptop has switched them off.")
        told.append(words.format(users=_(", ").join(report.switched_off)))
    told += _numbers(report)
    return told + missing_sentences(report.missing)


def _numbers(report: MergeReport) -> list[str]:
    """Say each number that is not zero."""
    said = (
        (report.deleted, _deleted),
        (report.erased, _erased),
        (report.returned, _returned),
        (report.conflicts, _conflicts),
        (report.duplicates, _duplicates),
        (report.handed_twice, _twice),
        (report.aside, _aside),
        (report.refused, _refused),
        (report.unread, unread_words),
        (report.pictures_missing, _pictures),
    )
    return [words(count).format(count=count) for count, words in said if count]


def _deleted(count: int) -> str:
    return ngettext("{count} record is deleted.", "{count} records are deleted.", count)


def _erased(count: int) -> str:
    return ngettext(
        "{count} field is erased for good, as the administrator of another laptop certifies.",
        "{count} fields are erased for good, as the administrator of another laptop certifies.",
        count,
    )


def _returned(count: int) -> str:
    return ngettext(
        "{count} erased field has its value back: no certificate that counts says it is to go.",
        "{count} erased fields have their values back: no certificate that counts says they are to"
        " go.",
        count,
    )


def _conflicts(count: int) -> str:
    return ngettext(
        "{count} field has two values; settle it when there is time.",
        "{count} fields have two values; settle them when there is time.",
        count,
    )


def _duplicates(count: int) -> str:
    return ngettext(
        "{count} new person may be on record already.",
        "{count} new people may be on record already.",
        count,
    )


def _twice(count: int) -> str:
    return ngettext(
        "{count} grant was handed over by two teams; ask both before the money is accounted for.",
        "{count} grants were handed over by two teams; ask both before the money is accounted for.",
        count,
    )


def _aside(count: int) -> str:
    return ngettext(
        "{count} change was undone here earlier and stays aside until that merge is taken again.",
        "{count} changes were undone here earlier and stay aside until that merge is taken again.",
        count,
    )


def _refused(count: int) -> str:
    return ngettext(
        "{count} change was made after its laptop was revoked and was not taken.",
        "{count} changes were made after their laptop was revoked and were not taken.",
        count,
    )


def unread_words(count: int) -> str:
    """Say that something is kept which this program cannot show, mostly of a newer one."""
    return ngettext(
        "{count} record has something that this version cannot show. It is kept and passed on;"
        " an update of the program may show it.",
        "{count} records have something that this version cannot show. It is kept and passed on;"
        " an update of the program may show it.",
        count,
    )


def _pictures(count: int) -> str:
    return ngettext(
        "The content of {count} attachment did not come along.",
        "The contents of {count} attachments did not come along.",
        count,
    )


def _counted(numbers: Mapping[str, int]) -> str:
    groups: Counter[str] = Counter()
    for kind, count in numbers.items():
        groups[group_words(kind)] += count
    parts = [_("{what} {count}").format(what=what, count=count) for what, count in groups.items()]
    return _(", ").join(parts)


def missing_sentences(missing: Iterable[Missing]) -> list[str]:
    """Say what has to come first, each thing once: it may be missing in several streams."""
    return list(dict.fromkeys(map(missing_words, missing)))


def missing_words(one: Missing) -> str:
    """Say what has to come before a part of a bundle can be taken."""
    if one.unknown:
        said = _("A part comes from the laptop {laptop}, which is not enrolled here; it waits.")
        return said.format(laptop=one.laptop)
    if one.forked:
        said = _(
            "A part of the laptop {laptop} contradicts what is held of it: its ledger was copied"
            " or put back. The part is kept and counts for nothing."
        )
        return said.format(laptop=one.laptop)
    if one.undone:
        said = _(
            "Merge {id} of the laptop {laptop} was undone here. What follows on it waits until"
            " that merge is taken again, in the history of the exchange."
        )
        return said.format(id=one.undone, laptop=one.laptop)
    said = _(
        "A bundle of the laptop {laptop} is missing: entries {first} to {last} of {stream}."
        " What follows them waits."
    )
    return said.format(laptop=one.laptop, first=one.first, last=one.last, stream=one.stream)
