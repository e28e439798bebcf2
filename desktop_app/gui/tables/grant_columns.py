"""Grants in lists: their columns, and the words and tones of their states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from desktop_app.domain import goods
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.money import format_yuan
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.granting import Skipped
from desktop_app.services.wording import sentences
from desktop_app.storage.grants import GrantLine

R = TypeVar("R")

STATES = {
    GrantState.PLANNED: (mark("planned"), "plain"),
    GrantState.REFUSED: (mark("refused"), "accent"),
    GrantState.APPROVED: (mark("approved"), "info"),
    GrantState.PRINTED: (mark("printed"), "warn"),
    GrantState.HANDED_OVER: (mark("handed over"), "ok"),
    GrantState.SIGNED: (mark("signed"), "ok"),
    GrantState.VOID: (mark("void"), "accent"),
}
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
)
SHORT_SHEETS = {
    SheetKind.CONDOLENCE: mark("condolence sheet"),
    SheetKind.RECEIPT: mark("receipt"),
    SheetKind.SIGN_ROSTER: mark("sign roster"),
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


def unit_of(line: GrantLine) -> str:
    """Name the unit that sent the person's line, or the employer where none is named."""
    return line.grant.unit or line.employer


def yuan(fen: int) -> str:
    """Write an amount; none at all is a dash."""
    return format_yuan(fen) if fen else "—"


def summary(lines: Iterable[GrantLine]) -> str:
    """Say how many grants are shown and what the standing ones come to."""
    shown = list(lines)
    standing = [line.grant for line in shown if line.state not in GONE]
    count = ngettext("{count} grant", "{count} grants", len(shown)).format(count=f"{len(shown):,}")
    cash = sum(grant.cash_fen for grant in standing)
    in_kind = sum(goods.value_of(grant.goods) for grant in standing)
    words = _("{count} · {yuan} yuan").format(count=count, yuan=format_yuan(cash))
    if in_kind:
        words += " · " + _("goods {yuan} yuan").format(yuan=format_yuan(in_kind))
    return words


@dataclass(frozen=True, slots=True)
class Waiting:
    """A grant that waits for approval, and the caps it passes in words."""

    line: GrantLine
    remark: str


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
        ),
        Column[R](
            mark("Goods"),
            lambda one: goods.words_of(line_of(one).grant.goods),
            order="goods",
            width=8,
        ),
        Column[R](
            mark("Fund"),
            lambda one: word("fund_source", line_of(one).grant.fund_source),
            order="fund",
            width=9,
        ),
    )
    return {column.order: column for column in made}


_OF_LINE: dict[str, Column[GrantLine]] = _columns(lambda line: line)
COLUMNS: tuple[Column[GrantLine], ...] = (
    _OF_LINE["name"],
    _OF_LINE["unit"],
    Column(
        mark("Category"),
        lambda line: word("recipient_category", line.grant.category),
        order="category",
        badge=lambda _line: "plain",
        width=9,
    ),
    _OF_LINE["cash"],
    Column(
        mark("State"),
        lambda line: _(STATES[line.state][0]),
        lambda line: list(GrantState).index(line.state),
        order="state",
        badge=lambda line: STATES[line.state][1],
        width=5,
    ),
    Column(mark("Receipt"), lambda line: line.receipt, order="receipt", width=13.5),
    _OF_LINE["goods"],
    _OF_LINE["fund"],
    Column(
        mark("Method"),
        lambda line: word("distribution_method", line.grant.method),
        order="method",
        width=5,
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
