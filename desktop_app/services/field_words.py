"""What the fields that are keyed twice are called."""

from __future__ import annotations

from desktop_app.domain.second_keying import KeyedField
from desktop_app.i18n import _, mark

_WORDS = {
    KeyedField.ID_NUMBER: mark("ID number"),
    KeyedField.BANK_CARD: mark("Bank card"),
    KeyedField.AMOUNT: mark("Amount of a grant"),
}


def keyed_field_words(field: KeyedField) -> str:
    """Say which value it is."""
    return _(_WORDS[field])
