"""Every key that does something, in one table, so that no key does two things."""

from __future__ import annotations

from enum import Enum

from desktop_app.i18n import mark


class Shortcut(Enum):
    """A key of the window and what it does."""

    KEY_LIST = ("F1", mark("Show this list of keys"))
    SEARCH = ("Ctrl+K", mark("Search people and pages"))
    NEW = ("Ctrl+N", mark("New record on this page"))
    EDIT = ("F2", mark("Edit the shown record"))
    CHOICES = ("F4", mark("Open the choices or the calendar of a field"))
    REFRESH = ("F5", mark("Read the list again"))
    ACROSS = ("F7", mark("Go from the list to the record beside it, and back"))
    NEXT_PART = ("Ctrl+PgDown", mark("Next tab of the record or the page"))
    PREVIOUS_PART = ("Ctrl+PgUp", mark("Tab before"))
    NARROWER = ("Ctrl+Shift+Left", mark("Make the list narrower"))
    WIDER = ("Ctrl+Shift+Right", mark("Make the list wider"))
    SAVE = ("Ctrl+S", mark("Save"))
    SAVE_AND_NEXT = ("Ctrl+Return", mark("Save and go to the next one"))
    COPY_PREVIOUS = ("Ctrl+D", mark("Copy this field from the previous record"))
    CHARACTER = ("Alt+X", mark("Turn a code point into its character"))
    UNDO = ("Ctrl+Z", mark("Undo what was typed last, in whichever field"))
    REDO = ("Ctrl+Y", mark("Do it again"))
    NEXT_FIELD = ("Return", mark("Go to the next field"))
    ADD_ROW = ("Ins", mark("Add a row or a photo in a form"))
    REMOVE_ROW = ("Del", mark("Remove the row or the photo"))
    MOVE_LEFT = ("Alt+Left", mark("Move a photo to the left"))
    MOVE_RIGHT = ("Alt+Right", mark("Move a photo to the right"))
    MOVE_UP = ("Alt+Up", mark("Move a row up"))
    MOVE_DOWN = ("Alt+Down", mark("Move a row down"))
    ALIKE = ("F6", mark("Go to the record that may be about the same person"))
    MERGE = ("Ctrl+M", mark("Merge two records of one person"))
    KEY_AGAIN = ("Ctrl+Shift+K", mark("Key values a second time"))
    IMPORT = ("Ctrl+I", mark("Import a roster; on the exchange page merge bundles"))
    APPROVE = ("Ctrl+Shift+A", mark("Approve the planned grants"))
    COLUMNS = ("Ctrl+Shift+C", mark("Choose the columns of the list"))
    MARK = ("Space", mark("Mark the row, or take its mark off"))
    MARK_ALL = ("Ctrl+A", mark("Mark all rows of the list"))
    TAG = ("Ctrl+T", mark("Tag the marked people"))
    PRINT_LIST = ("Ctrl+Shift+P", mark("Print what the list shows"))
    EXPORT = ("Ctrl+E", mark("Export the list to Excel; on the exchange page write a bundle"))
    TAKE = ("1", mark("Take the first value of a disagreement, 2 the second; 0 types another"))
    PRINT = ("Ctrl+P", mark("Print"))
    LOCK = ("Ctrl+L", mark("Lock the program"))
    LEAVE = ("Esc", mark("Leave the form; asks if something was typed"))

    @property
    def keys(self) -> str:
        """The key in Qt's portable spelling."""
        return self.value[0]

    @property
    def meaning(self) -> str:
        """What it does, an English msgid."""
        return self.value[1]


PAGE_KEYS = "1234567890-="  # as they lie on the keyboard


def page_keys(number: int) -> str:
    """Give the key of the page at this place of the rail, from 1; the tenth is Alt+0."""
    return f"Alt+{PAGE_KEYS[number - 1]}" if number <= len(PAGE_KEYS) else ""
