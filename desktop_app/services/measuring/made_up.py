"""Ledgers and people of a measurement, made here from a seed and thrown away after it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.domain.role import Role
from desktop_app.services import setting_up
from desktop_app.services.desk import Desk
from desktop_app.services.setting_up import Founding
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder

PASSPHRASE = "bench passphrase"  # noqa: S105  (made and thrown away here)
DAY = date(2021, 2, 8)
CHUNK = 500
ME = Actor("bench", Role.CLERK)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建华红玉"


def today() -> date:
    """Tell the day of every measurement."""
    return DAY


def founded(folder: Path, number: int = 0) -> Desk:
    """Begin a ledger; the laptops of one measurement have numbers of their own."""
    answers = Founding(
        organisation="bench",
        region="640100",
        device=f"{number}",
        admin=f"bench{number or ''}",
        passphrase=PASSPHRASE,
        code=f"{number:02}",
    )
    return setting_up.found(Folder(folder), answers, today=today)[0]


def people(count: int, seed: int) -> list[Beneficiary]:
    """Make up so many people of nine fields."""
    chance = random.Random(seed)  # noqa: S311  (names for a measurement)
    return [person(chance) for _one in range(count)]


def person(chance: random.Random) -> Beneficiary:
    """Make up a person."""
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2)))
    return Beneficiary(
        id=BeneficiaryId(new_id()),
        name=name,
        id_number=f"{chance.randrange(10**17):017d}X",
        phone=f"139{chance.randrange(10**8):08d}",
        employer=f"第{chance.randrange(500)}公司",
        category="courier",
        birth_date=date(1970, 1, 1),
        address=f"兴庆区某街道{chance.randrange(1000)}号",
        bank_card=f"62220{chance.randrange(10**14):014d}",
    )


def keep(desk: Desk, made: Sequence[Beneficiary]) -> None:
    """Write people as a roster is written: some hundred in a save."""
    with desk.store.transaction():
        for start in range(0, len(made), CHUNK):
            edits = [edit_of(kinds.BENEFICIARY, one) for one in made[start : start + CHUNK]]
            desk.store.changes.save(edits, actor=ME, deed=Deed("bench"))
