"""The form of a route: the day, who goes, and the stops in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.domain.route import Route, Stop
from desktop_app.gui.forms.form_plan import FormField, FormGroup, plain
from desktop_app.gui.forms.record_form import RecordForm
from desktop_app.gui.forms.stops_editor import StopsEditor
from desktop_app.gui.tables.route_columns import route_title
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.i18n import mark
from desktop_app.services.office import Office

FORM = "route"


def _users(office: Office) -> QWidget:
    people = office.desk.store.users.where("active IS NOT 0")
    return PinyinComboBox([(one.id, one.name) for one in people])


def _campaigns(office: Office) -> QWidget:
    return PinyinComboBox([(one.id, one.name) for one in office.campaigns.all()])


PLAN: tuple[FormGroup, ...] = (
    FormGroup(
        title=mark("Route of the day"),
        abreast=3,
        column=0,
        fields=(
            FormField(
                name="day",
                caption=mark("Day"),
                editor=lambda office: DateEdit(office.desk.today),
                required=True,
                shared=True,
            ),
            FormField(name="team", caption=mark("Team"), editor=plain(TextLine), shared=True),
            FormField(name="officer", caption=mark("Led by"), editor=_users, shared=True),
            FormField(name="title", caption=mark("Name of the route"), editor=plain(TextLine)),
            FormField(
                name="campaign", caption=mark("Campaign"), editor=_campaigns, wide=2, shared=True
            ),
            FormField(
                name="remarks",
                caption=mark("Remarks"),
                editor=plain(lambda: TextArea(1)),
                wide=True,
            ),
        ),
    ),
    FormGroup(
        title=mark("Stops, in the order of the day"),
        column=1,
        fields=(
            FormField(name="stops", caption=mark("Stops"), editor=StopsEditor, wide=True, row=Stop),
        ),
    ),
)


class RouteForm(RecordForm[Route]):
    """One route at a time."""

    form, words = FORM, mark("route of a day")

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, office.routing, PLAN, parent)

    def blank(self) -> Route:
        """Begin today's route of the person at the desk."""
        return self._office.routing.begin()

    def title_of(self, record: Route) -> str:
        """Name a route by its name, its team or its day."""
        return route_title(record)

    def add_people(self, people: Sequence[str]) -> int:
        """Add people who are not on it yet, as if chosen by hand; tell how many."""
        stops = cast("StopsEditor", self.sheet.editor("stops"))
        return stops.add_stops(self._office.routing.begin(people).stops)
