"""What lies where on a sheet is said by the same figures that draw it."""

import pytest
from PIL import Image

from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing.paper import Box
from desktop_app.services.printing.places import Places, SignPlace
from desktop_app.services.scanning.ink import ink_of
from desktop_app.services.scanning.known_forms import known_forms
from desktop_app.services.scanning.plane import Plane, affine, projective

SQUARE = [(0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0)]
FLAT = Plane((10.0, 0.0, 0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 1.0))  # ten pixels a mm


def test_rosters_have_a_place_for_everybody_and_receipts_one_for_each_hand():
    forms = known_forms()
    (receipt,) = forms[SheetKind.RECEIPT]
    assert [place.row for place in receipt.signed] == [0, 0]
    double, dense = forms[SheetKind.SIGN_ROSTER]
    assert [place.row for place in double.signed] == list(range(10))
    assert [place.row for place in dense.signed] == [row for row in range(16) for _hand in (1, 2)]
    assert all(one.signed == () for one in forms[SheetKind.CONDOLENCE])


def test_an_offices_own_form_moves_its_places(tmp_path):
    (tmp_path / "sign-roster.toml").write_text(
        'like = "sign-roster"\nrows_per_page = 8\nrow_height = 15\n', encoding="utf-8"
    )
    own, *_rest = known_forms(tmp_path)[SheetKind.SIGN_ROSTER]
    usual, *_more = known_forms()[SheetKind.SIGN_ROSTER]
    assert (own.rows, usual.rows) == (8, 10)
    assert own.signed[1].box.y > usual.signed[1].box.y


def test_places_to_sign_lie_inside_the_paper_and_beside_the_code():
    for forms in known_forms().values():
        for places in forms:
            for one in places.signed:
                assert 0 < one.box.x < one.box.right < places.size.width
                assert 0 < one.box.y < one.box.bottom < places.size.height
                assert not overlap(one.box, places.code)


def overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    return across > 0 and min(one.bottom, other.bottom) - max(one.y, other.y) > 0


@pytest.mark.parametrize("fit", [affine, projective])
def test_a_map_leads_from_the_sheet_to_the_picture(fit):
    seen = [(20 + 2 * x, 30 + 3 * y) for x, y in SQUARE]
    plane = fit(SQUARE, seen)
    x, y = plane((25, 10))
    assert (round(x, 6), round(y, 6)) == (70, 60)


def test_perspective_is_undone_exactly_by_four_points():
    seen = [(10.0, 12.0), (205.0, 5.0), (190.0, 130.0), (22.0, 118.0)]
    plane = projective(SQUARE, seen)
    for point, wanted in zip(SQUARE, seen, strict=True):
        assert plane(point) == pytest.approx(wanted)


def test_points_on_one_line_make_no_map():
    line = [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]
    assert affine(line, line) is None


def sheet_of_paper(shade=250):
    return Image.new("L", (600, 300), shade)


def test_blank_paper_has_no_ink_however_grey_or_shaded():
    place = SignPlace(Box(5, 5, 40, 15))
    assert ink_of(sheet_of_paper(), FLAT, place) == 0
    assert ink_of(sheet_of_paper(120), FLAT, place) == 0
    shaded = Image.linear_gradient("L").resize((600, 300))
    assert ink_of(shaded.point(lambda shade: 120 + shade // 2), FLAT, place) == 0


def test_a_stroke_is_ink_and_the_line_to_sign_on_is_not():
    paper = sheet_of_paper()
    paper.paste(20, (60, 150, 440, 153))
    line = Box(5, 14.2, 40, 1.8)
    assert ink_of(paper, FLAT, SignPlace(Box(5, 5, 40, 15))) > 0
    assert ink_of(paper, FLAT, SignPlace(Box(5, 5, 40, 15), 0, (line,))) == 0
    paper.paste(40, (100, 80, 300, 88))
    assert ink_of(paper, FLAT, SignPlace(Box(5, 5, 40, 15), 0, (line,))) >= 10


def test_a_speck_is_no_ink():
    paper = sheet_of_paper()
    paper.paste(0, (200, 100, 202, 102))
    assert ink_of(paper, FLAT, SignPlace(Box(5, 5, 40, 15))) == 0


def test_corner_marks_stand_in_the_corners_of_every_paper():
    places = Places(form="", size=known_forms()[SheetKind.RECEIPT][0].size, code=Box(0, 0, 1, 1))
    assert places.corners == ((5, 5), (205, 5), (205, 94), (5, 94))
