"""The page of the union tree: read, recorded, moved, retired, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.identity import UnionId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.union import Union
from desktop_app.gui.forms.union_form import UnionForm
from desktop_app.gui.pages.unions_page import UnionsPage
from tests.gui.conftest import nameless, write

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def admin(sit):
    return sit(Role.ADMINISTRATOR)


@pytest.fixture
def tree(admin):
    city = admin.unions.save(Union(id=UnionId(new_id()), name="银川市总工会", region="640100"))
    made = [city]
    for name in ("兴庆区总工会", "金凤区总工会"):
        below = Union(id=UnionId(new_id()), name=name, parent=city.id, level="county", members=9)
        made.append(admin.unions.save(below))
    return made


@pytest.fixture
def open_page(qtbot):
    def build(office):
        page = UnionsPage(office)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.refresh()
        return page

    return build


def listed(page):
    table = page._list.table
    return [table.index(row, 0).data() for row in range(table.rowCount())]


def run(page, text):
    next(action for action in page.page_actions() if action.text == text).run()


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def test_the_tree_stands_indented_in_its_order(open_page, admin, tree):
    page = open_page(admin)
    assert listed(page) == ["银川市总工会", "　兴庆区总工会", "　金凤区总工会"]
    assert "3 unions" in words(page)


def test_an_empty_tree_says_how_to_begin(open_page, admin):
    page = open_page(admin)
    assert "No union is recorded yet" in words(page)


def test_a_union_is_recorded_below_the_chosen_one_and_the_next_beside_it(
    qtbot, open_page, admin, tree
):
    page = open_page(admin)
    page.choose(tree[0].id)
    run(page, "New union")
    name = page._form.sheet.editor("name")
    write(qtbot, name, "西夏区总工会")
    qtbot.keyClick(name, Qt.Key.Key_Return, CONTROL)
    assert listed(page)[-1] == "　西夏区总工会"
    assert page._form.is_new
    assert page._form.collect().parent == tree[0].id


def test_an_untouched_form_gives_back_the_same_union(qtbot, admin, tree):
    form = UnionForm(admin)
    qtbot.addWidget(form)
    for union in tree:
        form.open(union.id)
        assert form.collect() == admin.unions.get(union.id)
        assert not form.is_touched


def test_the_region_is_named_under_its_code(qtbot, admin, tree):
    form = UnionForm(admin)
    qtbot.addWidget(form)
    form.open(tree[0].id)
    assert "宁夏回族自治区银川市" in words(form)


def test_moving_and_retiring_are_done_from_the_title_line(open_page, admin, tree):
    page = open_page(admin)
    page.choose(tree[2].id)
    run(page, "Up")
    assert listed(page)[1:] == ["　金凤区总工会", "　兴庆区总工会"]
    run(page, "Retire")
    assert listed(page)[1:] == ["　金凤区总工会", "　兴庆区总工会"]
    assert "retired" in words(page._pane)
    run(page, "Offer again")
    assert "retired" not in words(page._pane).split()


def test_who_may_only_read_is_offered_nothing(open_page, sit, tree):
    page = open_page(sit(Role.AUDITOR))
    assert page.page_actions() == ()
    page._edit(tree[0].id)
    assert not page.is_writing


def test_everything_that_takes_the_focus_has_a_name(open_page, admin, tree):
    page = open_page(admin)
    page.choose(tree[1].id)
    assert nameless(page) == []
    page._edit(tree[1].id)
    assert nameless(page) == []
