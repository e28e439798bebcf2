"""Commands as click sees them: all take `--json`, and each module is loaded when it is needed."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import click

from desktop_app.cli.session import Session
from desktop_app.i18n import _


class Command(click.Command):
    """A command that gives an Answer and takes `--json`.

    Modules of commands are loaded once the language is chosen, so they translate their words
    where they declare them.
    """

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Give the command's own parameters and `--json`."""
        return [*super().get_params(ctx), self._json]

    @cached_property
    def _json(self) -> click.Option:
        return click.Option(
            ["--json", "as_json"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_want_json,
            help=_("Print one JSON object; progress and messages go to standard error."),
        )


class Group(click.Group):
    """Commands about one subject."""

    command_class = Command


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command lives, and the English msgid of what it does."""

    module: str
    does: str


class LazyGroup(click.Group):
    """The commands by name, without loading one before it is called."""

    places: Mapping[str, Place]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order of a season."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command."""
        place = self.places.get(cmd_name)
        if place is None:
            return None
        command: click.Command = importlib.import_module(place.module).command
        command.help = _(place.does)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, so that asking for help loads none of them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(place.does)) for name, place in self.places.items()])


def _want_json(ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Session).as_json = True
