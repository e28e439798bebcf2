"""Planning what people get, having it approved by somebody else, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain import grant as grants
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign, RosterEntry
from desktop_app.domain.codelists import default_cap
from desktop_app.domain.double_aid import season_of
from desktop_app.domain.errors import CircumstanceError, NotPermittedError
from desktop_app.domain.grant import (
    Grant,
    GrantBasis,
    GrantDecision,
    GrantState,
    GrantVoid,
)
from desktop_app.domain.identity import (
    BeneficiaryId,
    GrantDecisionId,
    GrantId,
    GrantVoidId,
    SheetVoidId,
    new_id,
)
from desktop_app.domain.issue import Issue, any_blocks, objection, warning
from desktop_app.domain.role import Right
from desktop_app.domain.second_keying import KeyedField
from desktop_app.domain.sheet import SheetState, SheetVoid
from desktop_app.i18n import _, mark
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.desk import Desk
from desktop_app.services.exchange.double_aid import MAYBE_GIVEN, DoubleAid
from desktop_app.services.keying_again import KeyingAgain, State
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage import kinds
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.records import edit_of

CHUNK = 500
DEFAULT_METHOD = "cash"  # a code of the list of distribution methods


class ReasonMissingError(CircumstanceError):
    """What takes something back, or goes over a cap, has to be explained."""

    message = mark("Please give a reason.")


class NoSuchNumberError(CircumstanceError):
    """No sheet bears this number."""

    message = mark("There is no sheet with the number {number}.")


class AlreadyVoidError(CircumstanceError):
    """The grant was taken back before."""

    message = mark("{number} is void already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Someone on the roster for whom nothing could be planned, and why."""

    beneficiary: str
    name: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What planning would do, or did.

    `doubtful` are planned for all the same: somebody may have given to them already.
    """

    grants: tuple[Grant, ...]
    skipped: tuple[Skipped, ...]
    doubtful: tuple[Skipped, ...] = ()

    @property
    def total_fen(self) -> int:
        """Add up the cash."""
        return sum(grant.cash_fen for grant in self.grants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What approving did: `held` are grants that need a reason and lack it, with the rules."""

    approved: tuple[Grant, ...]
    held: tuple[tuple[GrantLine, tuple[Issue, ...]], ...]

    @property
    def total_fen(self) -> int:
        """Add up the cash."""
        return sum(grant.cash_fen for grant in self.approved)


