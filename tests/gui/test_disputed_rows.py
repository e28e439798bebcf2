"""Disagreements on lists and on ids: the lines of both sides are ticked, records are found."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.exchange import Conflict
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.visit import Group, Visit, Visitor
from desktop_app.gui.forms import rival_words
from desktop_app.gui.forms.rival_editor import editor_for
from desktop_app.gui.forms.rival_rows import TickedRows
from desktop_app.gui.widgets.thumbnail import Thumbnail
from desktop_app.services.office import Office
from desktop_app.storage import kinds
from tests.gui import exchange_pages
from tests.gui.conftest import nameless
from tests.gui.exchange_pages import jpeg, listed, words_in

campaign_of, pair, person, runner, show = (
    exchange_pages.campaign_of,
    exchange_pages.pair,
    exchange_pages.person,
    exchange_pages.runner,
    exchange_pages.show,
)
LEADER, OURS, THEIRS = (Visitor(name=name) for name in ("王强", "李敏", "赵一"))
TECHNICAL = {
    *(
        "revoked",
        "restated",
        "cap",
        "originals",
        "taken",
        "former",
        "visit",
        "child",
        "need",
        "sheet",
    ),
    "role",
}
"""Fields that only a form of their own, or the program, can say."""


def edit(laptop, visit, **values):
    base = laptop.store.visits.reading(visit.id)
    laptop.save(kinds.VISIT, replace(base.record, **values), base, "visit.changed")


@pytest.fixture
def visit(pair, person):
    a, b = pair
    made = Visit(
        id=VisitId(new_id()),
        manner="site",
        first_day=date(2021, 2, 1),
        beneficiaries=(person.id,),
        visitors=(LEADER,),
    )
    a.save(kinds.VISIT, made, action="visit.saved")
    b.merges.merge(a.export(b))
    return made


def meet(pair, visit, ours, theirs):
    a, b = pair
    edit(a, visit, **ours)
    edit(b, visit, **theirs)
    a.merges.merge(b.export(a))


def test_lines_of_both_sides_are_kept_at_once(qtbot, pair, show, visit):
    a, b = pair
    meet(pair, visit, {"visitors": (LEADER, OURS)}, {"visitors": (LEADER, THEIRS)})
    page = show(a)
    page.show_part(page.disputes)
    said = words_in(page.disputes.pane)
    assert "李敏\n（1 line is the same）" in said
    assert listed(page.disputes, 2) == [
        "李敏；（1 line is the same） | 赵一；（1 line is the same）"
    ]
    assert listed(page.disputes) == ["马秀兰  2021-02-01"]
    assert nameless(page.disputes) == []
    page.activateWindow()
    qtbot.keyClick(page.disputes.list.view, Qt.Key.Key_0)
    editor = page.disputes.pane.editor
    assert isinstance(editor, TickedRows)
    assert {tick.text() for tick, _row in editor.ticks} == {"王强", "李敏", "赵一"}
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.disputes.pane, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert a.conflicts.count() == 0
    assert set(a.store.visits.get(visit.id).visitors) == {LEADER, OURS, THEIRS}
    b.merges.merge(a.export(b))
    assert b.store.visits.get(visit.id) == a.store.visits.get(visit.id)


def test_a_line_that_is_wrong_on_both_sides_is_unticked_by_key(qtbot, pair, show, visit):
    a, _b = pair
    meet(pair, visit, {"visitors": (LEADER, OURS)}, {"visitors": (LEADER, THEIRS)})
    page = show(a)
    page.show_part(page.disputes)
    editor = page.disputes.pane.editor
    wrong = next(tick for tick, row in editor.ticks if row.value == THEIRS)
    qtbot.keyClick(wrong, Qt.Key.Key_Space)
    page.disputes.pane.give_other()
    assert a.store.visits.get(visit.id).visitors == (LEADER, OURS)


def test_no_line_at_all_is_said_to_be_wrong_where_one_is_needed(pair, show, visit):
    a, _b = pair
    meet(pair, visit, {"visitors": (LEADER, OURS)}, {"visitors": (LEADER, THEIRS)})
    page = show(a)
    page.show_part(page.disputes)
    page.disputes.pane.editor.set_value(())
    page.disputes.pane.give_other()
    assert a.conflicts.count() == 1
    assert any("Say the right value first" in words for words in words_in(page.disputes.pane))


def test_people_are_found_where_they_are_disputed(pair, show, visit, make_person, person):
    a, b = pair
    others = [a.save(kinds.BENEFICIARY, make_person(name)) for name in ("周二", "吴三")]
    b.merges.merge(a.export(b))
    meet(
        pair,
        visit,
        {"beneficiaries": (person.id, others[0].id)},
        {"beneficiaries": (person.id, others[1].id)},
    )
    page = show(a)
    page.show_part(page.disputes)
    (shown,) = listed(page.disputes, 2)
    assert "周二" in shown
    assert "吴三" in shown
    assert set(page.disputes.pane.editor.value()) == {person.id, *(one.id for one in others)}
    page.disputes.pane.give_other()
    assert len(a.store.visits.get(visit.id).beneficiaries) == 3


def test_the_campaign_of_a_visit_is_told_and_chosen_by_name(pair, show, visit, campaign_of):
    a, b = pair
    first = campaign_of(a)
    second = a.save(kinds.CAMPAIGN, replace(first, id=new_id(), name="2021年夏送清凉"))
    b.merges.merge(a.export(b))
    meet(pair, visit, {"campaign": first.id}, {"campaign": second.id})
    page = show(a)
    page.show_part(page.disputes)
    assert listed(page.disputes, 2) == [f"{first.name} | {second.name}"]
    page.disputes.pane.editor.set_value(second.id)
    page.disputes.pane.give_other()
    assert a.store.visits.get(visit.id).campaign == second.id


def test_photos_of_the_visits_stand_beside_what_is_said_of_the_person(pair, show, person, visit):
    a, b = pair
    office = Office(a.desk)
    taken = office.attaching.take_photo(jpeg("blue"), caption="家门口")
    office.attaching.attach("visit", visit.id, [taken])
    for laptop, number in ((a, "13900000008"), (b, "13900000009")):
        base = laptop.store.beneficiaries.reading(person.id)
        laptop.save(kinds.BENEFICIARY, replace(base.record, phone=number), base)
    a.merges.merge(b.export(a))
    page = show(a)
    page.show_part(page.disputes)
    (picture,) = page.disputes.pane.findChildren(Thumbnail)
    assert picture.accessibleName() == "家门口"


def test_every_field_of_every_kind_has_a_name(pair):
    nameless_fields = [
        (kind.name, column.name)
        for kind in kinds.KINDS.values()
        for column in kind.columns
        if column.name not in rival_words.captions(kind.name)
    ]
    assert nameless_fields == []


def test_every_field_that_may_be_settled_has_an_editor(qtbot, pair):
    office = Office(pair[0].desk)
    without = set()
    for kind in kinds.KINDS.values():
        for column in () if kind.is_fact else kind.columns:
            conflict = Conflict(
                id="", kind=kind.name, record="", name="", field=column.name, rivals=()
            )
            editor = editor_for(office, conflict)
            if editor is None:
                without.add(column.name)
            else:
                qtbot.addWidget(editor)
    assert without <= TECHNICAL


def test_rows_in_another_order_are_said_whole_and_goods_in_their_words(pair):
    office = Office(pair[0].desk)
    rows = [
        [rival_words.rival_rows.Row(one, one.words) for one in lines]
        for lines in (
            (GoodsLine(name="米", quantity=1), GoodsLine(name="油", quantity=2)),
            (GoodsLine(name="油", quantity=2), GoodsLine(name="米", quantity=1)),
        )
    ]
    assert rival_words.rival_rows.said(rows) == ("米 ×1\n油 ×2", "油 ×2\n米 ×1")
    column = kinds.VISIT.column("groups")
    words = rival_words.rival_rows.words_of_row(
        office, column, Group(words="一线工人", count=20, approximate=True)
    )
    assert words == "一线工人  20  about  People"
