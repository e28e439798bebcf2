"""`grant`: plan, approve by somebody else, list, take back."""

from __future__ import annotations

import click

from desktop_app.cli.answer import Answer, table, yuan
from desktop_app.cli.command import Group
from desktop_app.cli.console_progress import on_console
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain import goods
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.issue import Issue
from desktop_app.domain.money import format_yuan
from desktop_app.i18n import _
from desktop_app.services.granting import Approval, Plan
from desktop_app.services.people_facts import state_words
from desktop_app.services.wording import sentences
from desktop_app.storage.grants import GrantFilter, GrantLine

of_campaign = click.option(
    "--campaign", required=True, metavar="ID", help=_("The campaign; the beginning of its id does.")
)


@click.group(cls=Group)
def command() -> None:
    """Everything about grants."""


@command.command("plan", help=_("Plan grants for everyone on the roster who has none yet."))
@of_campaign
@pass_session
def plan(session: Session, campaign: str) -> Answer:
    """Plan by the roster's amounts, or by the campaign's standards."""
    with session.office() as office, on_console(_("Planning")) as progress:
        made = office.granting.plan(office.campaigns.get(campaign).id, progress=progress)
    skipped = [(one.name, one.issues) for one in made.skipped]
    doubtful = [(one.name, one.issues) for one in made.doubtful]
    return Answer(
        values={
            "planned": len(made.grants),
            "total_yuan": yuan(made.total_fen),
            "skipped": [_left_out(name, issues) for name, issues in skipped],
            "doubtful": [_left_out(name, issues) for name, issues in doubtful],
        },
        words="\n".join(
            [_planned(made), *(_why(name, issues) for name, issues in (*skipped, *doubtful))]
        ),
    )


@command.command("approve", help=_("Approve what somebody else planned."))
@of_campaign
@click.option("--reason", default="", help=_("Why a cap is passed, where one is."))
@pass_session
def approve(session: Session, campaign: str, reason: str) -> Answer:
    """Approve what waits; grants over a cap wait on until there is a reason."""
    with session.office() as office, on_console(_("Approving")) as progress:
        done = office.granting.approve(
            office.campaigns.get(campaign).id, reason=reason.strip(), progress=progress
        )
    held = [(line.name, issues) for line, issues in done.held]
    return Answer(
        values={
            "approved": len(done.approved),
            "total_yuan": yuan(done.total_fen),
            "held": [_left_out(name, issues) for name, issues in held],
        },
        words="\n".join([_approved(done), *(_why(name, issues) for name, issues in held)]),
        found_something=bool(held),
    )


@command.command("list", help=_("List the grants of a campaign."))
@of_campaign
@pass_session
def list_grants(session: Session, campaign: str) -> Answer:
    """List grants with their states and receipt numbers."""
    with session.office() as office:
        chosen = office.campaigns.get(campaign).id
        lines = office.granting.lines(GrantFilter(campaign=chosen))
    standing = [one for one in lines if one.state not in {GrantState.VOID, GrantState.REFUSED}]
    heads = [_("Name"), _("Employer"), _("Yuan"), _("Goods"), _("Fund"), _("State"), _("Receipt")]
    return Answer(
        values={
            "grants": [_values(line) for line in lines],
            "total_yuan": yuan(sum(line.grant.cash_fen for line in standing)),
        },
        words=table(heads, [_row(line) for line in lines]),
    )


@command.command("void", help=_("Void a number: a grant with its sheets, a roster, a record."))
@click.argument("number")
@click.option("--reason", required=True, help=_("Why it is void."))
@pass_session
def void(session: Session, number: str, reason: str) -> Answer:
    """Void what bears a number: a grant with its sheets, or a roster or record alone."""
    with session.office() as office:
        found = office.voiding.void(number, reason)
    kind, grant = found.sheet.sheet.kind.value, found.grant.grant.id if found.grant else None
    return Answer(
        values={"number": number, "kind": kind, "grant": grant, "reason": reason},
        words=_("{number} is void now.").format(number=number),
    )


def _planned(made: Plan) -> str:
    return _("{count} grants planned, {yuan} yuan in all.").format(
        count=len(made.grants), yuan=format_yuan(made.total_fen)
    )


def _approved(done: Approval) -> str:
    return _("{count} grants approved, {yuan} yuan in all.").format(
        count=len(done.approved), yuan=format_yuan(done.total_fen)
    )


def _why(name: str, issues: tuple[Issue, ...]) -> str:
    return f"  {name}: {sentences(issues)}"


def _left_out(name: str, issues: tuple[Issue, ...]) -> dict[str, str]:
    return {"name": name, "why": sentences(issues)}


def _values(line: GrantLine) -> dict[str, object]:
    return {
        "id": line.grant.id,
        "name": line.name,
        "employer": line.employer,
        "cash_yuan": yuan(line.grant.cash_fen),
        "goods": goods.words_of(line.grant.goods),
        "fund_source": line.grant.fund_source,
        "state": line.state.value,
        "receipt": line.receipt,
        "handovers": line.handovers,
    }


def _row(line: GrantLine) -> list[str]:
    return [
        line.name,
        line.employer,
        format_yuan(line.grant.cash_fen),
        goods.words_of(line.grant.goods),
        CodeLists.load()["fund_source"].label_of(line.grant.fund_source),
        state_words(line),
        line.receipt,
    ]
