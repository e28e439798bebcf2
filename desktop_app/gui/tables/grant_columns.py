"""Grants in lists: their columns, and the words and tones of their states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from desktop_app.domain import goods
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.money import FEN_PER_YUAN, format_yuan
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.granting import Skipped
from desktop_app.services.people_facts import GRANT_STATES, state_words
from desktop_app.services.wording import sentences
from desktop_app.storage.grants import GrantLine

R = TypeVar("R")

_TONES = {
    GrantState.PLANNED: "plain",
    GrantState.REFUSED: "accent",
    GrantState.APPROVED: "info",
    GrantState.PRINTED: "warn",
    GrantState.HANDED_OVER: "ok",
    GrantState.SIGNED: "ok",
    GrantState.VOID: "accent",
}
STATES = {state: (GRANT_STATES[state], tone) for state, tone in _TONES.items()}
PRINTABLE = frozenset(
    {GrantState.APPROVED, GrantState.PRINTED, GrantState.HANDED_OVER, GrantState.SIGNED}
)
GONE = frozenset({GrantState.REFUSED, GrantState.VOID})

SHEET_FORMS = (
    (SheetKind.CONDOLENCE, "condolence", mark("Condolence sheet, A5")),
    (SheetKind.CONDOLENCE, "condolence-a4", mark("Condolence sheet, A4")),
    (SheetKind.RECEIPT, "receipt", mark("Receipt, three parts on one A4")),
    (SheetKind.RECEIPT, "receipt-three-people", mark("Receipt, three people on one A4")),
    (SheetKind.RECEIPT, "receipt-single", mark("Receipt, slips of 210 × 99 mm")),
    (SheetKind.SIGN_ROSTER, "sign-roster", mark("Sign roster, ten people a page")),
    (SheetKind.SIGN_ROSTER, "sign-roster-dense", mark("Sign roster, one line a person")),
    (SheetKind.GOODS_ROSTER, "goods-roster", mark("Goods roster, to be signed")),
)
SHORT_SHEETS = {
    SheetKind.CONDOLENCE: mark("condolence sheet"),
    SheetKind.RECEIPT: mark("receipt"),
    SheetKind.SIGN_ROSTER: mark("sign roster"),
    SheetKind.GOODS_ROSTER: mark("goods roster"),
    SheetKind.VISIT_RECORD: mark("record of a visit"),
}
SHEET_STATES = {
    SheetState.UNRESOLVED: (mark("in doubt"), "warn"),
    SheetState.PRINTED: (mark("printed"), "ok"),
    SheetState.RETURNED: (mark("number returned"), "plain"),
    SheetState.VOID: (mark("void"), "accent"),
}


def word(list_id: str, code: str | None) -> str:
    """Say a code of a code list in the language of the moment."""
    return CodeLists.load()[list_id].label_of(code)


def state_of(line: GrantLine) -> tuple[str, str]:
    """Say how far a grant has come, and in which tone."""
    return state_words(line), "accent" if line.is_handed_twice else _TONES[line.state]


def unit_of(line: GrantLine) -> str:
    """Name the unit that sent the person's line, or the employer where none is named."""
    return line.grant.unit or line.employer


def yuan(fen: int) -> str:
    """Write an amount; none at all is a dash."""
    return format_yuan(fen) if fen else "—"


def in_yuan(fen: int) -> Decimal:
    """Give an amount in yuan, for a workbook to reckon with."""
    return Decimal(fen) / FEN_PER_YUAN


def summary(lines: Iterable[GrantLine]) -> str:
    """Say how many grants are shown and what the standing ones come to."""
    shown = list(lines)
    count = ngettext("{count} grant", "{count} grants", len(shown)).format(count=f"{len(shown):,}")
    return " · ".join([count, *sums(shown)])


