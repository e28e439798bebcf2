"""`people`: lists of people, into a file too, and the tags they bear."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.console_progress import on_console
from desktop_app.cli.session import Session, pass_session
from desktop_app.domain.codelists import CodeLists
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.services.people_facts import FACTS, LAST, PersonFact
from desktop_app.services.people_lines import PeopleLines
from desktop_app.services.people_table import facts_of, people_table
from desktop_app.services.registering import NoSuchPersonError
from desktop_app.services.tagging import Tagged
from desktop_app.storage.beneficiaries import PeopleFilter

CATEGORY = "recipient_category"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The options of `people list`."""

    text: str
    category: str
    employer: str
    tag: str
    campaign: str
    on_roster: bool
    unvisited: bool
    columns: str
    limit: int | None
    out: Path | None
    whole: bool
    reason: str

    @property
    def facts(self) -> list[PersonFact]:
        return facts_of([name.strip() for name in self.columns.split(",") if name.strip()])

    def filter(self) -> PeopleFilter:
        """Give the filter; a category is named by its code or its words."""
        found = CodeLists.load()[CATEGORY].find(self.category)
        return PeopleFilter(
            text=self.text.strip(),
            category=found.code if found else self.category,
            employer=self.employer,
            tag=self.tag,
            campaign=self.campaign if self.on_roster else "",
            unvisited=self.campaign if self.unvisited else "",
        )


@click.group(cls=Group)
def command() -> None:
    """Everything about lists of people."""


@command.command("list", help=_("List people, filtered; --out writes all of them into a file."))
@click.option("--text", default="", help=_("Name, pinyin, number, phone or employer."))
@click.option("--category", default="", help=_("The category, by its words or its code."))
@click.option("--employer", default="", help=_("The employer, in full."))
@click.option("--tag", default="", help=_("Those who bear this tag."))
@click.option("--campaign", default="", metavar="ID", help=_("Whose amounts are shown."))
@click.option("--on-roster", is_flag=True, help=_("Only those on the campaign's roster."))
@click.option("--unvisited", is_flag=True, help=_("Only those not visited in the campaign."))
@click.option("--columns", default="", metavar="NAME,…", help=", ".join(FACTS))
@click.option("--limit", type=click.IntRange(min=1), help=_("At most so many."))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.xlsx|.csv",
    help=_("The workbook or CSV file to write."),
)
@click.option("--whole", is_flag=True, help=_("Write covered numbers in full; takes a reason."))
@click.option("--reason", default="", help=_("Why the whole numbers are needed."))
@pass_session
def list_people(session: Session, /, **said: Any) -> Answer:  # noqa: ANN401 - typed at once
    """List people."""
    wanted = _Wanted(**said)
    if (wanted.on_roster or wanted.unvisited) and not wanted.campaign:
        raise click.UsageError(_("Say of which campaign: --campaign ID."))
    if wanted.whole and wanted.out is None:
        raise click.UsageError(_("Whole numbers go into a file only: --out FILE."))
    with session.office() as office:
        if wanted.campaign:
            office.campaigns.get(wanted.campaign)
        return _into_file(office, wanted, wanted.out) if wanted.out else _listed(office, wanted)


@command.command("tag", help=_("Put tags on people or take them off, all of it or nothing."))
@click.argument("people", nargs=-1, required=True, metavar="ID…")
@click.option("--add", multiple=True, metavar="TAG", help=_("A tag to put on; repeat."))
@click.option("--remove", multiple=True, metavar="TAG", help=_("A tag to take off; repeat."))
@pass_session
def tag(
    session: Session, people: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]
) -> Answer:
    """Change tags."""
    if not add and not remove:
        raise click.UsageError(_("Say which tags: --add TAG or --remove TAG."))
    with session.office() as office:
        known = office.desk.store.beneficiaries.by_ids(people)
        for person in people:
            if person not in known:
                raise NoSuchPersonError(id=person)
        return _tagged(office.tagging.tag(people, add, remove))


@command.command("tags", help=_("List the tags in use."))
@pass_session
def tags(session: Session) -> Answer:
    """List tags, the most frequent first."""
    with session.office() as office:
        known = office.tagging.known()
    return Answer(values={"tags": known}, words="\n".join(known))


def _listed(office: Office, wanted: _Wanted) -> Answer:
    facts, left = wanted.facts, wanted.filter()
    lines = PeopleLines(office.desk)
    last = any(fact.name in LAST for fact in facts)
    found = lines.page(left, wanted.campaign, limit=wanted.limit or -1, last=last)
    values: dict[str, Any] = {
        "count": lines.how_many(left),
        "results": [
            {"id": line.person.id, **{fact.name: fact.text(line) for fact in facts}}
            for line in found
        ],
    }
    if wanted.campaign:
        values["total_fen"] = lines.cash_fen(left, wanted.campaign)
    rows = [[fact.text(line) for fact in facts] for line in found]
    words = table([_(fact.title) for fact in facts], rows) if rows else _("Nobody was found.")
    return Answer(values=values, words=words)


def _into_file(office: Office, wanted: _Wanted, target: Path) -> Answer:
    facts = wanted.facts
    reveals = [fact.reveals for fact in facts if fact.reveals] if wanted.whole else []
    made = people_table(
        office.desk, wanted.filter(), facts, campaign=wanted.campaign, reveals=reveals
    )
    with on_console(_("Writing the list")) as progress:
        rows = office.exporting.write(
            made.title, made, target, reveals=reveals, reason=wanted.reason, progress=progress
        )
    said = ngettext("{count} row in {file}", "{count} rows in {file}", rows)
    return Answer(
        values={"count": rows, "file": str(target)},
        words=said.format(count=f"{rows:,}", file=target),
    )


def _tagged(done: Tagged) -> Answer:
    count = len(done.people)
    words = ngettext("{count} person tagged.", "{count} people tagged.", count)
    return Answer(
        values={"changed": count, "people": list(done.people)},
        words=words.format(count=f"{count:,}"),
    )
