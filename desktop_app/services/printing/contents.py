"""What stands on a sheet: plain values, frozen into the ledger when the number is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from desktop_app.i18n import mark

Text = tuple[str, str, str]

FIELD_WORDS = {
    "number": mark("number"),
    "replaces": mark("replaced number"),
    "union": mark("union"),
    "campaign": mark("campaign"),
    "name": mark("name"),
    "honorific": mark("form of address"),
    "sex": mark("sex"),
    "id_number": mark("ID number"),
    "bank_card": mark("bank card"),
    "category": mark("category"),
    "unit": mark("employer or unit"),
    "address": mark("home address"),
    "phone": mark("phone"),
    "file_number": mark("file number"),
    "goods": mark("goods"),
    "fund_source": mark("fund source"),
    "method": mark("method"),
    "handler": mark("handled by"),
    "witness": mark("witness"),
    "wish": mark("wish"),
    "handed_over_by": mark("handed over by"),
    "remarks": mark("remarks"),
    "device": mark("laptop"),
    "code": mark("recovery code"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptContent:
    """慰问金（品）领取单: what one person receives, to be signed for.

    `id_number` is written as the purpose allows, masked or in full; amounts are in fen.
    `replaces` is the number of the void sheet that this one corrects.
    """

    number: str
    union: str
    campaign: str
    name: str
    id_number: str
    category: str
    unit: str
    amount_fen: int
    goods: str
    goods_fen: int
    fund_source: str
    method: str
    day: date
    handler: str = ""
    witness: str = ""
    replaces: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON values."""
        return asdict(self) | {"day": self.day.isoformat()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> ReceiptContent:
        """Read what `to_json` gave."""
        return cls(**{**values, "day": date.fromisoformat(values["day"])})

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        return _texts(self, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CondolenceContent:
    """慰问单: to whom, what is wished, what comes with it.

    `honorific` follows the name in the salutation; a line of `wish` is a paragraph.
    """

    number: str
    union: str
    campaign: str
    name: str
    wish: str
    amount_fen: int
    goods: str
    handed_over_by: str
    day: date
    honorific: str = "同志"
    unit: str = ""
    replaces: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON values."""
        return asdict(self) | {"day": self.day.isoformat()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> CondolenceContent:
        """Read what `to_json` gave."""
        return cls(**{**values, "day": date.fromisoformat(values["day"])})

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        return _texts(self, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """One person on a sign roster; `age` in full years, None where unknown."""

    name: str
    sex: str
    age: int | None
    id_number: str
    bank_card: str
    unit: str
    address: str
    amount_fen: int
    phone: str
    file_number: str
    remarks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterContent:
    """专项资金实名制签领表: the people paid from one fund source."""

    number: str
    union: str
    campaign: str
    fund_source: str
    day: date
    lines: tuple[RosterLine, ...]
    replaces: str = ""

    @property
    def amount_fen(self) -> int:
        """Add up the lines."""
        return sum(line.amount_fen for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON values."""
        return asdict(self) | {
            "day": self.day.isoformat(),
            "lines": [asdict(line) for line in self.lines],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> RosterContent:
        """Read what `to_json` gave."""
        lines = tuple(RosterLine(**line) for line in values["lines"])
        return cls(**{**values, "day": date.fromisoformat(values["day"]), "lines": lines})

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        yield from _texts(self, self.fund_source)
        for line in self.lines:
            yield from _texts(line, line.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLine:
    """One stop of a route; the phone is masked, for paper that is carried about."""

    time: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteContent:
    """走访路线单: where a team goes in one day. It is no voucher and has no number."""

    title: str
    union: str
    team: str
    leader: str
    day: date
    lines: tuple[RouteLine, ...]
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryContent:
    """恢复页: the code for the safe, in groups parted by hyphens."""

    union: str
    device: str
    code: str
    day: date

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        return _texts(self, self.device)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What the footer and the corners say of the ledger and of this printing.

    `copy` is 0 for the original and n for the n-th 补打; a draft carries 草稿, no number and no
    code; a void sheet printed for the files carries 作废.
    """

    chain_head: str
    state_code: str
    printed_by: str
    printed_at: datetime
    is_sample: bool = False
    is_draft: bool = False
    is_void: bool = False
    copy: int = 0


Content = ReceiptContent | CondolenceContent | RosterContent


def _texts(record: Content | RosterLine | RecoveryContent, person: str) -> Iterator[Text]:
    """Give the text fields of a record; figures and days need no looking after."""
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str) and value:
            yield person, field.name, value
