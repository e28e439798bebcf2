"""The page of employers over a real office, and how tests look at it."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.employers_page import EmployersPage
from tests.employers import keep_all

USUAL = 6
OVERVIEW, MEASURES, RISKS, SAFETY, PEOPLE, VISITS = range(6)


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot, runner):
    def build(office):
        page = EmployersPage(office, runner)
        qtbot.addWidget(page)
        page.resize(1250, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.refresh()
        return page

    return build


@pytest.fixture
def page(open_page, clerk):
    keep_all(clerk)
    return open_page(clerk)


def names(page):
    table = page._list.table
    return [table.record(row).employer.name for row in range(table.rowCount())]


def cells(page, row):
    table = page._list.table
    return [str(table.index(row, column).data()) for column in range(USUAL)]


def words(widget):
    found = [one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return "\n".join(getattr(one, "whole_text", one.text)() for one in found)


def way(page, words_of_it):
    found = page._pane.findChildren(QPushButton)
    return next(one for one in found if one.text() == words_of_it and one.isVisible())


def show(page, employer, part=OVERVIEW):
    page.choose(employer)
    page._pane.go_to_part(part)
