"""How a call ends: exit codes, sentences on standard error, and never a traceback."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import click

from desktop_app import logs, paths
from desktop_app.cli.answer import Answer
from desktop_app.cli.session import Session
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import _
from desktop_app.services.progress import CancelledError

DONE = 0
HINDERED = 1

_log = logging.getLogger(__name__)


def of(work: Callable[[], object], session: Session) -> int:
    """Do the work, say its answer or what stood in its way, and give the exit code."""
    try:
        return _told(work(), session)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as slip:
        slip.show()
        return slip.exit_code
    except BrokenPipeError:
        return HINDERED
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a person gets a sentence
        return _refused(_sentence(error), session, getattr(error, "exit_code", HINDERED))


def _told(result: object, session: Session) -> int:
    if isinstance(result, Answer):
        result.give(as_json=session.as_json)
        return result.exit_code
    return result if isinstance(result, int) else DONE


def _refused(sentence: str, session: Session, exit_code: int) -> int:
    click.echo(sentence, err=True)
    if session.as_json:
        click.echo(json.dumps({"error": sentence}, ensure_ascii=False))
    return exit_code


def _sentence(error: BaseException) -> str:
    if isinstance(error, (KeyboardInterrupt, click.Abort, CancelledError)):
        return _("Cancelled; what was not finished was not kept.")
    if isinstance(error, CircumstanceError):
        return error.sentence()
    return _of_system(error) if isinstance(error, OSError) else _of_bug(error)


def _of_system(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return _("The system refused: {reason}.").format(reason=reason)
    return _("The system refused {file}: {reason}.").format(file=error.filename, reason=reason)


def _of_bug(bug: BaseException) -> str:
    file = logs.write_to(paths.settings())
    _log.error("A command failed", exc_info=bug)
    return _(
        "The program has made a mistake; what was saved is safe. The report without personal"
        " data is in {file}."
    ).format(file=file)
