"""Recording an activity, its participants, its money and its photos."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.activity import Activity
from desktop_app.domain.identity import ActivityId, new_id
from desktop_app.gui.forms.activity_plan import PLAN
from desktop_app.gui.forms.pictured_form import PicturedForm
from desktop_app.i18n import mark
from desktop_app.services.office import Office


class ActivityForm(PicturedForm[Activity]):
    """One activity, new or kept."""

    form, words = "activity", mark("record of an activity")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.activities, PLAN, parent)

    def blank(self) -> Activity:
        """Begin with the union itself as the host."""
        host = self._office.union.name
        return Activity(id=ActivityId(new_id()), name="", host=host)
