"""Sheets without a number, composed from the ledger and read back off the paper."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop_app.domain import procedure
from desktop_app.domain.errors import CircumstanceError, NotPermittedError
from desktop_app.domain.household import HardshipFile, Household, HouseholdMember
from desktop_app.domain.identity import HardshipFileId, HouseholdMemberId, ProcedureStepId, new_id
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import PlainKind
from desktop_app.services import fingerprints
from desktop_app.services.archive_composing import NoArchiveError
from desktop_app.services.plain_sheets import PLAIN_FORMS, NothingOnItError, Wanted
from desktop_app.services.printing.plain_press import NoGlyphError
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

SECRET = {
    "id_number": "640104198003030026",
    "phone": "13987654321",
    "address": "银川市金凤区黄河东路紫荆花社区",
    "bank_name": "宁夏银行城南支行",
    "bank_card": "6217856900001234569",
    "remarks": "患尿毒症长期透析",
}


@pytest.fixture
def person(make_person):
    return make_person("买买提·吐尔逊", employer="环卫处", **SECRET)


@pytest.fixture
def approved(clerk, approver, campaign, enrol, person):
    enrol(person, cash_fen=100_000, fund_source="own_budget", unit="环卫处")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


def text_of(pdf):
    pages = PdfReader(BytesIO(pdf)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def test_a_public_notice_shows_a_masked_name_and_never_what_is_secret(clerk, approved, person):
    wanted = Wanted(campaign=approved.id, phone="0951-6012351")
    (page,) = text_of(clerk.plain_sheets.draw(PlainKind.PUBLIC_NOTICE, wanted).pdf)
    for shown in ("买*", "环卫处", "1,000.00", "0951-6012351", "共5个工作日", "2021年2月8日至"):
        assert shown in page
    for hidden in (person.name, "吐尔逊", *SECRET.values(), "困难职工", "640104"):
        assert hidden not in page


def test_a_notice_says_when_its_working_days_are_over(clerk, approved):
    (content,) = clerk.plain_sheets.contents(PlainKind.PUBLIC_NOTICE, Wanted(campaign=approved.id))
    assert (content.day, content.until) == (date(2021, 2, 8), date(2021, 2, 19))


@pytest.fixture
def put_up(officer, clerk, archive):
    """Apply, check at home, and put the file up for seven days."""
    file = clerk.desk.store.hardship_files.of(archive.id).record
    days = ((procedure.APPLIED, 1, None), (procedure.HOME_CHECK, 2, "passed"), ("notice", 3, None))
    for step, day, result in days:
        officer.proceeding.save(
            ProcedureStep(
                id=ProcedureStepId(new_id()),
                file=file.id,
                step=step,
                day=date(2021, 2, day),
                result=result,
            )
        )
    return archive


def test_a_hardship_file_is_put_up_masked_with_its_category_and_no_illness(clerk, put_up):
    (page,) = text_of(
        clerk.plain_sheets.draw(PlainKind.PUBLIC_NOTICE, Wanted(people=(put_up.id,))).pdf
    )
    for shown in ("买*", "环卫处", "深度困难", "下岗失业、其他原因", "2021年2月3日至2021年2月8日"):
        assert shown in page
    assert "共5个工作日" in page
    for hidden in (put_up.name, *SECRET.values(), "患重特大疾病", "尿毒症", "NX-0001", "成员之甲"):
        assert hidden not in page


def test_a_notice_of_files_needs_files(clerk, put_up, make_person, enrol):
    other = enrol(make_person("王㛃", id_number=None))
    with pytest.raises(NoArchiveError):
        clerk.plain_sheets.draw(PlainKind.PUBLIC_NOTICE, Wanted(people=(put_up.id, other.id)))


def test_a_letter_has_the_words_of_the_campaign_and_the_name(clerk, approved, person):
    base = clerk.campaigns.open(approved.id)
    clerk.campaigns.save(replace(base.record, wish="感谢您就地过年。\n祝您阖家幸福！"), base)
    drawn = clerk.plain_sheets.draw(PlainKind.LETTER, Wanted(campaign=approved.id), "letter-a5")
    (page,) = text_of(drawn.pdf)
    assert f"{person.name}同志：" in page
    assert page.index("感谢您就地过年。") < page.index("祝您阖家幸福！")
    box = PdfReader(BytesIO(drawn.pdf)).pages[0].mediabox
    assert [round(float(side) / 72 * 25.4) for side in (box.width, box.height)] == [148, 210]


def test_a_campaign_without_an_approved_grant_has_no_notice(clerk, campaign):
    with pytest.raises(NothingOnItError):
        clerk.plain_sheets.draw(PlainKind.PUBLIC_NOTICE, Wanted(campaign=campaign.id))


def test_the_ledger_of_the_grants_adds_up(clerk, approved, person):
    (page,) = text_of(clerk.plain_sheets.draw(PlainKind.LEDGER, Wanted(campaign=approved.id)).pdf)
    assert person.name in page
    for label in ("本页小计", "合计"):
        assert label in page
    assert "承前页" not in page
    assert page.count("1,000.00") == 4  # the grant, the page, the whole, the sum below
    assert "合计1,000.00元" in page


def test_the_summary_has_its_four_signatures_and_six_sources(clerk, approved):
    drawn = clerk.plain_sheets.draw(PlainKind.SUMMARY, Wanted(campaign=approved.id))
    pages = text_of(drawn.pdf)
    for page in pages:
        for words in ("单位负责人：", "统计负责人：", "填表人：", "报出日期：", "人次（人次）"):
            assert words in page
    whole = "".join(pages)
    for source in ("各级财政拨款", "上级工会经费补助", "本级工会经费列支", "社会捐助资金"):
        assert source in whole
    assert "行政拨付" in whole
    assert "其他合法来源" in whole


def test_the_enrolment_page_says_six_words_and_the_key(clerk):
    store = clerk.desk.store
    device = store.devices.get(store.identity.device)
    (page,) = text_of(clerk.plain_sheets.draw(PlainKind.ENROLMENT, Wanted()).pdf)
    words = fingerprints.words_of(device.sign_pub)
    assert len(words) == 6
    for word in (*words, "二组笔记本", "A2"):
        assert word in page
    assert fingerprints.figures_of(device.sign_pub).replace(" ", "") in page


def test_the_enrolment_page_says_the_state_code_short_and_whole_and_as_a_square(clerk):
    code = clerk.caretaking.state()
    (page,) = text_of(clerk.plain_sheets.draw(PlainKind.ENROLMENT, Wanted()).pdf)
    assert f"账目状态码：{code.short}" in page
    assert code.long.upper() in page
    assert code.square == f"NS1:{code.long.upper()}"


def test_the_words_are_256_and_each_is_there_once():
    words = fingerprints._words()
    assert len(set(words)) == 256
    assert {len(word) for word in words} == {2}
    assert fingerprints.words_of("00" * 32) != fingerprints.words_of("01" + "00" * 31)


@pytest.fixture
def archive(officer, clerk, person, enrol):
    """A file with six members and an opinion."""
    enrol(person, cash_fen=1, fund_source="own_budget")
    file = HardshipFile(
        id=HardshipFileId(new_id()),
        beneficiary=person.id,
        worker_number="NX-0001",
        hardship_category="deep",
        household_kind="migrant",
        contract_signed="2019年3月",
        own_monthly_income_fen=180_000,
        single_parent=True,
        declared=True,
        main_cause="laid_off",
        other_causes=("grave_illness",),
    )
    members = tuple(
        HouseholdMember(id=HouseholdMemberId(new_id()), beneficiary=person.id, name=f"成员之{word}")
        for word in "甲乙丙丁戊己"
    )
    officer.households.save(Household.of(file, members))
    step = ProcedureStep(
        id=ProcedureStepId(new_id()),
        file=file.id,
        step="union_opinion",
        day=date(2021, 2, 1),
        by=("马秀兰",),
        result="passed",
        remarks="情况属实",
    )
    clerk.desk.save([edit_of(kinds.PROCEDURE_STEP, step)], "test")
    return person


def test_an_archive_file_has_two_sides_and_a_continuation_for_the_sixth(clerk, archive):
    drawn = clerk.plain_sheets.draw(PlainKind.ARCHIVE_FILE, Wanted(people=(archive.id,)))
    front, back, more, empty = text_of(drawn.pdf)
    for words in (
        "困难农民工档案表",
        "NX-0001",
        archive.id_number,
        "1,800.00",
        "2019年3月",
        "一式三份",
    ):
        assert words in front
    for words in ("成员之甲", "成员之戊", "系统工会意见", "情况属实", "马秀兰", "公示结果"):
        assert words in back
    assert "成员之己" not in back
    assert "成员之己" in more
    assert "续页" in more
    assert "（此页无正文）" in empty


def test_a_person_without_a_file_is_told_so(clerk, approved, person):
    with pytest.raises(CircumstanceError, match="has no hardship file"):
        clerk.plain_sheets.draw(PlainKind.ARCHIVE_FILE, Wanted(people=(person.id,)))


@pytest.mark.parametrize("kind", PLAIN_FORMS)
def test_nobody_prints_without_the_right(sit, approved, person, kind):
    auditor = sit(Role.AUDITOR)
    wanted = Wanted(campaign=approved.id, people=(person.id,))
    if kind in (PlainKind.LEDGER, PlainKind.SUMMARY, PlainKind.NUMBER_REGISTER):
        assert auditor.plain_sheets.draw(kind, wanted).pages
    else:
        with pytest.raises(NotPermittedError):
            auditor.plain_sheets.draw(kind, wanted)


def test_a_missing_character_is_named_and_nothing_is_drawn(clerk, approved):
    base = clerk.campaigns.open(approved.id)
    clerk.campaigns.save(replace(base.record, wish="祝\U00031353"), base)
    wanted = Wanted(campaign=approved.id)
    (missing,) = clerk.plain_sheets.preflight(PlainKind.LETTER, wanted)
    assert (missing.field, missing.code_point) == ("wish", "U+31353")
    with pytest.raises(NoGlyphError):
        clerk.plain_sheets.draw(PlainKind.LETTER, wanted)


def test_printing_stands_in_the_audit_trail(sit, clerk, approved):
    auditor = sit(Role.AUDITOR)
    before = auditor.caretaking.verify().entries
    clerk.plain_sheets.draw(PlainKind.LETTER, Wanted(campaign=approved.id))
    assert auditor.caretaking.verify().entries == before + 1
