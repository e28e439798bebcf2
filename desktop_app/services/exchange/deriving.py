"""Documents made of the ledger: figures for a report, lists for finance and for publicity.

Each names the columns it takes, one by one; what is not named here does not travel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_app.domain import goods, names
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import About, Purpose
from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import UserId
from desktop_app.domain.role import Right
from desktop_app.i18n import _, mark
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.desk import Desk
from desktop_app.services.exchange.documents import Document, Value
from desktop_app.services.exchange.small_counts import SMALLEST, suppressed
from desktop_app.services.list_papers import words_of
from desktop_app.services.reporting import figures
from desktop_app.storage.grants import GrantFilter, GrantLine

PUBLICITY_TAG = "同意宣传"
"""The tag on those who have agreed to be named in public; nobody else is."""

_REPORT = ("part", "key", "label", "unit", "count", "times", "cash_fen", "goods_fen")
_FINANCE = (
    *("receipt", "name", "id_masked", "employer", "cash_fen", "goods_fen", "goods"),
    *("fund_source", "method", "state", "planned_on", "approved_by"),
    *("bank_name", "bank_card", "bank_account_name"),
)
_PUBLICITY = ("name", "employer", "cash_fen", "goods")
_FIELDS = {
    Purpose.REPORT: _REPORT,
    Purpose.FINANCE: _FINANCE,
    Purpose.PUBLICITY: _PUBLICITY,
}
_PAID = frozenset(
    {GrantState.APPROVED, GrantState.PRINTED, GrantState.HANDED_OVER, GrantState.SIGNED}
)
_GIVEN = frozenset({GrantState.HANDED_OVER, GrantState.SIGNED})
_BY_BANK = frozenset({"transfer", "passbook"})


class CampaignNeededError(CircumstanceError):
    """A report and the lists are about one campaign."""

    message = mark("Say which campaign it is about.")


def document_of(desk: Desk, purpose: Purpose, about: About) -> Document:
    """Make the document of a purpose. Raises CampaignNeededError and NotPermittedError."""
    if not about.campaign:
        raise CampaignNeededError
    campaign = Campaigning(desk).get(about.campaign)
    make = {Purpose.REPORT: report, Purpose.FINANCE: finance, Purpose.PUBLICITY: publicity}
    return make[purpose](desk, campaign)


def report(desk: Desk, campaign: Campaign) -> Document:
    """Make the figures of a campaign; what counts fewer than five stands blank.

    So does what would tell such a count. Reports of several days are not compared.
    """
    shown = suppressed(figures.figures_of(desk, campaign))
    rows = [
        (str(f.part), f.key, words_of(f), str(f.unit), count, f.times, f.cash_fen, f.goods_fen)
        for f, count in shown
    ]
    note = _(
        "Figures of fewer than {count} are left blank,"
        " and others from which one could be worked out."
    ).format(count=SMALLEST)
    return _document(desk, Purpose.REPORT, campaign.name, rows, note)


def finance(desk: Desk, campaign: Campaign) -> Document:
    """Make the list by which money is paid and booked: no category, no illness, no remarks.

    Whole card numbers stand in it where the money goes by bank; it takes the right to see them.
    """
    desk.require(Right.REVEAL)
    lines, people = _lines(desk, campaign, _PAID)
    users = {user.id: user.name for user in desk.store.users.where()}
    rows = [_payment(line, people.get(line.grant.beneficiary), users) for line in lines]
    return _document(desk, Purpose.FINANCE, campaign.name, rows)


def publicity(desk: Desk, campaign: Campaign) -> Document:
    """Make the list of what was given, with the names of those alone who have agreed to it."""
    lines, people = _lines(desk, campaign, _GIVEN)
    rows = []
    for line in lines:
        person = people.get(line.grant.beneficiary)
        agreed = person is not None and PUBLICITY_TAG in person.tags
        name = line.name if agreed else names.mask(line.name)
        cash = line.grant.cash_fen or None
        rows.append((name, line.employer, cash, goods.words_of(line.grant.goods)))
    note = _("Names stand whole only with those who agreed.")
    return _document(desk, Purpose.PUBLICITY, campaign.name, rows, note)


def _lines(
    desk: Desk, campaign: Campaign, states: frozenset[GrantState]
) -> tuple[list[GrantLine], dict[str, Beneficiary]]:
    desk.require(Right.READ)
    lines = desk.store.grants.lines(GrantFilter(campaign=campaign.id, states=states))
    return lines, desk.store.beneficiaries.by_ids(line.grant.beneficiary for line in lines)


def _payment(
    line: GrantLine, person: Beneficiary | None, users: Mapping[UserId, str]
) -> tuple[Value, ...]:
    grant = line.grant
    by_bank = person if grant.method in _BY_BANK else None
    return (
        line.receipt,
        line.name,
        person.id_masked if person else "",
        line.employer,
        grant.cash_fen,
        grant.value_fen - grant.cash_fen,
        goods.words_of(grant.goods),
        _label("fund_source", grant.fund_source),
        _label("distribution_method", grant.method),
        str(line.state),
        grant.planned_on.isoformat(),
        users.get(UserId(line.approved_by), ""),
        by_bank.bank_name if by_bank else None,
        by_bank.bank_card if by_bank else None,
        by_bank.bank_account_name if by_bank else None,
    )


def _label(listed: str, code: str) -> str:
    return CodeLists.load()[listed].label_of(code) or code


def _document(
    desk: Desk,
    purpose: Purpose,
    title: str,
    rows: Iterable[tuple[Value, ...]],
    note: str = "",
) -> Document:
    union = desk.store.organisations.get(desk.store.identity.organisation)
    return Document(
        purpose=purpose,
        title=title,
        union=union.name if union else "",
        day=desk.today(),
        fields=_FIELDS[purpose],
        rows=tuple(rows),
        note=note,
    )
