"""Looking for the person in a form among the records that are there already, while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.role import Right
from desktop_app.gui.forms.alike_panel import AlikePanel
from desktop_app.services.office import Office
from desktop_app.services.registering import Alike

TYPING_PAUSE_MS = 300
LOOKED_AT = frozenset({"name", "id_number", "birth_date", "phone", "other_phone", "employer"})


class AlikeWatch(QObject):
    """Fills the panel after a pause in typing, and remembers who is somebody else.

    Signals:
        looked: the panel shows what was found.
    """

    looked = Signal()

    def __init__(
        self, office: Office, collect: Callable[[], tuple[Beneficiary, bool]], form: QWidget
    ) -> None:
        super().__init__(form)
        self._form = form
        self._office = office
        self._collect = collect
        self._may_merge = office.may(Right.MERGE)
        self.panel = AlikePanel()
        self.others: tuple[str, ...] = ()
        self._told: set[str] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._look_if_seen)

    def begin(self, others: Iterable[str] = ()) -> None:
        """Begin with another person; `others` were said to be somebody else before."""
        self._pause.stop()
        self.others = tuple(others)
        self._told = set()
        self.panel.show_alike((), is_new=True, may_merge=False)

    def follow(self, name: str) -> None:
        """Look again soon where a field was changed that tells people apart."""
        if name in LOOKED_AT:
            self._pause.start()

    def look(self) -> None:
        """Look now."""
        self._pause.stop()
        person, is_new = self._collect()
        found = self._found(person)
        self._told |= {one.person.id for one in found}
        self.panel.show_alike(found, is_new=is_new, may_merge=self._may_merge)
        self.looked.emit()

    def is_news(self) -> bool:
        """Tell whether looking now finds somebody who was not shown yet."""
        before = set(self._told)
        self.look()
        return bool(set(self.panel.people) - before)

    def is_somebody_else(self, other: str) -> None:
        """Leave a record out from now on, in this form and its draft."""
        self.others = (*self.others, other)
        self.look()

    def _look_if_seen(self) -> None:
        """Leave a form alone that is out of sight: the ledger may be closed behind it."""
        if self._form.isVisible():
            self.look()

    def _found(self, person: Beneficiary) -> list[Alike]:
        alike = self._office.register.alike(person)
        return [one for one in alike if one.person.id not in self.others]
