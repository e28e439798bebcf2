"""Font files held as arrays cut the same subsets as ReportLab's own reading of them."""

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from desktop_app import paths
from desktop_app.services.printing.font_files import FontFile
from desktop_app.services.printing.typefaces import CHAINS, Weight

SAMPLES = [ord(character) for character in "暖访慰问金０１２ABCé，。 \u3400"]


@pytest.fixture(params=[CHAINS[Weight.REGULAR][0], "BabelStoneHanRare.ttf"])
def both(request):
    path = paths.resources() / "fonts" / request.param
    return FontFile(path), TTFontFace(str(path))


def test_a_subset_is_the_same_to_the_byte(both):
    lean, usual = both
    some = list(usual.charToGlyph)[::997] + SAMPLES
    assert lean.makeSubset(some) == usual.makeSubset(some)


def test_glyphs_and_widths_are_the_same(both):
    lean, usual = both
    assert dict(lean.charToGlyph) == usual.charToGlyph
    assert dict(lean.charWidths) == usual.charWidths
    assert list(lean.glyphPos) == usual.glyphPos
    assert all(lean.hmetrics[n] == pair for n, pair in enumerate(usual.hmetrics))


def test_a_character_the_face_does_not_have_has_no_glyph(both):
    lean, _usual = both
    assert lean.charToGlyph.get(0x10FFFD, 0) == 0
    assert 0x10FFFD not in lean.charToGlyph
