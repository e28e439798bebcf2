"""The fields of a person on a sheet, the numbers covered until somebody asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain import regions
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.resident_id import LENGTH, ResidentId, read_resident_id
from desktop_app.domain.section import section_of
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.forms.person_values import FIELDS, NUMBERS
from desktop_app.gui.forms.person_words import field_name, value_words
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.id_number_edit import IdNumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine, TypedLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _

_CHOICES = {"sex": "sex", "ethnicity": "ethnicity", "category": "recipient_category"}


class PersonSheet(FormSheet):
    """Name and number, work, bank, remarks.

    Signals:
        uncover_requested: somebody wants to see and change the covered numbers.
        field_left: the name of a field that somebody has filled and left.
    """

    uncover_requested = Signal()
    field_left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: dict[str, object] = {}
        self._given: set[str] = set()
        self._region = label("", "note")
        self._uncover = link(_("Show the covered numbers to change them"))
        self._uncover.clicked.connect(self.uncover_requested)
        self._choices = {name: PinyinComboBox() for name in _CHOICES}
        self.employer = TextLine()
        self._build_person()
        self._build_work()
        self._build_bank()
        self._listen()

    def show_person(self, values: Mapping[str, object], known: Mapping[str, object]) -> None:
        """Show a person's fields; numbers that the ledger knows already stay covered."""
        for name, choices in self._choices.items():
            choices.set_choices(offered(_CHOICES[name], values.get(name)))
        self._given.clear()
        self._given.update(name for name in ("sex", "birth_date") if values.get(name))
        self.fill(values)
        self._held = {
            name: known[name] for name in NUMBERS if known.get(name) and known[name] == values[name]
        }
        for name in NUMBERS:
            editor = cast("TypedLine", self.editor(name))
            editor.setReadOnly(name in self._held)
            if name in self._held:
                editor.setText(value_words(name, self._held[name]))
                editor.note_changed.emit("")
        self._uncover.setVisible(bool(self._held))
        self.follow_number()
        self.follow_category()

    def covered(self) -> tuple[str, ...]:
        """Name the fields whose numbers are covered."""
        return tuple(self._held)

    def uncover(self) -> None:
        """Show the covered numbers and let them be changed."""
        uncovered, self._held = self._held, {}
        for name, value in uncovered.items():
            editor = cast("TypedLine", self.editor(name))
            editor.setReadOnly(False)
            editor.set_value(value)
        self._uncover.hide()
        self.follow_number()

    def values(self) -> dict[str, object]:
        """Give what stands in the fields, of covered ones what they cover."""
        return {**super().values(), **self._held}

    def follow_number(self) -> None:
        """Name the region of the number, and ask for a reason where its check does not fit."""
        text = str(self.values().get("id_number") or "")
        name = regions.region_name(text[:6]) if len(text) >= 6 else None
        self._region.setText(_("Region: {name}").format(name=name) if name else "")
        self._region.setVisible(bool(name))
        number, _issues = read_resident_id(text) if len(text) == LENGTH else (None, ())
        doubtful = number is not None and not number.check_fits
        reason = bool(self.editor("id_override_reason").value())
        self.show_field("id_override_reason", visible=doubtful or reason)

    def follow_category(self) -> None:
        """Say which section of the record the category calls for."""
        section = section_of(str(self._choices["category"].value() or ""))
        words = CodeLists.load()["section"].label_of(section)
        note = _("Goes with the section “{section}” of the record.").format(section=words)
        self._fields["category"].set_note(note if section else "")

    def _listen(self) -> None:
        self._choices["category"].edited.connect(self.follow_category)
        for name in ("sex", "birth_date"):
            self.editor(name).edited.connect(partial(self._given.add, name))
        for name in FIELDS:
            editor = self.editor(name)
            if isinstance(editor, TypedLine):
                editor.editingFinished.connect(partial(self.field_left.emit, name))
        number = cast("IdNumberEdit", self.editor("id_number"))
        number.number_read.connect(self._fill_from_number)
        number.textChanged.connect(self.follow_number)

    def _build_person(self) -> None:
        self.add_group(_("Person"), 0)
        self.add_field("name", field_name("name"), TextLine(), required=True)
        self.add_field("phone", field_name("phone"), CodeLine())
        self.add_field("id_number", field_name("id_number"), IdNumberEdit(), wide=True)
        self.add_widget(self._region)
        self.add_field(
            "id_override_reason",
            field_name("id_override_reason"),
            TextLine(),
            hint=_("For example: it stands on the card like this."),
            wide=True,
        )
        self.add_field("sex", field_name("sex"), self._choices["sex"])
        self.add_field("birth_date", field_name("birth_date"), DateEdit())
        self.add_field("ethnicity", field_name("ethnicity"), self._choices["ethnicity"])
        self.add_field("other_phone", field_name("other_phone"), CodeLine())
        self.add_widget(self._uncover)

    def _build_work(self) -> None:
        self.add_group(_("Work and home"), 1)
        self.add_field("category", field_name("category"), self._choices["category"])
        self.add_field("employer", field_name("employer"), self.employer)
        self.add_field("address", field_name("address"), TextLine(), wide=True)
        self.add_field("remarks", field_name("remarks"), TextArea(2), wide=True)

    def _build_bank(self) -> None:
        self.add_group(_("Bank account"), 1)
        self.add_field("bank_name", field_name("bank_name"), TextLine())
        self.add_field("bank_account_name", field_name("bank_account_name"), TextLine())
        self.add_field("bank_card", field_name("bank_card"), CodeLine(), wide=True)

    def _fill_from_number(self, number: ResidentId) -> None:
        """Fill what the number says, unless somebody has said it themselves."""
        for name, value in (("sex", number.sex), ("birth_date", number.birth_date)):
            editor = self.editor(name)
            if name in self._given and editor.value() is not None:
                continue
            editor.set_value(value)
            self.field_edited.emit(name)
