"""From grants to what stands on their sheets; the paper speaks Chinese whatever the screen does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain import goods
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import Grant
from desktop_app.domain.resident_id import Sex
from desktop_app.domain.sheet import SheetKind
from desktop_app.domain.visit import Visit
from desktop_app.services.desk import Desk
from desktop_app.services.printing.contents import (
    CondolenceContent,
    Content,
    GoodsLine,
    GoodsRosterContent,
    ReceiptContent,
    RosterContent,
    RosterLine,
)

MOST_KINDS = 8  # of goods that have a column of their own
MOST_ON_A_ROSTER = 500  # people: fifty pages, and what may stand frozen under one number
SEX_WORDS = {Sex.MALE: "男", Sex.FEMALE: "女"}


@dataclass(frozen=True, slots=True)
class Composed:
    """A sheet without its number: what it says, and the grants or the visit it is for."""

    content: Content
    grants: tuple[Grant, ...] = ()
    visit: Visit | None = None

    @property
    def amount_fen(self) -> int:
        """Give the cash on the sheet, or what its goods are worth."""
        return self.content.amount_fen

    def numbered(self, number: str, replaces: str = "") -> Content:
        """Give the content under its number, naming the void one that it replaces."""
        return replace(self.content, number=number, replaces=replaces)


class Composer:
    """Writes contents out of the ledger's records."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._union = ""
        self._whole_ids = False

    def compose(
        self,
        kind: SheetKind,
        campaign: Campaign,
        grants: Sequence[Grant],
        *,
        whole_ids: bool = False,
    ) -> list[Composed]:
        """Compose the sheets of a kind for these grants, in the order of the grants.

        `whole_ids` writes the whole ID number on receipts, which else mask it.
        """
        self._whole_ids = whole_ids
        union = self._desk.store.organisations.get(self._desk.store.identity.organisation)
        self._union = union.name if union else ""
        people = self._desk.store.beneficiaries.by_ids(grant.beneficiary for grant in grants)
        if kind is SheetKind.SIGN_ROSTER:
            return self._rosters(campaign, grants, people)
        if kind is SheetKind.GOODS_ROSTER:
            return self._goods_rosters(campaign, grants, people)
        write: dict[SheetKind, Callable[[Campaign, Grant, Beneficiary], Content]] = {
            SheetKind.RECEIPT: self._receipt,
            SheetKind.CONDOLENCE: self._condolence,
        }
        return [
            Composed(write[kind](campaign, grant, people[grant.beneficiary]), (grant,))
            for grant in grants
        ]

    def _receipt(self, campaign: Campaign, grant: Grant, person: Beneficiary) -> ReceiptContent:
        return ReceiptContent(
            number="",
            union=self._union,
            campaign=campaign.name,
            name=person.name,
            id_number=(person.id_number or "") if self._whole_ids else person.id_masked,
            category=self._word("recipient_category", grant.category or person.category),
            unit=grant.unit or person.employer or "",
            amount_fen=grant.cash_fen,
            goods=goods.words_of(grant.goods),
            goods_fen=goods.value_of(grant.goods),
            fund_source=self._word("fund_source", grant.fund_source),
            method=self._word("distribution_method", grant.method),
            day=self._desk.today(),
        )

    def _condolence(
        self, campaign: Campaign, grant: Grant, person: Beneficiary
    ) -> CondolenceContent:
        return CondolenceContent(
            number="",
            union=self._union,
            campaign=campaign.name,
            name=person.name,
            wish=campaign.wish,
            amount_fen=grant.cash_fen,
            goods=goods.words_of(grant.goods),
            handed_over_by="",
            day=self._desk.today(),
        )

    def _rosters(
        self,
        campaign: Campaign,
        grants: Sequence[Grant],
        people: dict[str, Beneficiary],
    ) -> list[Composed]:
        """Compose one roster for each fund source, or several where there are many people."""
        return [
            Composed(self._roster(campaign, source, of, people), tuple(of))
            for source, of in _by_source(grants)
        ]

    def _goods_rosters(
        self,
        campaign: Campaign,
        grants: Sequence[Grant],
        people: dict[str, Beneficiary],
    ) -> list[Composed]:
        """Compose the same of those who are given goods."""
        return [
            Composed(self._goods_roster(campaign, source, of, people), tuple(of))
            for source, of in _by_source([grant for grant in grants if grant.goods])
        ]

    def _goods_roster(
        self,
        campaign: Campaign,
        source: str,
        grants: Sequence[Grant],
        people: dict[str, Beneficiary],
    ) -> GoodsRosterContent:
        kinds = _kinds(grants)
        return GoodsRosterContent(
            number="",
            union=self._union,
            campaign=campaign.name,
            fund_source=self._word("fund_source", source),
            day=self._desk.today(),
            kinds=tuple(f"{name}（{unit}）" if unit else name for name, unit in kinds),
            lines=tuple(_goods_line(grant, people[grant.beneficiary], kinds) for grant in grants),
        )

    def _roster(
        self,
        campaign: Campaign,
        source: str,
        grants: Sequence[Grant],
        people: dict[str, Beneficiary],
    ) -> RosterContent:
        return RosterContent(
            number="",
            union=self._union,
            campaign=campaign.name,
            fund_source=self._word("fund_source", source),
            day=self._desk.today(),
            lines=tuple(self._line(grant, people[grant.beneficiary]) for grant in grants),
        )

    def _line(self, grant: Grant, person: Beneficiary) -> RosterLine:
        return RosterLine(
            name=person.name,
            sex=SEX_WORDS[person.sex] if person.sex else "",
            age=person.age_on(self._desk.today()),
            id_number=person.id_number or "",
            bank_card=person.bank_card or "",
            unit=grant.unit or person.employer or "",
            address=person.address or "",
            amount_fen=grant.cash_fen,
            phone=person.phone or "",
            file_number="",
            remarks=goods.words_of(grant.goods),
        )

    def _word(self, list_id: str, code: str | None) -> str:
        """Give a code's Chinese word, as the form has it."""
        found = CodeLists.load()[list_id].entry(code)
        return found.name if found else code or ""


def _by_source(grants: Sequence[Grant]) -> Iterable[tuple[str, list[Grant]]]:
    """Part the grants by fund source, two of which never stand on one sheet, and into rosters."""
    by_source: dict[str, list[Grant]] = defaultdict(list)
    for grant in grants:
        by_source[grant.fund_source].append(grant)
    for source, of in by_source.items():
        for start in range(0, len(of), MOST_ON_A_ROSTER):
            yield source, of[start : start + MOST_ON_A_ROSTER]


def _kinds(grants: Sequence[Grant]) -> tuple[tuple[str, str], ...]:
    """Give the kinds of goods with their units that most people get, in the order they come in."""
    counted: dict[tuple[str, str], int] = {}
    for grant in grants:
        for one in grant.goods:
            counted[one.name, one.unit] = counted.get((one.name, one.unit), 0) + 1
    usual = sorted(counted, key=lambda kind: -counted[kind])[:MOST_KINDS]
    return tuple(kind for kind in counted if kind in usual)


def _goods_line(grant: Grant, person: Beneficiary, kinds: Sequence[tuple[str, str]]) -> GoodsLine:
    given = grant.goods
    return GoodsLine(
        name=person.name,
        id_number=person.id_masked,
        unit=grant.unit or person.employer or "",
        quantities=tuple(
            sum(one.quantity for one in given if (one.name, one.unit) == kind) for kind in kinds
        ),
        more=goods.words_of(one for one in given if (one.name, one.unit) not in kinds),
        worth_fen=goods.value_of(given),
        phone=person.phone or "",
    )
