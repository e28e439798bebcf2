"""What of employers leaves the screen: their record on paper with photos, the list as a file."""

import subprocess

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.gui.widgets.photo_viewer import PhotoViewer
from tests.employers import SHOP_ID, SITE_ID, WORKS_ID, measure, safety_check, shop, works
from tests.gui import employer_pages
from tests.gui.employer_pages import SAFETY, names, show, way
from tests.unit.services.pictured import jpeg

runner, open_page, page = employer_pages.runner, employer_pages.open_page, employer_pages.page


def test_what_is_shown_goes_into_a_file_with_bare_numbers(qtbot, page):
    page._list.chips["kind"].choose("enterprise")
    with qtbot.waitSignal(page.export_requested) as asked:
        page._list.export_requested.emit(page._list.shown())
    (shown,) = asked.args
    (line,) = shown.source.slice(0, 10)
    values = [(column.value or column.text)(line) for column in shown.columns]
    assert values[0] == works().name
    assert 5000 in values
    assert "Enterprise" in " ".join(shown.remarks)


def test_filters_are_kept_and_used_again_by_their_names(page):
    page._list.chips["risk"].choose("high")
    page._list.in_difficulty.click()
    state = page._list.filter_state.state()
    assert state == {"risk": "high", "in_difficulty": "on"}
    page._list.filter_state.restore({})
    assert len(names(page)) == 3
    page._list.filter_state.restore(state)
    assert names(page) == [shop().name]


def test_photos_of_a_check_are_kept_with_it_and_opened_from_its_line(qtbot, page, clerk):
    page.edit(page.form_of("safety_check"), safety_check().id)
    page.form_of("safety_check").photos.set_value(
        [clerk.attaching.take_photo(jpeg(), caption="宿舍")]
    )
    page.form_of("safety_check").follow("photos")
    assert page.form_of("safety_check").save()
    (kept,) = clerk.attaching.of("safety_check", safety_check().id)
    assert kept.caption == "宿舍"
    show(page, SITE_ID, SAFETY)
    way(page, "1 photo").click()
    (viewer,) = page._pane.findChildren(PhotoViewer)
    assert viewer.at == 0
    viewer.close()


def test_the_record_in_sight_is_printed_with_measures_checks_and_photos(qtbot, page, clerk):
    photo = clerk.attaching.take_photo(jpeg(), caption="发放红包")
    edits = clerk.attaching.edits_for("employer_measure", measure().id, [photo], ())
    clerk.employer_measures.save(
        measure(), clerk.employer_measures.open(measure().id), beside=edits
    )
    show(page, WORKS_ID)
    dialog = page.print_shown()
    text = printed_text(dialog._pdf)
    for part in (
        "济南二机床集团有限公司",
        "91350100M000100Y43",
        "139****0001",
        "始建于1937年",
        "Bonus for staying",
        "每人500元，随1月工资发放",
        "发放红包",
    ):
        assert part in text
    assert "13900000001" not in text
    dialog.reject()
    assert clerk.desk.store.audit.entries(subject=WORKS_ID)[0].action == "printed.record"
    page.refresh()
    assert any(one.text().startswith("Record printed · ") for one in page.findChildren(QLabel))


@pytest.mark.parametrize(
    ("employer", "parts"),
    [
        (SHOP_ID, ("risk: High", "look again 2021-02-08", "Plan: 约谈负责人", "客流减半")),
        (SITE_ID, ("济南二机床集团有限公司", "To be rectified", "宿舍私拉电线", "已更换12具")),
    ],
)
def test_paper_says_of_risks_and_dangers_what_the_screen_says(page, employer, parts):
    show(page, employer)
    dialog = page.print_shown()
    text = printed_text(dialog._pdf)
    assert [part for part in parts if part not in text] == []
    dialog.reject()


def test_printing_is_offered_while_an_employer_is_in_sight(qtbot, page):
    def offered():
        return [action.text for action in page.page_actions()]

    assert offered() == ["Print record", "New employer or site"]
    with qtbot.waitSignal(page.actions_changed):
        page._list.chips["kind"].choose("park")
    assert offered() == ["New employer or site"]
    page._list.chips["kind"].choose("")
    assert offered() == ["Print record", "New employer or site"]


def printed_text(pdf):
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")
