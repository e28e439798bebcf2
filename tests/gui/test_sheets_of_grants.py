"""What the page of grants tells of its sheets, and what it hands to the printing page."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.domain.sheet import SheetKind
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.grants_page import GrantsPage
from desktop_app.gui.pages.page import WrongSheets
from desktop_app.services.going_on import Stopped


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    for name in ("张𬱖", "马𡌴峰", "李䶮"):
        enrol(make_person(name), cash_fen=50_000)
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


@pytest.fixture
def page_of(qtbot):
    """Open the page for one person, on a campaign."""
    runner = JobRunner()

    def build(office, campaign):
        page = GrantsPage(office, runner)
        qtbot.addWidget(page)
        page.show_campaign(campaign.id)
        page.show()
        return page

    yield build
    runner.close()


def words_on(page):
    return " ".join(found.text() for found in page._pane.findChildren(QLabel))


def test_the_record_tells_of_a_sheet_that_was_torn(page_of, clerk, approved):
    def jam(_pdf):
        raise OSError("paper jam")

    with pytest.raises(OSError, match="jam"):
        clerk.issuing.print_through(SheetKind.RECEIPT, approved.id, jam)
    at = Stopped(kind=SheetKind.RECEIPT, campaign=approved.id, came_out=0, torn=True)
    clerk.going_on.go_on(at, lambda _pdf: None)
    page = page_of(clerk, approved)
    number = clerk.issuing.lines()[0].sheet.number
    row = next(at for at in range(3) if page._list.table.record(at).receipt == number)
    page._list.view.choose_row(row)
    assert words_on(page).count("torn in the printer") == 2


def test_what_was_printed_wrongly_is_handed_to_the_printing_page(
    qtbot, page_of, clerk, approved, tmp_path
):
    clerk.issuing.print_sheets(SheetKind.RECEIPT, approved.id, tmp_path / "r.pdf")
    page = page_of(clerk, approved)
    number = page._list.view.chosen_record().receipt
    wrong = next(b for b in page._pane.findChildren(QPushButton) if b.text() == "Printed wrongly…")
    with qtbot.waitSignal(page.open_requested) as asked:
        wrong.click()
    assert asked.args == ["printing", WrongSheets((number,))]
    page._list.view.selectAll()
    with qtbot.waitSignal(page.open_requested) as asked:
        page._spoil(page._list.view.chosen_records())
    assert len(asked.args[1].numbers) == 3
