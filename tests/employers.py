"""Employers for the tests: a machine works, a site of it, and a shop that is far away."""

from datetime import date

from desktop_app.domain.employer import Employer, EmployerMeasure
from desktop_app.domain.headcount import Headcount
from desktop_app.domain.identity import EmployerId, EmployerMeasureId, RiskCheckId, SafetyCheckId
from desktop_app.domain.workplace_check import Risk, RiskCheck, SafetyCheck, SafetyFinding

WORKS_ID = EmployerId("0" * 31 + "1")
SITE_ID = EmployerId("0" * 31 + "2")
SHOP_ID = EmployerId("0" * 31 + "3")


def works(**fields) -> Employer:
    """A whole record: every field says something."""
    given = {
        "id": WORKS_ID,
        "name": "济南二机床集团有限公司",
        "kind": "enterprise",
        "also_called": ("济南第二机床厂", "二机床"),
        "credit_code": "91350100M000100Y43",
        "nature": "state_owned",
        "state": "normal",
        "industry": "C",
        "region": "370100",
        "address": "机床二厂路2号",
        "union": "济南二机床集团有限公司工会委员会",
        "contact": "周敏",
        "phone": "13900000001",
        "headcount": Headcount(number=5000, approximate=True),
        "members": Headcount(number=4800),
        "migrant_workers": Headcount(number=320),
        "staying_put": Headcount(number=500, approximate=True),
        "hardship_workers": Headcount(number=12),
        "business": "压力机订单饱满，春节不停产",
        "history": "始建于1937年",
        "remarks": "从东门进",
    }
    return Employer(**given | fields)


def site(**fields) -> Employer:
    given = {
        "id": SITE_ID,
        "name": "徐汇滨江建设者之家",
        "kind": "site",
        "belongs_to": WORKS_ID,
        "headcount": Headcount(number=300),
    }
    return Employer(**given | fields)


def shop(**fields) -> Employer:
    given = {
        "id": SHOP_ID,
        "name": "浙江毛源昌眼镜有限公司新市街店",
        "kind": "shop",
        "industry": "F",
        "headcount": Headcount(number=20),
        "difficulties": "受疫情影响客流减半",
    }
    return Employer(**given | fields)


def measure(**fields) -> EmployerMeasure:
    given = {
        "id": EmployerMeasureId("0" * 31 + "4"),
        "employer": WORKS_ID,
        "measure": "stay_bonus",
        "state": "carried_out",
        "starts": date(2021, 1, 28),
        "ends": date(2021, 2, 17),
        "reached": Headcount(number=500, approximate=True),
        "amount_fen": 25_000_000,
        "evidence_kinds": ("payroll", "photos"),
        "evidence": "每人500元，随1月工资发放",
        "remarks": "含派遣工",
    }
    return EmployerMeasure(**given | fields)


def risk_check(**fields) -> RiskCheck:
    given = {
        "id": RiskCheckId("0" * 31 + "5"),
        "employer": SHOP_ID,
        "day": date(2021, 2, 1),
        "checked_by": "王建国",
        "level": "high",
        "risks": (Risk(kind="wage_arrears", words="去年第四季度工资未发", people=8),),
        "plan": "约谈负责人，启动应急周转金",
        "five_resolves": "已逐条对照",
        "warning_on": date(2021, 2, 8),
        "owner": "周敏",
    }
    return RiskCheck(**given | fields)


def safety_check(**fields) -> SafetyCheck:
    given = {
        "id": SafetyCheckId("0" * 31 + "6"),
        "employer": SITE_ID,
        "day": date(2021, 2, 1),
        "checked_by": "王建国",
        "together_with": "区应急管理局、区住建局",
        "scope": "宿舍用电、脚手架",
        "findings": (
            SafetyFinding(what="宿舍私拉电线", severity="major", due_on=date(2021, 2, 3)),
            SafetyFinding(
                what="灭火器过期",
                severity="general",
                due_on=date(2021, 2, 6),
                rectified_on=date(2021, 2, 4),
                how="已更换12具",
            ),
        ),
        "result": "to_rectify",
        "remarks": "节后复查",
    }
    return SafetyCheck(**given | fields)


def keep_all(office) -> None:
    """Keep the three employers, with one measure and one check of each kind."""
    for one in (works(), site(), shop()):
        office.employers.save(one)
    office.employer_measures.save(measure())
    office.risk_checks.save(risk_check())
    office.safety_checks.save(safety_check())
