"""What stands on a sheet: plain values, frozen into the ledger when the number is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.domain.sheet import SheetKind
from desktop_app.i18n import mark
from desktop_app.services.printing.facts import Fact, FactGroup, Photo

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
    "kinds": mark("goods"),
    "more": mark("goods"),
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
        return _plain(self) | {"day": self.day.isoformat()}

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
        return _plain(self) | {"day": self.day.isoformat()}

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
        return _plain(self) | {
            "day": self.day.isoformat(),
            "lines": [_plain(line) for line in self.lines],
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
class GoodsLine:
    """One person on a goods roster: how many of each kind, in the order of the kinds.

    `more` are goods beyond the kinds that have a column, in words; `worth_fen` is 折款.
    """

    name: str
    id_number: str
    unit: str
    quantities: tuple[int, ...]
    more: str
    worth_fen: int
    phone: str
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsRosterContent:
    """慰问品领取签收表: the people who are given goods from one fund source."""

    number: str
    union: str
    campaign: str
    fund_source: str
    day: date
    kinds: tuple[str, ...]
    lines: tuple[GoodsLine, ...]
    replaces: str = ""

    @property
    def amount_fen(self) -> int:
        """Add up what the goods are worth."""
        return sum(line.worth_fen for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON values."""
        lines = [_plain(line) | {"quantities": list(line.quantities)} for line in self.lines]
        return _plain(self) | {
            "day": self.day.isoformat(),
            "kinds": list(self.kinds),
            "lines": lines,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> GoodsRosterContent:
        """Read what `to_json` gave."""
        lines = tuple(
            GoodsLine(**{**one, "quantities": tuple(one["quantities"])}) for one in values["lines"]
        )
        day = date.fromisoformat(values["day"])
        return cls(**{**values, "day": day, "kinds": tuple(values["kinds"]), "lines": lines})

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        yield from _texts(self, self.campaign)
        for kind in self.kinds:
            yield self.campaign, "kinds", kind
        for line in self.lines:
            yield from _texts(line, line.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecordContent:
    """走访慰问登记表: one visit with findings, needs and photos, and who signs for it.

    `day` is that of the visit, and `when` says so in words, also where it took several days; the
    day of the printing is in the footer. A photo is frozen by its digest; its bytes are looked up
    when the sheet is drawn.
    """

    number: str
    union: str
    campaign: str
    name: str
    day: date
    amount_fen: int
    groups: tuple[FactGroup, ...]
    photos: tuple[Photo, ...] = ()
    replaces: str = ""
    when: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON values."""
        photos = [{k: v for k, v in asdict(one).items() if k != "jpeg"} for one in self.photos]
        groups = [
            {"heading": group.heading, "facts": [asdict(fact) for fact in group.facts]}
            for group in self.groups
        ]
        return asdict(self) | {"day": self.day.isoformat(), "groups": groups, "photos": photos}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> VisitRecordContent:
        """Read what `to_json` gave; photos are without their bytes."""
        groups = tuple(
            FactGroup(
                heading=group["heading"], facts=tuple(Fact(**fact) for fact in group["facts"])
            )
            for group in values["groups"]
        )
        photos = tuple(Photo(jpeg=b"", **one) for one in values["photos"])
        day = date.fromisoformat(values["day"])
        return cls(**{**values, "day": day, "groups": groups, "photos": photos})

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        yield from _texts(self, self.name)
        for group in self.groups:
            for fact in group.facts:
                yield self.name, fact.label, f"{group.heading}{fact.label}{fact.value}"
        for photo in self.photos:
            yield self.name, "photo", photo.caption


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


Content = (
    ReceiptContent | CondolenceContent | RosterContent | GoodsRosterContent | VisitRecordContent
)

CONTENTS: dict[SheetKind, type[Content]] = {
    SheetKind.RECEIPT: ReceiptContent,
    SheetKind.CONDOLENCE: CondolenceContent,
    SheetKind.SIGN_ROSTER: RosterContent,
    SheetKind.GOODS_ROSTER: GoodsRosterContent,
    SheetKind.VISIT_RECORD: VisitRecordContent,
}


def _plain(record: Content | RosterLine | GoodsLine) -> dict[str, Any]:
    """Give the fields as they are: `asdict` copies each of them, ten times as slowly."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _texts(
    record: Content | RosterLine | GoodsLine | RecoveryContent, person: str
) -> Iterator[Text]:
    """Give the text fields of a record; figures and days need no looking after."""
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if value and isinstance(value, str):
            yield person, name, value
