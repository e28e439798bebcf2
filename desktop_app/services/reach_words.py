"""Whom visits reached, in words; households, people and person-times each for themselves."""

from __future__ import annotations

from desktop_app.domain.codelists import CodeLists
from desktop_app.i18n import _, ngettext
from desktop_app.storage.visits import GroupCount, Reach


def reach_words(reach: Reach) -> list[str]:
    """Say how many visits there were, and then whom they reached, unit by unit."""
    said = [_visits(reach.visits)]
    if reach.people:
        said.append(_people(reach.people))
        said.append(_person_times(reach.person_times))
    if reach.households:
        said.append(_households(reach.households))
    if reach.employers:
        said.append(_employers(reach.employers))
    return [*said, *(_group(one) for one in reach.groups)]


def _visits(count: int) -> str:
    return _counted(ngettext("{count} visit", "{count} visits", count), count)


def _people(count: int) -> str:
    return _counted(ngettext("{count} person", "{count} people", count), count)


def _person_times(count: int) -> str:
    return _counted(ngettext("{count} person-time", "{count} person-times", count), count)


def _households(count: int) -> str:
    return _counted(ngettext("{count} household", "{count} households", count), count)


def _employers(count: int) -> str:
    return _counted(ngettext("{count} employer", "{count} employers", count), count)


def _group(one: GroupCount) -> str:
    unit = CodeLists.load()["count_unit"].label_of(one.unit)
    words = (
        _("in groups about {count} {unit}") if one.approximate else _("in groups {count} {unit}")
    )
    return words.format(count=f"{one.count:,}", unit=unit)


def _counted(words: str, count: int) -> str:
    return words.format(count=f"{count:,}")
