"""Before a number is taken, every character is looked for in the fonts."""

from dataclasses import replace

import pytest

from desktop_app import i18n
from desktop_app.services.printing.press import preflight
from tests.pictures.paper_samples import CONDOLENCE, PLAIN, RECEIPT, RECOVERY, receipts, roster

NOWHERE = "\U00031353"  # Ext H: in none of the bundled fonts


def test_what_every_font_can_set_passes():
    assert preflight([*receipts(40), CONDOLENCE, roster(len(PLAIN)), RECOVERY]) == ()


@pytest.mark.parametrize(
    ("content", "field"),
    [(RECEIPT, "name"), (RECEIPT, "unit"), (CONDOLENCE, "wish"), (CONDOLENCE, "goods")],
)
def test_a_missing_character_is_named_with_person_and_field(content, field):
    broken = replace(content, **{field: f"王{NOWHERE}"})
    (missing,) = preflight([content, broken])
    assert (missing.person, missing.field) == (broken.name, field)
    assert (missing.character, missing.code_point) == (NOWHERE, "U+31353")


def test_a_missing_character_on_a_roster_is_named_with_its_line():
    content = roster(3)
    lines = (*content.lines[:2], replace(content.lines[2], address=NOWHERE))
    (missing,) = preflight([replace(content, lines=lines)])
    assert (missing.person, missing.field) == (content.lines[2].name, "address")


def test_the_same_fault_is_told_once():
    broken = replace(RECEIPT, name=NOWHERE * 3)
    assert len(preflight([broken, broken])) == 1


def test_the_field_is_named_in_the_language_of_the_moment():
    (missing,) = preflight([replace(RECEIPT, unit=NOWHERE)])
    assert missing.field_words == "employer or unit"
    i18n.use_language("zh_CN")
    assert missing.field_words != ""


def test_a_line_break_in_a_wish_is_no_missing_character():
    assert preflight([replace(CONDOLENCE, wish="一\n二")]) == ()


def test_printing_what_preflight_refuses_is_a_bug(print_sheets):
    with pytest.raises(ValueError, match=r"U\+31353"):
        print_sheets(replace(RECEIPT, name=NOWHERE))
