import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop_app.domain.code_points import character_before, code_point_of, standard_of
from desktop_app.domain.gb18030 import PARTS

IDEOGRAPHS = [one for part in PARTS for one in part]


@pytest.mark.parametrize(
    ("written", "character"),
    [
        ("U+3106C", "\U0003106c"),
        ("张U+2CC56", "𬱖"),
        ("张2cc56", "𬱖"),
        ("u+4dae", "䶮"),
        ("4DAE", "䶮"),
        ("0x2CC56", "𬱖"),
        ("&#x2CC56;", "𬱖"),
        ("U+2CC56", "𬱖"),
        ("2EBF0", "\U0002ebf0"),
        ("U+B7", "·"),
        ("U+E863", "䶮"),
        ("U+10FFFD", None),
        ("U+E000", None),
        ("U+D842", None),
        ("U+7", None),
        ("U+0A", None),
        ("U+FFFE", None),
        ("U+110000", None),
        ("U+0378", None),
        ("4DA", None),
        ("12345678", None),
        ("张", None),
        ("", None),
    ],
)
def test_a_code_point_is_read_as_people_write_it(written, character):
    found = character_before(written)
    assert (found[0] if found else None) == character


@given(before=some.text(max_size=5), character=some.sampled_from(IDEOGRAPHS))
def test_every_ideograph_is_reached_by_its_code_point_whatever_stands_before(before, character):
    written = code_point_of(character)
    assert character_before(before + written) == (character, len(written))


def test_private_codes_of_gbk_lead_to_where_the_standard_has_moved_them():
    trails = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    for at, trail in enumerate(trails):
        private = chr(0xE815 + at)
        moved = bytes((0xFE, trail)).decode("gb18030")  # the edition of 2005 had moved 66 of 80
        assert standard_of(private) == moved or moved == private
        assert standard_of(private) < "\ue000" or standard_of(private) > "\uf8ff"
    assert {standard_of(chr(one)) for one in (0xE814, 0xE865, 0x4DAE)} == {""}
    assert len({standard_of(chr(0xE815 + at)) for at in range(80)}) == 80
