"""The seven visits of the newspaper page: as the sample has them, and every phrase of the table.

The table is that of the page of 10 February 2021; what it gives in one cell stands here phrase
by phrase, so that a record can be asked for each of them.
"""

import tomllib
from datetime import date
from pathlib import Path

_SEASON = Path(__file__).resolve().parents[1] / "resources" / "sample" / "season.toml"

PHRASES = {
    "李尧钟": (
        *("全总经费审查委员会主任", "1月27日", "山东济南", "济南二机床集团有限公司"),
        *("省市职工服务中心", "综合服务大厅", "全省12351职工热线平台", "了解企业发展历史"),
        *("调研企业生产经营情况", "慰问企业劳模和困难职工并发放慰问金"),
    ),
    "马吉孝": (
        *("全总副主席、青海省总工会主席", "1月13–15日", "青海海南天和路桥工程有限公司"),
        *("云谷大数据产业开发有限公司", "交通控股集团有限公司", "共和县恰镇金安社区"),
        *("困难职工和劳模家中", "一线职工、劳模代表", "询问身体健康", "家庭收入", "子女就学"),
        "零下20多摄氏度",
    ),
    "魏地春": (
        *("全总副主席、书记处书记", "2020-12-22", "江苏苏州", "劳动模范、困难职工家中"),
        *("苏州江南嘉捷电梯有限公司", "工资收入", "劳动权益保障", "家庭困难"),
        *("困难劳模帮扶长效机制", "企业生产经营状况", "企业存在的困难"),
    ),
    "张茂华": (
        *("职务在原文中缺失", "浙江毛源昌眼镜有限公司新市街店", "浙江人才资源交流服务有限公司等"),
        *("困难职工情况", "有困难找工会", "受疫情影响", "部分企业和职工遇到困难"),
    ),
    "王俊冶": (
        *("全总书记处书记", "2021年新年前夕", "河南漯河", "三剑客农业股份有限公司"),
        *("际华三五一五皮革皮鞋有限公司", "劳模创新工作室", "职工健康生活馆", "职工书屋"),
        *("送上慰问金", "企业生产经营情况"),
    ),
    "张少琴": (
        *("民建中央副主席、全总副主席", "1月6日", "上海", "徐汇滨江建设者之家"),
        *("上海市总工会援助服务中心", "农民工和社工", "慰问金和大礼包"),
        "劳模、抗疫一线职工代表、困难职工代表",
    ),
    "蔡振华": (
        *("全总副主席、书记处书记", "从岁末到年初", "安徽阜阳、合肥", "海南三亚", "长途车站"),
        *("职工服务中心", "劳模和困难职工代表", "交通人", "身体健康", "家庭收入", "心声和需求"),
    ),
}
DAYS = {
    "李尧钟": ("2021-01-27", None),
    "马吉孝": ("2021-01-13", "2021-01-15"),
    "魏地春": ("2020-12-22", None),
    "张茂华": (None, None),
    "王俊冶": (None, None),
    "张少琴": ("2021-01-06", None),
    "蔡振华": (None, None),
}


def visits() -> list[dict]:
    """Give the seven as plain JSON values, in the order of the page."""
    season = tomllib.loads(_SEASON.read_text(encoding="utf-8"))
    return [_plain(visit) for visit in season["visit"]]


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def words_in(value) -> str:
    """Give everything that a record says, line by line."""
    if isinstance(value, dict):
        return "\n".join(words_in(one) for one in value.values())
    if isinstance(value, list):
        return "\n".join(words_in(one) for one in value)
    return str(value)
