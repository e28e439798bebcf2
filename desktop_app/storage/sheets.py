"""Finding numbered sheets and what became of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.sheet import Sheet, SheetState, VoidRequest
from desktop_app.storage.batches import batches
from desktop_app.storage.kinds import SHEET
from desktop_app.storage.records import Records

_STATE = """
CASE
  WHEN EXISTS (SELECT 1 FROM sheet_void v WHERE v.sheet = s.id) THEN 'void'
  WHEN EXISTS (SELECT 1 FROM printing p WHERE p.sheet = s.id AND p.came_out = 1) THEN 'printed'
  WHEN EXISTS (SELECT 1 FROM printing p WHERE p.sheet = s.id) THEN 'returned'
  ELSE 'unresolved'
END
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A sheet as lists show it: with its state and how often it left the printer."""

    sheet: Sheet
    state: SheetState
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """For which grants a standing sheet is, without what stands on it."""

    sheet: str
    number: str
    state: SheetState
    grants: tuple[str, ...]


class Sheets(Records[Sheet]):
    """Reads sheets and the series of numbers."""

    def last_serial(self, device_code: str, year: int) -> int:
        """Give the last number taken from a laptop's series of a year; 0 before the first."""
        (last,) = self._db.execute(
            "SELECT max(serial) FROM sheet WHERE device_code = ? AND year = ?",
            [device_code, year],
        ).fetchone()
        return int(last or 0)

    def lines(
        self,
        *,
        campaign: str = "",
        kind: str = "",
        state: str = "",
        grant: str = "",
        sheet: str = "",
    ) -> list[SheetLine]:
        """Read the sheets of a campaign, a kind, a state or a grant, in the order of numbers."""
        names = ["id", *(column.name for column in SHEET.columns)]
        listed = ", ".join(f's."{name}"' for name in names)
        wanted = {"campaign": campaign, "kind": kind, "grant": grant, "state": state}
        wanted["id"] = sheet
        given = {name: value for name, value in wanted.items() if value}
        condition = " AND ".join(["1", *(f'"{name}" = ?' for name in given)])
        rows = self._db.execute(
            f"SELECT * FROM (SELECT {listed}, {_STATE} AS state, "
            "(SELECT count(*) FROM printing p WHERE p.sheet = s.id AND p.came_out = 1) AS copies "
            f"FROM sheet s) WHERE {condition} ORDER BY device_code, year, serial",
            list(given.values()),
        )
        heads = [*names, "state", "copies"]
        found = (dict(zip(heads, row, strict=True)) for row in rows)
        return [
            SheetLine(sheet=SHEET.read(row), state=SheetState(row["state"]), copies=row["copies"])
            for row in found
        ]

    def line_of(self, sheet: str) -> SheetLine | None:
        """Read one sheet with its state and copies."""
        return next(iter(self.lines(sheet=sheet)), None)

    def voids(self) -> dict[str, str]:
        """Give the reason of every void sheet, by sheet id."""
        return dict(self._db.execute("SELECT sheet, reason FROM sheet_void"))

    def states_of_grants(self, campaign: str, kind: str) -> dict[str, set[SheetState]]:
        """Tell, for every grant of a campaign, the states of its sheets of a kind."""
        return self._states(
            f"SELECT e.value, {_STATE} FROM sheet s, json_each(s.frozen, '$.grants') e "
            "WHERE s.campaign = ? AND s.kind = ?",
            [campaign, kind],
        )

    def states_of_visits(self, kind: str) -> dict[str, set[SheetState]]:
        """Tell, for every visit, the states of its sheets of a kind."""
        return self._states(
            f"SELECT s.visit, {_STATE} FROM sheet s WHERE s.visit IS NOT NULL AND s.kind = ?",
            [kind],
        )

    def _states(self, query: str, values: Sequence[str]) -> dict[str, set[SheetState]]:
        found: dict[str, set[SheetState]] = {}
        for subject, state in self._db.execute(query, list(values)):
            found.setdefault(str(subject), set()).add(SheetState(state))
        return found

    def recent(self, device_code: str, limit: int) -> list[SheetLine]:
        """Read the standing sheets that left a laptop's printer last, the latest first."""
        rows = self._db.execute(
            "SELECT p.sheet FROM printing p JOIN sheet s ON s.id = p.sheet WHERE p.came_out = 1 "
            "AND s.device_code = ? AND NOT EXISTS (SELECT 1 FROM sheet_void v "
            "WHERE v.sheet = p.sheet) GROUP BY p.sheet "
            "ORDER BY max(p.printed_at_ms) DESC, max(p.n) DESC LIMIT ?",
            [device_code, limit],
        ).fetchall()
        return self.among([str(sheet) for (sheet,) in rows])

    def covering(self, kind: str, campaign: str, grants: Sequence[str] = ()) -> list[Cover]:
        """Tell for which grants the printed sheets and those in doubt are, by their numbers.

        `grants` leaves those that are for one of these alone.
        """
        found: list[Cover] = []
        for some in batches(grants) if grants else [()]:
            among = f'AND "grant" IN ({", ".join("?" for _id in some)}) ' if some else ""
            rows = self._db.execute(
                "SELECT id, number, state, json_extract(frozen, '$.grants') FROM "
                f"(SELECT s.*, {_STATE} AS state FROM sheet s) WHERE kind = ? AND campaign = ? "
                f"{among}AND state IN (?, ?) ORDER BY device_code, year, serial",
                [kind, campaign, *some, SheetState.PRINTED, SheetState.UNRESOLVED],
            )
            found += [
                Cover(
                    sheet=sheet,
                    number=number,
                    state=SheetState(state),
                    grants=tuple(json.loads(grants_on)),
                )
                for sheet, number, state, grants_on in rows
            ]
        return found

    def standing(self, kind: str, of: str, ids: Sequence[str]) -> set[str]:
        """Tell which of these grants or visits, as `of` says, have a sheet that stands."""
        found: set[str] = set()
        for some in batches(ids):
            marks = ", ".join("?" for _id in some)
            rows = self._db.execute(
                f'SELECT s."{of}", {_STATE} FROM sheet s '
                f'WHERE s.kind = ? AND s."{of}" IN ({marks})',
                [kind, *some],
            )
            found |= {
                one for one, state in rows if state in (SheetState.PRINTED, SheetState.UNRESOLVED)
            }
        return found

    def unreplaced(self, kind: str, campaign: str) -> list[Sheet]:
        """List the void sheets that no other one names yet; a returned one names nobody.

        Of every campaign where none is named.
        """
        rows = self._db.execute(
            "SELECT DISTINCT v.sheet FROM sheet_void v CROSS JOIN sheet w ON w.id = v.sheet "
            "WHERE w.kind = ? AND (w.campaign = ? OR ? = '') AND NOT EXISTS "
            "(SELECT 1 FROM sheet s WHERE s.replaces IS NOT NULL AND s.kind = ? "
            f"AND instr(s.replaces, w.number) AND {_STATE} <> ?) "
            "ORDER BY w.device_code, w.year, w.serial",
            [kind, campaign, campaign, kind, SheetState.RETURNED],
        )
        return [line.sheet for line in self.among([sheet for (sheet,) in rows])]

    def among(self, sheets: Sequence[str]) -> list[SheetLine]:
        """Read these sheets, in this order; what is not in the ledger is left out."""
        found = (self.line_of(sheet) for sheet in sheets)
        return [line for line in found if line is not None]


class VoidRequests(Records[VoidRequest]):
    """Reads what somebody wants voided."""

    def open_ones(self) -> list[VoidRequest]:
        """List the requests that nobody has settled, the oldest first."""
        return self.where(
            "refused_on IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM sheet_void v WHERE v.sheet = void_request.sheet)"
        )
