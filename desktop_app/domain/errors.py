"""Circumstances that are not a fault of the program: each is one calm sentence."""

from __future__ import annotations

from functools import partial
from typing import Any

from desktop_app.i18n import _, mark


class CircumstanceError(Exception):
    """Something outside the program stands in the way; nothing was lost.

    A subclass gives `message`, an English msgid with named placeholders, and the details
    that fill it come as keyword arguments.
    """

    message = mark("This could not be done.")
    exit_code = 1

    def __init__(self, **details: object) -> None:
        super().__init__(type(self).__name__, details)
        self.details = details

    def sentence(self) -> str:
        """Say in the language of the moment what stands in the way and what to do."""
        return _(self.message).format(**self.details)

    def __str__(self) -> str:
        return self.sentence()

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), **self.details), ()


class NotPermittedError(CircumstanceError):
    """The person's role does not include this."""

    message = mark("Your role ({role}) may not do this: {what}.")
    exit_code = 3


class RefusedError(CircumstanceError):
    """A record has objections that stop it; `issues` says which."""

    message = mark("Not kept: {reasons}")
