"""A plan says to whom another laptop may already have given, and never who that was."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.double_aid import AidFilter
from desktop_app.gui.dialogs.plan_grants import PlanDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.grants_page import GrantsPage
from desktop_app.storage.aid_filters import AidFilters, FromLaptop


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


def test_planning_says_to_whom_somebody_may_already_have_given(
    qtbot, runner, clerk, campaign, enrol, make_person
):
    person = enrol(make_person("张𬱖"))
    given = AidFilter.of("2021-winter", b"key", [person.id_number])
    with clerk.desk.store.transaction():
        AidFilters(clerk.desk.store.db).keep([FromLaptop("ab" * 8, 1, given)], "ab" * 8, 1)
    page = GrantsPage(clerk, runner)
    qtbot.addWidget(page)
    page.show_campaign(campaign.id)
    page.show()
    page.plan()
    plan = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PlanDialog))
    qtbot.waitSignal(plan.previewed).wait()
    said = " ".join(found.text() for found in plan.findChildren(QLabel))
    assert "1 grant, 1,000.00 yuan" in said
    (issue,) = plan._skipped.table.record(0).issues
    assert issue.code == "maybe_given_elsewhere"
