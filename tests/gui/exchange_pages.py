"""Two real ledgers that meet by files in a folder, each with its exchange page."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel, QMessageBox

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.identity import CampaignId, new_id
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.exchange_page import ExchangePage
from desktop_app.services.office import Office
from desktop_app.storage import kinds
from tests.laptops import acquaint, found

POPUPS = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    qtbot.waitUntil(lambda: not made.is_busy, timeout=20_000)
    made.close()


@pytest.fixture
def show(qtbot, runner):
    """Show the page of a laptop."""
    pages = []  # a page that nobody holds would go while its dialog is open

    def shown(laptop, sticks=None):
        page = ExchangePage(Office(laptop.desk), runner, sticks)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1200, 680)
        page.show()
        page.refresh()
        return page

    return shown


@pytest.fixture
def person(pair, make_person):
    """Give a person whom both laptops know."""
    a, b = pair
    kept = a.save(kinds.BENEFICIARY, make_person("马秀兰", phone="13900000001"))
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    return kept


@pytest.fixture
def campaign_of():
    def kept(laptop):
        return laptop.save(
            kinds.CAMPAIGN,
            Campaign(
                id=CampaignId(new_id()),
                name="2021年元旦春节送温暖",
                starts=date(2020, 12, 15),
                ends=date(2021, 3, 31),
            ),
        )

    return kept


def jpeg(colour):
    buffer = BytesIO()
    Image.new("RGB", (80, 60), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def change(laptop, person, **values):
    base = laptop.store.beneficiaries.reading(person.id)
    laptop.save(kinds.BENEFICIARY, replace(base.record, **values), base, "person.changed")


def disagree(pair, person, ours="13900000002", theirs="13900000003"):
    """Let both change the phone without having seen the other's, and the first hear of it."""
    a, b = pair
    change(a, person, phone=ours)
    change(b, person, phone=theirs)
    a.merges.merge(b.export(a))


def phone_of(laptop, person):
    return laptop.store.beneficiaries.get(person.id).phone


def words_in(widget):
    return [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]


def answer(dialog, action):
    """Press the button of a question that says this."""
    next(one for one in dialog.buttons() if one.text() == action).click()


def question(page):
    boxes = page.window().findChildren(QMessageBox)
    return next(one for one in boxes if one.isVisible())


def listed(part, column=0):
    table = part.list.table
    return [table.index(row, column).data() for row in range(table.rowCount())]