class Granting:
    """What the office does with grants."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._campaigns = Campaigning(desk)
        self._keying = KeyingAgain(desk)
        self._grants = desk.store.grants

    def preview(self, campaign: str, people: Iterable[str] | None = None) -> Plan:
        """Work out the grants for a roster, or for some of its people, without writing."""
        self._desk.require(Right.READ)
        chosen = self._campaigns.get(campaign)
        roster = self._roster(chosen.id)
        wanted = set(roster) if people is None else set(people) & set(roster)
        waiting = wanted - self._grants.beneficiaries_of(chosen.id)
        entries = [roster[b] for b in roster if b in waiting]
        return self._work_out(chosen, entries)

    def plan(
        self,
        campaign: str,
        people: Iterable[str] | None = None,
        progress: Progress = unwatched,
    ) -> Plan:
        """Write the grants that `preview` works out; nobody is planned for twice."""
        self._desk.require(Right.PLAN)
        with self._desk.store.transaction():
            plan = self.preview(campaign, people)
            self._write(plan.grants, "grants.planned", campaign, progress)
        return plan

    def approve(
        self,
        campaign: str,
        ids: Iterable[str] | None = None,
        *,
        reason: str = "",
        progress: Progress = unwatched,
    ) -> Approval:
        """Approve what waits; never what one planned oneself.

        Over a cap, or a second time for the same person, only with a reason.
        """
        self._desk.require(Right.APPROVE)
        chosen = self._campaigns.get(campaign)
        with self._desk.store.transaction():
            waiting = self._waiting(chosen.id, ids)
            self._refuse_own(waiting)
            over = self._rules_passed(chosen, [line.grant for line in waiting])
            held = [(ln, over[ln.grant.id]) for ln in waiting if over[ln.grant.id] and not reason]
            held_ids = {line.grant.id for line, _issues in held}
            passed = [line.grant for line in waiting if line.grant.id not in held_ids]
            decisions = [self._decision(g, True, reason if over[g.id] else "") for g in passed]
            self._write_decisions(decisions, chosen.id, progress)
        return Approval(approved=tuple(passed), held=tuple(held))

    def waiting(self, campaign: str) -> list[tuple[GrantLine, tuple[Issue, ...]]]:
        """List what nobody has decided yet, each grant with the rules that it passes.

        Where the office has amounts keyed twice, one that was not is said as well, and whom
        somebody else may have given to this season.
        """
        self._desk.require(Right.READ)
        chosen = self._campaigns.get(campaign)
        lines = self._waiting(chosen.id, None)
        over = self._rules_passed(chosen, [line.grant for line in lines])
        hits = self._hits_among(chosen, lines)
        maybe = warning("beneficiary", MAYBE_GIVEN)
        return [
            (
                line,
                (
                    *over[line.grant.id],
                    *self._unverified(line.grant),
                    *((maybe,) if line.grant.beneficiary in hits else ()),
                ),
            )
            for line in lines
        ]

    def refuse(self, ids: Iterable[str], reason: str) -> int:
        """Say no to planned grants; returns how many."""
        self._desk.require(Right.APPROVE)
        if not reason.strip():
            raise ReasonMissingError
        with self._desk.store.transaction():
            waiting = self._waiting("", ids)
            self._refuse_own(waiting)
            decisions = [self._decision(line.grant, False, reason) for line in waiting]
            self._write_decisions(decisions, "", unwatched)
        return len(decisions)

    def void(self, number: str, reason: str) -> GrantLine:
        """Take a grant back by the number on its receipt, together with its sheets."""
        self._desk.require(Right.VOID)
        if not reason.strip():
            raise ReasonMissingError
        sheets = self._desk.store.sheets.where("number = ?", [number.strip()])
        if not sheets or sheets[0].grant is None:
            raise NoSuchNumberError(number=number)
        return self._void(sheets[0].grant, number, reason)

    def lines(self, wanted: GrantFilter, *, limit: int = -1, offset: int = 0) -> list[GrantLine]:
        """List grants with their states."""
        self._desk.require(Right.READ)
        return self._grants.lines(wanted, limit=limit, offset=offset)

    def _void(self, grant: str, number: str, reason: str) -> GrantLine:
        today = self._desk.today()
        with self._desk.store.transaction():
            line = self._grants.lines(GrantFilter(ids=(grant,)))[0]
            if line.state is GrantState.VOID:
                raise AlreadyVoidError(number=number)
            void = GrantVoid(
                id=GrantVoidId(new_id()),
                grant=GrantId(grant),
                reason=reason,
                voided_by=self._desk.user.id,
                voided_on=today,
            )
            edits = [edit_of(kinds.GRANT_VOID, void)]
            for sheet in self._desk.store.sheets.lines(grant=grant):
                if sheet.state is not SheetState.VOID:
                    gone = SheetVoid(
                        id=SheetVoidId(new_id()),
                        sheet=sheet.sheet.id,
                        reason=reason,
                        voided_by=self._desk.user.id,
                        voided_on=today,
                    )
                    edits.append(edit_of(kinds.SHEET_VOID, gone))
            self._desk.save(edits, "grant.voided", grant, reason)
        return line

    def _roster(self, campaign: str) -> dict[str, RosterEntry]:
        """Read a roster by the people who are shown; who was merged stands on it once."""
        found = self._desk.store.roster_entries.of(campaign)
        kept = self._desk.store.beneficiaries.kept_ids_of(found)
        by_person: dict[str, RosterEntry] = {}
        for person, reading in found.items():
            shown = BeneficiaryId(kept[person])
            if shown == person or shown not in found:
                by_person[shown] = replace(reading.record, beneficiary=shown)
        return by_person

    def _work_out(self, campaign: Campaign, entries: Sequence[RosterEntry]) -> Plan:
        people = self._desk.store.beneficiaries.by_ids(entry.beneficiary for entry in entries)
        planned: list[Grant] = []
        skipped: list[Skipped] = []
        for entry in entries:
            person = people.get(entry.beneficiary)
            category = entry.category or (person.category if person else None)
            made = self._grant_for(campaign, entry, category)
            if isinstance(made, Grant):
                planned.append(made)
            else:
                name = person.name if person else entry.beneficiary
                skipped.append(Skipped(beneficiary=entry.beneficiary, name=name, issues=made))
        doubtful = self._doubtful(campaign, planned, people)
        return Plan(grants=tuple(planned), skipped=tuple(skipped), doubtful=doubtful)

    def _doubtful(
        self, campaign: Campaign, planned: Sequence[Grant], people: Mapping[str, Beneficiary]
    ) -> tuple[Skipped, ...]:
        """Find those of whom a filter of another laptop says that they may have got something."""
        known: dict[str, Beneficiary] = {
            g.beneficiary: people[g.beneficiary] for g in planned if g.beneficiary in people
        }
        hits = self._hits(campaign, known)
        issue = warning("beneficiary", MAYBE_GIVEN)
        return tuple(
            Skipped(beneficiary=id_, name=one.name, issues=(issue,))
            for id_, one in known.items()
            if id_ in hits
        )

    def _hits_among(self, campaign: Campaign, lines: Sequence[GrantLine]) -> frozenset[str]:
        """Name whom somebody else may have given to.

        The laptop that wrote a grant has it in its filter: only others tell of a second one.
        """
        people = self._desk.store.beneficiaries.by_ids(line.grant.beneficiary for line in lines)
        found = self._hits(campaign, people)
        doubtful = set(found)
        for line in lines:
            whom = line.grant.beneficiary
            if whom in found and not self._hits(campaign, {whom: people[whom]}, self._maker(line)):
                doubtful.discard(whom)
        return frozenset(doubtful)

    def _maker(self, line: GrantLine) -> str:
        return self._desk.store.made_by("grant", line.grant.id)

    def _hits(
        self, campaign: Campaign, people: Mapping[str, Beneficiary], without: str = ""
    ) -> frozenset[str]:
        numbers = {id_: one.id_number for id_, one in people.items()}
        return DoubleAid(self._desk).hits(numbers, season_of(campaign.starts), without)

    def _grant_for(
        self, campaign: Campaign, entry: RosterEntry, category: str | None
    ) -> Grant | tuple[Issue, ...]:
        standard = campaign.standard_for(category)
        stated = entry.cash_fen is not None or bool(entry.goods)
        if not stated and standard is None:
            return (objection("category", "no_standard"),)
        fund = entry.fund_source or (standard and standard.fund_source) or campaign.fund_source
        if not fund:
            return (objection("fund_source", "no_fund_source"),)
        made = Grant(
            id=GrantId(new_id()),
            campaign=campaign.id,
            beneficiary=entry.beneficiary,
            basis=GrantBasis.ROSTER if stated else GrantBasis.STANDARD,
            category=category,
            cash_fen=(entry.cash_fen or 0) if stated else standard.cash_fen if standard else 0,
            goods=entry.goods if stated else standard.goods if standard else (),
            fund_source=fund,
            method=DEFAULT_METHOD,
            unit=entry.unit or "",
            planned_on=self._desk.today(),
            planned_by=self._desk.user.id,
        )
        issues = grants.objections(made, None, this_year_fen=0)
        return issues if any_blocks(issues) else made

    def _waiting(self, campaign: str, ids: Iterable[str] | None) -> list[GrantLine]:
        wanted = GrantFilter(campaign=campaign, ids=tuple(ids or ()), undecided=True)
        return self._grants.lines(wanted) if ids is None or wanted.ids else []

    def _refuse_own(self, waiting: Iterable[GrantLine]) -> None:
        if any(line.grant.planned_by == self._desk.user.id for line in waiting):
            raise NotPermittedError(
                role=self._desk.user.name, what=_("approve what you planned yourself")
            )

    def _rules_passed(
        self, campaign: Campaign, waiting: Sequence[Grant]
    ) -> dict[str, tuple[Issue, ...]]:
        """Find, per grant, the caps it passes with all else of this year, and second grants."""
        year = self._desk.today().year
        given = self._grants.given_this_year({g.beneficiary for g in waiting}, year)
        second = self._grants.planned_twice(campaign.id)
        twice = (warning("beneficiary", "planned_twice"),)
        return {
            grant.id: grants.over_cap(
                grant.value_fen,
                campaign.cap or default_cap(year),
                this_year_fen=given[grant.beneficiary] - grant.value_fen,
            )
            + (twice if grant.id in second else ())
            for grant in waiting
        }

    def _unverified(self, grant: Grant) -> tuple[Issue, ...]:
        state = self._keying.state_of(grant.id, KeyedField.AMOUNT) if self._keying.fields else None
        waits = state in (State.DUE, State.DIFFERS)
        return (warning("cash_fen", "amount_not_verified"),) if waits else ()

    def _decision(self, grant: Grant, approved: bool, reason: str) -> GrantDecision:
        return GrantDecision(
            id=GrantDecisionId(new_id()),
            grant=grant.id,
            approved=approved,
            reason=reason,
            decided_by=self._desk.user.id,
            decided_on=self._desk.today(),
        )

    def _write(
        self, planned: Sequence[Grant], action: str, campaign: str, progress: Progress
    ) -> None:
        for start in range(0, len(planned), CHUNK):
            progress(start, len(planned))
            some = planned[start : start + CHUNK]
            self._desk.save([edit_of(kinds.GRANT, grant) for grant in some], action, campaign)
        progress(len(planned), len(planned))

    def _write_decisions(
        self, decisions: Sequence[GrantDecision], campaign: str, progress: Progress
    ) -> None:
        for start in range(0, len(decisions), CHUNK):
            progress(start, len(decisions))
            some = decisions[start : start + CHUNK]
            edits = [edit_of(kinds.GRANT_DECISION, decision) for decision in some]
            self._desk.save(edits, "grants.decided", campaign, some[0].reason)
        progress(len(decisions), len(decisions))
