"""What an office may change on the archive form of a worker in hardship."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.i18n import mark
from desktop_app.services.printing.forms import Cell, Fault, Form, blanks

SLOTS = 5  # family members on the form itself; more go to a continuation sheet
OPINIONS = 3
FRONT_ROOM, MEMBERS_ROOM = 248.0, 180.0  # mm for the rows of the front, and of the family
MEMBER_STRIP = 6.0  # mm at the left of a member's cells, for the number
ARCHIVE_FIELDS = (
    *("worker_number", "hardship_category", "name", "ethnicity", "sex", "political_status"),
    *("id_number", "birth_date", "health", "disability", "work_status", "model_worker_type"),
    *("housing", "floor_area", "phone", "other_phone", "postcode", "worked_since", "industry"),
    *("marital_status", "hukou_type", "address", "employer", "employer_nature"),
    *("employer_state", "single_parent", "own_monthly_income", "other_annual_income"),
    *("household_annual_income", "household_size", "per_head_monthly", "hukou_region"),
    *("medical_insurance", "self_help", "zero_employment", "subsistence_allowance"),
    *("relief_card", "ill_members", "assets", "medical_expense", "education_expense"),
    *("other_expense", "other_aid", "declaration", "main_cause", "other_causes", "cause_words"),
    *("bank_name", "bank_branch", "bank_card", "contract_signed", "contract_term"),
    *("notice_result", "papers", "filed_by", "reviewed_by", "entered_by", "filed_on"),
)
"""The fields of the official archive form of workers in hardship, in its order."""
MEMBER_FIELDS = (
    *("name", "relation", "ethnicity", "id_number", "birth_date", "age", "sex"),
    *("political_status", "monthly_income", "model_worker_type", "health", "ailment"),
    *("medical_insurance", "marital_status", "hukou_type", "phone", "other_phone"),
    *("person_status", "education", "enrolled", "school_years", "occupation"),
    *("employer_nature", "employer_state", "industry", "work_status", "contract_signed"),
    *("contract_term", "remarks"),
)


@dataclass(frozen=True, kw_only=True)
class ArchiveForm(Form):
    """困难职工档案表: labelled cells in rows, family slots, the boxes for three opinions."""

    migrant_title: str
    continuation: str
    head: str
    aid: str
    member: str
    members_title: str
    no_text: str
    row_height: float
    member_row_height: float
    cells: tuple[Cell, ...]
    migrant_cells: tuple[Cell, ...]
    member_cells: tuple[Cell, ...]
    foot_cells: tuple[Cell, ...]
    opinions: tuple[str, ...]
    sign: str
    day: str
    no_day: str

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.head, "head", ("union", "worker_number"))
        yield from blanks(self.member, "member", ("number",))
        yield from blanks(self.day, "day", ("year", "month", "day"))
        if len(self.opinions) != OPINIONS:
            reason = mark("this must be a list of {count}")
            yield Fault(("opinions",), reason, {"count": OPINIONS})
        for key in ("cells", "migrant_cells", "foot_cells"):
            yield from self._wrong_cells(key, ARCHIVE_FIELDS, self.room)
        yield from self._wrong_cells("member_cells", MEMBER_FIELDS, self.room - MEMBER_STRIP)
        yield from self._too_high()

    def _too_high(self) -> Iterable[Fault]:
        """Find rows that would run into the footer of the front or of the back."""
        front = len({cell.row for cell in self.cells}) + len({c.row for c in self.migrant_cells})
        slots = SLOTS * len({cell.row for cell in self.member_cells})
        for key, rows, height, room in (
            ("row_height", front, self.row_height, FRONT_ROOM),
            ("member_row_height", slots, self.member_row_height, MEMBERS_ROOM),
        ):
            if rows * height > room:
                reason = mark("{rows} rows of {height} mm do not fit")
                yield Fault((key,), reason, {"rows": rows, "height": height})

    def _wrong_cells(self, key: str, known: Iterable[str], room: float) -> Iterable[Fault]:
        """Find cells of unknown fields and rows that are too wide."""
        cells: tuple[Cell, ...] = getattr(self, key)
        for index, cell in enumerate(cells):
            if cell.field not in known:
                reason = mark("there is no field “{field}”")
                yield Fault((key, index, "field"), reason, {"field": cell.field})
        for row in sorted({cell.row for cell in cells}):
            first = next(at for at, cell in enumerate(cells) if cell.row == row)
            width = sum(cell.label_width + cell.width for cell in cells if cell.row == row)
            if width > room + 0.01:
                reason = mark("together {width} mm wide, and the paper leaves {room} mm")
                yield Fault((key, first), reason, {"width": f"{width:.1f}", "room": f"{room:.1f}"})
