"""How a person likes the lists: kept in the ledger, for each person apart."""

import pytest

from desktop_app.services.list_views import (
    FilterNameError,
    FilterNameTakenError,
    Layout,
    ListViews,
)


@pytest.fixture
def views(clerk):
    return ListViews(clerk.desk)


def test_nothing_kept_is_the_usual_layout(views):
    assert views.layout("people") == Layout()
    assert views.filters("people") == {}


def test_columns_and_order_are_kept_per_list_and_person(views, officer):
    kept = Layout(("name", "phone"), "name", True)
    views.keep_layout("people", kept)
    assert views.layout("people") == kept
    assert views.layout("visits") == Layout()
    assert ListViews(officer.desk).layout("people") == Layout()


def test_what_an_older_or_newer_program_has_kept_does_no_harm(views, clerk):
    for text in ("{", "[]", '{"columns": 5}', '{"order": "name"}'):
        clerk.desk.store.keep_setting(f"layout of people for {clerk.user.id}", text)
        assert views.layout("people") == Layout()
    clerk.desk.store.keep_setting(f"filters of people for {clerk.user.id}", '{"a": 1}')
    assert views.filters("people") == {}


def test_a_filter_is_kept_renamed_in_its_place_and_forgotten(views):
    views.keep_filter("people", " 二组路线 未走访 ", {"tag": "二组", "unvisited": "on"})
    views.keep_filter("people", "环卫处", {"employer": "环卫处"})
    assert list(views.filters("people")) == ["二组路线 未走访", "环卫处"]
    views.rename_filter("people", "二组路线 未走访", "二组")
    assert views.filters("people") == {
        "二组": {"tag": "二组", "unvisited": "on"},
        "环卫处": {"employer": "环卫处"},
    }
    views.drop_filter("people", "二组")
    assert list(views.filters("people")) == ["环卫处"]


def test_a_filter_needs_a_name_of_its_own(views):
    views.keep_filter("people", "一", {})
    views.keep_filter("people", "二", {})
    for name in ("", "  ", "字" * 41):
        with pytest.raises(FilterNameError):
            views.keep_filter("people", name, {})
    with pytest.raises(FilterNameTakenError):
        views.rename_filter("people", "一", "二")
    assert views.rename_filter("people", "一", "一") == "一"


def test_nothing_of_it_stands_unencrypted_on_the_disk(views, clerk, files):
    views.keep_filter("people", "二组路线未走访", {"text": "马秀兰"})
    clerk.close()
    for file in files(clerk.desk.store.folder.path):
        raw = file.read_bytes()
        assert "马秀兰".encode() not in raw
        assert "二组路线".encode() not in raw
