"""`demo`: a whole season on the sample data, without a screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from desktop_app.cli.answer import Answer, table, yuan
from desktop_app.cli.command import Command
from desktop_app.cli.console_progress import on_console
from desktop_app.cli.session import PASSPHRASE
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.money import format_yuan
from desktop_app.i18n import _, mark
from desktop_app.services.season import playing
from desktop_app.services.season.playing import Played

RECORD = "demo.json"
PICTURES = "pictures"
USB = "usb"
MADE = ("laptop-a", "laptop-b", USB, "rosters", "sheets", "scans", PICTURES)


class FolderInUseError(CircumstanceError):
    """Nothing that is not an earlier demo of ours is ever removed."""

    message = mark("{folder} holds other files; choose a new folder for the demo.")


class NoPicturesError(CircumstanceError):
    """The window did not come up without a screen."""

    message = mark("The season was played, but the window gave no pictures: {reason}")


@click.command(cls=Command)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=_("The folder for everything that is made; an earlier demo in it is replaced."),
)
@click.option(
    "--people",
    type=click.IntRange(1, 100_000),
    help=_("So many invented people instead of the sample roster."),
)
@click.option(
    "--seed",
    type=int,
    default=playing.SEED,
    show_default=True,
    help=_("The same seed draws the same visits."),
)
def command(out: Path, people: int | None, seed: int) -> Answer:
    """Play the season, photograph the window, and list what was made."""
    _clear(out)
    passphrase = os.environ.get(PASSPHRASE) or playing.PASSPHRASE
    with on_console(_("Playing the season")) as progress:
        played = playing.play_season(
            out, people=people, seed=seed, passphrase=passphrase, progress=progress
        )
    pictures = _take_pictures(out, played, passphrase)
    values = _values(out, played, pictures)
    (out / RECORD).write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    return Answer(
        values=values,
        words=_words(out, played, pictures, passphrase),
        found_something=not played.is_whole,
    )


def _clear(out: Path) -> None:
    """Make the folder ready; what an earlier demo made goes."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        if not (out / RECORD).is_file():
            raise FolderInUseError(folder=out)
        for name in MADE:
            shutil.rmtree(out / name, ignore_errors=True)
    (out / RECORD).write_text("{}", encoding="utf-8")


def _take_pictures(out: Path, played: Played, passphrase: str) -> list[Path]:
    """Photograph every page of the window in a process of its own: the console has no Qt."""
    program = [sys.executable, *([] if hasattr(sys, "frozen") else ["-m", "desktop_app"])]
    wanted = ["--data", str(played.folder.path), "--user", played.clerk]
    done = subprocess.run(
        [*program, *wanted, "gui", "--pictures", str(out / PICTURES)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", PASSPHRASE: passphrase},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise NoPicturesError(reason=done.stderr.strip().rpartition("\n")[2])
    return sorted((out / PICTURES).glob("*.png"))


def _values(out: Path, played: Played, pictures: list[Path]) -> dict[str, object]:
    files = [*played.files, *played.bundles, *pictures]
    return {
        "people": played.people,
        "refused": played.refused,
        "visits": played.visits,
        "grants": played.grants,
        "sheets": played.sheets,
        "pages": played.pages,
        "total_yuan": yuan(played.total_fen),
        "bundles": len(played.bundles),
        "brought_home": played.brought.applied,
        "conflicts": played.conflicts,
        "duplicates": played.duplicates,
        "state_a": played.state.short,
        "state_b": played.field_state.short,
        "state_a_long": played.state.long,
        "state_b_long": played.field_state.long,
        "audit_entries": played.verdict.entries,
        "files": [str(file.relative_to(out)) for file in files],
    }


def _words(out: Path, played: Played, pictures: list[Path], passphrase: str) -> str:
    ledger, sheets = played.folder.path, out / "sheets"
    total = _("{yuan} yuan").format(yuan=format_yuan(played.total_fen))
    rows = [
        (_("People"), played.people, ledger),
        (_("Rows refused"), played.refused, out / "rosters"),
        (_("Visits"), played.visits, ledger),
        (_("Grants"), played.grants, total),
        (_("Sheets"), played.sheets, sheets),
        (_("Pages"), played.pages, sheets),
        (_("Pictures of the window"), len(pictures), out / PICTURES),
        (_("Bundles between two laptops"), len(played.bundles), out / USB),
        (_("Conflicts to settle"), played.conflicts, ledger),
        (_("Possible duplicates"), played.duplicates, ledger),
        (_("Audit entries"), played.verdict.entries, _health(played)),
        (_("State code of the office's laptop"), played.state.short, ledger),
        (_("State code of the team's laptop"), played.field_state.short, played.field.path),
    ]
    opened = _("Open it: {command}  (passphrase of everyone: {passphrase})").format(
        command=f"nuanfang --data {ledger} gui", passphrase=passphrase
    )
    made = _("PDFs: {sheets}  Pictures: {pictures}  Bundles: {bundles}").format(
        sheets=sheets, pictures=out / PICTURES, bundles=out / USB
    )
    return "\n".join([table([_("What"), _("How many"), _("Where")], rows), "", made, opened])


def _health(played: Played) -> str:
    return _("checked and found whole") if played.is_whole else _("the check found something")
