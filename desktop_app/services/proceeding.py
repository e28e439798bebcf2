"""The procedure of hardship files: steps recorded as facts, withdrawn where they were wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain import procedure
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.household import HardshipFile
from desktop_app.domain.identity import HardshipFileId, ProcedureStepId, new_id
from desktop_app.domain.issue import Issue, objection
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Keeping
from desktop_app.storage.households import FileFilter, FileLine, FileList

# What the lists are called; all but the first want something.
FILE_LISTS = {
    FileList.ALL: mark("All hardship files"),
    FileList.NOTICE: mark("Public notice not over"),
    FileList.REVIEW: mark("Annual review due"),
    FileList.UNCHANGED: mark("Unchanged for a year"),
    FileList.UNAIDED: mark("Never aided"),
}


class StepKeptError(CircumstanceError):
    """Steps are facts."""

    message = mark("A recorded step is never changed. Withdraw it, and record it anew.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a file stands: state by the list archive_state, what may follow, when it is due."""

    state: str | None
    steps: tuple[ProcedureStep, ...]
    withdrawn: tuple[ProcedureStep, ...]
    coming: tuple[str, ...]
    review_due: date | None

    @property
    def last(self) -> ProcedureStep | None:
        """The step that may be withdrawn."""
        return procedure.last_of(self.steps)


class Proceeding(Keeping[ProcedureStep]):
    """Records the steps of the procedure and tells what is due."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.procedure_steps)
        self._steps = desk.store.procedure_steps

    def objections(self, record: ProcedureStep) -> tuple[Issue, ...]:
        """List why a step cannot be taken now."""
        file = self._desk.store.hardship_files.get(record.file)
        if file is None:
            return (objection("file", "file_unknown", id=record.file),)
        before = [one for one in self._steps.of(file.id) if one.id != record.id]
        return procedure.objections(record, file, before, today=self._desk.today())

    def tidy(self, record: ProcedureStep) -> ProcedureStep:
        """Let a notice of which no end is stated stay up as long as the rule asks."""
        if record.step == procedure.NOTICE and record.day and record.until is None:
            return replace(record, until=procedure.earliest_end(record.day))
        return record

    def save(
        self,
        record: ProcedureStep,
        base: Reading[ProcedureStep] | None = None,
        *,
        beside: Sequence[Edit] = (),
    ) -> ProcedureStep:
        """Keep a new step. Raises StepKeptError for a kept one, RefusedError out of order."""
        if base is not None:
            raise StepKeptError
        return super().save(record, beside=beside)

    def withdraw(self, step: str, reason: str) -> ProcedureStep:
        """Take the last step back; it stays readable with the reason. Raises RefusedError."""
        about = self.open(step).record
        return self.save(
            ProcedureStep(
                id=ProcedureStepId(new_id()),
                file=about.file,
                step=procedure.WITHDRAWN,
                day=self._desk.today(),
                withdraws=about.id,
                remarks=reason.strip() or None,
            )
        )

    def standing(self, file: HardshipFile) -> Standing:
        """Tell where a file stands."""
        self._desk.require(Right.READ)
        every = self._steps.of(file.id)
        steps = procedure.standing(every)
        return Standing(
            state=procedure.state_of(file, every),
            steps=steps,
            withdrawn=tuple(one for one in every if one not in steps),
            coming=procedure.next_steps(file, every),
            review_due=procedure.review_due(file, every),
        )

    def beginning(self, file: HardshipFileId, step: str) -> dict[str, object]:
        """Give what a new step begins with: today, and the notice's end as the rule asks."""
        today = self._desk.today()
        begun: dict[str, object] = {"file": file, "step": step, "day": today}
        if step == procedure.NOTICE:
            begun["until"] = procedure.earliest_end(today)
        return begun

    def people(self) -> list[str]:
        """List who carried out steps so far, for choosing them again."""
        found = self._steps.where(order="n DESC", limit=200)
        return list(dict.fromkeys(name for step in found for name in step.by))

    def filter(self, name: FileList) -> FileFilter:
        """Name a list as it stands today."""
        return FileFilter(name, self._desk.today())

    def how_many(self, name: FileList) -> int:
        """Count the files on a list."""
        self._desk.require(Right.READ)
        return self._desk.store.file_lists.how_many(self.filter(name))

    def due(self, name: FileList, *, limit: int = -1, offset: int = 0) -> Sequence[FileLine]:
        """Read the files on a list, the longest waiting first."""
        self._desk.require(Right.READ)
        return self._desk.store.file_lists.page(self.filter(name), limit=limit, offset=offset)
