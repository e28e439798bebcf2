"""One laptop of the sample season: its ledger, what day it is there, and who sits before it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day

from desktop_app.domain.role import Role
from desktop_app.services import setting_up
from desktop_app.services.desk import Desk
from desktop_app.services.office import Office
from desktop_app.services.season.script import Table
from desktop_app.services.setting_up import Founding
from desktop_app.storage.store import Folder

OPENS_AT = time_of_day(9)


class Calendar:
    """The day of the season; within a day the real time runs on from the hour turned to last."""

    def __init__(self, day: date) -> None:
        self._day, self._opened = day, OPENS_AT
        self._begun_s = time.monotonic()

    def turn_to(self, day: date, at: time_of_day = OPENS_AT) -> None:
        """Begin a later day, or go on later in the day; never turn back."""
        if (day, at) > (self._day, self._opened):
            self._day, self._opened = day, at
            self._begun_s = time.monotonic()

    def today(self) -> date:
        """Tell the day."""
        return self._day

    def now_ms(self) -> int:
        """Tell the time in milliseconds since 1970."""
        opening_s = datetime.combine(self._day, self._opened).timestamp()
        return int((opening_s + time.monotonic() - self._begun_s) * 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laptop:
    """A laptop; `people` gives who has which role there, and one passphrase lets everybody in."""

    folder: Folder
    people: Mapping[Role, str]
    passphrase: str
    calendar: Calendar

    def found(self, union: Table, device: str, code: str) -> Desk:
        """Begin the ledger; gives the administrator's desk."""
        answers = Founding(
            organisation=union["name"],
            level=union["level"],
            region=union["region"],
            device=device,
            code=code,
            admin=self.people[Role.ADMINISTRATOR],
            passphrase=self.passphrase,
            is_sample=True,
        )
        desk, _recovery_code = setting_up.found(
            self.folder, answers, today=self.calendar.today, clock_ms=self.calendar.now_ms
        )
        return desk

    def let_in(self, desk: Desk, role: Role) -> None:
        """Let the person of a role come in on this laptop, too."""
        setting_up.add_user(desk, self.people[role], role, self.passphrase)

    @contextmanager
    def at_desk(self, role: Role) -> Iterator[Office]:
        """Let the person of a role log in and out again."""
        desk = setting_up.unlock(
            self.folder,
            self.people[role],
            self.passphrase,
            today=self.calendar.today,
            clock_ms=self.calendar.now_ms,
        )
        office = Office(desk)
        try:
            yield office
        finally:
            office.close()
