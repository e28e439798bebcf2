"""Make the sample roster: a workbook as grassroots unions send it, with every usual fault.

Run `python build_spec/make_sample.py`; the same seed gives the same workbook. Nobody in it
exists: names, numbers, phones and cards are drawn by lot.
"""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from stdnum import luhn
from stdnum.cn import ric

FOLDER = Path(__file__).parent.parent / "resources" / "sample"
WORKBOOK = "花名册-样例.xlsx"
EXPECTED = "花名册-样例.expected.json"
SEED = 20210208
MADE = datetime(2021, 2, 8, 9, 0, tzinfo=UTC)

REGIONS = ["640104", "640105", "640106", "640121", "640302", "640422", "640502", "620102"]
REVOKED = ["320123", "370284", "422201", "512323"]
SURNAMES = "马王李张刘陈杨白丁杜哈金罗田冯曹谢韩唐任单曾解吴周徐孙朱高林何郭"
MEN = "建国 志强 海军 伟 勇 军 磊 文涛 学峰 立新 晓东 玉山 宏伟 永刚 小龙 占林 国庆 德福"
WOMEN = "秀兰 桂英 丽娟 芳 敏 静 雪梅 玉花 彩霞 春燕 晓红 淑珍 婷 海燕 金凤 翠英 月琴 文秀"
RARE = [
    ("张𬱖", "男"),
    ("李䶮", "男"),
    ("王㛃", "女"),
    ("马𡌴峰", "男"),
    ("孙𠅤", "女"),
    ("陈堃", "男"),
    ("刘喆", "男"),
    ("杨淼鑫", "女"),
]
MINORITY = [("买买提·吐尔逊", "男"), ("古丽努尔•阿不都热合曼", "女"), ("阿依古丽.买买提", "女")]
BANKS = ["中国工商银行银川兴庆支行", "中国农业银行银川西夏支行", "宁夏银行金凤支行"]
FULL_HEADINGS = (
    "序号 工作单位 姓名 性别 身份证号 联系电话 人员类别 "
    "慰问金额（元） 慰问品 资金来源 开户银行 银行卡号 备注"
)

Row = list[object]


@dataclass(kw_only=True)
class Person:
    """One line of a roster before a clerk gets hold of it."""

    name: str
    sex: str
    number: str
    phone: str
    unit: str
    category: str
    yuan: int
    goods: str
    source: str
    bank: str
    card: str


