"""Contents to print: the names, amounts and units that are hard to set, and ordinary ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from desktop_app.domain.sheet import sheet_number
from desktop_app.services.printing.archive_forms import ARCHIVE_FIELDS
from desktop_app.services.printing.contents import (
    CondolenceContent,
    GoodsLine,
    GoodsRosterContent,
    Imprint,
    ReceiptContent,
    RecoveryContent,
    RosterContent,
    RosterLine,
    VisitRecordContent,
)
from desktop_app.services.printing.facts import Fact, FactGroup
from desktop_app.services.printing.plain_contents import (
    ArchiveContent,
    EnrolmentContent,
    LetterContent,
    NoticeContent,
    NoticeRow,
    Opinion,
    RulerContent,
)

KEY = bytes(range(32))
DAY = date(2021, 2, 8)
BEIJING = timezone(timedelta(hours=8))
IMPRINT = Imprint(
    chain_head="9f3a51c07be2",
    state_code="K7M·4QX",
    printed_by="王建国",
    printed_at=datetime(2021, 2, 8, 14, 20, tzinfo=BEIJING),
)
RARE_NAMES = ("张𬱖", "李䶮", "王㛃", "马𡌴峰", "孙𠅤", "买买提·吐尔逊")
LONG_NAME = "阿卜杜热合曼·买买提明·吐尔逊江·玉素甫艾合买提江"
LONG_UNIT = "宁夏回族自治区银川经济技术开发区高新电子元件制造有限责任公司第三分厂工会委员会"
PLAIN = (*RARE_NAMES, "马秀兰", "古丽努尔·阿不都热合曼", "王建国", LONG_NAME)
UNITS = (
    "银川经开区电子元件厂",
    "银川市环境卫生管理处第三清扫队",
    LONG_UNIT,
    "宁夏通达快递服务有限公司",
)
RECEIPT = ReceiptContent(
    number=sheet_number("640100", "A2", 2021, 418),
    union="银川市总工会",
    campaign="2021年元旦春节送温暖",
    name="张𬱖",
    id_number="640104********031X",
    category="困难职工",
    unit="银川经开区电子元件厂",
    amount_fen=200_000,
    goods="新春大礼包 1份；大米10kg 1袋",
    goods_fen=17_800,
    fund_source="本级工会经费列支",
    method="现金",
    day=DAY,
)
CONDOLENCE = CondolenceContent(
    number=sheet_number("640100", "A2", 2021, 419),
    union="银川市总工会",
    campaign="2021年元旦春节送温暖",
    name="买买提·吐尔逊",
    wish="值此新春佳节来临之际，谨向您和您的家人致以亲切的慰问和美好的祝愿！"
    "感谢您响应号召就地过年，坚守在生产一线。工会是职工之家，有困难请随时联系我们。\n"
    "祝您身体健康、工作顺利、阖家幸福！",
    amount_fen=100_000,
    goods="新春大礼包 1份；大米10kg 1袋；食用油5L 1桶",
    handed_over_by="王建国、马秀兰",
    day=DAY,
)
RECOVERY = RecoveryContent(
    union="银川市总工会",
    device="二组笔记本",
    code="ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-67AB-CDEF",
    day=DAY,
)


def receipts(count: int) -> list[ReceiptContent]:
    """Make receipts that differ in name, unit and amount, each with its number."""
    return [
        replace(
            RECEIPT,
            number=sheet_number("640100", "A2", 2021, serial),
            name=PLAIN[serial % len(PLAIN)],
            unit=UNITS[serial * len(UNITS) // (count + 1)],
            amount_fen=50_000 + serial % 7 * 12_345,
        )
        for serial in range(1, count + 1)
    ]


def roster(count: int) -> RosterContent:
    """Make a roster of some people."""
    return RosterContent(
        number=sheet_number("640100", "A2", 2021, 420),
        union="银川市总工会",
        campaign="2021年元旦春节送温暖",
        fund_source="中央财政专项帮扶资金",
        day=DAY,
        lines=tuple(_line(index) for index in range(count)),
    )


def _line(index: int) -> RosterLine:
    return RosterLine(
        name=PLAIN[index % len(PLAIN)],
        sex="男" if index % 2 else "女",
        age=None if index % 6 == 5 else 30 + index % 25,
        id_number=f"64010419{70 + index % 29}031512{index % 10}X",
        bank_card=f"6217 8569 0000 {index:04d} 123",
        unit=UNITS[index % len(UNITS)],
        address="银川市金凤区黄河东路街道紫荆花社区第12号楼3单元402室",
        amount_fen=100_000 + index * 11_111,
        phone=f"139{index:08d}",
        file_number=f"NX-2021-{index:05d}",
        remarks="新春大礼包 1份" if index % 3 == 0 else "",
    )


GOODS = ("新春大礼包（份）", "大米10kg（袋）", "食用油5L（桶）", "棉被（床）")
VISIT = VisitRecordContent(
    number=sheet_number("640100", "A2", 2021, 422),
    union="银川市总工会",
    campaign="2021年元旦春节送温暖",
    name="张𬱖",
    day=DAY,
    amount_fen=200_000,
    groups=(
        FactGroup(
            heading="走访对象与时间地点",
            facts=(
                Fact(label="慰问对象", value=f"张𬱖　女　{LONG_UNIT}", wide=True),
                Fact(label="走访日期", value="2021年2月8日"),
                Fact(label="走访方式", value="入户"),
                Fact(label="慰问人员", value=f"{LONG_NAME}、王㛃", wide=True),
            ),
        ),
        FactGroup(
            heading="询问了解情况",
            facts=(
                Fact(label="身体健康状况", value="本人患病长期服药，收入偏低；" * 9, wide=True),
            ),
        ),
    ),
)


def goods_roster(count: int) -> GoodsRosterContent:
    """Make a roster of some people who are given goods."""
    return GoodsRosterContent(
        number=sheet_number("640100", "A2", 2021, 421),
        union="银川市总工会",
        campaign="2021年元旦春节送温暖",
        fund_source="社会捐助资金",
        day=DAY,
        kinds=GOODS,
        lines=tuple(_goods_line(index) for index in range(count)),
    )


def _goods_line(index: int) -> GoodsLine:
    return GoodsLine(
        name=PLAIN[index % len(PLAIN)],
        id_number="640104********031X",
        unit=UNITS[index % len(UNITS)],
        quantities=(1, index % 3, 2 if index % 2 else 0, 0),
        more="春联 1副" if index % 5 == 4 else "",
        worth_fen=999_999_000_000 if index == 3 else 12_345 + index * 100,
        phone="",
    )


NOTICE = NoticeContent(
    union="银川市总工会",
    campaign="2021年元旦春节送温暖",
    day=DAY,
    until=date(2021, 2, 22),
    days=5,
    phone="0951-12351",
    rows=tuple(
        NoticeRow(name=f"{PLAIN[at % len(PLAIN)][0]}*", unit=UNITS[at % 4], amount_fen=100_000 + at)
        for at in range(40)
    ),
)
HARDSHIP_NOTICE = replace(
    NOTICE,
    campaign="拟建档困难职工",
    rows=tuple(
        NoticeRow(
            name=f"{PLAIN[at % len(PLAIN)][0]}*",
            unit=UNITS[at % 4],
            category=("深度困难", "相对困难", "意外致困")[at % 3],
            reason=("其他原因", "有劳动能力而未就业、社会保险待遇落实不到位、其他原因")[at % 2],
        )
        for at in range(7)
    ),
)
LETTER = LetterContent(
    union="银川市总工会",
    campaign="2021年元旦春节送温暖",
    name="买买提·吐尔逊",
    wish=CONDOLENCE.wish,
    day=DAY,
    unit=UNITS[0],
)
ENROLMENT = EnrolmentContent(
    union="银川市总工会",
    device="二组笔记本",
    device_code="A2",
    words=("春天", "骆驼", "算盘", "石榴", "灯塔", "纽扣"),
    fingerprint="9F3A 51C0 7BE2 4D11 08AA 7C3E 9F3A 51C0 7BE2 4D11 08AA 7C3E 9F3A 51C0 7BE2 4D11",
    code="NE1:A2:" + "9F3A51C0" * 8,
    state="4FK-9TM",
    state_long="9F3A51C0" * 8,
    state_square="NS1:" + "9F3A51C0" * 8,
    day=DAY,
)
RULER = RulerContent(
    union="银川市总工会", printer="HP LaserJet P1108", right="1.5", down="-0.5", day=DAY
)
MEMBER = {
    "name": "古丽努尔·阿不都热合曼",
    "relation": "妻子",
    "ethnicity": "维吾尔族",
    "id_number": "640104197503151238",
    "birth_date": "1975-03-15",
    "age": "45",
    "sex": "女",
    "political_status": "群众",
    "monthly_income": "9,999,999,999.99",
    "model_worker_type": "非劳模",
    "health": "疾病",
    "ailment": "严重运动神经元病；肢体残疾二级（重度）",
    "medical_insurance": "城乡居民基本医疗保险",
    "marital_status": "已婚",
    "hukou_type": "农转居",
    "phone": "13900000010",
    "other_phone": "0951-6543210",
    "person_status": "下（待）岗",
    "education": "高中",
    "enrolled": "1991",
    "school_years": "3",
    "occupation": LONG_UNIT,
    "employer_nature": "国有机关/事业单位",
    "employer_state": "改制企业",
    "industry": "电力、热力、燃气及水生产和供应业",
    "work_status": "下（待）岗",
    "contract_signed": "2019年3月",
    "contract_term": "五年以上（55—120月）",
    "remarks": "长期服药",
}


def archive(members: int, *, is_migrant: bool = False) -> ArchiveContent:
    """Make the archive file of a worker whose every field is filled."""
    facts = {field: f"甲{at}" for at, field in enumerate(ARCHIVE_FIELDS)}
    facts |= {
        "name": LONG_NAME,
        "employer": LONG_UNIT,
        "id_number": "640104197003151236",
        "household_annual_income": "9,999,999,999.99",
        "bank_card": "6217 8569 0000 0000 123",
        "assets": "自建房一处，农用三轮车一辆；" * 6,
        "declaration": "本人声明以上情况属实，同意核查。",
        "notice_result": "公示期内未提出异议",
    }
    return ArchiveContent(
        union="银川市总工会",
        name=LONG_NAME,
        day=DAY,
        is_migrant=is_migrant,
        facts=facts,
        members=tuple({**MEMBER, "remarks": f"成员备注{at}"} for at in range(members)),
        opinions=(Opinion(words="通过；情况属实", signed_by="王㛃", day=DAY), Opinion(), Opinion()),
    )
