"""What the page of grants says when work is done."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.grant import GrantState
from desktop_app.domain.money import format_yuan
from desktop_app.i18n import _, ngettext
from desktop_app.services.granting import Approval
from desktop_app.services.issuing import Printed
from desktop_app.storage.grants import GrantLine


def approved(approval: Approval) -> str:
    """Say what was approved, and what still waits for a reason."""
    count, held = len(approval.approved), len(approval.held)
    words = ngettext(
        "{count} grant approved, {yuan} yuan.", "{count} grants approved, {yuan} yuan.", count
    ).format(count=f"{count:,}", yuan=format_yuan(approval.total_fen))
    if held:
        waits = ngettext(
            "{count} over a cap still waits for a reason.",
            "{count} over a cap still wait for a reason.",
            held,
        )
        words += " " + waits.format(count=f"{held:,}")
    return words


def printed(done: Printed) -> str:
    """Say what a printing made, and where it is."""
    sheets = ngettext("{count} sheet", "{count} sheets", done.sheets)
    parts = [sheets.format(count=f"{done.sheets:,}"), pages(done.pages)]
    if done.reprints:
        parts.append(_("{count} marked 补打").format(count=f"{done.reprints:,}"))
    what = " · ".join(parts)
    if not done.files:
        return sent(what)
    if len(done.files) == 1:
        return _("{file} holds {what}").format(file=done.files[0].name, what=what)
    return _("{count} files hold {what}").format(count=len(done.files), what=what)


def sent(what: str) -> str:
    """Say that something is on its way to the printer."""
    return _("Sent to the printer: {what}").format(what=what)


def pages(count: int) -> str:
    """Count pages."""
    return ngettext("{count} page", "{count} pages", count).format(count=f"{count:,}")


def about(campaign: Campaign, size: int) -> str:
    """Say when a campaign runs, how many stand on its roster, and what it allows at most."""
    roster = ngettext("{count} on the roster", "{count} on the roster", size)
    parts = [
        f"{campaign.starts.isoformat()} – {campaign.ends.isoformat()}",
        roster.format(count=f"{size:,}"),
    ]
    if campaign.cap:
        limit = format_yuan(campaign.cap.per_time_fen)
        parts.append(_("at most {limit} yuan at one time").format(limit=limit))
    return " · ".join(parts)


def unsigned(lines: Iterable[GrantLine]) -> str:
    """Count the grants whose receipt is out and not signed; nothing where there is none."""
    count = sum(line.state is GrantState.PRINTED for line in lines)
    words = ngettext("{count} unsigned", "{count} unsigned", count)
    return words.format(count=f"{count:,}") if count else ""


def refused(count: int) -> str:
    """Say how many grants were refused."""
    words = ngettext("{count} grant refused.", "{count} grants refused.", count)
    return words.format(count=f"{count:,}")