class Lot:
    """Draws people by lot, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a sample, not a secret
        self._names = [*RARE, *MINORITY]
        self._drawn: set[str] = set()

    def people(self, count: int, unit: str, choices: Sequence[tuple[str, int]]) -> list[Person]:
        """Draw some people of one employer; `choices` are categories with their amounts."""
        return [self._person(unit, choices) for _ in range(count)]

    def _person(self, unit: str, choices: Sequence[tuple[str, int]]) -> Person:
        name, sex = self._name()
        category, yuan = self._random.choice(choices)
        body = f"62220{self._random.randrange(10**13):013d}"
        return Person(
            name=name,
            sex=sex,
            number=self._number(sex),
            phone=f"1{self._random.choice('35789')}{self._random.randrange(10**9):09d}",
            unit=unit,
            category=category,
            yuan=yuan,
            goods=self._random.choice(["新春大礼包1份", "大米10kg 1袋、食用油5L 1桶", ""]),
            source=self._random.choice(["本级工会经费列支", "各级财政拨款", "上级工会经费补助"]),
            bank=self._random.choice(BANKS),
            card=body + luhn.calc_check_digit(body),
        )

    def _name(self) -> tuple[str, str]:
        if self._names and self._random.random() < 0.3:
            return self._names.pop(0)
        while True:
            sex = self._random.choice("男女")
            given = self._random.choice((MEN if sex == "男" else WOMEN).split())
            name = self._random.choice(SURNAMES) + given
            if name not in self._drawn:
                self._drawn.add(name)
                return name, sex

    def _number(self, sex: str) -> str:
        region = self._random.choice(REVOKED if self._random.random() < 0.05 else REGIONS)
        born = date(1961, 1, 1) + timedelta(days=self._random.randrange(40 * 365))
        order = self._random.randrange(100) * 10 + self._random.randrange(5) * 2
        body = f"{region}{born:%Y%m%d}{order + (sex == '男'):03d}"
        return body + ric.calc_check_digit(body + "0")


class Roster:
    """The workbook, and what a faithful import makes of it."""

    def __init__(self) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self.rejected: list[dict[str, str]] = []
        self.repeated: list[str] = []
        self.kept: dict[str, int] = {}

    def add(self, sheet: Worksheet, row: Row, person: Person, reason: str = "") -> None:
        """Add a row and note what becomes of it: refused for a reason, kept, or a repetition."""
        sheet.append(row)
        at = f"{sheet.title}!{sheet.max_row}"
        if reason:
            self.rejected.append({"at": at, "reason": reason})
            return
        if person.number in self.kept:
            self.repeated.append(at)
        self.kept.setdefault(person.number, person.yuan)

    def expected(self) -> dict[str, object]:
        """Say what an import must make of the workbook."""
        return {
            "people": len(self.kept),
            "total_yuan": sum(self.kept.values()),
            "rejected": self.rejected,
            "repeated_rows": self.repeated,
        }


def full_width(number: str) -> str:
    """Write figures as a Chinese input method does in its full-width mode."""
    return number.translate({code: code + 0xFEE0 for code in range(0x30, 0x5B)})


def sanitation(roster: Roster, people: list[Person]) -> None:
    """Lay out the careful sheet: two title rows, every column, a total, signatures."""
    sheet = titled(roster, "环卫中心", ["附件1", "2021年元旦春节送温暖活动慰问对象花名册"], 13)
    sheet.append(FULL_HEADINGS.split())
    for place, person in enumerate(people, start=1):
        roster.add(sheet, full_row(place, person), person)
    sheet.row_dimensions[9].hidden = True
    totalled(sheet, first=4, column=8)


def full_row(place: int, person: Person) -> Row:
    """Fill every column; short names are spread, some numbers are full-width."""
    number = full_width(person.number) if place % 17 == 3 else person.number
    name = f"{person.name[0]}　{person.name[1]}" if len(person.name) == 2 else person.name
    row: Row = [place, person.unit, name, person.sex, number, person.phone, person.category]
    row += [person.yuan, person.goods or None, person.source, person.bank, person.card, None]
    return row


def building_site(roster: Roster, people: list[Person], twice: list[Person]) -> None:
    """Lay out the hasty sheet: other headings, spoiled numbers, people named twice."""
    sheet = titled(roster, "建筑快递 ", ["慰问人员名单（建筑、快递、外卖）"], 8)
    sheet.append(["编号", "单位名称", "姓　名", "公民身份号码", "手机", "类别", "慰问金", "备注"])
    people = [*people[:10], twice[0], *people[10:25], twice[1], *people[25:]]
    for place, person in enumerate(people, start=1):
        number, amount, reason = hasty(person, place)
        row: Row = [place, person.unit, f" {person.name} ", number, int(person.phone)]
        roster.add(sheet, [*row, person.category, amount, None], person, reason)
    totalled(sheet, first=3, column=7)


def hasty(person: Person, place: int) -> tuple[object, object, str]:
    """Give number and amount as the hasty clerk leaves them, and why the row is refused."""
    match place:
        case 6:
            return float(person.number[:17] + "0"), person.yuan, "id_spoiled_by_excel"
        case 15:
            return None, person.yuan, "id_missing"
        case 22:
            return person.number, "一袋米", "amount_unreadable"
        case 30:
            return person.number[:-1], person.yuan, "id_length"
    return spaced(person.number, place), written(person.yuan, place), ""


def hardship(roster: Roster, people: list[Person]) -> None:
    """Lay out the merged sheet: the unit once for everybody, apostrophes, two faults."""
    titles = ["附件3", "送温暖慰问对象汇总表", "填报单位（盖章）：          年   月   日"]
    sheet = titled(roster, "困难职工和劳模", titles, 8)
    sheet.append(
        ["单位", "姓名", "性别", "证件号码", "电话号码", "对象类别", "慰问标准", "领取人签名"]
    )
    for place, person in enumerate(people, start=1):
        unit = person.unit if place == 1 else None
        number, amount, reason = person.number, person.yuan, ""
        if place == 8:
            number, reason = changed_digit(number), "id_check"
        elif place == 19:
            amount, reason = -amount, "amount_not_positive"
        elif place % 11 == 5:
            number = f"'{number}"
        row: Row = [unit, person.name, person.sex, number, person.phone, person.category]
        roster.add(sheet, [*row, amount, None], person, reason)
    sheet.merge_cells(start_row=5, end_row=4 + len(people), start_column=1, end_column=1)
    totalled(sheet, first=5, column=7)


def spaced(number: str, place: int) -> str:
    """Part the number as some clerks do, to read it aloud."""
    if place % 9 == 4:
        return f"{number[:6]} {number[6:14]} {number[14:]}"
    return number.lower() if place % 5 == 0 else number


def written(yuan: int, place: int) -> object:
    """Write the amount as a number or as one of the ways of saying it."""
    return {3: f"{yuan}元", 7: f"￥{yuan:,}.00", 9: full_width(str(yuan))}.get(place % 10, yuan)


def changed_digit(number: str) -> str:
    """Change one figure of the sequence, so that the check character no longer fits."""
    return number[:15] + str((int(number[15]) + 1) % 10) + number[16:]


def titled(roster: Roster, name: str, titles: list[str], width: int) -> Worksheet:
    """Begin a sheet with merged title rows."""
    sheet: Worksheet = roster.workbook.create_sheet(name)
    for line, title in enumerate(titles, start=1):
        sheet.append([title])
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=width)
        cell = sheet.cell(line, 1)
        centred = "left" if title.startswith(("附件", "填报")) else "center"
        cell.alignment = Alignment(horizontal=centred)
        cell.font = Font(size=16 if centred == "center" else 11, bold=centred == "center")
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 18
    return sheet


def totalled(sheet: Worksheet, *, first: int, column: int) -> None:
    """End a sheet with the total and the line for signatures."""
    letter = get_column_letter(column)
    total: Row = [None] * column
    total[0], total[-1] = "合计", f"=SUM({letter}{first}:{letter}{sheet.max_row})"
    sheet.append(total)
    sheet.append(["制表人：", None, "审核人：", None, "负责人："])


def instructions(roster: Roster) -> None:
    """Add the sheet that holds no people."""
    sheet = roster.workbook.create_sheet("填表说明")
    for line in ("1. 身份证号须为18位。", "2. 金额以元为单位。", "3. 样例数据，人物均为虚构。"):
        sheet.append([line])


def make() -> Roster:
    """Make the workbook."""
    lot, roster = Lot(SEED), Roster()
    clean = lot.people(45, "银川市环境卫生服务中心", [("环卫工人", 500), ("一线职工", 300)])
    site = [
        *lot.people(20, "宁夏塞上建筑工程有限公司", [("建筑工人", 500), ("农民工", 500)]),
        *lot.people(18, "银川通达快递服务有限公司", [("快递员", 500), ("外卖配送员", 500)]),
    ]
    needy = lot.people(
        37,
        "银川经开区电子元件厂",
        [("困难职工", 1000), ("困难职工", 2000), ("劳动模范", 3000), ("就地过年职工", 300)],
    )
    sanitation(roster, clean)
    building_site(roster, site, [clean[4], clean[20]])
    hardship(roster, needy)
    instructions(roster)
    return roster


def saved(workbook: Workbook) -> bytes:
    """Write the workbook so that the same content is the same bytes."""
    workbook.properties.created = MADE.replace(tzinfo=None)
    buffer, tidy = BytesIO(), BytesIO()
    workbook.save(buffer)
    # The writer stamps the moment of saving, whatever the properties say.
    now = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    stamp = f"\\g<1>{MADE:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(tidy, "w") as out:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            out.writestr(entry, now.sub(stamp, made.read(name)), zipfile.ZIP_DEFLATED)
    return tidy.getvalue()


def main() -> None:
    """Write the workbook and its expectation beside each other."""
    roster = make()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / WORKBOOK).write_bytes(saved(roster.workbook))
    words = json.dumps(roster.expected(), ensure_ascii=False, indent=1)
    (FOLDER / EXPECTED).write_text(words + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
