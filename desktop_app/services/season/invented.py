"""People who do not exist, for samples larger than the sample roster."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from stdnum.cn import ric

SURNAMES = "马王李张刘陈杨白丁杜哈金罗田冯曹谢韩唐任单曾解吴周徐孙朱高林何郭"
GIVEN = (
    *(
        "建国",
        "志强",
        "海军",
        "学峰",
        "立新",
        "晓东",
        "玉山",
        "宏伟",
        "永刚",
        "占林",
        "国庆",
        "德福",
    ),
    *(
        "秀兰",
        "桂英",
        "丽娟",
        "雪梅",
        "玉花",
        "彩霞",
        "春燕",
        "晓红",
        "淑珍",
        "海燕",
        "金凤",
        "翠英",
    ),
    *("伟", "勇", "军", "磊", "芳", "敏", "静", "婷"),
)
RARE = ("张𬱖", "李䶮", "王㛃", "马𡌴峰", "孙𠅤", "买买提·吐尔逊")
REGIONS = ("640104", "640105", "640106", "640121", "640302", "640422", "640502")
UNITS = ("环境卫生管理处", "建筑工程有限公司", "快递服务有限公司", "电子元件厂", "公共交通有限公司")
CATEGORIES = ("困难职工", "环卫工人", "建筑工人", "快递员", "就地过年职工")
AMOUNTS = (300, 500, 800, 1000)
HEADINGS = ("姓名", "身份证号", "联系电话", "工作单位", "人员类别", "慰问金额（元）", "资金来源")
SOURCE = "本级工会经费列支"
EARLIEST = date(1961, 1, 1)
PEOPLE_A_ROUND = 2_085  # one a week of birth; then their orders of birth begin anew


def write_roster(file: Path, count: int, seed: int) -> None:
    """Write a roster of so many people; the same seed gives the same people."""
    lot = Random(seed)  # noqa: S311 - a sample, not a secret
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(HEADINGS)
        writer.writerows(_person(lot, place) for place in range(count))


def _person(lot: Random, place: int) -> list[object]:
    name = RARE[place] if place < len(RARE) else lot.choice(SURNAMES) + lot.choice(GIVEN)
    phone = f"1{lot.choice('35789')}{lot.randrange(10**9):09d}"
    employer = lot.choice(UNITS)
    category, amount = lot.choice(CATEGORIES), lot.choice(AMOUNTS)
    return [name, _number(lot, place), phone, employer, category, amount, SOURCE]


def _number(lot: Random, place: int) -> str:
    """Make a number that nobody bears twice: day and order of birth run with the place."""
    turn, week = divmod(place, PEOPLE_A_ROUND)
    born = EARLIEST + timedelta(days=week * 7 + lot.randrange(7))
    body = f"{lot.choice(REGIONS)}{born:%Y%m%d}{turn % 100:02d}{lot.randrange(10)}"
    return body + ric.calc_check_digit(body + "0")
