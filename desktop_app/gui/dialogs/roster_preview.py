"""What a roster would do, row by row, before it does anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain import resident_id
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.money import format_yuan
from desktop_app.gui.forms.person_words import NOTHING, field_name, value_words
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, in_a_row, mark, ngettext
from desktop_app.services.importing.matching import Match, Outcome
from desktop_app.services.importing.preview import Preview
from desktop_app.services.importing.roster import Refused
from desktop_app.services.wording import sentence

ADDED, CHANGED, UNCHANGED, REFUSED = "added", "changed", "unchanged", "refused"
_PARTS = {
    ADDED: mark("{count} added"),
    CHANGED: mark("{count} changed"),
    UNCHANGED: mark("{count} unchanged"),
    REFUSED: mark("{count} refused"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """A row of the roster as the preview shows it; `what` has a line for each thing to say."""

    place: str
    name: str
    number: str
    what: tuple[str, ...] = ()
    cash_fen: int | None = None


def _amount(line: RosterLine) -> str:
    return "" if line.cash_fen is None else format_yuan(line.cash_fen)


COLUMNS = (
    Column[RosterLine](mark("Row"), lambda line: line.place, width=8),
    Column[RosterLine](mark("Name"), lambda line: line.name, width=7),
    Column[RosterLine](mark("ID number"), lambda line: line.number, width=10),
    Column[RosterLine](mark("What happens"), lambda line: "；".join(line.what), stretch=True),
    Column[RosterLine](
        mark("Amount (yuan)"),
        _amount,
        lambda line: -1 if line.cash_fen is None else line.cash_fen,
        right=True,
        width=6,
    ),
)


def line_of_match(match: Match) -> RosterLine:
    """Say what becomes of a row that is taken: old → new for each field, then the remarks."""
    changes = [
        f"{field_name(one.field)}: {value_words(one.field, one.old)} → "
        f"{value_words(one.field, one.new)}"
        for one in match.changes
        if one.field != "source"
    ]
    if match.outcome is Outcome.ADDED:
        said = (value_words(name, getattr(match.person, name)) for name in ("category", "employer"))
        changes = [" · ".join(words for words in said if words != NOTHING)]
    return RosterLine(
        place=str(match.draft.place),
        name=match.draft.person.name,
        number=match.draft.person.id_masked,
        what=tuple(filter(None, (*changes, *(sentence(issue) for issue in match.issues)))),
        cash_fen=match.draft.entry.cash_fen,
    )


def line_of_refused(refused: Refused) -> RosterLine:
    """Say why a row goes back."""
    return RosterLine(
        place=str(refused.place),
        name=_cell(refused, "name"),
        number=resident_id.mask(_cell(refused, "id_number")),
        what=tuple(dict.fromkeys(sentence(issue) for issue in refused.reasons)),
    )


class RosterPreview(QWidget):
    """Counts, campaign and rows; the row under the cursor is explained below.

    Signals:
        campaign_chosen: the id of the campaign on whose roster the people go, or "".
    """

    campaign_chosen = Signal(str)

    def __init__(self, campaigns: Sequence[Campaign], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, list[RosterLine]] = {}
        self._campaigns = PinyinComboBox([(one.id, one.name) for one in campaigns])
        self._campaigns.setAccessibleName(_("Campaign"))
        self._campaigns.setMinimumWidth(em(18))
        self._campaigns.edited.connect(self._tell_campaign)
        self._total = label("", "heading")
        self._total.setObjectName("total")
        empty = EmptyState(_("No such rows"), _("Choose another of the counts above."))
        self.rows = RecordList(COLUMNS, _("Rows of the roster"), empty)
        self.rows.view.record_chosen.connect(self._explain)
        self.parts = {part: Chip("") for part in _PARTS}
        for part, chip in self.parts.items():
            chip.clicked.connect(lambda _on=False, part=part: self.show_part(part))
            self.rows.filters.add(chip)
        self._explained = label("", "muted", wrap=True)
        self._aside = label("", "caption", wrap=True)
        self._build()

    def show_preview(self, preview: Preview) -> None:
        """Show what a roster would do to the ledger."""
        self._campaigns.set_value(preview.campaign)
        amount = format_yuan(preview.total_fen)
        self._total.setText(_("{amount} yuan in all").format(amount=amount))
        self._aside.setText(_aside(preview))
        self._aside.setVisible(bool(self._aside.text()))
        self._lines = {
            ADDED: [line_of_match(one) for one in preview.added],
            CHANGED: [line_of_match(one) for one in preview.changed],
            UNCHANGED: [line_of_match(one) for one in preview.unchanged],
            REFUSED: [line_of_refused(one) for one in preview.refused],
        }
        for part, chip in self.parts.items():
            chip.setText(_(_PARTS[part]).format(count=f"{len(self._lines[part]):,}"))
            chip.setAccessibleName(chip.text())
        self.rows.filters.reflow()
        first = (REFUSED, CHANGED, ADDED, UNCHANGED)
        self.show_part(next((part for part in first if self._lines[part]), ADDED))

    def show_part(self, part: str) -> None:
        """Show the rows that are added, changed, unchanged or refused."""
        for other, chip in self.parts.items():
            chip.setChecked(other == part)
        self.rows.show_records(self._lines[part])
        self.rows.view.choose_row(0)

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(em(0.8))
        line.addWidget(label(_("Put them on the roster of"), "muted"))
        line.addWidget(self._campaigns)
        line.addStretch()
        line.addWidget(self._total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.6))
        column.addLayout(line)
        column.addWidget(self._aside)
        column.addWidget(self.rows, 1)
        column.addWidget(self._explained)

    def _explain(self, line: RosterLine | None) -> None:
        self._explained.setText("\n".join(line.what) if line else "")

    def _tell_campaign(self) -> None:
        self.campaign_chosen.emit(self._campaigns.value() or "")


def _cell(refused: Refused, field: str) -> str:
    column = refused.layout.columns.get(field)
    if column is None or column >= len(refused.cells):
        return ""
    value = refused.cells[column]
    return "" if value is None else str(value).strip()


def _aside(preview: Preview) -> str:
    """Say what else was noticed: rows of the same person, sheets and rows left aside."""
    roster = preview.roster
    said = []
    if count := len(roster.repeated):
        words = ngettext(
            "{count} row repeats somebody and was joined.",
            "{count} rows repeat somebody and were joined.",
            count,
        )
        said.append(words.format(count=count))
    if count := len(roster.left_out):
        words = ngettext(
            "{count} row is a total, a heading or a signature.",
            "{count} rows are totals, headings or signatures.",
            count,
        )
        said.append(words.format(count=count))
    said += [
        _("Sheet “{sheet}” was not read. {why}").format(sheet=one.sheet, why=_(one.why))
        for one in roster.skipped
    ]
    return in_a_row(said)
