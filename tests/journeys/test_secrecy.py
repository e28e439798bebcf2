"""Nothing of a person can be read on the disk: not in the ledger, beside it, or in a name."""

import pytest

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.services import setting_up
from desktop_app.services.enrolling import Enrolling
from desktop_app.services.office import Office
from desktop_app.services.season import playing, script
from desktop_app.services.setting_up import Founding
from desktop_app.storage.store import Folder
from tests.journeys.conftest import PASSPHRASE

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
NAME, ID_NUMBER, PHONE, CARD = (
    "欧阳慕雪",
    "640102197001010016",
    "13895551234",
    "6222021234567890128",
)
REMARK, USER, PASSPHRASE_OF_USER = "房租欠了三个月", "端木管理", PASSPHRASE
SECRETS = (NAME, ID_NUMBER, PHONE, CARD, REMARK, USER, PASSPHRASE_OF_USER, "银川市总工会")


def readable(folder, secrets):
    """List what can be read in the files of a folder, whole or in their names."""
    return [
        (file.name, secret)
        for file in folder.rglob("*")
        for secret in secrets
        if secret in file.name
        or (file.is_file() and any(secret.encode(code) in file.read_bytes() for code in ENCODINGS))
    ]


@pytest.fixture
def office(tmp_path):
    answers = Founding(
        organisation="银川市总工会", region="640100", device="一号机", admin=USER,
        passphrase=PASSPHRASE_OF_USER,
    )  # fmt: skip
    folder = Folder(tmp_path / "ledger")
    desk, _code = setting_up.found(folder, answers, today=lambda: playing.CLOSED)
    opened = Office(desk)
    yield opened
    opened.close()


def record(office):
    person = Beneficiary(
        id=BeneficiaryId(new_id()), name=NAME, id_number=ID_NUMBER, phone=PHONE, bank_card=CARD,
        remarks=REMARK,
    )  # fmt: skip
    office.register.save(person)
    office.drafting.keep("person", person.id, NAME, {"name": NAME, "remarks": REMARK}, {})
    return person


def test_while_the_ledger_is_open_nothing_can_be_read(office, tmp_path):
    record(office)
    log = tmp_path / "ledger" / "ledger.nuanfang-wal"
    assert log.stat().st_size > 0
    assert readable(tmp_path, SECRETS) == []


def test_after_closing_and_in_the_backup_nothing_can_be_read(office, tmp_path):
    record(office)
    office.caretaking.back_up()
    office.close()
    assert len(list((tmp_path / "ledger" / "backups").iterdir())) == 2
    assert readable(tmp_path, SECRETS) == []


def test_the_roster_of_the_sample_cannot_be_read_while_it_is_imported(office, tmp_path):
    (roster,) = script.rosters()
    enrolling = Enrolling(office.desk)
    previewed = enrolling.preview(roster)
    enrolling.take(previewed)
    people = [one.person for one in previewed.matches]
    secrets = [person.name for person in people if len(person.name) > 2]
    secrets += [person.id_number for person in people if person.id_number]
    assert len(secrets) > 100
    assert readable(tmp_path, secrets) == []


def test_the_search_itself_finds_what_lies_open(tmp_path):
    for place, code in enumerate(ENCODINGS):
        (tmp_path / f"{place}.bin").write_bytes(b"\0" + NAME.encode(code))
    (tmp_path / NAME).touch()
    assert len(readable(tmp_path, [NAME])) == len(ENCODINGS) + 1
