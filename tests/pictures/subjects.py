"""What there is a picture of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop_app.domain.issue import objection, warning
from desktop_app.domain.money import format_yuan
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.key_list import KeyListDialog
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.pages.page import Page, PageAction
from desktop_app.gui.pages.unlock_page import UnlockPage
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.widgets.buttons import Chip, KeyedButton
from desktop_app.gui.widgets.choices import SeveralChoices, Tick
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.id_number_edit import IdNumberEdit
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.masked_value import MaskedValue
from desktop_app.gui.widgets.number_edit import AmountEdit, NumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.progress_strip import ProgressStrip
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.gui.wizards.first_run_wizard import FirstRunWizard


@dataclass(frozen=True)
class Person:
    name: str
    sex: str
    age: int
    category: str
    employer: str
    fen: int
    state: str


PEOPLE = (
    Person("马秀兰", "女", 43, "环卫工人", "银川市环境卫生管理处第三清扫队", 100000, "已签收"),
    Person("买买提·吐尔逊", "男", 36, "建筑工人", "宁夏贺兰山建筑工程有限公司", 50000, "待签"),
    Person("张𬱖", "男", 51, "困难职工", "银川经开区电子元件厂", 200000, "已打印"),
    Person("马𡌴峰", "男", 29, "快递员", "宁夏通达快递服务有限公司", 50000, "待签"),
    Person(
        "古丽努尔·阿不都热合曼", "女", 38, "就地过年职工", "吴忠市仪表有限责任公司", 50000, "计划"
    ),
    Person("孙𠅤", "女", 47, "困难职工", "中卫市长途客运总站", 100000, "已作废"),
)
TONES = {"已签收": "ok", "待签": "warn", "已打印": "info", "计划": "plain", "已作废": "accent"}
COLUMNS = (
    Column[Person]("姓名", lambda p: p.name, width=11),
    Column[Person]("性别", lambda p: p.sex, width=2),
    Column[Person]("年龄", lambda p: str(p.age), lambda p: p.age, right=True, width=2.5),
    Column[Person]("类别", lambda p: p.category, badge=lambda _p: "plain", width=6),
    Column[Person]("工作单位", lambda p: p.employer, stretch=True),
    Column[Person](
        "慰问金（元）", lambda p: format_yuan(p.fen), lambda p: p.fen, right=True, width=6
    ),
    Column[Person]("状态", lambda p: p.state, badge=lambda p: TONES[p.state], width=3.5),
)


class ListPage(Page):
    name, title, icon = "people", "Beneficiaries", "people"

    def __init__(self) -> None:
        super().__init__()
        empty = EmptyState("还没有人", "导入花名册，或按 Ctrl+N。")
        people = RecordList(COLUMNS, "职工档案", empty)
        for words in ("二组路线", "人员类别", "单位", "状态"):
            chip = Chip(words)
            chip.setChecked(words == "二组路线")
            people.filters.add(chip)
        people.show_records(PEOPLE * 3, "18 人 · 合计 16,500.00 元")
        people.view.choose_row(2)
        self.setFocusProxy(people)
        split = QSplitter()
        split.addWidget(people)
        split.addWidget(self._record())
        split.setSizes([em(50), em(35)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)

    def _record(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(em(1.4), em(1.4), em(1.4), em(1.4))
        head = QHBoxLayout()
        head.addWidget(label("张𬱖", "name"))
        head.addWidget(label("男 · 51 岁 · 回族", "muted"))
        head.addWidget(Badge("深度困难", "warn"))
        head.addStretch()
        head.addWidget(KeyedButton("编辑", "F2"))
        column.addLayout(head)
        for caption in ("身份证号", "联系电话"):
            column.addWidget(label(caption, "caption"))
            value = MaskedValue(caption)
            value.show_masked("640***********31X")
            column.addWidget(value)
        column.addWidget(SecureLabel("银川经开区电子元件厂 · 下（待）岗 · 2020 年 6 月起"))
        strip = ProgressStrip()
        strip.begin("正在导入花名册")
        strip.show_progress(3120, 5589)
        column.addWidget(strip)
        column.addStretch()
        return pane

    def page_actions(self) -> tuple[PageAction, ...]:
        return (PageAction("New person", Shortcut.NEW.keys, lambda: None, primary=True),)


class FormPage(Page):
    name, title, icon = "visits", "Visits", "visits"

    def __init__(self) -> None:
        super().__init__()
        self.sheet = FormSheet()
        self._who()
        self._given()
        self._found()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)

    def _who(self) -> None:
        ways = PinyinComboBox([("home", "入户"), ("site", "工地"), ("phone", "电话")])
        self.sheet.add_group("何人何地")
        self.sheet.add_field("name", "慰问对象", TextLine(), required=True, wide=True)
        self.sheet.add_field("day", "日期", DateEdit(), required=True)
        self.sheet.add_field("way", "方式", ways)
        self.sheet.add_field("id_number", "身份证号", IdNumberEdit(), wide=True)
        self.sheet.editor("name").set_value("张𬱖")
        self.sheet.editor("day").set_value(date(2021, 2, 8))
        ways.set_value("home")
        self.sheet.editor("id_number").set_value("64010419700315123X")

    def _given(self) -> None:
        self.sheet.add_group("慰问金、慰问品")
        self.sheet.add_field("amount", "慰问金", AmountEdit(), unit="元")
        self.sheet.add_field("method", "发放方式", PinyinComboBox([("cash", "现金")]))
        goods = InlineTable(
            (
                InlineColumn(name="goods", title="慰问品", editor=TextLine, share=3),
                InlineColumn(name="quantity", title="数量", editor=NumberEdit, right=True),
                InlineColumn(name="unit", title="单位", editor=TextLine),
            ),
            "增加一行（Insert）",
        )
        self.sheet.add_field("goods", "慰问品", goods, wide=True)
        self.sheet.editor("amount").set_value(350000)
        goods.set_value(
            (
                {"goods": "新春大礼包", "quantity": 1, "unit": "份"},
                {"goods": "大米 10kg", "quantity": 1, "unit": "袋"},
            )
        )

    def _found(self) -> None:
        kinds = [("health", "健康"), ("school", "子女就学"), ("rights", "劳动权益")]
        self.sheet.add_group("询问与了解")
        self.sheet.add_field("income", "家庭收入（月）", NumberEdit(2), unit="元")
        self.sheet.add_field("insured", "社保", Tick("未断缴"))
        self.sheet.add_field("difficulties", "困难", SeveralChoices(kinds), wide=True)
        self.sheet.add_field("remarks", "家庭存在的困难", TextArea(2), wide=True)
        self.sheet.editor("difficulties").set_value(("health", "school"))
        self.sheet.show_issues(
            [
                objection("amount", "over_cap_per_time", limit="3,000.00", source="省办法 2019"),
                warning("method", "cash_over_threshold", limit="1,000.00"),
            ]
        )

    def page_actions(self) -> tuple[PageAction, ...]:
        return (
            PageAction("Cancel", Shortcut.LEAVE.keys, lambda: None),
            PageAction("Save and next", Shortcut.SAVE_AND_NEXT.keys, lambda: None, primary=True),
        )


class EmptyPage(Page):
    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.name, self.title, self.icon = name, title, name
        column = QVBoxLayout(self)
        empty = EmptyState("Nothing here yet", "Import a roster to begin.", "Import a roster")
        column.addWidget(empty)


def window(first: str) -> MainWindow:
    """A window with sample pages, `first` in front."""
    pages = [EmptyPage("home", "Home"), ListPage(), FormPage(), EmptyPage("grants", "Grants")]
    made = MainWindow(pages)
    made.title_line.show_campaigns([("1", "2021年元旦春节送温暖")], "1")
    made.rail.show_count(2, "3 草稿")
    made.rail.show_count(3, "12 未签")
    made.status_line.show_part("user", "外勤 王建国 · 二组")
    made.status_line.show_part("saved", "已保存 14:32")
    made.status_line.show_state("K7M·4QX")
    made.open(first)
    return made


def _unlock() -> UnlockPage:
    page = UnlockPage("宁夏回族自治区总工会", "王建国")
    page.show_refusal("口令不对。", 4)
    return page


def _wizard(step: int) -> FirstRunWizard:
    wizard = FirstRunWizard()
    if step >= 1:
        wizard._go_on()
    if step == 1:
        wizard._go_on()
    if step >= 2:
        for name, value in (("name", "宁夏总工会"), ("region", "640000"), ("device", "内勤一号")):
            wizard._union.editor(name).set_value(value)
        wizard._go_on()
    if step == 3:
        wizard.show_recovery_code("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-67AB-CDEF")
    return wizard


SUBJECTS = {
    "kit_list": lambda: window("people"),
    "kit_form": lambda: window("visits"),
    "kit_empty": lambda: window("home"),
    "kit_keys": KeyListDialog,
    "unlock": _unlock,
    "first_run_begin": lambda: _wizard(0),
    "first_run_union": lambda: _wizard(1),
    "first_run_administrator": lambda: _wizard(2),
    "first_run_recovery": lambda: _wizard(3),
}