def sums(lines: Iterable[GrantLine]) -> list[str]:
    """Say what the standing ones of some grants come to: money first, then the worth of goods."""
    standing = [line.grant for line in lines if line.state not in GONE]
    cash = sum(grant.cash_fen for grant in standing)
    in_kind = sum(goods.value_of(grant.goods) for grant in standing)
    words = [_("{amount} yuan").format(amount=format_yuan(cash))]
    if in_kind:
        words.append(_("goods {yuan} yuan").format(yuan=format_yuan(in_kind)))
    return words


@dataclass(frozen=True, slots=True)
class Waiting:
    """A grant that waits for approval, and the caps it passes in words."""

    line: GrantLine
    remark: str


def _cash(line: GrantLine) -> int:
    return line.grant.cash_fen if line.state not in GONE else 0


def _columns(line_of: Callable[[R], GrantLine]) -> dict[str, Column[R]]:
    """Make the columns that every list of grants has, by the order they give."""
    made = (
        Column[R](mark("Name"), lambda one: line_of(one).name, order="name", width=7),
        Column[R](mark("Unit"), lambda one: unit_of(line_of(one)), order="unit", stretch=True),
        Column[R](
            mark("Yuan"),
            lambda one: yuan(line_of(one).grant.cash_fen),
            lambda one: line_of(one).grant.cash_fen,
            order="cash",
            right=True,
            width=6.5,
            value=lambda one: in_yuan(line_of(one).grant.cash_fen),
            fen=lambda one: _cash(line_of(one)),
        ),
        Column[R](
            mark("Goods"),
            lambda one: goods.words_of(line_of(one).grant.goods),
            order="goods",
            width=8,
            leave=3,
        ),
        Column[R](
            mark("Fund"),
            lambda one: word("fund_source", line_of(one).grant.fund_source),
            order="fund",
            width=9,
            leave=2,
        ),
    )
    return {column.order: column for column in made}


_OF_LINE: dict[str, Column[GrantLine]] = _columns(lambda line: line)
GRANT_COLUMNS: tuple[Column[GrantLine], ...] = (
    _OF_LINE["name"],
    _OF_LINE["unit"],
    Column(
        mark("Category"),
        lambda line: word("recipient_category", line.grant.category),
        order="category",
        badge=lambda _line: "plain",
        width=9,
        leave=5,
    ),
    _OF_LINE["cash"],
    Column(
        mark("State"),
        lambda line: state_of(line)[0],
        lambda line: list(GrantState).index(line.state),
        order="state",
        badge=lambda line: state_of(line)[1],
        width=5,
    ),
    Column(mark("Receipt"), lambda line: line.receipt, order="receipt", width=13.5, leave=4),
    _OF_LINE["goods"],
    _OF_LINE["fund"],
    Column(
        mark("Method"),
        lambda line: word("distribution_method", line.grant.method),
        order="method",
        width=5,
        leave=1,
    ),
    Column(
        mark("Goods (yuan)"),
        lambda line: yuan(goods.value_of(line.grant.goods)),
        lambda line: goods.value_of(line.grant.goods),
        order="goods_value",
        right=True,
        width=6.5,
        usual=False,
        value=lambda line: in_yuan(goods.value_of(line.grant.goods)),
    ),
    Column(mark("Employer"), lambda line: line.employer, order="employer", width=10, usual=False),
    Column(
        mark("Planned on"),
        lambda line: line.grant.planned_on.isoformat(),
        order="planned_on",
        width=6,
        usual=False,
        value=lambda line: line.grant.planned_on,
    ),
)
_OF_WAITING: dict[str, Column[Waiting]] = _columns(lambda one: one.line)
WAITING_COLUMNS: tuple[Column[Waiting], ...] = (
    *_OF_WAITING.values(),
    Column(mark("Remark"), lambda one: one.remark, order="remark", stretch=True),
)
SKIPPED_COLUMNS: tuple[Column[Skipped], ...] = (
    Column(mark("Name"), lambda one: one.name, order="name", width=8),
    Column(mark("Reason"), lambda one: sentences(one.issues), order="reason", stretch=True),
)
