"""`campaign`: set up a campaign with its standards, and list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.campaign import Campaign, Standard
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.goods import read_goods
from desktop_app.domain.identity import CampaignId, new_id
from desktop_app.domain.money import read_yuan
from desktop_app.i18n import _

EVERYONE_ELSE = "*"
DAY = click.DateTime(formats=["%Y-%m-%d"])
DAY_FORM = "YYYY-MM-DD"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The options of `campaign add`."""

    name: str
    starts: datetime
    ends: datetime
    cut_off: datetime | None
    basis: str
    wish: str
    fund: str
    standards: tuple[str, ...]


@click.group(cls=Group)
def command() -> None:
    """Everything about campaigns."""


@command.command("add", help=_("Set up a campaign."))
@click.option("--name", required=True, help=_("What the campaign is called."))
@click.option(
    "--from", "starts", type=DAY, metavar=DAY_FORM, required=True, help=_("Its first day.")
)
@click.option("--to", "ends", type=DAY, metavar=DAY_FORM, required=True, help=_("Its last day."))
@click.option(
    "--cut-off", type=DAY, metavar=DAY_FORM, help=_("The day by which its figures are counted.")
)
@click.option("--basis", default="", help=_("The document that orders it."))
@click.option("--wish", default="", help=_("What the condolence sheets wish."))
@click.option("--fund-source", "fund", default="", help=_("Which fund pays, by word or code."))
@click.option(
    "--standard",
    "standards",
    multiple=True,
    metavar="CATEGORY=YUAN[+GOODS]",
    help=_("What one recipient of a category gets; * is every other category."),
)
@pass_session
def add(session: Session, /, **said: Any) -> Answer:  # noqa: ANN401 - the options, typed below
    """Keep a new campaign."""
    campaign = _campaign(_Said(**said))
    with session.office() as office:
        office.campaigns.save(campaign)
    values = {"id": campaign.id, "name": campaign.name}
    return Answer(values=values, words=_("The campaign has the id {id}.").format(id=campaign.id))


@command.command("list", help=_("List the campaigns, the latest first."))
@pass_session
def list_campaigns(session: Session) -> Answer:
    """List the campaigns."""
    with session.office() as office:
        found = [(one, office.campaigns.roster_size(one.id)) for one in office.campaigns.all()]
    heads = [_("Id"), _("Name"), _("First day"), _("Last day"), _("On the roster")]
    rows = [(one.id, one.name, one.starts, one.ends, size) for one, size in found]
    return Answer(
        values={"campaigns": [_values(one, size) for one, size in found]},
        words=table(heads, rows),
    )


def _campaign(said: _Said) -> Campaign:
    source = _code("fund_source", said.fund, "--fund-source") if said.fund else None
    return Campaign(
        id=CampaignId(new_id()),
        name=said.name,
        basis=said.basis,
        starts=said.starts.date(),
        ends=said.ends.date(),
        cut_off=said.cut_off.date() if said.cut_off else None,
        wish=said.wish,
        fund_source=source,
        standards=tuple(_standard(text, source) for text in said.standards),
    )


def _standard(text: str, fund: str | None) -> Standard:
    category, equals, given = text.partition("=")
    amount, _plus, goods = given.partition("+")
    if not equals:
        raise click.BadParameter(
            _("a standard looks like CATEGORY=YUAN[+GOODS]"), param_hint="--standard"
        )
    word = category.strip()
    return Standard(
        category="" if word == EVERYONE_ELSE else _code("recipient_category", word, "--standard"),
        cash_fen=_fen(amount),
        goods=read_goods(goods),
        fund_source=fund,
    )


def _fen(amount: str) -> int:
    if amount.strip() in {"", "0"}:
        return 0
    fen, issues = read_yuan(amount)
    if fen is None or issues:
        raise click.BadParameter(
            _("{amount} is not an amount in yuan").format(amount=amount), param_hint="--standard"
        )
    return fen


def _code(list_id: str, word: str, hint: str) -> str:
    """Find the code of a word as people write it."""
    found = CodeLists.load()[list_id].find(word)
    if found is None:
        words = "、".join(entry.label for entry in CodeLists.load()[list_id].current)
        raise click.BadParameter(
            _("{word} is not in the list: {words}").format(word=word, words=words),
            param_hint=hint,
        )
    return found.code


def _values(campaign: Campaign, size: int) -> dict[str, object]:
    return {
        "id": campaign.id,
        "name": campaign.name,
        "from": campaign.starts.isoformat(),
        "to": campaign.ends.isoformat(),
        "roster": size,
    }
