"""Why a file cannot be read as a roster: one calm sentence each."""

from __future__ import annotations

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark


class UnreadableFileError(CircumstanceError):
    """The file is not there, or the disk does not give it."""

    message = mark("The file {file} could not be opened. Is the stick still plugged in?")


class NotAWorkbookError(CircumstanceError):
    """The content is a picture, a letter or something else."""

    message = mark(
        "{file} is not a workbook, whatever its name says. Choose an .xlsx, .xls or .csv file."
    )


class EncryptedWorkbookError(CircumstanceError):
    """The workbook asks for a password."""

    message = mark(
        "{file} is protected with a password. Open it in Excel, take the password off and save it."
    )


class DamagedWorkbookError(CircumstanceError):
    """The file breaks off, or its parts do not fit together."""

    message = mark("{file} is damaged. Ask the sender for the file again.")


class UnusualWorkbookError(CircumstanceError):
    """A well-meant file of another program, or an attack: it is not told apart."""

    message = mark(
        "{file} is built in an unusual way and was not opened. "
        "Open it in Excel, save it under a new name and choose that."
    )


class WorkbookTooLargeError(CircumstanceError):
    """More than a roster ever needs."""

    message = mark("{file} is too large: {limit}. Split it into several files.")


class EmptyWorkbookError(CircumstanceError):
    """No sheet has anything in it."""

    message = mark("There is nothing in {file}.")


class NoRosterError(CircumstanceError):
    """No sheet has a heading row that names people and their ID numbers."""

    message = mark(
        "No list of people was found in {file}: within its first ten rows, a sheet must have "
        "headings for the name (姓名) and the ID number (身份证号)."
    )
