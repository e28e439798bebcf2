"""A list on paper, as the window shows it."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from desktop_app.domain.role import Role
from desktop_app.gui.dialogs import list_paper
from desktop_app.gui.dialogs.list_paper import ListPaper
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.people_page import PeoplePage


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def page(qtbot, clerk, runner, make_person):
    for name, employer in (("马秀兰", "环卫处"), ("张𬱖", "元件厂"), ("阿不都·热合曼", "环卫处")):
        clerk.register.save(make_person(name, employer=employer, phone="13900000417"))
    made = PeoplePage(clerk, runner)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    return made


@pytest.fixture
def paper(page, clerk, runner):
    made = ListPaper(clerk, runner, page)
    page.paper_requested.connect(made.begin)
    return made


def squeezed(pdf):
    return "".join("".join(one.extract_text().split()) for one in PdfReader(BytesIO(pdf)).pages)


def test_what_the_list_shows_is_drawn_with_filters_and_count(qtbot, page, paper, clerk):
    page._list.employer.choose("环卫处")
    with qtbot.waitSignal(paper.drawn) as drawn:
        page._list.view.setFocus()
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(page._list.view, Qt.Key.Key_P, control | shift)
    (dialog,) = drawn.args
    text = squeezed(dialog._pdf)
    assert "马秀兰" in text
    assert "阿不都·热合曼" in text
    assert "张𬱖" not in text
    assert "环卫处" in text
    assert "2people" in text
    assert "13900000417" not in text
    dialog.close()
    entry = clerk.caretaking.entries(limit=1)[0]
    assert (entry.action, entry.reason) == ("printed.ledger", "Beneficiaries 2")


def test_a_list_that_nobody_would_print_is_refused_in_a_sentence(page, paper, monkeypatch):
    monkeypatch.setattr(list_paper, "MOST_ROWS", 2)
    said = []
    monkeypatch.setattr(list_paper, "tell", lambda _parent, words: said.append(words))
    assert paper.begin(page._list.shown()) is None
    assert said == ["This list has 3 rows; at most 2 go on paper. Narrow it, or export it."]


def test_who_may_not_print_is_not_offered_it(qtbot, sit, runner, make_person, clerk):
    clerk.register.save(make_person())
    made = PeoplePage(sit(Role.AUDITOR), runner)
    qtbot.addWidget(made)
    made.refresh()
    assert made._list._print.isHidden()
    with qtbot.assertNotEmitted(made.paper_requested):
        made._list._ask_for_paper()
