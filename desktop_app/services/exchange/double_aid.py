"""The double-aid filter on its way: made of our own grants, sent to who plans, asked here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_app.domain import double_aid
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.double_aid import AidFilter
from desktop_app.domain.organisation import Device
from desktop_app.services.desk import Desk
from desktop_app.storage.aid_filters import AidFilters, FromLaptop

MAYBE_GIVEN = "maybe_given_elsewhere"
MOST_BYTES = 8_000_000
"""What filters may take in one bundle; the oldest stay behind."""


class DoubleAid:
    """Asks whether somebody may have given to a person already, and lets others ask."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._filters = AidFilters(desk.store.db)

    def hits(
        self,
        numbers: Mapping[str, str | None],
        season: str,
        without: str = "",
        *,
        of_others: bool = False,
    ) -> frozenset[str]:
        """Name those of these people, by id, to whom somebody may have given this season.

        Asked are the filters of other laptops, `without` that of one of them, and this ledger's
        records of the same number. Who gave is not known, and one in a million is an error: a hit
        is a reason to ask. Only unions `of_others` are asked where a gift of this ledger is known:
        the filters of our own union's laptops hold it as soon as they have heard of it.
        """
        asked = [one for one in self._filters.of_season(season) if one.origin != without]
        if of_others:
            ours = double_aid.season_key(self._secret(), season)
            asked = [one for one in asked if one.filter.key != ours]
        known = {person: number for person, number in numbers.items() if number}
        found = self._twins_given(known, season)
        for key in {one.filter.key for one in asked}:
            filters = [one.filter for one in asked if one.filter.key == key]
            for person, number in known.items():
                digest = double_aid.digest_of(key, number)
                if any(one.has(digest) for one in filters):
                    found.add(person)
        return frozenset(found)

    def _twins_given(self, people: Iterable[str], season: str) -> set[str]:
        campaigns = self._campaigns().get(season, [])
        return self._filters.twins_given([one.id for one in campaigns], people)

    def to_send(self, recipients: Iterable[Device]) -> tuple[FromLaptop, ...]:
        """Give our own filters and those of others that we know of, the latest first.

        Another union gets those of this one alone: what a third has sent was for us.
        """
        scope = self._desk.store.identity.scope
        known = [*self._own(), *self._of_others()]
        if any(one.scope != scope for one in recipients):
            known = [one for one in known if self._is_of_our_union(one)]
        chosen, room = [], MOST_BYTES
        for one in known:
            room -= len(one.filter.bits)
            if room >= 0:
                chosen.append(one)
        return tuple(chosen)

    def keep(self, filters: Iterable[FromLaptop], sender: str) -> None:
        """Keep what came with a bundle of a sender; what is our own comes back to us as well."""
        store = self._desk.store
        others = (one for one in filters if one.origin != store.identity.device)
        self._filters.keep(others, sender, store.clock_ms())

    def _is_of_our_union(self, one: FromLaptop) -> bool:
        season = one.filter.season
        return one.filter.key == double_aid.season_key(self._secret(), season)

    def _of_others(self) -> list[FromLaptop]:
        own = self._desk.store.identity.device
        return [one for one in self._filters.all() if one.origin != own]

    def _secret(self) -> bytes:
        store = self._desk.store
        union = store.organisations.get(store.identity.organisation)
        return bytes.fromhex(union.sheet_key) if union else b""

    def _own(self) -> list[FromLaptop]:
        store, secret = self._desk.store, self._secret()
        made = []
        for season, campaigns in sorted(self._campaigns().items(), reverse=True):
            numbers = self._filters.numbers_given([one.id for one in campaigns])
            if numbers:
                key = double_aid.season_key(secret, season)
                filled = AidFilter.of(season, key, numbers)
                made.append(FromLaptop(store.identity.device, store.clock_ms(), filled))
        return made

    def _campaigns(self) -> dict[str, list[Campaign]]:
        """Give the campaigns of each season."""
        seasons: dict[str, list[Campaign]] = {}
        for campaign in self._desk.store.campaigns.where():
            seasons.setdefault(double_aid.season_of(campaign.starts), []).append(campaign)
        return seasons
