"""Tables for superiors and auditors as they stand on paper, in Chinese whatever the screen says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from desktop_app.domain import goods
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.money import format_yuan
from desktop_app.domain.sheet import PlainKind, SheetKind
from desktop_app.services.number_register import NumberLine, NumberRegister, NumberState
from desktop_app.services.printing.plain_contents import ListColumn, ListContent
from desktop_app.services.reporting.figures import Figure, Part, Unit
from desktop_app.storage.grants import GrantLine

SHEETS = {
    SheetKind.CONDOLENCE: "慰问单",
    SheetKind.RECEIPT: "领取单",
    SheetKind.SIGN_ROSTER: "签领表",
    SheetKind.GOODS_ROSTER: "慰问品签收表",
    SheetKind.VISIT_RECORD: "走访登记表",
}
GRANT_STATES = {
    GrantState.PLANNED: "待审批",
    GrantState.REFUSED: "未批准",
    GrantState.APPROVED: "已审批",
    GrantState.PRINTED: "已打印",
    GrantState.HANDED_OVER: "已发放",
    GrantState.SIGNED: "已签收",
    GrantState.VOID: "作废",
}
GIVEN_TWICE = "重复发放"
_STATES = {
    NumberState.PRINTED: "已出具",
    NumberState.VOID: "作废",
    NumberState.RETURNED: "退号",
    NumberState.UNRESOLVED: "待确认",
    NumberState.MISSING: "缺号",
}
_PARTS = {
    Part.RAISED: "一、筹集资金",
    Part.MONEY: "二、发放情况",
    Part.FUND: "三、发放资金来源",
    Part.VISITS: "四、走访慰问",
    Part.CATEGORY: "五、慰问对象类别",
    Part.SECTION: "六、重点群体",
    Part.MODEL_WORKER: "七、劳动模范",
}
_COLUMNS = (Unit.HOUSEHOLDS, Unit.PEOPLE, Unit.PERSON_TIMES)
_OTHERS = {
    Unit.EMPLOYERS: "家",
    Unit.VISITS: "次",
    Unit.GROUPS: "个",
    Unit.SUMS: "笔",
}
_WORDS = {
    "raised": "筹集资金总额",
    "approved": "已审批慰问",
    "handed_over": "其中：已发放",
    "visits": "走访慰问次数",
    "led": "其中：领导带队走访",
    "delegations": "派出慰问组",
    "employers": "走访企业（单位）",
    "households": "走访职工家庭",
    "people": "走访慰问职工",
    "groups": "慰问集体（未逐人登记）",
    "frontline_post": "一线坚守职工",
    "migrant_origin": "外来务工人员、农民工",
    "staying_put": "就地过年职工",
    "platform_work": "新就业形态劳动者",
    "": "未分类",
}
_LISTS = {
    Part.RAISED: "fund_source",
    Part.FUND: "fund_source",
    Part.CATEGORY: "recipient_category",
    Part.MODEL_WORKER: "model_worker_type",
}
_GRANT_COLUMNS = (
    ListColumn(title="序号", share=0.7, right=True),
    ListColumn(title="姓名", share=1.6),
    ListColumn(title="单位", share=3),
    ListColumn(title="类别", share=1.7),
    ListColumn(title="慰问金（元）", share=1.5, right=True, adds=True),
    ListColumn(title="慰问品", share=2.2),
    ListColumn(title="折款（元）", share=1.3, right=True, adds=True),
    ListColumn(title="资金来源", share=1.8),
    ListColumn(title="状态", share=0.9),
    ListColumn(title="领取单号", share=2.4),
)


def summary(union: str, campaign: Campaign, day: date, figures: Sequence[Figure]) -> ListContent:
    """Put the figures of a campaign into a table, every unit in a row of its own."""
    until = campaign.cut_off or day
    return ListContent(
        title="",
        union=union,
        filters=f"{campaign.name}（截至{until.year}年{until.month}月{until.day}日）",
        day=day,
        columns=(
            ListColumn(title="部分", share=2.2),
            ListColumn(title="指标", share=3.4),
            ListColumn(title="户数（户）", share=1.2, right=True),
            ListColumn(title="人数（人）", share=1.2, right=True),
            ListColumn(title="人次（人次）", share=1.3, right=True),
            ListColumn(title="其他", share=1.1, right=True),
            ListColumn(title="慰问金（元）", share=2, right=True),
            ListColumn(title="慰问品折款（元）", share=2, right=True),
            ListColumn(title="合计（元）", share=2, right=True),
        ),
        rows=tuple(_summary_rows(figures)),
        sums="说明：户、人、人次分别统计，不相加；同一人受慰问两次计1人、2人次；慰问品按折款计，未填单价的不计折款。",
        kind=PlainKind.SUMMARY,
    )


def _summary_rows(figures: Sequence[Figure]) -> Iterator[tuple[str, ...]]:
    """Put every unit of counting into a column of its own."""
    part = None
    for figure in figures:
        heading = _PARTS[figure.part] if figure.part is not part else ""
        part = figure.part
        counts = {figure.unit: figure.count}
        if figure.times is not None:
            counts[Unit.PERSON_TIMES] = figure.times
        about = "约" if figure.approximate else ""
        others = [f"{counts[one]:,} {_OTHERS[one]}" for one in _OTHERS if one in counts]
        columns = [f"{about}{counts[one]:,}" if one in counts else "" for one in _COLUMNS]
        money = (figure.cash_fen, figure.goods_fen, figure.total_fen)
        amounts = ("" if fen is None else format_yuan(fen) for fen in money)
        yield heading, words_of(figure), *columns, "".join(others), *amounts


def words_of(figure: Figure) -> str:
    """Say what a figure counts, as the table for superiors says it."""
    if figure.part in _LISTS and figure.key and figure.key not in _WORDS:
        found = CodeLists.load()[_LISTS[figure.part]].entry(figure.key)
        return found.name if found else figure.key
    return _WORDS[figure.key]


def number_register(
    union: str, day: date, register: NumberRegister, series: str = ""
) -> ListContent:
    """Put the register of numbers into a table."""
    counted = "　".join(
        f"{_STATES[state]} {count:,}" for state, count in register.counts.items() if count
    )
    return ListContent(
        title="",
        union=union,
        filters=series,
        day=day,
        columns=(
            ListColumn(title="电脑代码", share=1.1),
            ListColumn(title="年度", share=0.9),
            ListColumn(title="序号", share=0.9, right=True),
            ListColumn(title="号码", share=3),
            ListColumn(title="单据", share=1.6),
            ListColumn(title="金额（元）", share=1.7, right=True),
            ListColumn(title="取号日期", share=1.5),
            ListColumn(title="状态", share=1.1),
            ListColumn(title="说明", share=5),
        ),
        rows=tuple(_number_row(line) for line in register.lines),
        sums=counted,
        kind=PlainKind.NUMBER_REGISTER,
    )


def _number_row(line: NumberLine) -> tuple[str, ...]:
    sheet = line.sheet
    return (
        line.device_code,
        str(line.year),
        str(line.serial),
        line.number,
        SHEETS[sheet.kind] if sheet else "",
        format_yuan(sheet.amount_fen) if sheet else "",
        sheet.reserved_on.isoformat() if sheet else "",
        _STATES[line.state],
        _explanation(line),
    )


def _explanation(line: NumberLine) -> str:
    """Say what an auditor would ask about a number."""
    replaces = line.sheet.replaces if line.sheet else None
    said = [f"替代 {replaces}"] if replaces else []
    if line.state is NumberState.VOID:
        said.append(f"作废原因：{line.reason}")
        said.append(f"由 {line.successor} 替代" if line.successor else "未重开")
    if line.state is NumberState.RETURNED:
        said.append("已取号未出纸，号码退回，不再使用")
    if line.state is NumberState.UNRESOLVED:
        said.append("打印中断，待确认是否出纸")
    if line.state is NumberState.MISSING:
        own, other = "本机账本无此号，须查明原因", "本账本未收到此号，待与该电脑交换数据后核对"
        said.append(own if line.is_own else other)
    if line.copies > 1:
        said.append(f"补打 {line.copies - 1} 次")
    return "；".join(said)


def grants_ledger(
    union: str, campaign: Campaign, day: date, lines: Sequence[GrantLine]
) -> ListContent:
    """Put the grants of a campaign into a ledger whose pages add up."""
    lists = CodeLists.load()

    def word(series: str, code: str | None) -> str:
        found = lists[series].entry(code)
        return found.name if found else code or ""

    rows = tuple(
        (
            str(serial),
            line.name,
            line.grant.unit or line.employer,
            word("recipient_category", line.grant.category),
            format_yuan(line.grant.cash_fen),
            goods.words_of(line.grant.goods),
            format_yuan(goods.value_of(line.grant.goods)),
            word("fund_source", line.grant.fund_source),
            GIVEN_TWICE if line.is_handed_twice else GRANT_STATES[line.state],
            line.receipt,
        )
        for serial, line in enumerate(lines, start=1)
    )
    total = sum(line.grant.value_fen for line in lines)
    return ListContent(
        title="慰问金（品）发放台账",
        union=union,
        filters=campaign.name,
        day=day,
        columns=_GRANT_COLUMNS,
        rows=rows,
        sums=f"合计 {format_yuan(total)} 元（慰问品按折款计）",
    )
