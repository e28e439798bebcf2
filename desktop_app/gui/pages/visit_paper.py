"""走访慰问登记表: the record of a visit as it is printed, with needs, photos, lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.attachment import AttachmentRole
from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.pages import visit_words as say
from desktop_app.gui.tables.visit_columns import day_words, manner_words, people_words
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.printing.facts import Fact, FactGroup, Photo
from desktop_app.services.visit_lines import VisitLine

MOST_PHOTOS = 5


def visit_paper(office: Office, line: VisitLine) -> bytes:
    """Draw the record of a visit as PDF; the audit trail says who printed it."""
    groups = (_when_and_whom(office, line), _told(line), _needs(office, line))
    return office.papers.record(
        line.visit.id,
        _("Record of a visit"),
        people_words(line),
        [group for group in groups if group.facts],
        photos=list(_photos(office, line.visit.id)),
        signatures=(_("Visitor"), _("Second visitor"), _("Signature of who was visited")),
    )


def _when_and_whom(office: Office, line: VisitLine) -> FactGroup:
    visit = line.visit
    campaign = next((one.name for one in office.campaigns.all() if one.id == visit.campaign), "")
    words = visit.day_words if visit.first_day else ""
    facts = (
        (_("Day"), " ".join(part for part in (day_words(visit), words) if part), False),
        (_("Manner"), manner_words(visit), False),
        (_("Occasion"), say.occasion(visit), False),
        (_("Campaign"), campaign, False),
        (_("To whom"), "、".join(line.people), True),
        (_("Households, by their worker"), "、".join(line.households), True),
        (_("Employers and sites"), "、".join(line.employers), True),
    )
    return FactGroup(
        heading=_("Whom, when, where"),
        facts=tuple(
            Fact(label=label, value=said, wide=wide) for label, said, wide in facts if said
        ),
    )


def _told(line: VisitLine) -> FactGroup:
    facts = []
    for caption, lines in say.parts(line):
        said = "\n".join(one for one in lines if one)
        if said:
            facts.append(Fact(label=caption, value=said, wide=True))
    return FactGroup(heading=_("The visit"), facts=tuple(facts))


def _needs(office: Office, line: VisitLine) -> FactGroup:
    heard = sorted(office.needs.heard_in(line.visit.id), key=lambda need: need.id)
    facts = tuple(
        Fact(label=str(number), value=say.need(need, office.needs.state(need)), wide=True)
        for number, need in enumerate(heard, start=1)
    )
    return FactGroup(heading=_("Needs"), facts=facts)


def _photos(office: Office, visit: str) -> Iterator[Photo]:
    """Give the first photos, as many as the form has room for, that are on this laptop."""
    photos = [
        one for one in office.attaching.of("visit", visit) if one.role is AttachmentRole.PHOTO
    ]
    for one in photos[:MOST_PHOTOS]:
        try:
            content = office.attaching.read(one.sha256)
        except CircumstanceError:
            continue  # it is on the laptop that took it in; its caption is in the record
        yield Photo(jpeg=content, width=one.width or 1, height=one.height or 1, caption=one.caption)
