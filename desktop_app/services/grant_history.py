"""What became of one grant: who planned, decided, printed, handed over and took back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.grant import GrantDecision, GrantState, GrantVoid, Handover
from desktop_app.domain.role import Right
from desktop_app.domain.scan import SignatureCheck
from desktop_app.domain.second_keying import KeyedField
from desktop_app.domain.sheet import Printing, SheetKind
from desktop_app.services.desk import Desk
from desktop_app.services.keying_again import KeyingAgain, State
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.sheets import SheetLine


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantHistory:
    """A grant with every later fact about it; `names` leads from user ids to names.

    `sheets` are its own and the rosters it stands on, `printings` each pass of one of them,
    `keyed_again` how far its amount has come where amounts are keyed twice. `laptops` names, by
    handover, the laptop on which it was recorded.
    """

    line: GrantLine
    decisions: tuple[GrantDecision, ...]
    voids: tuple[GrantVoid, ...]
    handovers: tuple[Handover, ...]
    sheets: tuple[SheetLine, ...]
    printings: tuple[Printing, ...]
    names: Mapping[str, str]
    checks: tuple[SignatureCheck, ...] = ()
    keyed_again: State | None = None
    laptops: Mapping[str, str] = field(default_factory=dict)


def history_of(desk: Desk, grant: str) -> GrantHistory:
    """Read a grant with everything that happened to it."""
    desk.require(Right.READ)
    store = desk.store
    line = store.grants.lines(GrantFilter(ids=(grant,)))[0]
    own = store.sheets.lines(grant=grant)
    sheets = (*own, *_rosters_with(desk, line))
    marks = ", ".join("?" for _sheet in sheets)
    handovers = tuple(store.handovers.where('"grant" = ?', [grant]))
    labels = {str(one.id): one.label for one in store.devices.where()}
    return GrantHistory(
        line=line,
        decisions=tuple(store.decisions.where('"grant" = ?', [grant])),
        voids=tuple(store.grant_voids.where('"grant" = ?', [grant])),
        handovers=handovers,
        sheets=sheets,
        printings=tuple(
            store.printings.where(f"sheet IN ({marks})", [one.sheet.id for one in sheets])
        ),
        names={user.id: user.name for user in store.users.where()},
        checks=tuple(store.signature_checks.of_grant(grant)),
        keyed_again=KeyingAgain(desk).state_of(grant, KeyedField.AMOUNT),
        laptops={one.id: labels.get(store.made_by("handover", one.id), "") for one in handovers},
    )


def _rosters_with(desk: Desk, line: GrantLine) -> list[SheetLine]:
    """Find the sign rosters of the campaign on which a grant stands."""
    if line.state in {GrantState.PLANNED, GrantState.REFUSED}:
        return []
    rosters = [
        sheet
        for kind in (SheetKind.SIGN_ROSTER, SheetKind.GOODS_ROSTER)
        for sheet in desk.store.sheets.lines(campaign=line.grant.campaign, kind=kind)
    ]
    return [one for one in rosters if line.grant.id in one.sheet.frozen["grants"]]
