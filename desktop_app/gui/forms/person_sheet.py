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
from desktop_app.gui.widgets.covered_line import CoveredCodeLine, CoveredIdEdit
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine, TypedLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _

_CHOICES = {"sex": "sex", "ethnicity": "ethnicity", "category": "recipient_category"}


class PersonSheet(FormSheet):
    """Name and number, work, bank, remarks.

    Signals:
        uncover_requested: the name of a covered number that somebody wants to see and change.
        field_left: the name of a field that somebody has filled and left.
    """

    uncover_requested = Signal(str)
    field_left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: set[str] = set()
        self._region = label("", "note")
        self._numbers: dict[str, CoveredIdEdit | CoveredCodeLine] = {
            name: CoveredIdEdit() if name == "id_number" else CoveredCodeLine() for name in NUMBERS
        }
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
        first = next((one for one in NUMBERS if known.get(one)), "")
        for name, line in self._numbers.items():
            line.says_how = name == first
            line.protect(known.get(name), value_words(name, known.get(name)))
        self.fill(values)
        self.follow_number()
        self.follow_category()

    def uncover(self, name: str) -> None:
        """Show a covered number for a while and let it be changed."""
        self._numbers[name].uncover()

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
        for name, line in self._numbers.items():
            line.uncover_requested.connect(partial(self.uncover_requested.emit, name))
        number = cast("CoveredIdEdit", self._numbers["id_number"])
        number.number_read.connect(self._fill_from_number)
        number.textChanged.connect(self.follow_number)

    def _build_person(self) -> None:
        self.add_group(_("Person"), 0)
        self.add_field("name", field_name("name"), TextLine(), required=True)
        self.add_field("phone", field_name("phone"), self._numbers["phone"])
        self.add_field("id_number", field_name("id_number"), self._numbers["id_number"], wide=True)
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
        self.add_field("other_phone", field_name("other_phone"), self._numbers["other_phone"])

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
        self.add_field("bank_card", field_name("bank_card"), self._numbers["bank_card"], wide=True)

    def _fill_from_number(self, number: ResidentId) -> None:
        """Fill what the number says, unless somebody has said it themselves."""
        for name, value in (("sex", number.sex), ("birth_date", number.birth_date)):
            editor = self.editor(name)
            if name in self._given and editor.value() is not None:
                continue
            editor.set_value(value)
            self.field_edited.emit(name)
