"""The path through the first start, without a window: what is asked and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop_app.domain import organisation
from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.i18n import mark
from desktop_app.services.setting_up import Founding

SHORTEST_PASSPHRASE = 12

LEVELS = (
    ("province", mark("Province, region or municipality")),
    ("city", mark("City or prefecture")),
    ("county", mark("County or district")),
    ("township", mark("Township or street")),
    ("industry", mark("Industry")),
    ("grassroots", mark("Basic-level union")),
)


class Step(StrEnum):
    """The stations of the first start."""

    BEGIN = "begin"
    UNION = "union"
    ADMINISTRATOR = "administrator"
    RECOVERY = "recovery"


STEPS = tuple(Step)


class FirstRun:
    """Remembers the answers and knows the way; it makes no ledger."""

    def __init__(self) -> None:
        self.step = Step.BEGIN
        self._answers: dict[str, str] = {}
        self._recovery = ""
        self._asked_group = 0

    def answer(self, values: Mapping[str, object]) -> tuple[Issue, ...]:
        """Take the answers of this step, and go on if nothing is wrong with them.

        The step after the administrator begins only once `keep_recovery_code` was called,
        because the ledger must have been made by then.
        """
        self._answers |= {name: str(value or "") for name, value in values.items()}
        issues = self.objections(self.step)
        if not any_blocks(issues) and self.step in (Step.BEGIN, Step.UNION):
            self.step = STEPS[STEPS.index(self.step) + 1]
        return issues

    def back(self) -> None:
        """Return to the step before; a ledger that was made is not unmade."""
        if self.step in (Step.UNION, Step.ADMINISTRATOR):
            self.step = STEPS[STEPS.index(self.step) - 1]

    def objections(self, step: Step) -> tuple[Issue, ...]:
        """List what is wrong with the answers of a step."""
        if step == Step.UNION:
            given = self._answers
            return organisation.objections(
                given.get("name", ""), given.get("region", ""), given.get("device", "")
            )
        return self._about_administrator() if step == Step.ADMINISTRATOR else ()

    def answers(self) -> Founding:
        """Give what the ledger is to be made from."""
        given = self._answers
        return Founding(
            organisation=given["name"],
            level=given["level"],
            region=given["region"],
            device=given["device"],
            admin=given["administrator"],
            passphrase=given["passphrase"],
        )

    def keep_recovery_code(self, code: str, asked_group: int = 1) -> None:
        """Go on to the recovery sheet; group `asked_group`, from 0, is asked back."""
        self._recovery = code
        self._asked_group = asked_group % len(self.recovery_groups())
        self.step = Step.RECOVERY

    def recovery_groups(self) -> list[str]:
        """Give the groups of the recovery code in the order they are printed."""
        return self._recovery.split("-")

    @property
    def asked_group(self) -> int:
        """Which group the person is asked to copy from the sheet, from 1."""
        return self._asked_group + 1

    def is_copied(self, typed: str) -> bool:
        """Tell whether the asked group was copied rightly; small letters are as good."""
        return typed.strip().upper() == self.recovery_groups()[self._asked_group].upper()

    def _about_administrator(self) -> tuple[Issue, ...]:
        found = []
        passphrase = self._answers.get("passphrase", "")
        if not self._answers.get("administrator"):
            found.append(objection("administrator", "user_missing"))
        if len(passphrase) < SHORTEST_PASSPHRASE:
            found.append(
                objection("passphrase", "passphrase_short", count=str(SHORTEST_PASSPHRASE))
            )
        elif passphrase != self._answers.get("repeated"):
            found.append(objection("repeated", "passphrase_differs"))
        return tuple(found)
