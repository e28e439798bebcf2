"""Tags on and off for several people at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.widgets.choices import SeveralChoices
from desktop_app.gui.widgets.words import label
from desktop_app.gui.widgets.words_line import WordsLine
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress
from desktop_app.services.tagging import Tagged

_OFFERED = 12


class TagDialog(FootedDialog):
    """New tags are typed or taken from those in use; those that the people bear come off.

    Signals:
        tagged: the Tagged that says what has changed.
    """

    tagged = Signal(object)

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        people: Sequence[Beneficiary],
        parent: QWidget | None = None,
    ) -> None:
        count = len(people)
        title = ngettext("Tags of {count} person", "Tags of {count} people", count)
        super().__init__(title.format(count=f"{count:,}"), (44, 21), parent)
        self._office = office
        self._runner = runner
        self._ids = [person.id for person in people]
        self.form = FormSheet(plain=True)
        self._build(_borne(people))
        self.form.focus_first()

    def carry_out(self) -> None:
        """Put them on and take them off, all at once; what cannot be is said."""
        add, remove = self._chosen()
        work = at_own_office(self._office, partial(_tag, self._ids, add, remove))
        perform(self, self._runner, _("Changing the tags"), work, self._finish)

    def _finish(self, done: Tagged) -> None:
        self.tagged.emit(done)
        self.accept()

    def _build(self, borne: Sequence[str]) -> None:
        known = [tag for tag in self._office.tagging.known() if tag][:_OFFERED]
        self.form.add_field(
            "new",
            _("New tags"),
            WordsLine(),
            hint=_("Several with 、 between them, such as 二组、重点走访"),
            wide=True,
        )
        if known:
            chips = SeveralChoices((tag, tag) for tag in known)
            self.form.add_field("known", _("Tags in use"), chips, wide=True)
        if borne:
            chips = SeveralChoices((tag, tag) for tag in borne)
            self.form.add_field("off", _("Take off"), chips, wide=True)
        self.form.field_edited.connect(lambda _name: self._settle())
        self.content.addWidget(self.form, 1)
        note = _("Everybody who is marked gets them; it can be undone.")
        self.content.addWidget(label(note, "muted", wrap=True))
        self._do = self.add_button(
            _("Change the tags"), self.carry_out, "Ctrl+Return", primary=True
        )
        self._settle()

    def _chosen(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        values = cast("dict[str, tuple[str, ...]]", self.form.values())
        return (*values["new"], *values.get("known", ())), values.get("off", ())

    def _settle(self) -> None:
        self._do.setEnabled(any(self._chosen()))


def _tag(
    people: Sequence[str],
    add: Sequence[str],
    remove: Sequence[str],
    office: Office,
    progress: Progress,
) -> Tagged:
    return office.tagging.tag(people, add, remove, progress)


def _borne(people: Sequence[Beneficiary]) -> list[str]:
    """List the tags that any of these people bears."""
    return list(dict.fromkeys(tag for person in people for tag in person.tags))
