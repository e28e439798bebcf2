"""The form of a choice of a code list."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain.change import Reading
from desktop_app.domain.code_entry import CodeEntry
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import CodeEntryId, new_id
from desktop_app.gui.forms.form_plan import FormField, FormGroup, plain
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.widgets.number_edit import YearEdit
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine
from desktop_app.gui.widgets.words_line import WordsLine
from desktop_app.i18n import _, mark
from desktop_app.services.office import Office

PLAN = (
    FormGroup(
        title=mark("Words"),
        column=0,
        fields=(
            FormField(name="name", caption=mark("Chinese"), editor=plain(TextLine), required=True),
            FormField(name="english", caption=mark("English"), editor=plain(TextLine)),
            FormField(
                name="old",
                caption=mark("Other and former words"),
                editor=plain(WordsLine),
                hint=mark("As rosters write it; 、 between them."),
                wide=True,
            ),
            FormField(
                name="note",
                caption=mark("What it means"),
                editor=plain(lambda: TextArea(2)),
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Code and source"),
        column=1,
        fields=(
            FormField(
                name="code",
                caption=mark("Code"),
                editor=plain(CodeLine),
                hint=mark("Left empty, it is made of the words. It never changes later."),
                wide=True,
            ),
            FormField(
                name="valid_from",
                caption=mark("Offered from the year"),
                editor=plain(YearEdit),
                shared=True,
            ),
            FormField(
                name="source",
                caption=mark("Source"),
                editor=plain(TextLine),
                hint=mark("The document that lays it down."),
                wide=True,
                shared=True,
            ),
        ),
    ),
)


class CodeEntryForm(RecordForm[CodeEntry]):
    """One choice: a new one of a list, or the words of one that is there."""

    form, words = "code_entry", mark("Choice of a code list")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.codebook, PLAN, parent)

    def blank(self) -> CodeEntry:
        """Begin without a list; `begin(list_id=…)` says which."""
        return CodeEntry(id=CodeEntryId(new_id()), list_id="")

    def title_of(self, record: CodeEntry) -> str:
        """Name the list and the choice."""
        chosen = CodeLists.load().get(record.list_id)
        parts = (chosen.label if chosen else "", record.name or _("New choice"))
        return " · ".join(part for part in parts if part)

    def follow_field(self, name: str) -> None:
        """Let the code of a choice that is there be read only."""
        if name == "code":
            cast("CodeLine", self.sheet.editor("code")).setReadOnly(not self.is_new)

    def keep(self, record: CodeEntry, base: Reading[CodeEntry] | None) -> CodeEntry:
        """Keep it under the id of its code, and let go of the draft that had another one."""
        kept = super().keep(record, base)
        self.give_up()
        self._record = kept
        return kept
