"""What a list remembers for the person at the desk: columns, order, kept filters."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.gui.tables.head_columns import HeadColumns
from desktop_app.gui.tables.list_filters import ListFilters
from desktop_app.gui.tables.record_view import RecordView
from desktop_app.services.list_views import FilterState, Layout, ListViews
from desktop_app.services.office import Office


class ListMemory(QObject):
    """Joins a list with what is kept about it; `name` is the same in every language."""

    def __init__(self, office: Office, name: str, view: RecordView, filters: ListFilters) -> None:
        super().__init__(view)
        self._views = ListViews(office.desk)
        self._name = name
        self._view = view
        self._filters = filters
        self._dropped: tuple[str, FilterState] | None = None
        self._recall()
        view.columns_changed.connect(self._keep)
        view.order_changed.connect(self._keep)

    def names(self) -> list[str]:
        """List the kept filters."""
        return list(self._views.filters(self._name))

    def has_filter(self) -> bool:
        """Tell whether anything is filtered by now."""
        return bool(self._filters.state())

    def use(self, name: str) -> None:
        """Filter as was kept under a name."""
        self._filters.restore(self._views.filters(self._name).get(name, {}))

    def perform(self, wish: str, name: str, new: str) -> None:
        """Keep, rename, drop or bring back a filter. Raises a CircumstanceError in words."""
        if wish == "keep":
            self._views.keep_filter(self._name, name, self._filters.state())
        elif wish == "rename":
            self._views.rename_filter(self._name, name, new)
        elif wish == "drop":
            self._dropped = name, self._views.filters(self._name)[name]
            self._views.drop_filter(self._name, name)
        elif wish == "undo" and self._dropped is not None:
            self._views.keep_filter(self._name, *self._dropped)

    @property
    def _columns(self) -> HeadColumns:
        return self._view.columns

    def _recall(self) -> None:
        kept = self._views.layout(self._name)
        self._columns.show(kept.columns or None)
        if kept.order:
            self._columns.sort(kept.order, down=kept.down)

    def _keep(self) -> None:
        order, down = self._columns.order()
        self._views.keep_layout(self._name, Layout(self._columns.chosen or (), order, down))
