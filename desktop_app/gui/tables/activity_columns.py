"""The list of activities: its columns, and the words for what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_app.domain.activity import Activity, Partner
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.money import format_yuan
from desktop_app.domain.visit import Group
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.tables.visit_columns import day_words
from desktop_app.i18n import _, mark
from desktop_app.services.activity_lines import ActivityLine
from desktop_app.storage.activities import Counted

UNIT_ORDER = ("people", "households", "person_times")


def kind_words(activity: Activity) -> str:
    """Say which kind of activity it is."""
    return CodeLists.load()["activity_kind"].label_of(activity.kind)


def where_words(activity: Activity) -> str:
    """Say where it was held: the venue, else the type of place, and whether online."""
    place = activity.venue or CodeLists.load()["place_type"].label_of(activity.place_type)
    return " · ".join(part for part in (place, _("online") if activity.online else "") if part)


def count_words(count: int, unit: str, *, approximate: bool) -> str:
    """Say a number of participants in its unit: about 120 people, 45 households."""
    said = {
        "people": mark("{count} people"),
        "households": mark("{count} households"),
        "person_times": mark("{count} person-times"),
    }
    about = {
        "people": mark("about {count} people"),
        "households": mark("about {count} households"),
        "person_times": mark("about {count} person-times"),
    }
    words = _((about if approximate else said).get(unit, "{count}"))
    return words.format(count=f"{count:,}")


def group_words(group: Group) -> str:
    """Say who took part, and how many where that is known."""
    if group.count is None:
        return group.words
    number = count_words(group.count, group.unit, approximate=group.approximate)
    return f"{group.words} {number}".strip()


def groups_words(groups: Iterable[Group]) -> str:
    """Say several groups in one line."""
    return "、".join(words for group in groups if (words := group_words(group)))


def counted_words(counted: Mapping[str, Counted]) -> str:
    """Say how many took part, each unit by itself."""
    known = [unit for unit in UNIT_ORDER if unit in counted]
    units = [*known, *sorted(set(counted) - set(known))]
    return " · ".join(
        count_words(counted[unit].count, unit, approximate=counted[unit].approximate)
        for unit in units
    )


def partner_words(partners: Iterable[Partner]) -> str:
    """Name the partners, each with its kind."""
    kinds = CodeLists.load()["activity_partner"]
    return "、".join(_partner(one, kinds.label_of(one.kind)) for one in partners)


def _partner(partner: Partner, kind: str) -> str:
    return _("{name} ({kind})").format(name=partner.name, kind=kind) if partner.name else kind


def _yuan(fen: int | None) -> str:
    return "" if fen is None else format_yuan(fen)


ACTIVITY_COLUMNS: tuple[Column[ActivityLine], ...] = (
    Column(mark("Day"), lambda a: day_words(a.activity), order="day", width=8.5),
    Column(mark("Activity"), lambda a: a.activity.name, order="name", stretch=True),
    Column(
        mark("Kind"),
        lambda a: kind_words(a.activity),
        order="kind",
        badge=lambda _a: "plain",
        width=7,
        leave=5,
    ),
    Column(mark("Place"), lambda a: where_words(a.activity), width=7, leave=2),
    Column(mark("Took part"), lambda a: groups_words(a.activity.participants), width=9, leave=4),
    Column(
        mark("Yuan spent"),
        lambda a: _yuan(a.activity.spent_fen),
        order="spent_fen",
        right=True,
        width=6.5,
        leave=3,
        fen=lambda a: a.activity.spent_fen,
    ),
    Column(mark("Photos"), lambda a: str(a.photos or ""), right=True, width=3, leave=1),
)
