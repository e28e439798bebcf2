"""Pictures from outside: what is taken, what is made of it, and what is refused in a sentence."""

import io
import random
from datetime import date

import pytest
from PIL import Image

from desktop_app.domain.errors import CircumstanceError
from desktop_app.services import pictures
from tests.unit.services.pictured import DEVICE, drawn, jpeg, png_that_claims, saved

MUTATIONS = 200


def opened(prepared):
    return Image.open(io.BytesIO(prepared.data))


def test_a_large_photo_becomes_small_enough_and_stays_a_jpeg():
    taken = pictures.photo(jpeg((4000, 3000)))
    assert (taken.width, taken.height) == (1600, 1200)
    assert opened(taken).format == "JPEG"
    assert taken.media_type == "image/jpeg"


def test_a_small_photo_is_not_blown_up():
    assert pictures.photo(jpeg((400, 300))).width == 400


def test_a_photo_taken_sideways_stands_upright():
    taken = pictures.photo(jpeg((400, 300), orientation=6))
    assert (taken.width, taken.height) == (300, 400)
    top, bottom = opened(taken).getpixel((150, 20)), opened(taken).getpixel((150, 380))
    assert top[0] > 200 > top[2]
    assert bottom[2] > 200 > bottom[0]
    assert opened(taken).getexif().get(0x0112) is None


def test_place_and_device_are_left_out():
    taken = pictures.photo(jpeg(place=True))
    assert not taken.with_location
    assert dict(opened(taken).getexif()) == {}
    assert DEVICE.encode() not in taken.data


def test_the_place_stays_where_it_is_wanted_and_the_device_does_not():
    taken = pictures.photo(jpeg(place=True), keep_location=True)
    assert taken.with_location
    place = opened(taken).getexif().get_ifd(0x8825)
    assert (place[1], place[3]) == ("N", "E")
    assert [round(float(part)) for part in place[2]] == [38, 28, 12]
    assert DEVICE.encode() not in taken.data


def test_a_wanted_place_that_the_photo_does_not_have_is_not_claimed():
    assert not pictures.photo(jpeg(), keep_location=True).with_location


def test_the_day_of_the_camera_is_read():
    assert pictures.photo(jpeg()).taken_on == date(2021, 2, 8)
    assert pictures.photo(saved(drawn(), "JPEG")).taken_on is None


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_make_are_taken(mode):
    form = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    image = Image.new(mode, (40, 30), 30_000) if mode == "I;16" else drawn((40, 30), mode)
    taken = pictures.photo(saved(image, form))
    assert (taken.width, taken.height) == (40, 30)


def test_what_was_transparent_is_white_and_not_black():
    taken = pictures.photo(saved(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG"))
    assert opened(taken).getpixel((5, 5)) == (255, 255, 255)


def test_two_pictures_in_one_file_as_phones_make_them_count_as_the_first():
    both = saved(drawn(), "MPO", save_all=True, append_images=[drawn((100, 100))])
    assert pictures.photo(both).width == 400


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\0" * (pictures.MAX_BYTES + 1), pictures.FileTooLargeError),
        (png_that_claims(8000, 6000), pictures.TooManyPixelsError),
        (png_that_claims(20_000, 20_000), pictures.TooManyPixelsError),
        (png_that_claims(4000, 3000), pictures.PictureDamagedError),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", pictures.HeicError),
        (saved(drawn(), "GIF"), pictures.NoPictureError),
        (b"%PDF-1.4", pictures.NoPictureError),
        (b"", pictures.NoPictureError),
        (jpeg()[:900], pictures.PictureDamagedError),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_cannot_be_taken_is_said_in_a_sentence(data, said):
    with pytest.raises(said) as refused:
        pictures.photo(data)
    assert refused.value.sentence().endswith(".")


def outcome(data):
    try:
        pictures.photo(data, keep_location=True)
    except CircumstanceError as circumstance:
        return "refused" if circumstance.sentence() else "silent"
    return "taken"


def test_damaged_pictures_are_taken_or_refused_and_never_end_the_program():
    chance = random.Random(20210210)  # noqa: S311 - the same pictures every time
    good = [
        jpeg((120, 90), place=True, orientation=6),
        saved(drawn((120, 90), "RGBA"), "PNG"),
        saved(drawn((120, 90)), "TIFF", compression="tiff_lzw"),
        saved(drawn((120, 90)), "JPEG", progressive=True),
    ]
    outcomes = {"taken": 0, "refused": 0}
    for at in range(MUTATIONS):
        data = bytearray(good[at % len(good)])
        for _change in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        outcomes[outcome(bytes(data))] += 1
    assert sum(outcomes.values()) == MUTATIONS
    assert min(outcomes.values()) > 10


def test_a_pdf_is_kept_as_it_is():
    data = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
    assert pictures.document(data).data == data
    assert pictures.document(data).media_type == "application/pdf"


def test_a_picture_of_a_paper_is_kept_as_it_is():
    data = jpeg((3000, 2000))
    taken = pictures.document(data)
    assert taken.data == data
    assert (taken.width, taken.height) == (3000, 2000)


def test_a_document_of_another_kind_is_refused():
    with pytest.raises(pictures.NoDocumentError):
        pictures.document(b"PK\x03\x04 a workbook")
