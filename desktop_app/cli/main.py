"""The command line: a contract that scripts rely on (exit codes 0 to 4, `--json` everywhere)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

import click

import desktop_app
from desktop_app import i18n, paths
from desktop_app.cli import click_words, outcomes
from desktop_app.cli.command import LazyGroup, Place
from desktop_app.cli.session import OpenWindow, Session, WindowRequest
from desktop_app.i18n import _, mark

ROOM = "desktop_app.cli"
PLACES = {
    "gui": Place(f"{ROOM}.window", mark("Open the window.")),
    "demo": Place(f"{ROOM}.demo", mark("Play a whole season on the sample data.")),
    "init": Place(f"{ROOM}.beginning", mark("Begin a new ledger.")),
    "user": Place(f"{ROOM}.users", mark("Who may come in, and as what.")),
    "campaign": Place(f"{ROOM}.campaigns", mark("Campaigns and their standards.")),
    "import": Place(f"{ROOM}.rosters", mark("Import a roster from a workbook.")),
    "search": Place(f"{ROOM}.people", mark("Find people by name, pinyin, number or employer.")),
    "people": Place(f"{ROOM}.people_list", mark("Lists of people, into Excel too; tags.")),
    "person": Place(f"{ROOM}.persons", mark("Find and merge two records of one person.")),
    "keying": Place(f"{ROOM}.keying", mark("Key values a second time without seeing the first.")),
    "visit": Place(f"{ROOM}.visits", mark("Record visits and read them.")),
    "route": Place(f"{ROOM}.routes", mark("The route of a day: list and print it.")),
    "record": Place(f"{ROOM}.records", mark("Records of every other kind, as JSON.")),
    "hardship": Place(f"{ROOM}.hardship", mark("Hardship files that want something.")),
    "attach": Place(f"{ROOM}.attaching", mark("Photos and papers of a record.")),
    "codes": Place(f"{ROOM}.codes", mark("The code lists and the office's own choices.")),
    "grant": Place(f"{ROOM}.grants", mark("Plan, approve, list and void grants.")),
    "print": Place(f"{ROOM}.printing", mark("Print sheets into a PDF, with and without numbers.")),
    "queue": Place(f"{ROOM}.queue", mark("What waits for the printer.")),
    "scan": Place(f"{ROOM}.scanning", mark("File signed sheets from scans.")),
    "device": Place(f"{ROOM}.devices", mark("The laptops that may exchange.")),
    "export": Place(f"{ROOM}.exporting", mark("Write a bundle for other laptops.")),
    "document": Place(f"{ROOM}.documents", mark("Read a list that came in a bundle.")),
    "merge": Place(f"{ROOM}.merging", mark("Take a bundle of another laptop in, or out again.")),
    "conflict": Place(f"{ROOM}.conflicts", mark("Values on which people disagree.")),
    "erase": Place(f"{ROOM}.erasing", mark("Erase values for good, as people may ask.")),
    "state": Place(f"{ROOM}.state", mark("Digest the ledger's content.")),
    "backup": Place(f"{ROOM}.backups", mark("Make a proven copy of the ledger.")),
    "restore": Place(f"{ROOM}.restoring", mark("Go back to a backup; the present is kept.")),
    "check": Place(f"{ROOM}.checks", mark("Check that the ledger is whole.")),
    "audit": Place(f"{ROOM}.auditing", mark("Check the audit trail.")),
    "bench": Place(f"{ROOM}.bench", mark("Measure how fast this machine does the main jobs.")),
}


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Do what the arguments say and give the exit code; no error of any kind leaves here."""
    i18n.use_language(os.environ.get("NUANFANG_LANGUAGE", i18n.DEFAULT_LANGUAGE))
    click_words.translate()
    _write_utf_8()
    session = Session(open_window=open_window)
    return outcomes.of(
        lambda: _root()(
            list(arguments), obj=session, prog_name=paths.APPLICATION, standalone_mode=False
        ),
        session,
    )


def _write_utf_8() -> None:
    """Write UTF-8 into files and pipes: every name fits, and JSON is nothing else."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def _root() -> click.Group:
    options: list[click.Parameter] = [
        click.Option(
            ["--data"],
            type=click.Path(file_okay=False, path_type=Path),
            default=paths.default_data,
            help=_("The folder of the ledger."),
        ),
        click.Option(
            ["--user"], envvar="NUANFANG_USER", default="", help=_("Who is at the console.")
        ),
    ]
    root = LazyGroup(
        name=paths.APPLICATION,
        callback=_begin,
        params=options,
        invoke_without_command=True,
        help=_("The offline register of the Send Warmth work. Without a command: the window."),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    root.places = PLACES
    version = click.version_option(desktop_app.__version__, prog_name=paths.APPLICATION)
    return version(root)


@click.pass_context
def _begin(ctx: click.Context, data: Path, user: str) -> int | None:
    session = ctx.ensure_object(Session)
    session.data, session.user = data, user.strip()
    if ctx.invoked_subcommand is None:
        return session.open_window(WindowRequest(data=data, user=session.user))
    return None
