"""Three laptops, somebody whose phone they all know, and how to look for what must be gone."""

import zlib
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from desktop_app.services.office import Office
from desktop_app.storage import checks, kinds
from tests.laptops import acquaint, found

OLD, SECRET, OTHER = "13911112222", "13933334444", "13955556666"


@pytest.fixture
def laptops(tmp_path):
    made = [found(tmp_path / name, number) for number, name in enumerate("abc")]
    acquaint(made)
    yield made
    for one in made:
        one.close()


@pytest.fixture
def person(laptops, make_person):
    """Somebody whose phone was changed once and who is known everywhere."""
    a = laptops[0]
    kept = a.save(kinds.BENEFICIARY, make_person("马秀兰", phone=OLD, address="西夏区怀远路8号"))
    changed = change(a, kept, phone=SECRET)
    share(*laptops)
    return changed


def change(laptop, person, **values):
    base = laptop.store.beneficiaries.reading(person.id)
    changed = replace(base.record, **values)
    laptop.save(kinds.BENEFICIARY, changed, base, "person.changed")
    return changed


def share(*laptops):
    for _round in range(2):
        for one in laptops:
            others = [other for other in laptops if other is not one]
            file = one.export(*others)
            for other in others:
                other.merges.merge(file, copy=False)


def erase(laptop, person, *fields, reason="本人要求删除"):
    return Office(laptop.desk).erasing.erase("beneficiary", person.id, fields, reason)


def jpeg():
    """Make a small photo."""
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "JPEG")
    return buffer.getvalue()


def log_of(laptop):
    """Give everything that the log and what lies beside it says, unpacked."""
    db = laptop.store.db
    parts = [zlib.decompress(one) for (one,) in db.execute("SELECT payload FROM log_save")]
    parts += [zlib.decompress(one) for (one,) in db.execute("SELECT payload FROM log_aside")]
    parts += [zlib.decompress(one) for (one,) in db.execute("SELECT line FROM log_parked")]
    tables = ("log_given", "log_record", "draft", "beneficiary", "second_keying", "person_merge")
    for table in tables:
        parts += [repr(row).encode() for row in db[table].rows]
    return b"\n".join(parts).decode()


def says_nothing(laptop, *values):
    said = log_of(laptop)
    return all(value not in said for value in values)


def is_sound(laptop):
    db = laptop.store.db
    return laptop.store.audit.verify().holds and checks.log_makes_the_records(db)
