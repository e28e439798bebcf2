"""What one person is handed in a visit: what was approved for them, or something new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain import goods, money
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import GrantId
from desktop_app.domain.issue import Issue, objection
from desktop_app.domain.money import format_yuan
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.forms.field import Field
from desktop_app.gui.forms.fold import Fold
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import AmountEdit, NumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import Editor, TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.visiting import Given
from desktop_app.services.wording import sentence
from desktop_app.storage.grants import GrantLine

_NEW = ("cash_fen", "goods")
_METHOD = "cash"


class PersonGiven(QWidget):
    """Ticks for approved grants, new amounts in a fold, a proxy in another.

    Signals:
        edited: a person has changed something.
    """

    edited = Signal()

    def __init__(
        self, person: Beneficiary, ready: Sequence[GrantLine], campaign: Campaign | None
    ) -> None:
        super().__init__()
        self.person = person
        self._name = label(person.name, "heading")
        self._fields: dict[str, Field] = {}
        self._ticks: dict[str, Tick] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(0.5))
        self._column.addWidget(self._name)
        self._add_ticks(ready)
        amounts, proxy = self._build_amounts(campaign), self._build_proxy()
        self._new = Fold(_("Give something else"), amounts.setVisible)
        self._proxy = Fold(_("Taken by somebody else"), proxy.setVisible)
        self._add_folds()
        self._column.addWidget(amounts)
        self._column.addWidget(proxy)
        self.stops = self._find_stops()

    def show_name(self, *, visible: bool) -> None:
        """Say whose this is, where several people are visited."""
        self._name.setVisible(visible)

    def given(self) -> tuple[Given, ...]:
        """Give what is handed over: each ticked grant, and the new amounts if there are any."""
        ticked = [
            Given(beneficiary=self.person.id, grant=GrantId(grant))
            for grant, tick in self._ticks.items()
            if tick.value()
        ]
        name, relation = str(self._value("proxy_name")), str(self._value("proxy_relation"))
        return tuple(
            replace(one, proxy_name=name, proxy_relation=relation)
            for one in (*ticked, *self._newly_given())
        )

    def kept(self) -> dict[str, Any]:
        """Give all that stands here as plain JSON values, for a draft."""
        values = {name: self._value(name) for name in self._fields}
        typed = {
            name: field.editor.text()
            for name, field in self._fields.items()
            if isinstance(field.editor, QLineEdit) and self._editor(name).misread()
        }
        ticked = [grant for grant, tick in self._ticks.items() if tick.value()]
        return {"ticked": ticked, "values": values, "typed": typed}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show what `kept` gave."""
        for grant, tick in self._ticks.items():
            tick.set_value(grant in kept["ticked"])
        for name, value in kept["values"].items():
            self._editor(name).set_value(value)
        for name, text in kept["typed"].items():
            cast("QLineEdit", self._fields[name].editor).setText(text)
        self._new.setChecked(self._is_new() or bool(kept["typed"]))
        self._proxy.setChecked(bool(self._value("proxy_name") or self._value("proxy_relation")))

    def misreadings(self) -> tuple[Issue, ...]:
        """List the fields whose text is no value."""
        return tuple(
            objection(name, code, text=getattr(field.editor, "text", str)())
            for name, field in self._fields.items()
            if (code := self._editor(name).misread())
        )

    def show_issues(self, issues: Iterable[Issue]) -> None:
        """Say every issue under its field; what has none here stands under the amount."""
        listed = list(issues)
        for name, field in self._fields.items():
            lost = name == "cash_fen"
            field.show_issues(
                [i for i in listed if i.field == name or (lost and i.field not in self._fields)],
                sentence,
            )
        if listed:
            self._new.setChecked(True)

    def go_to(self, name: str) -> None:
        """Take the cursor to a field, opening its fold."""
        (self._proxy if name.startswith("proxy") else self._new).setChecked(True)
        self._fields.get(name, self._fields["cash_fen"]).take_focus()

    def _find_stops(self) -> tuple[QWidget, ...]:
        """List what Tab stops at, in its order; only these are in the chain as yet."""
        stops: list[QWidget] = []
        here = cast("QWidget", self.nextInFocusChain())
        while here is not self:
            if here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.focusProxy() is None:
                stops.append(here)
            here = cast("QWidget", here.nextInFocusChain())
        return tuple(stops)

    def _newly_given(self) -> tuple[Given, ...]:
        if not self._is_new():
            return ()
        made = Given(
            beneficiary=self.person.id,
            cash_fen=int(str(self._value("cash_fen") or 0)),
            goods=_goods_of(cast("Sequence[Mapping[str, Any]]", self._value("goods"))),
            fund_source=str(self._value("fund_source") or ""),
            method=str(self._value("method") or ""),
        )
        return (made,)

    def _is_new(self) -> bool:
        return any(self._value(name) not in (None, ()) for name in _NEW)

    def _value(self, name: str) -> object:
        return self._editor(name).value()

    def _editor(self, name: str) -> Editor:
        return cast("Editor", self._fields[name].editor)

    def _add_ticks(self, ready: Sequence[GrantLine]) -> None:
        for line in ready:
            tick = Tick(_tick_words(line))
            tick.setAccessibleName(f"{self.person.name}: {tick.text()}")
            tick.edited.connect(self.edited)
            self._ticks[line.grant.id] = tick
            row = QHBoxLayout()
            row.setSpacing(em(0.8))
            row.addWidget(tick)
            row.addWidget(label(_tick_details(line), "note", wrap=True), 1)
            self._column.addLayout(row)
        if not ready:
            words = _("Nothing that was approved is waiting for {name}.")
            self._column.addWidget(label(words.format(name=self.person.name), "note", wrap=True))

    def _add_folds(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(em(1))
        row.addWidget(self._new)
        row.addWidget(self._proxy)
        row.addStretch()
        self._column.addLayout(row)

    def _build_amounts(self, campaign: Campaign | None) -> FieldGrid:
        grid = FieldGrid(3)
        lists = CodeLists.load()
        source, method = (
            PinyinComboBox([(entry.code, entry.label) for entry in lists[which].current])
            for which in ("fund_source", "distribution_method")
        )
        source.set_value(campaign.fund_source if campaign else None)
        method.set_value(_METHOD)
        self._add(grid, "cash_fen", _("Money"), AmountEdit(), unit=_("yuan"))
        self._add(grid, "fund_source", _("Fund source"), source)
        self._add(grid, "method", _("How it is given"), method)
        self._add(grid, "goods", _("Goods"), _goods_table(campaign), wide=True)
        return grid

    def _build_proxy(self) -> FieldGrid:
        grid = FieldGrid(2)
        relations = [entry.label for entry in CodeLists.load()["family_relation"].current]
        self._add(grid, "proxy_name", _("Name of the proxy"), TextLine())
        self._add(
            grid, "proxy_relation", _("Relation to the person"), TextLine(suggestions=relations)
        )
        return grid

    def _add(
        self,
        grid: FieldGrid,
        name: str,
        caption: str,
        editor: QWidget,
        *,
        unit: str = "",
        wide: bool = False,
    ) -> None:
        field = Field(name, caption, editor, hint="", unit=unit, required=False)
        grid.add_cell(field, wide=wide)
        self._fields[name] = field
        cast("Editor", editor).edited.connect(self.edited)
        if isinstance(editor, AmountEdit):
            editor.note_changed.connect(field.set_note)


def _tick_words(line: GrantLine) -> str:
    if line.grant.cash_fen:
        return _("Hand over {amount} yuan").format(amount=format_yuan(line.grant.cash_fen))
    return _("Hand over the goods")


def _tick_details(line: GrantLine) -> str:
    """Give capitals, goods and receipt number: what is read out before it is handed over."""
    capitals = money.capitals(line.grant.cash_fen) if line.grant.cash_fen else ""
    receipt = _("receipt {number}").format(number=line.receipt) if line.receipt else ""
    parts = (capitals, goods.words_of(line.grant.goods), receipt)
    return " · ".join(part for part in parts if part)


def _goods_table(campaign: Campaign | None) -> InlineTable:
    standards = campaign.standards if campaign else ()
    known = sorted({line.name for standard in standards for line in standard.goods})
    return InlineTable(
        (
            InlineColumn(
                name="name",
                title=_("Goods"),
                editor=lambda: TextLine(suggestions=known),
                share=3,
            ),
            InlineColumn(name="quantity", title=_("Quantity"), editor=NumberEdit, right=True),
            InlineColumn(name="unit", title=_("Unit"), editor=TextLine),
            InlineColumn(
                name="unit_price_fen",
                title=_("Price each"),
                editor=AmountEdit,
                text=format_yuan,
                right=True,
            ),
        ),
        _("Add goods (Insert)"),
    )


def _goods_of(rows: Iterable[Mapping[str, Any]]) -> tuple[GoodsLine, ...]:
    """Make goods of the table's rows; a number left out is not guessed."""
    return tuple(
        GoodsLine(
            name=row["name"] or "",
            quantity=row["quantity"] or 0,
            unit=row["unit"] or "",
            unit_price_fen=row["unit_price_fen"],
        )
        for row in rows
    )
